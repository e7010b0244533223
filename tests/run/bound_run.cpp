// SPDX-License-Identifier: BSL-1.0
// test: alone
#include "tapeless/run/bound_run.hpp"

#include "../plain_matrix.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/program.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>

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
void refused(memory& at, run_error error, std::string_view leaf, std::uint32_t sample, std::uint64_t expected,
             std::uint64_t found, Pixels const& inputs, Digits const& labels, bool negative = false) {
  memory const before = at;
  auto const result = program::run(at.workspace, inputs, labels, at.parameters, at.state);
  tl::run_status const status = result.status();
  BOOST_TEST(!result);
  BOOST_TEST(describe(status.error) == describe(error));
  BOOST_TEST(status.leaf == leaf);
  BOOST_TEST(status.sample == sample);
  BOOST_TEST(status.expected == expected);
  BOOST_TEST(status.found == found);
  BOOST_TEST(status.found_is_negative == negative);
  BOOST_TEST(std::memcmp(at.parameters.data(), before.parameters.data(), at.parameters.storage_bytes()) == 0);
  BOOST_TEST(std::memcmp(at.state.data(), before.state.data(), at.state.storage_bytes()) == 0);
  BOOST_TEST(std::memcmp(at.workspace.data(), const_cast<memory&>(before).workspace.data(), program::workspace_bytes) ==
             0);
}
template <class Pixels, class Digits>
void refused(run_error error, std::string_view leaf, std::uint32_t sample, std::uint64_t expected, std::uint64_t found,
             Pixels const& inputs, Digits const& labels, bool negative = false) {
  memory at;
  refused(at, error, leaf, sample, expected, found, inputs, labels, negative);
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
  // whichever binding comes first
  refused(run_error::sample_counts_differ, "digit", 0, 3, 2, tl::bind(y, truths(2)), tl::bind(x, samples(3)));
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
  refused(run_error::label_out_of_range, "digit", 1, 3, static_cast<std::uint64_t>(-1), tl::bind(x, samples(2)),
          tl::bind(y, labels), true);
}

BOOST_AUTO_TEST_CASE(a_negative_label_of_any_width_is_an_error) {
  negative_label_is_refused<signed char>();
  negative_label_is_refused<short>();
  negative_label_is_refused<int>();
  negative_label_is_refused<long>();
  negative_label_is_refused<long long>();
}

BOOST_AUTO_TEST_CASE(a_label_is_read_in_its_own_width_and_sign) {
  std::array<std::int8_t, 1> const lowest{-128};
  refused(run_error::label_out_of_range, "digit", 0, 3, static_cast<std::uint64_t>(-128), tl::bind(x, samples(1)),
          tl::bind(y, lowest), true);
  refused(run_error::label_out_of_range, "digit", 0, 3, 255, tl::bind(x, samples(1)), tl::bind(y, std::uint8_t{255}));
  refused(run_error::label_out_of_range, "digit", 0, 3, 3, tl::bind(x, samples(1)), tl::bind(y, 3));
  refused(run_error::label_out_of_range, "digit", 0, 3, 0xffffu, tl::bind(x, samples(1)),
          tl::bind(y, std::uint16_t{0xffff}));
  refused(run_error::label_out_of_range, "digit", 0, 3, 0x8000000000000000u, tl::bind(x, samples(1)),
          tl::bind(y, std::uint64_t{1} << 63));
  refused(run_error::label_out_of_range, "digit", 0, 3, 0x8000000000000000u, tl::bind(x, samples(1)),
          tl::bind(y, INT64_MIN), true);
}

BOOST_AUTO_TEST_CASE(a_label_beyond_32_bits_is_not_truncated_into_a_class) {
  std::array<std::uint64_t, 2> const labels{1, (std::uint64_t{1} << 32) + 1};
  refused(run_error::label_out_of_range, "digit", 1, 3, (std::uint64_t{1} << 32) + 1, tl::bind(x, samples(2)),
          tl::bind(y, labels));
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
  refused(run_error::label_out_of_range, "digit", 0, 3, static_cast<std::uint64_t>(-1), tl::bind(x, samples(2)),
          tl::bind(y, labels), true);
}

