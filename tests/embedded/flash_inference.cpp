// SPDX-License-Identifier: BSL-1.0
// Inference with weights that are constants of the image: they are read where they lie, in flash, and no RAM holds a
// copy. The network is 64–32–10.
#include "digits_rows.hpp"
#include "report.hpp"
#include "stack_paint.hpp"

#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
inline constexpr auto probabilities = softmax(tl::output<net>);
using inference = tl::program<float, probabilities>;

extern "C" {
extern constexpr inference::parameters weights = [] {
  inference::parameters made{};
  tl::initialize(made, tl::initializer::glorot{}, 7);
  return made;
}();
}

static constinit inference::workspace workspace{};
static_assert(sizeof(workspace) <= 4 * (32 + 10 + 10));

extern "C" [[gnu::noinline]] float probability_of(std::uint8_t digit, float const* image, std::size_t size) {
  auto const run = inference::run(workspace, bind(net::input, std::span(image, size)), weights);
  return run ? run[probabilities](digit) : -1;
}

int main() {
  static constexpr char const* names[4]{"first", "second", "third", "fourth"};
  stack_paint::spread();
  for (std::uint8_t row = 0; row < 4; ++row)
    report(names[row], probability_of(digits::labels[row], digits::images.data() + 64 * row, 64));
  float const refused = probability_of(0, digits::images.data(), 63);
  report_stack("probability_of", stack_paint::bytes_gone());
  return refused == -1 ? 0 : 1;
}
