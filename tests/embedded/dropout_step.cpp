// SPDX-License-Identifier: BSL-1.0
// Training with dropout on the core itself: host and target draw the same masks from the seed, so they must report the
// same losses and, of a sum of masks, the same number.
#include "digits_rows.hpp"
#include "report.hpp"

#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct dropped_net : tl::sequential<tl::in<"x", 64>, tl::dense<8, tl::activation::relu>,
                                    tl::regularization::dropout<std::ratio<1, 4>>, tl::dense<10>> {};
static constinit tl::network_trainer<dropped_net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 4>
    trainer{};

constexpr auto x = tl::input<"x", 64>;
constexpr auto drawn = tl::batch_sum(tl::batch<4>(sum(tl::uniform<"u", 9> >= 0.5) + 0 * sum(x)));
using sums = tl::program<float, drawn>;
static constinit sums::workspace memory{};
static constinit sums::state state{};

int main() {
  static constexpr char const* names[3]{"loss_0", "loss_1", "loss_2"};
  trainer.initialize(tl::initializer::he{}, 7);
  for (std::uint32_t step = 0; step < 3; ++step) {
    std::uint32_t const rows[4]{4 * step, 4 * step + 1, 4 * step + 2, 4 * step + 3};
    auto const result = trainer.step(digits::images, digits::labels, tl::rows{rows});
    if (!result) return 1;
    report(names[step], result.loss);
    if (!(result.loss > 0 && result.loss < 10)) return 2;
  }
  tl::write_integer(state[tl::random_seed], 0x123456789abcdef);
  std::uint32_t const rows[4]{15, 3, 7, 9};
  auto const result = sums::run(memory, bind(x, digits::images, tl::rows{rows}), state);
  if (!result) return 3;
  report("ones_in_36_masks", result[drawn]);
  return result[drawn] > 0 && result[drawn] < 36 ? 0 : 4;
}