BOOST_AUTO_TEST_CASE(a_stride_below_one_is_an_error) {
  refused(run_error::stride_not_positive, "pixels", 0, 1, 0, tl::bind(x, samples(4), tl::stride{0}),
          tl::bind(y, truths(1)));
  refused(run_error::stride_not_positive, "digit", 0, 1, static_cast<std::uint64_t>(-3), tl::bind(x, samples(1)),
          tl::bind(y, truths(4), tl::stride{-3}), true);
  std::array<std::uint32_t, 2> const list{0, 0};
  refused(run_error::stride_not_positive, "pixels", 0, 1, static_cast<std::uint64_t>(PTRDIFF_MIN),
          tl::bind(x, samples(4), tl::stride{PTRDIFF_MIN}, tl::rows{list}), tl::bind(y, truths(4), tl::rows{list}),
          true);
}

BOOST_AUTO_TEST_CASE(the_largest_stride_reaches_the_first_sample_only) {
  memory at;
  std::array<std::uint32_t, 1> const second{1};
  BOOST_TEST(static_cast<bool>(program::run(at.workspace, tl::bind(x, samples(4), tl::stride{PTRDIFF_MAX}),
                                            tl::bind(y, truths(1)), at.parameters, at.state)));
  refused(run_error::row_out_of_range, "pixels", 0, 1, 1,
          tl::bind(x, samples(4), tl::stride{PTRDIFF_MAX}, tl::rows{second}), tl::bind(y, truths(1)));
}

BOOST_AUTO_TEST_CASE(data_beside_its_alignment_is_an_error) {
  alignas(8) std::array<unsigned char, 64> bytes{};
  for (std::size_t beside : {std::size_t{1}, std::size_t{4}, std::size_t{7}})
    refused(run_error::misaligned_data, "pixels", 0, 8, beside,
            tl::bind(x, std::span(reinterpret_cast<double const*>(bytes.data() + beside), 4)), tl::bind(y, truths(2)));
  refused(run_error::misaligned_data, "digit", 0, 2, 1, tl::bind(x, samples(1)),
          tl::bind(y, std::span(reinterpret_cast<std::int16_t const*>(bytes.data() + 1), 1)));
}

BOOST_AUTO_TEST_CASE(data_in_what_is_assigned_is_an_error) {
  memory at;
  auto const overlaps = [&](std::span<double const> data) {
    std::uint32_t const count = static_cast<std::uint32_t>(data.size() / 2);
    refused(at, run_error::data_is_overwritten, "pixels", 0, 1, count, tl::bind(x, data), tl::bind(y, truths(count)));
  };
  overlaps({at.parameters.data(), 2});
  overlaps({at.parameters.data() + 3, 2});
  overlaps({at.parameters.data() + program::parameters::stored_size() - 1, 2});  // its first number only
  overlaps({at.state.data() + 1, 4});
  overlaps({at.workspace.data(), 2});
  overlaps({at.workspace.data() + program::workspace_bytes / sizeof(double) - 1, 2});
  overlaps({reinterpret_cast<double const*>(&at.parameters) - 1, 2});  // its last number only
}

