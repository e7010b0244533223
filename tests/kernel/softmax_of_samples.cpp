// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/softmax_of_samples.hpp"

#include "guarded.hpp"

namespace kernel_softmax_of_samples_test {

namespace kernel = tapeless::kernel;

/// As many samples as a register has lanes come out as they do one by one.
template <class T, std::uint32_t Size>
void expect_same_as_lines() {
  constexpr std::uint32_t samples = tapeless::register_width<T>;
  constexpr std::size_t first = 2;  // samples before the group are not touched
  plain::numbers draw(0.1 * Size);
  guards::buffer<T> logits(Size * (samples + first), draw);
  guards::buffer<T> truth(Size * (samples + first), draw);
  guards::buffer<T> result(Size * samples);
  guards::buffer<T> loss(samples);
  kernel::operand<T> const none[1]{};
  kernel::target<T> const out[]{{result.data() - Size * first, Size}};
  kernel::attached_chain<T, guards::as_it_is> chain(out, none);
  kernel::softmax_of_samples<T, Size> const group({logits.data(), Size}, first);
  group.cross_entropy({loss.data() - first, 1}, {truth.data(), Size}, first);
  group.apply(chain, first);
  for (std::size_t s = 0; s < samples; ++s) {
    T const* const line = logits.data() + Size * (s + first);
    plain::matrix const expected = plain::softmax(plain::sample(line, Size, 0));
    for (std::size_t e = 0; e < Size; ++e)
      guards::expect(result[s * Size + e], expected(e), guards::tolerance<T>, "softmax", s, e);
    T const alone =
        kernel::softmax_over(kernel::line_of_elements<T, Size>(line)).cross_entropy(truth.data() + Size * (s + first));
    guards::expect(loss[s], static_cast<double>(alone), guards::tolerance<T>, "loss", s, 0);
  }
  guards::buffer<T> classes(samples);
  for (std::size_t s = 0; s < samples; ++s) classes.data()[s] = static_cast<T>((s + 1) % Size);
  group.template cross_entropy<true>({loss.data() - first, 1}, {classes.data() - first, 1}, first);
  for (std::size_t s = 0; s < samples; ++s) {
    kernel::softmax_over const alone(kernel::line_of_elements<T, Size>(logits.data() + Size * (s + first)));
    guards::expect(loss[s], static_cast<double>(alone.cross_entropy_of_class(classes.data()[s])), guards::tolerance<T>,
                   "loss of a class", s, 0);
  }
  BOOST_TEST((logits.intact() && truth.intact() && result.intact() && loss.intact()));
}

}  // namespace kernel_softmax_of_samples_test

BOOST_AUTO_TEST_SUITE(kernel_softmax_of_samples)

using namespace kernel_softmax_of_samples_test;

BOOST_AUTO_TEST_CASE(samples_in_lanes_are_samples_in_lines) {
  expect_same_as_lines<float, 2>();
  expect_same_as_lines<float, 10>();
  expect_same_as_lines<float, 16>();
  expect_same_as_lines<double, 5>();
}

BOOST_AUTO_TEST_SUITE_END()
