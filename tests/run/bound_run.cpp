// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/bound_run.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <cstring>

namespace run_bound_run_test {

namespace tl = tapeless;
using tl::run_error;
constexpr auto x = tl::input<"pixels", 2>;
constexpr auto y = tl::label<"digit", 3>;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto m = tl::state<"m", 3, 2>;
constexpr auto loss = tl::batch_mean(tl::batch<4>(-sum(tl::xlogy(y, softmax(W* x)))));
constexpr auto gradient = tl::grad(loss, W);
constexpr auto update_m = tl::assign(m, 0.5 * m + gradient);
constexpr auto update_W = tl::assign(W, W - 0.1 * gradient);
using program = tl::program<double, loss, update_m, update_W>;
constexpr auto label_total = tl::batch_sum(tl::batch<4>(sum(y)));  // simplifies to the number of samples

constexpr std::array<double, 12> pixels{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
constexpr std::array<int, 6> digits{0, 1, 2, 0, 1, 2};

struct memory {
  program::workspace workspace{};
  program::parameters parameters{};
  program::state state{};
  memory() {
    plain::numbers draw;
    plain::fill(parameters[W], draw);
    plain::fill(state[m], draw);
  }
};

/// The run must fail with this status and leave parameters and state as they were, bit for bit.
template <class Pixels, class Digits>
void refused(run_error error, std::string_view leaf, std::uint32_t sample, std::uint64_t expected, std::uint64_t found,
             Pixels const& inputs, Digits const& labels) {
  memory at;
  memory const before = at;
  auto const result = program::run(at.workspace, inputs, labels, at.parameters, at.state);
  tl::run_status const status = result.status();
  BOOST_TEST(!result);
  BOOST_TEST(static_cast<int>(status.error) == static_cast<int>(error));
  BOOST_TEST(status.leaf == leaf);
  BOOST_TEST(status.sample == sample);
  BOOST_TEST(status.expected == expected);
  BOOST_TEST(status.found == found);
  BOOST_TEST(std::memcmp(at.parameters.data(), before.parameters.data(), at.parameters.storage_bytes()) == 0);
  BOOST_TEST(std::memcmp(at.state.data(), before.state.data(), at.state.storage_bytes()) == 0);
  BOOST_TEST(std::memcmp(at.workspace.data(), const_cast<memory&>(before).workspace.data(), program::workspace_bytes) ==
             0);
}

std::span<double const> samples(std::size_t count) { return std::span(pixels).first(2 * count); }
std::span<int const> truths(std::size_t count) { return std::span(digits).first(count); }

}  // namespace run_bound_run_test

BOOST_AUTO_TEST_SUITE(run_bound_run)

using namespace run_bound_run_test;

BOOST_AUTO_TEST_CASE(no_samples_are_an_error) {
  refused(run_error::no_samples, "pixels", 0, 1, 0, tl::bind(x, samples(0)), tl::bind(y, truths(0)));
  refused(run_error::no_samples, "digit", 0, 1, 0, tl::bind(x, samples(2)), tl::bind(y, truths(0)));
}

BOOST_AUTO_TEST_CASE(less_than_one_sample_is_no_sample) {
  refused(run_error::no_samples, "pixels", 0, 1, 0, tl::bind(x, std::span(pixels).first(std::size_t{1})),
          tl::bind(y, truths(1)));
}

BOOST_AUTO_TEST_CASE(data_that_ends_within_a_sample_is_an_error) {
  refused(run_error::incomplete_sample, "pixels", 1, 2, 1, tl::bind(x, std::span(pixels).first(std::size_t{3})),
          tl::bind(y, truths(1)));
}

BOOST_AUTO_TEST_CASE(samples_that_nobody_reads_are_counted) {
  using counting = tl::program<double, label_total>;
  counting::workspace workspace{};
  BOOST_TEST(static_cast<double>(counting::run(workspace, tl::bind(y, truths(3)))[label_total]) == 3);
  BOOST_TEST(static_cast<double>(counting::run(workspace, tl::bind(y, truths(2)))[label_total]) == 2);
}

BOOST_AUTO_TEST_CASE(an_empty_row_list_chooses_no_sample) {
  tl::rows const none{};
  refused(run_error::no_samples, "pixels", 0, 1, 0, tl::bind(x, samples(2), none), tl::bind(y, truths(2), none));
}

BOOST_AUTO_TEST_CASE(more_samples_than_the_batch_are_an_error) {
  refused(run_error::too_many_samples, "pixels", 0, 4, 5, tl::bind(x, samples(5)), tl::bind(y, truths(5)));
  std::array<std::uint32_t, 5> const list{0, 1, 2, 3, 0};
  refused(run_error::too_many_samples, "pixels", 0, 4, 5, tl::bind(x, samples(6), tl::rows{list}),
          tl::bind(y, truths(6), tl::rows{list}));
}

BOOST_AUTO_TEST_CASE(different_numbers_of_samples_are_an_error) {
  refused(run_error::sample_counts_differ, "digit", 0, 3, 2, tl::bind(x, samples(3)), tl::bind(y, truths(2)));
  // whichever binding comes first sets the expectation
  refused(run_error::sample_counts_differ, "pixels", 0, 2, 3, tl::bind(y, truths(2)), tl::bind(x, samples(3)));
}

BOOST_AUTO_TEST_CASE(a_row_beyond_the_data_is_an_error) {
  std::array<std::uint32_t, 3> const list{0, 6, 1};
  refused(run_error::row_out_of_range, "pixels", 1, 6, 6, tl::bind(x, samples(6), tl::rows{list}),
          tl::bind(y, truths(6), tl::rows{list}));
  refused(run_error::row_out_of_range, "digit", 1, 6, 6, tl::bind(x, samples(3)),
          tl::bind(y, truths(6), tl::rows{list}));
}

BOOST_AUTO_TEST_CASE(the_last_row_of_strided_data_needs_no_full_stride) {
  memory at;
  std::array<std::uint32_t, 2> const list{0, 2};
  std::array<std::uint32_t, 2> const beyond{0, 3};
  // rows at elements 0, 5, 10: the third ends exactly at the end of the twelve elements
  auto const strided = tl::bind(x, std::span(pixels), tl::stride{5}, tl::rows{list});
  BOOST_TEST(static_cast<bool>(program::run(at.workspace, strided, tl::bind(y, truths(2)), at.parameters, at.state)));
  refused(run_error::row_out_of_range, "pixels", 1, 3, 3,
          tl::bind(x, std::span(pixels), tl::stride{5}, tl::rows{beyond}), tl::bind(y, truths(2)));
}

BOOST_AUTO_TEST_CASE(a_label_that_is_no_class_is_an_error) {
  std::array<std::uint8_t, 3> const bytes{0, 2, 3};
  refused(run_error::label_out_of_range, "digit", 2, 3, 3, tl::bind(x, samples(3)), tl::bind(y, bytes));
}

template <class Integer>
void negative_label_is_refused() {
  std::array<Integer, 2> const labels{1, -1};
  refused(run_error::label_out_of_range, "digit", 1, 3, 0xffffffffu, tl::bind(x, samples(2)), tl::bind(y, labels));
}

BOOST_AUTO_TEST_CASE(a_negative_label_of_any_width_is_an_error) {
  negative_label_is_refused<signed char>();
  negative_label_is_refused<short>();
  negative_label_is_refused<int>();
  negative_label_is_refused<long>();
  negative_label_is_refused<long long>();
}

BOOST_AUTO_TEST_CASE(a_label_beyond_32_bits_is_not_truncated_into_a_class) {
  std::array<std::uint64_t, 2> const labels{1, (std::uint64_t{1} << 32) + 1};
  refused(run_error::label_out_of_range, "digit", 1, 3, 0xffffffffu, tl::bind(x, samples(2)), tl::bind(y, labels));
}

BOOST_AUTO_TEST_CASE(a_label_behind_a_row_list_is_named_by_its_place_in_the_run) {
  std::array<int, 4> const labels{0, 7, 1, 2};
  std::array<std::uint32_t, 3> const list{3, 2, 1};
  refused(run_error::label_out_of_range, "digit", 2, 3, 7, tl::bind(x, samples(3)),
          tl::bind(y, labels, tl::rows{list}));
}

BOOST_AUTO_TEST_CASE(the_first_error_is_the_one_reported) {
  std::array<int, 2> const labels{-1, 9};
  refused(run_error::sample_counts_differ, "digit", 0, 3, 2, tl::bind(x, samples(3)), tl::bind(y, labels));
  refused(run_error::label_out_of_range, "digit", 0, 3, 0xffffffffu, tl::bind(x, samples(2)), tl::bind(y, labels));
}

BOOST_AUTO_TEST_CASE(good_data_runs_after_bad_data) {
  memory at;
  BOOST_TEST(!program::run(at.workspace, tl::bind(x, samples(5)), tl::bind(y, truths(5)), at.parameters, at.state));
  memory fresh;
  double const after_an_error =
      program::run(at.workspace, tl::bind(x, samples(4)), tl::bind(y, truths(4)), at.parameters, at.state)[loss];
  double const at_once = program::run(fresh.workspace, tl::bind(x, samples(4)), tl::bind(y, truths(4)),
                                      fresh.parameters, fresh.state)[loss];
  BOOST_TEST(after_an_error == at_once);
  BOOST_TEST(std::memcmp(at.parameters.data(), fresh.parameters.data(), at.parameters.storage_bytes()) == 0);
}

BOOST_AUTO_TEST_CASE(a_binding_that_no_leaf_needs_is_ignored) {
  constexpr auto other = tl::input<"other", 5>;
  double const unneeded[5]{};
  memory at;
  auto const ignored = tl::bind(other, unneeded);
  auto const inputs = tl::bind(x, samples(4));
  BOOST_TEST(
      static_cast<bool>(program::run(at.workspace, ignored, inputs, tl::bind(y, truths(4)), at.parameters, at.state)));
}

BOOST_AUTO_TEST_SUITE_END()