BOOST_AUTO_TEST_CASE(strided_and_chosen_data_in_what_is_assigned_is_an_error) {
  memory at;
  std::span<double const> const weights(at.parameters.data(), 6);
  refused(at, run_error::data_is_overwritten, "pixels", 0, 1, 2, tl::bind(x, weights, tl::stride{4}),
          tl::bind(y, truths(2)));
  std::array<std::uint32_t, 2> const list{0, 2};
  refused(at, run_error::data_is_overwritten, "pixels", 0, 1, 2, tl::bind(x, weights, tl::rows{list}),
          tl::bind(y, truths(2)));
  unsigned char const* const bytes = reinterpret_cast<unsigned char const*>(at.state.data());
  refused(at, run_error::data_is_overwritten, "digit", 0, 1, 1, tl::bind(x, samples(1)),
          tl::bind(y, std::span(bytes + 7, 1)));
}

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_an_error_where_something_is_assigned) {
  for (double const bad : {inf, -inf, nan, -nan})
    for (std::uint32_t at = 0; at < 8; ++at) {
      std::array<double, 8> numbers{1, 2, 3, 4, 5, 6, 7, std::numeric_limits<double>::max()};
      numbers[at] = bad;
      refused(run_error::data_not_finite, "pixels", at / 2, 1, at % 2, tl::bind(x, numbers), tl::bind(y, truths(4)));
      std::array<std::uint32_t, 3> const list{at < 2 ? 1u : 0u, at < 2 ? 2u : 0u, at / 2};
      refused(run_error::data_not_finite, "pixels", 2, 1, at % 2, tl::bind(x, numbers, tl::rows{list}),
              tl::bind(y, truths(3)));
    }
}

BOOST_AUTO_TEST_CASE(only_numbers_that_a_run_reads_have_to_be_finite) {
  std::array<double, 12> const gaps{1, 2, nan, 3, 4, inf, 5, 6, -inf, 7, 8, nan};
  memory at;
  memory close;
  std::array<double, 8> const without{1, 2, 3, 4, 5, 6, 7, 8};
  BOOST_TEST(static_cast<bool>(
      program::run(at.workspace, tl::bind(x, gaps, tl::stride{3}), tl::bind(y, truths(4)), at.parameters, at.state)));
  BOOST_TEST(static_cast<bool>(
      program::run(close.workspace, tl::bind(x, without), tl::bind(y, truths(4)), close.parameters, close.state)));
  BOOST_TEST(std::memcmp(at.parameters.data(), close.parameters.data(), at.parameters.storage_bytes()) == 0);
  std::array<double, 5> const windows{1, 2, 3, 4, nan};
  refused(run_error::data_not_finite, "pixels", 3, 1, 1, tl::bind(x, windows, tl::stride{1}), tl::bind(y, truths(4)));
  std::array<std::uint32_t, 2> const first_two{0, 1};
  BOOST_TEST(static_cast<bool>(program::run(at.workspace, tl::bind(x, windows, tl::stride{1}, tl::rows{first_two}),
                                            tl::bind(y, truths(2)), at.parameters, at.state)));
}

constexpr auto rate = tl::scalar<"rate">;
constexpr auto decay = tl::scalar<"decay">;
constexpr auto moved = tl::assign(m, m - rate * gradient - decay * m);
constexpr auto scaled_loss = rate * loss;

template <class Program, class... More>
tl::run_status status_of(double bad, More&&... more) {
  memory at;
  std::array<double, 2> const numbers{1, bad};
  typename Program::workspace workspace{};
  return Program::run(workspace, tl::bind(x, numbers), tl::bind(y, 1), at.parameters, more...).status();
}

BOOST_AUTO_TEST_CASE(scalars_have_to_be_finite_where_something_is_assigned) {
  using moving = tl::program<double, loss, moved>;
  for (double const bad : {inf, -inf, nan}) {
    program::state state{};
    tl::run_status const first = status_of<moving>(1, state, tl::bind(rate, bad), tl::bind(decay, 0.5));
    tl::run_status const second = status_of<moving>(1, state, tl::bind(rate, 0.5), tl::bind(decay, bad));
    BOOST_TEST(describe(first).view() == "rate: a scalar is not finite");
    BOOST_TEST(describe(second).view() == "decay: a scalar is not finite");
    for (std::uint32_t i = 0; i < state.stored_size(); ++i) BOOST_TEST(state.data()[i] == 0);
    BOOST_TEST(describe(status_of<moving>(bad, state, tl::bind(rate, bad), tl::bind(decay, 0.5))).view() ==
               "pixels, sample 0: a bound number is not finite, at position 1 of the sample");
    BOOST_TEST(static_cast<bool>(status_of<moving>(1, state, tl::bind(rate, 0.5), tl::bind(decay, 0.0))));
    state = {};
  }
}

