// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/softmax.hpp"

#include "chosen.hpp"
#include "guarded.hpp"

namespace kernel_softmax_test {

namespace kernel = tapeless::kernel;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Both kernels, with the chain of four operations, the last result in the place of an input; the first
/// also in the place of the logits.
template <class T, std::uint32_t Size, std::uint32_t Batch = 3>
void expect_softmax(std::uint32_t samples = Batch) {
  plain::numbers draw(0.1 * Size);
  guards::buffer<T> const logits(Size * samples, draw);
  guards::buffer<T> truth(Size * samples, draw);
  truth.data()[0] = 0;  // counts nothing
  std::vector<plain::matrix> expected;
  for (std::size_t s = 0; s < samples; ++s) expected.push_back(plain::softmax(plain::sample(logits.data(), Size, s)));
  auto const element = [&](std::size_t s, std::size_t e) { return expected[s](e); };
  for (int const way : {0, 1, 2, 3}) {
    bool const with_loss = way % 2 != 0;
    bool const in_place = way / 2 != 0;
    guards::chain_buffers<T> at(Size, samples, draw);
    guards::buffer<T> loss(samples);
    guards::buffer<T> given(logits);
    kernel::target<T> const out[]{{(in_place ? given : at.first).data(), Size}, {at.all.data(), Size}};
    kernel::operand<T> const in[]{
        {at.each.data(), 0}, {at.number.data(), 0}, {at.each_sample.data(), 1}, {at.all.data(), Size}, {}};
    if (with_loss)
      kernel::softmax_and_cross_entropy<T, guards::softmax<T>(Size, Batch), guards::of_samples>(
          {loss.data(), 1}, out, {given.data(), Size}, {truth.data(), Size}, in, samples);
    else
      kernel::softmax<T, guards::softmax<T>(Size, Batch), guards::of_samples>(out, {given.data(), Size}, in, samples);
    if (in_place) std::copy_n(given.data(), Size * samples, at.first.data());
    at.expect_of_samples(element);
    for (std::size_t s = 0; with_loss && s < samples; ++s) {
      double sum = 0;
      for (std::size_t e = 0; e < Size; ++e) sum -= truth[s * Size + e] * std::log(expected[s](e));
      guards::expect(static_cast<double>(loss[s]), sum, guards::tolerance<T>, "loss", s, 0);
    }
    BOOST_TEST((given.intact() && truth.intact() && loss.intact() == with_loss));
  }
}
template <class T, std::uint32_t... Size>
void expect_sizes(std::integer_sequence<std::uint32_t, Size...>) {
  (expect_softmax<T, Size>(), ...);
}

/// softmax of three numbers and the loss, without a chain.
struct head {
  double p[3]{};
  double loss = 0;
  head(double const (&logits)[3], double const (&truth)[3]) {
    kernel::target<double> const out[]{{p, 3}};
    kernel::operand<double> const none[1]{};
    kernel::softmax_and_cross_entropy<double, guards::softmax<double>(3), guards::as_it_is>(
        {&loss, 1}, out, {logits, 3}, {truth, 3}, none, 1);
  }
};

}  // namespace kernel_softmax_test

BOOST_AUTO_TEST_SUITE(kernel_softmax)

using namespace kernel_softmax_test;

BOOST_AUTO_TEST_CASE(softmax_and_loss_are_those_of_each_sample_whatever_the_size) {
  expect_sizes<float>(std::integer_sequence<std::uint32_t, 1, 3, 7, 16, 17, 33>{});
  expect_sizes<double>(std::integer_sequence<std::uint32_t, 1, 3, 8, 13, 33>{});
  expect_sizes<float>(guards::one_of_each_class<guards::width<float>>());
  expect_sizes<double>(guards::one_of_each_class<guards::width<double>>());
  expect_softmax<float, 70>();  // more than four registers of any target
}

BOOST_AUTO_TEST_CASE(many_samples_go_through_the_lanes_together) {
  for (std::uint32_t samples = 1; samples <= 37; ++samples) expect_softmax<float, 3, 37>(samples);
  expect_softmax<float, 10, 37>();
  expect_softmax<float, 16, 16>();
  for (std::uint32_t samples = 1; samples <= 37; ++samples) expect_softmax<double, 13, 37>(samples);
}

BOOST_AUTO_TEST_CASE(large_logits_do_not_overflow) {
  head const h({1000, -1000, 999}, {1, 0, 0});
  BOOST_TEST(plain::close(h.p[0], 1 / (1 + std::exp(-1.0)), 1e-15));
  BOOST_TEST(h.p[1] == 0);
  BOOST_TEST(plain::close(h.loss, std::log1p(std::exp(-1.0)), 1e-15));
}

BOOST_AUTO_TEST_CASE(a_line_that_is_masked_throughout_is_zero) {
  head const h({-infinity, -infinity, -infinity}, {0, 1, 0});
  BOOST_TEST((h.p[0] == 0 && h.p[1] == 0 && h.p[2] == 0));
  BOOST_TEST(h.loss == infinity);
  head const weightless({-infinity, -infinity, -infinity}, {0, 0, 0});
  BOOST_TEST(weightless.loss == 0);
}

