// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/batch_minor/softmax.hpp"

#include "lines_of_samples.hpp"

namespace kernel_batch_minor_softmax_test {

namespace kernels = tapeless::kernel::batch_minor;
using guards::lines_of_samples;

/// One line of elements that all samples share, read as `lines_of_samples` are.
template <class T, std::uint32_t Size>
struct shared_line {
  guards::buffer<T> cells;

  explicit shared_line(plain::numbers& draw) : cells(Size, draw) {}
  T* data() { return cells.data(); }
  double operator()(std::size_t, std::size_t e) const { return cells[e]; }
  bool intact() const { return cells.intact(); }
};
template <class T, std::uint32_t Size, std::uint32_t Batch, bool PerSample>
auto elements_for(std::uint32_t samples, plain::numbers& draw) {
  if constexpr (PerSample) {
    return lines_of_samples<T, Size, Batch>(samples, draw);
  } else {
    return shared_line<T, Size>(draw);
  }
}

/// The three kernels: softmax with a chain, the loss, and both; logits and truth per sample or shared by all.
template <class T, std::uint32_t Size, std::uint32_t Batch, bool LogitsPerSample = true, bool TruthPerSample = true>
void expect_softmax(std::uint32_t samples) {
  constexpr kernels::softmax_operands shape{.size = Size,
                                            .batch = lines_of_samples<T, Size, Batch>::stride,
                                            .logits_per_sample = LogitsPerSample,
                                            .truth_per_sample = TruthPerSample};
  plain::numbers draw(0.1 * Size);
  auto logits = elements_for<T, Size, Batch, LogitsPerSample>(samples, draw);
  auto truth = elements_for<T, Size, Batch, TruthPerSample>(samples, draw);
  truth.data()[0] = 0;  // counts nothing
  auto const column = [&](std::size_t s) {
    plain::matrix z(Size, 1);
    for (std::size_t e = 0; e < Size; ++e) z(e) = logits(s, e);
    return plain::softmax(z);
  };
  auto const core = [&](std::size_t s, std::size_t e) { return column(s)(e); };
  guards::chain_lines<T, Size, Batch> alone{draw, samples};
  kernels::softmax<T, shape, guards::of_samples>(alone.out, logits.data(), alone.in, samples);
  alone.expect_of(core);
  guards::chain_lines<T, Size, Batch> both{draw, samples};
  lines_of_samples<T, 1, Batch> loss(samples), loss_alone(samples);
  kernels::softmax_and_cross_entropy<T, shape, guards::of_samples>(loss.data(), both.out, logits.data(), truth.data(),
                                                                   both.in, samples);
  both.expect_of(core);
  kernels::softmax_cross_entropy<T, shape>(loss_alone.data(), logits.data(), truth.data(), samples);
  for (std::size_t s = 0; s < samples; ++s) {
    double expected = 0;
    for (std::size_t e = 0; e < Size; ++e) expected -= truth(s, e) * std::log(column(s)(e));
    guards::expect(loss(s, 0), expected, guards::tolerance<T>, "loss", s, 0);
    guards::expect(loss_alone(s, 0), expected, guards::tolerance<T>, "loss alone", s, 0);
  }
  BOOST_TEST((logits.intact() && truth.intact() && loss.intact() && loss_alone.intact()));
}

}  // namespace kernel_batch_minor_softmax_test

BOOST_AUTO_TEST_SUITE(kernel_batch_minor_softmax)

using namespace kernel_batch_minor_softmax_test;

BOOST_AUTO_TEST_CASE(softmax_and_loss_are_those_of_each_sample) {
  expect_softmax<float, 3, 8>(8);
  for (std::uint32_t samples = 1; samples <= 37; ++samples) expect_softmax<float, 10, 37>(samples);
  expect_softmax<float, 70, 5>(3);  // more exponentials than are kept
  for (std::uint32_t samples = 1; samples <= 21; ++samples) expect_softmax<double, 2, 21>(samples);
}
BOOST_AUTO_TEST_CASE(logits_or_truth_may_be_shared_by_all_samples) {
  expect_softmax<float, 5, 8, false, true>(8);
  expect_softmax<float, 5, 8, true, false>(7);
  expect_softmax<double, 3, 21, false, true>(20);
  expect_softmax<double, 3, 21, true, false>(21);
}

BOOST_AUTO_TEST_CASE(a_line_that_is_masked_throughout_has_the_loss_of_probabilities_of_zero) {
  using lines = lines_of_samples<double, 3, 5>;
  constexpr kernels::softmax_operands shape{.size = 3, .batch = lines::stride};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  lines logits(5), truth(5);
  lines_of_samples<double, 1, 5> loss(5);
  for (std::size_t s = 0; s < 5; ++s)
    for (std::size_t e = 0; e < 3; ++e) {
      logits.data()[e * lines::stride + s] = -infinity;
      truth.data()[e * lines::stride + s] = e == 1 && s != 2 ? 1 : 0;
    }
  kernels::softmax_cross_entropy<double, shape>(loss.data(), logits.data(), truth.data(), 5);
  for (std::size_t s = 0; s < 5; ++s) BOOST_TEST(loss(s, 0) == (s == 2 ? 0 : infinity));
}

BOOST_AUTO_TEST_CASE(a_class_has_the_loss_of_its_one_hot_vector) {
  constexpr std::uint32_t size = 9, samples = 21;
  using lines = lines_of_samples<float, size, samples>;
  constexpr kernels::softmax_operands by_vector{.size = size, .batch = lines::stride};
  constexpr kernels::softmax_operands by_class{.size = size, .batch = lines::stride, .truth_is_class = true};
  plain::numbers draw(0.3);
  lines logits(samples, draw), truth(samples);
  lines_of_samples<float, 1, samples> classes(samples), loss(samples), of_classes(samples);
  for (std::size_t s = 0; s < samples; ++s) {
    classes.data()[s] = static_cast<float>(s % size);
    for (std::size_t e = 0; e < size; ++e) truth.data()[e * lines::stride + s] = s % size == e ? 1.0F : 0.0F;
  }
  kernels::softmax_cross_entropy<float, by_vector>(loss.data(), logits.data(), truth.data(), samples);
  kernels::softmax_cross_entropy<float, by_class>(of_classes.data(), logits.data(), classes.data(), samples);
  for (std::size_t s = 0; s < samples; ++s) BOOST_TEST((loss(s, 0) > 0 && loss(s, 0) == of_classes(s, 0)));
  BOOST_TEST((classes.intact() && of_classes.intact()));
}

BOOST_AUTO_TEST_SUITE_END()