BOOST_AUTO_TEST_CASE(a_policy_says_what_is_done_with_what_is_not_finite) {
  using tl::non_finite;
  auto const accepts = [](auto program_type, double bad) {
    using type = decltype(program_type);
    return static_cast<bool>(status_of<type>(bad, tl::bind(rate, bad)));
  };
  for (double const bad : {inf, -inf, nan}) {
    BOOST_TEST(accepts(tl::program<double, scaled_loss>{}, bad));  // a function has values there
    BOOST_TEST(accepts(tl::program_for<non_finite::accepted, double, scaled_loss>{}, bad));
    BOOST_TEST(!accepts(tl::program_for<non_finite::refused, double, scaled_loss>{}, bad));
    program::state state{};
    using careless = tl::program_for<non_finite::accepted, double, loss, update_m>;
    BOOST_TEST(static_cast<bool>(status_of<careless>(bad, state)));
    BOOST_TEST(state[m](0, 1) != state[m](0, 1));
  }
  BOOST_TEST(accepts(tl::program_for<non_finite::refused, double, scaled_loss>{}, 1));
}

constexpr auto table = tl::parameter<"table", 2, 8>;
constexpr auto before = tl::parameter<"before", 2, 8>;
constexpr auto behind = tl::parameter<"behind", 2, 8>;
constexpr auto z = tl::input<"z", 2, 8>;
constexpr auto grown_before = tl::assign(before, before + z);
constexpr auto grown_behind = tl::assign(behind, behind + z);
constexpr auto spread = sum(table % z) + sum(before) + sum(behind);
using around = tl::program<double, grown_before, spread, grown_behind>;

BOOST_AUTO_TEST_CASE(data_in_a_leaf_that_is_not_assigned_is_read_where_it_lies) {
  static around::workspace workspace{};
  static around::parameters parameters{};
  using layout = around::parameters::layout;
  constexpr auto place_of = [](char const* leaf) { return layout::table.each[layout::find(tl::name(leaf))].offset; };
  plain::numbers draw;
  plain::fill(parameters[before], draw);
  plain::fill(parameters[table], draw);
  plain::fill(parameters[behind], draw);
  double copy[16];
  double const* const of_table = parameters.data() + place_of("table");
  for (std::size_t i = 0; i < 16; ++i) copy[i] = of_table[i];
  around::parameters same = parameters;
  auto const in_place = around::run(workspace, tl::bind(z, std::span(of_table, 16)), parameters);
  BOOST_TEST_REQUIRE(static_cast<bool>(in_place));
  double const value = in_place[spread];
  BOOST_TEST(value == static_cast<double>(around::run(workspace, tl::bind(z, copy), same)[spread]));
  BOOST_TEST(std::memcmp(parameters.data(), same.data(), same.storage_bytes()) == 0);
  for (char const* leaf : {"before", "behind"}) {
    std::span<double const> const assigned(parameters.data() + place_of(leaf), 16);
    auto const result = around::run(workspace, tl::bind(z, assigned), parameters);
    BOOST_TEST(describe(result.status().error) == describe(run_error::data_is_overwritten));
    BOOST_TEST(result.status().leaf == "z");
  }
  BOOST_TEST(std::memcmp(parameters.data(), same.data(), same.storage_bytes()) == 0);
}

BOOST_AUTO_TEST_CASE(samples_that_nobody_reads_are_checked_if_they_are_all_there_is) {
  using counting = tl::program<double, label_total>;
  counting::workspace workspace{};
  auto const says = [&](auto const&... data) {
    return std::string(describe(counting::run(workspace, data...).status()));
  };
  BOOST_TEST(says(tl::bind(y, truths(5))) ==
             "digit: more samples are bound than the batch has room for; expected at most 4, found 5");
  BOOST_TEST(says(tl::bind(y, truths(0))) ==
             "digit: the bound data holds no whole sample; expected at least 1, found 0");
  std::array<int, 2> const no_classes{1, 7};  // no label is read, and one is wrong all the same
  BOOST_TEST(says(tl::bind(y, no_classes)) == "digit, sample 1: a label is no class; expected less than 3, found 7");
}