BOOST_AUTO_TEST_CASE(small_logits_do_not_underflow) {
  head const h({-1000, -1001, -3000}, {0.5, 0.5, 0});
  BOOST_TEST(plain::close(h.p[0], 1 / (1 + std::exp(-1.0)), 1e-15));
  BOOST_TEST(plain::close(h.loss, std::log1p(std::exp(-1.0)) + 0.5, 1e-14));
}

BOOST_AUTO_TEST_CASE(a_class_without_weight_counts_nothing_whatever_its_logit) {
  head const h({0.5, -infinity, 2}, {0.75, 0, 0.25});
  BOOST_TEST(std::isfinite(h.loss));
  BOOST_TEST(h.p[1] == 0);
}

BOOST_AUTO_TEST_CASE(a_nan_among_the_logits_is_everywhere) {
  for (int at = 0; at < 3; ++at) {
    double logits[3]{1, 2, 3};
    logits[at] = std::numeric_limits<double>::quiet_NaN();
    head const h(logits, {1, 0, 0});
    BOOST_TEST((std::isnan(h.p[0]) && std::isnan(h.p[1]) && std::isnan(h.p[2]) && std::isnan(h.loss)));
  }
}

BOOST_AUTO_TEST_CASE(lanes_are_joined_as_a_tree) {
  kernel::pack<float, 4> v;
  for (std::uint32_t i = 0; i < 4; ++i) v.v[i] = static_cast<float>(i * i) - 2 * static_cast<float>(i);
  BOOST_TEST(kernel::across_lanes(v, kernel::join_sum{}) == 2);
  BOOST_TEST(kernel::across_lanes(v, kernel::join_largest{}) == 3);
  auto const first = kernel::in_lanes(v, kernel::pack<float, 4>(7), kernel::first_lanes{2});
  BOOST_TEST((first.v[1] == -1 && first.v[2] == 7 && first.v[3] == 7));
}

BOOST_AUTO_TEST_CASE(samples_of_logits_and_of_truths_may_be_chosen_by_lists) {
  constexpr std::uint32_t size = 3;
  constexpr std::uint32_t samples = 19;  // more than a register of any target has lanes
  constexpr auto shape = guards::softmax<float>(size, samples);
  plain::numbers draw(0.2);
  guards::buffer<float> const logits(size * samples, draw), truth(size * samples, draw);
  std::vector<std::uint32_t> backwards(samples);
  for (std::uint32_t s = 0; s < samples; ++s) backwards[s] = samples - 1 - s;
  for (bool const logits_by_list : {false, true})
    for (bool const truth_by_list : {false, true}) {
      kernel::operand<float> const from{logits.data(), size, logits_by_list ? backwards.data() : nullptr};
      kernel::operand<float> const labels{truth.data(), size, truth_by_list ? backwards.data() : nullptr};
      float alone[samples]{}, loss[samples]{}, only[samples * size]{}, both[samples * size]{};
      kernel::target<float> const to_only[]{{only, size}}, to_both[]{{both, size}};
      kernel::operand<float> const none[1]{};
      kernel::softmax<float, shape, guards::as_it_is>(to_only, from, none, samples);
      kernel::softmax_cross_entropy<float, shape>({alone, 1}, from, labels, samples);
      kernel::softmax_and_cross_entropy<float, shape, guards::as_it_is>({loss, 1}, to_both, from, labels, none,
                                                                        samples);
      for (std::uint32_t s = 0; s < samples; ++s) {
        plain::matrix const p = plain::softmax(plain::sample(from.sample(s), size, 0));
        double sum = 0;
        for (std::size_t e = 0; e < size; ++e) {
          sum -= static_cast<double>(labels.sample(s)[e]) * std::log(p(e));
          guards::expect(static_cast<double>(only[s * size + e]), p(e), guards::tolerance<float>, "softmax", s, e);
          guards::expect(static_cast<double>(both[s * size + e]), p(e), guards::tolerance<float>, "softmax", s, e);
        }
        guards::expect(static_cast<double>(alone[s]), sum, guards::tolerance<float>, "loss alone", s, 0);
        guards::expect(static_cast<double>(loss[s]), sum, guards::tolerance<float>, "loss", s, 0);
      }
    }
}

BOOST_AUTO_TEST_CASE(the_loss_alone_is_that_of_the_softmax) {
  double const logits[]{1, 2, 3, 4, 5, 6};
  double const truth[]{1, 0, 0};
  double losses[2]{};
  kernel::softmax_cross_entropy<double, guards::softmax<double>(3, 2)>({losses, 1}, {logits, 3}, {truth, 0}, 2);
  double const expected = -std::log(plain::softmax(plain::matrix(3, 1, {4, 5, 6}))(0));
  BOOST_TEST(plain::close(losses[1], expected, 1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
