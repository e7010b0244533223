// SPDX-License-Identifier: BSL-1.0
// Trains, with a checkpoint after every few steps, from the last one if there is one:
//
//   checkpoints <file> <epochs>
#include <tapeless/io/save.hpp>
#include <tapeless/tapeless.hpp>

#include <array>
#include <charconv>
#include <cstdio>
#include <string_view>
#include <vector>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 3>, tl::dense<9, tl::activation::tanh>,
                            tl::regularization::dropout<std::ratio<1, 4>>, tl::dense<2>> {};
static constinit tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::adam, 8> trainer{};

constexpr std::uint32_t rows = 64;

int main(int count, char** arguments) {
  std::uint64_t epochs = 0, epoch = 0;
  std::string const path = count == 3 ? arguments[1] : "";
  std::string_view const wanted = count == 3 ? arguments[2] : "";
  if (std::from_chars(wanted.data(), wanted.data() + wanted.size(), epochs).ec != std::errc{}) return 2;
  tl::random::pcg32 order = tl::random::stream(2, "order");

  std::vector<float> inputs, targets;
  tl::random::pcg32 data = tl::random::stream(1, "data");
  for (std::uint32_t i = 0; i < 3 * rows; ++i) inputs.push_back(static_cast<float>(data() >> 8) * 0x1p-23F - 1);
  for (std::uint32_t i = 0; i < 2 * rows; ++i) targets.push_back(inputs[i] * inputs[i + rows]);

  trainer.initialize(tl::initializer::glorot{}, 3);
  auto const load = [&] {
    return tl::io::load_file(path, trainer, tl::saved<"epoch">(epoch), tl::saved<"order">(order));
  };
  if (std::FILE* const file = std::fopen(path.c_str(), "rb")) {
    std::fclose(file);
    if (auto const loaded = load(); !loaded) return std::puts(loaded.error().message().c_str()), 1;
  }
  while (epoch < epochs) {
    std::array<std::uint32_t, 8> batch{};
    for (int step = 0; step < 5; ++step) {
      for (std::uint32_t& row : batch) row = order() % rows;
      if (auto const taken = trainer.step(inputs, targets, tl::rows{batch}); !taken)
        return std::puts(describe(taken).data()), 1;
    }
    ++epoch;
    if (auto const done = tl::io::save_file(path, trainer, tl::saved<"epoch">(epoch), tl::saved<"order">(order)); !done)
      return std::puts(done.error().message().c_str()), 1;
  }
}