constexpr auto half = tl::parameter<"half", 2>;
constexpr auto fed = tl::assign(half, 0.5 * tl::input<"fed", 2>);
constexpr auto of_half = sum(half);

BOOST_AUTO_TEST_CASE(parameters_that_nobody_filled_are_refused_until_somebody_does) {
  memory at;
  program::parameters zeros{};
  program::state const kept = at.state;
  auto const run = [&] {
    return program::run(at.workspace, tl::bind(x, samples(4)), tl::bind(y, truths(4)), zeros, at.state).status();
  };
  BOOST_TEST(describe(run().error) == describe(run_error::not_initialized));
  BOOST_TEST(std::memcmp(at.state.data(), std::as_const(kept).data(), at.state.storage_bytes()) == 0);
  BOOST_TEST((!zeros.is_filled() && std::as_const(zeros)[W](0, 0) == 0));
  plain::set(zeros[W], plain::matrix(3, 2));  // zeros that somebody means
  BOOST_TEST(static_cast<bool>(run()));
  BOOST_TEST(zeros[W](0, 0) != 0);
}

BOOST_AUTO_TEST_CASE(a_program_that_reads_no_parameter_may_fill_them) {
  using feeding = tl::program<double, fed>;
  using reading = tl::program<double, of_half>;
  feeding::workspace workspace{};
  reading::workspace more{};
  feeding::parameters store{};
  BOOST_TEST(describe(reading::run(more, store).status().error) == describe(run_error::not_initialized));
  double const broken[2]{nan, 1};
  auto const input = tl::input<"fed", 2>;
  BOOST_TEST(!feeding::run(workspace, tl::bind(input, broken), store));
  BOOST_TEST(!reading::run(more, store));
  BOOST_TEST(static_cast<bool>(feeding::run(workspace, tl::bind(input, samples(1)), store)));
  BOOST_TEST(static_cast<double>(reading::run(more, store)[of_half]) == 1.5);
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

BOOST_AUTO_TEST_CASE(a_binding_that_no_leaf_needs_is_ignored_if_asked_for) {
  constexpr auto other = tl::input<"other", 5>;
  double const unneeded[7]{nan, inf};  // nobody looks at it
  memory at;
  auto const ignored = if_needed(tl::bind(other, std::span<double const>(unneeded)));
  auto const inputs = if_needed(tl::bind(x, samples(4)));
  BOOST_TEST(
      static_cast<bool>(program::run(at.workspace, ignored, inputs, tl::bind(y, truths(4)), at.parameters, at.state)));
  refused(run_error::label_out_of_range, "digit", 1, 3, 7, inputs, if_needed(tl::bind(y, std::array{0, 7, 1, 2})));
}

BOOST_AUTO_TEST_CASE(data_of_a_leaf_that_the_laws_removed_has_to_be_right_too) {
  using counting = tl::program<double, label_total>;
  counting::workspace workspace{};
  auto const says = [&](auto const& labels, std::string_view sentence) {
    auto const result = counting::run(workspace, tl::bind(y, labels));
    BOOST_TEST(describe(result.status()).view() == sentence);
  };
  says(std::array{0, 1, 3}, "digit, sample 2: a label is no class; expected less than 3, found 3");
  says(std::array{-1}, "digit, sample 0: a label is no class; expected less than 3, found -1");
  says(std::array{0, 1, 2, 2}, "no error");
  says(truths(5), "digit: more samples are bound than the batch has room for; expected at most 4, found 5");
}

BOOST_AUTO_TEST_SUITE_END()
