// SPDX-License-Identifier: BSL-1.0
// A hundred saves to a flash whose power is cut at a random byte: the old or the new trainer is loaded, whole, and goes
// on.
#include "report.hpp"
#include "simulated_flash.hpp"

#include <tapeless/save/checkpoint.hpp>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<5, tl::activation::tanh>, tl::dense<1, tl::activation::sigmoid>> {
};
using trainer_type = tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::momentum, 1>;
using flash_type = simulated_flash<512, 8, 2>;

static constinit trainer_type trainer{}, reloaded{};
static flash_type before, flash;

static bool train(int steps) {
  static constexpr float inputs[4][2]{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  static constexpr float truths[4][1]{{0}, {1}, {1}, {0}};
  for (int i = 0; i < steps; ++i)
    if (!trainer.step(inputs[i % 4], truths[i % 4])) return false;
  return true;
}

static std::uint32_t checksum(trainer_type const& of) {
  auto const bytes_of = [](auto const& store) { return std::as_bytes(std::span(store.data(), store.size())); };
  return tl::safetensors::crc32(bytes_of(of.state()), tl::safetensors::crc32(bytes_of(of.parameters())));
}

int main() {
  trainer.initialize(tl::initializer::glorot{}, 7);
  if (!trainer.set(tl::optimizer::learning_rate, 0.05f) || !train(4)) return 1;
  if (!tl::save_checkpoint(before, trainer)) return 2;
  std::uint32_t const old_one = checksum(trainer);
  if (!train(4)) return 3;
  std::uint32_t const new_one = checksum(trainer);
  if (old_one == new_one) return 4;

  std::uint32_t random = 2026;
  int old_ones = 0, new_ones = 0;
  for (int turn = 0; turn < 100; ++turn) {
    random = random * 1664525 + 1013904223;
    flash = before;
    flash.seed(random >> 8);
    flash.read_half_done(static_cast<flash_type::half_done>(turn % 3));
    flash.cut_after((random >> 8) % 300);  // a save has 236 events
    bool const is_saved = static_cast<bool>(tl::save_checkpoint(flash, trainer));
    flash.power_on();
    reloaded = {};
    if (!tl::load_checkpoint(flash, reloaded)) return 5;
    std::uint32_t const found = checksum(reloaded);
    if (found == old_one && !is_saved)
      ++old_ones;
    else if (found == new_one)
      ++new_ones;
    else
      return 6;
    if (!tl::save_checkpoint(flash, trainer) || !tl::load_checkpoint(flash, reloaded) ||
        checksum(reloaded) != new_one || flash.was_misused)
      return 7;
  }
  report("old_ones", static_cast<float>(old_ones));
  report("new_ones", static_cast<float>(new_ones));
  report("bytes", static_cast<float>(tl::checkpoint_bytes<flash_type, trainer_type>()));
  return old_ones > 10 && new_ones > 10 ? 0 : 8;
}
