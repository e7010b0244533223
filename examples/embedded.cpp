// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
// The code of embedded.md, made by tests/examples/snippets.py --write.

#include "tapeless/save/checkpoint.hpp"
#include "tapeless/save/save.hpp"
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <span>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<8, tl::activation::tanh>, tl::dense<3>> {};
using training = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 1>;
static constinit training trainer{};  // zeros, in .bss: no constructor runs before main

static_assert(training::parameter_bytes() == 4 * (8 * 4 + 8 + 3 * 8 + 3));
static_assert(training::state_bytes() == training::parameter_bytes());  // momentum: one number for each parameter
static_assert(training::workspace_bytes() <= 128);
static_assert(training::storage_bytes() <= 768);  // all of it, on any target; what is left to know is the stack

static_assert(tl::memory_on<tl::targets::cortex_m4f, training>.total() <= 768);
static_assert(tl::memory_on<tl::targets::cortex_m0, training>.total() <= 768);

constexpr auto file = [] {  // else: from weights.inc
  training::parameter_store trained{};
  tl::initialize(trained, tl::initializer::glorot{}, 42);
  std::array<std::byte, tl::saved_bytes(trained)> bytes{};
  static_cast<void>(tl::save(bytes, trained));
  return bytes;
}();
constexpr auto weights = [] {  // in flash
  training::parameter_store numbers{};
  static_cast<void>(tl::load(file, numbers));
  return numbers;
}();
static_assert(weights.is_filled(), "the file is of another network");

inline constexpr auto answer = tl::argmax(tl::output<net>);
using inference = tl::program<float, answer>;
static constinit inference::workspace scratch{};

float classify(std::span<float const, 4> sample) {
  auto const run = inference::run(scratch, bind(net::input, sample), weights);
  return run ? run[answer] : -1.0F;  // else describe(run.status()) says why
}

float learn(std::span<float const, 4> sample, std::uint8_t label) {
  auto const step = trainer.step(sample, label);
  return step ? step.loss : -1;  // else: step.status()
}

static std::array<std::uint8_t, 4 * 1024> pretend_flash{};  // on a board: &__checkpoints, of your linker script

struct four_pages {
  static constexpr std::uint32_t block_size = 1024;  // erased together
  static constexpr std::uint32_t program_size = 8;   // programmed together, each once: the granularity of your flash
  static constexpr std::uint32_t block_count = 4;    // two for each slot

  bool erase(std::uint32_t block) {  // on a board: HAL_FLASHEx_Erase, nrfx_nvmc_page_erase, flash_area_erase
    std::fill_n(pretend_flash.begin() + block * block_size, block_size, std::uint8_t{0xFF});
    return true;
  }
  bool program(std::uint32_t at, std::span<std::byte const> from) {  // HAL_FLASH_Program, in a loop over units
    for (std::byte const each : from) pretend_flash[at++] = std::to_integer<std::uint8_t>(each);
    return true;
  }
  bool read(std::uint32_t at, std::span<std::byte> to) {  // memcpy; false if your flash reports an error of its ECC
    for (std::byte& each : to) each = std::byte{pretend_flash[at++]};
    return true;
  }
};
static four_pages flash{};
static_assert(tl::checkpoint_bytes<four_pages, training>() <= 600);
static_assert(tl::erased_blocks<four_pages, training>() == 1);  // of a save
static_assert(tl::saves_within(10'000) == 20'000);              // of a part whose blocks endure 10,000 erasures

int main() {
  std::printf("class = %d\n", static_cast<int>(classify(std::array<float, 4>{1, 0, 0, 0})));
  trainer.parameters().copy_from(weights);

  static constexpr float prototypes[3][4]{{1, 0, 0, 0.5F}, {0, 1, 0, -0.5F}, {0, 0, 1, 0}};
  float loss = 0;
  for (int i = 0; i < 300; ++i) loss = learn(prototypes[i % 3], static_cast<std::uint8_t>(i % 3));
  std::printf("learnt = %s\n", 0 <= loss && loss < 0.05F ? "yes" : "no");

  std::uint64_t samples_seen = 300;
  auto const saved = tl::save_checkpoint(flash, trainer, tl::saved<"samples">(samples_seen));
  if (!saved) std::puts(describe(saved).data());
  trainer = {};  // the power goes
  samples_seen = 0;
  auto const loaded = tl::load_checkpoint(flash, trainer, tl::saved<"samples">(samples_seen));
  if (!loaded) std::puts(describe(loaded).data());  // the first time: there is no checkpoint
  std::printf("loss after power was back = %s\n", learn(prototypes[0], 0) < 0.05F ? "small" : "large");
}
