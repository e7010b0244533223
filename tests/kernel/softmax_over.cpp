// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/softmax_over.hpp"

#include "chosen.hpp"
#include "guarded.hpp"

namespace kernel_softmax_over_test {

namespace kernel = tapeless::kernel;
using tapeless::plan::kernel_id;

/// A line that ends where its memory does, and the same line with numbers behind it that are not its own.
template <class T, std::uint32_t Size>
void expect_line() {
  plain::numbers draw(0.1 * Size);
  guards::buffer<T> logits(Size, draw);
  guards::buffer<T> truth(Size, draw);
  plain::matrix const expected = plain::softmax(plain::sample(logits.data(), Size, 0));
  double loss = 0;
  for (std::size_t e = 0; e < Size; ++e) loss -= truth[e] * std::log(expected(e));
  T roomy[Size + 64];
  std::fill(std::begin(roomy), std::end(roomy), T(1000));
  std::copy(logits.data(), logits.data() + Size, roomy);
  auto const check = [&](auto const& line) {
    guards::buffer<T> result(Size);
    kernel::target<T> const out[]{{result.data(), 0}};
    kernel::operand<T> const none[1]{};
    kernel::attached_chain<T, guards::as_it_is> chain(out, none);
    line.apply(chain, 0);
    for (std::size_t e = 0; e < Size; ++e)
      guards::expect(result[e], expected(e), guards::tolerance<T>, "softmax", 0, e);
    guards::expect(static_cast<double>(line.cross_entropy(truth.data())), loss, guards::tolerance<T>, "loss", 0, 0);
    for (std::size_t its_class = 0; its_class < Size; ++its_class) {  // to the bits of its one-hot vector
      std::vector<T> one_hot(Size, T{});
      one_hot[its_class] = T(1);
      BOOST_TEST(line.cross_entropy_of_class(static_cast<T>(its_class)) == line.cross_entropy(one_hot.data()));
    }
    BOOST_TEST(result.intact());
  };
  check(kernel::softmax_over(kernel::line_of_elements<T, Size>(logits.data())));
  check(kernel::softmax_over(kernel::line_of_elements<T, Size, true>(roomy)));
  if constexpr (guards::softmax<T>(Size).kernel == kernel_id::in_registers) {
    check(kernel::softmax_over(kernel::line_of_elements<T, Size, false, true>(logits.data())));
    check(kernel::softmax_over(kernel::line_of_elements<T, Size, true, true>(roomy)));
  }
}

}  // namespace kernel_softmax_over_test

BOOST_AUTO_TEST_SUITE(kernel_softmax_over)

using namespace kernel_softmax_over_test;

BOOST_AUTO_TEST_CASE(what_lies_behind_a_line_is_no_part_of_it) {
  expect_line<float, 1>();
  expect_line<float, 10>();
  expect_line<float, 16>();
  expect_line<float, 33>();
  expect_line<double, 3>();
}

BOOST_AUTO_TEST_CASE(the_logarithm_of_a_sum_is_that_of_log) {
  for (double const sum : {1.0, 1.5, 2.0, 10.0, 1e6})
    BOOST_TEST(plain::close(kernel::log_of_sum(sum), std::log(sum), 1e-15));
  double const infinity = std::numeric_limits<double>::infinity();
  BOOST_TEST(kernel::log_of_sum(0.0) == -infinity);
  BOOST_TEST(kernel::log_of_sum(infinity) == infinity);
  BOOST_TEST(std::isnan(kernel::log_of_sum(std::numeric_limits<double>::quiet_NaN())));
}

BOOST_AUTO_TEST_SUITE_END()
