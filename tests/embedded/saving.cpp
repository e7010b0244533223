// SPDX-License-Identifier: BSL-1.0
// A file that the core writes is the one that the host writes, whose stores lie otherwise; what the core loads is
// right.
#include "report.hpp"

#include <tapeless/save/save.hpp>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 13>, tl::dense<9, tl::activation::tanh>, tl::dense<3>> {};
using trainer_type = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 4>;
static constinit trainer_type first{}, second{};
static std::array<std::byte, tl::saved_bytes<trainer_type>()> file;

int main() {
  first.initialize(tl::initializer::glorot{}, 7);
  if (!first.set(tl::optimizer::learning_rate, 0.05f)) return 1;
  first.state().at<"net.0.weight.momentum">()(8, 12) = 0.25f;
  if (!tl::save(file, first)) return 2;
  std::uint32_t const checksum = tl::safetensors::crc32(file);
  report("checksum_low", static_cast<float>(checksum & 0xFFFF));
  report("checksum_high", static_cast<float>(checksum >> 16));
  report("bytes", static_cast<float>(file.size()));

  file[file.size() / 2] ^= std::byte{4};
  if (tl::load(file, second).error != tl::saving_error::another_checksum ||
      second.parameters().at<"net.1.bias">()(0) != 0)
    return 3;
  file[file.size() / 2] ^= std::byte{4};
  if (!tl::load(file, second)) return 4;
  report("last_weight", second.parameters().at<"net.0.weight">()(8, 12));
  return second.state().at<"net.0.weight.momentum">()(8, 12) == 0.25f ? 0 : 5;
}
