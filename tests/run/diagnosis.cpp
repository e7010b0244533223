// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/diagnosis.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace run_diagnosis_test {

namespace tl = tapeless;
using tl::run_error;
using tl::run::data_place;
using tl::run::data_request;
using tl::run::is_class;

static_assert(is_class(0, 3) && is_class(2, 3) && !is_class(3, 3) && !is_class(-1, 3));
static_assert(!is_class(std::int8_t{-1}, 300) && !is_class(std::int8_t{-128}, 0xffffffffu) && is_class('\1', 2));
static_assert(!is_class(std::int64_t{-1}, 0xffffffffu) && !is_class(std::int64_t{1} << 32, 3));
static_assert(!is_class((std::uint64_t{1} << 32) + 1, 3) && is_class(std::uint64_t{2}, 3) && !is_class(~0u, 3));

template <class Integer>
std::uint64_t read_back(Integer label) {
  data_request const request{.bytes = sizeof(Integer), .is_signed = std::is_signed_v<Integer>};
  return tl::run::label_at(reinterpret_cast<unsigned char const*>(&label), request);
}

/// One leaf of two numbers a sample; more as a test asks for.
constexpr double numbers[8]{1, 2, 3, 4, 5, 6, 7, 8};
data_place place(std::size_t size, std::ptrdiff_t step = 2, void const* address = numbers) {
  return {size, step, static_cast<unsigned char const*>(address), nullptr, 0};
}
constexpr data_request of_x{
    .leaf = "x", .sample_size = 2, .exponent = 0x7ff0, .bytes = 8, .alignment = 8, .is_signed = true};

std::string says(std::initializer_list<data_place> data, std::initializer_list<data_request> requests,
                 std::size_t room = 4, std::initializer_list<tl::run::memory_range> written = {}) {
  static constexpr std::string_view rate = "rate";
  tl::run_status const status =
      tl::run::what_is_wrong(run_error::none, data.begin(), requests.begin(), static_cast<std::uint32_t>(data.size()),
                             room, written.begin(), written.size(), &rate);
  return status.leaf == rate ? "no error" : std::string(describe(status));
}

}  // namespace run_diagnosis_test

BOOST_AUTO_TEST_SUITE(run_diagnosis)

using namespace run_diagnosis_test;

BOOST_AUTO_TEST_CASE(a_label_is_read_in_its_own_width_and_sign) {
  BOOST_TEST(read_back(std::int8_t{-128}) == static_cast<std::uint64_t>(-128));
  BOOST_TEST(read_back(std::uint8_t{255}) == 255U);
  BOOST_TEST(read_back(std::int16_t{-2}) == static_cast<std::uint64_t>(-2));
  BOOST_TEST(read_back(std::uint16_t{0x8001}) == 0x8001U);
  BOOST_TEST(read_back(std::int32_t{-3}) == static_cast<std::uint64_t>(-3));
  BOOST_TEST(read_back(0x12345678) == 0x12345678U);
  BOOST_TEST(read_back(0x87654321u) == 0x87654321U);
  BOOST_TEST(read_back(std::numeric_limits<std::int64_t>::min()) == 0x8000000000000000U);
  BOOST_TEST(read_back(std::uint64_t{0xfedcba9876543210u}) == 0xfedcba9876543210U);
}

BOOST_AUTO_TEST_CASE(the_first_leaf_with_something_wrong_is_named) {
  data_request y = of_x;
  y.leaf = "y";
  BOOST_TEST(says({place(4)}, {of_x}) == "no error");
  BOOST_TEST(says({place(4), place(4)}, {of_x, y}) == "no error");
  BOOST_TEST(
      says({place(4), place(2)}, {of_x, y}) ==
      "y: leaves are bound to different numbers of samples; expected as many as of another leaf (strides and row lists count), 2, found 1");
  BOOST_TEST(says({place(0), place(3)}, {of_x, y}) ==
             "x: the bound data holds no whole sample; expected at least 1, found 0");
  BOOST_TEST(says({place(4), place(5)}, {of_x, y}) ==
             "y, sample 2: the bound data ends in the middle of a sample; expected numbers: 2, found 1");
  BOOST_TEST(says({place(8), place(8)}, {of_x, y}, 3) ==
             "x: more samples are bound than the batch has room for; expected at most 3, found 4");
  BOOST_TEST(says({place(4), place(4, 0)}, {of_x, y}) == "y: a stride is at least 1; expected at least 1, found 0");
  BOOST_TEST(says({place(4, -1)}, {of_x}) == "x: a stride is at least 1; expected at least 1, found -1");
}

BOOST_AUTO_TEST_CASE(of_different_numbers_of_samples_a_leaf_with_fewer_is_named) {
  std::string const differ =
      ": leaves are bound to different numbers of samples; expected as many as of another leaf (strides "
      "and row lists count), ";
  data_request y = of_x;
  y.leaf = "y";
  BOOST_TEST(says({place(8, 6), place(8)}, {of_x, y}) == "x" + differ + "4, found 2");
  BOOST_TEST(says({place(4), place(8, 6), place(6)}, {y, of_x, y}) == "x" + differ + "3, found 2");
  BOOST_TEST(says({place(8), place(8, 6)}, {of_x, y}) == "y" + differ + "4, found 2");
  BOOST_TEST(says({place(8, 1), place(8)}, {of_x, y}, 8) == "y" + differ + "7, found 4");
  std::uint32_t const rows[1]{0};
  data_place chosen = place(8, 4);
  chosen.index = rows;
  chosen.index_count = 1;
  data_request x = of_x;
  x.is_chosen = true;
  BOOST_TEST(says({chosen, place(8)}, {x, y}) == "x" + differ + "4, found 1");
}

BOOST_AUTO_TEST_CASE(where_data_lies_is_told_before_what_it_holds) {
  double bad[3]{1, std::numeric_limits<double>::infinity(), 3};
  std::uintptr_t const first = reinterpret_cast<std::uintptr_t>(bad);
  BOOST_TEST(says({place(2, 2, bad)}, {of_x}) ==
             "x, sample 0: a bound number is not finite, at position 1 of the sample");
  BOOST_TEST(says({place(2, 2, bad)}, {of_x}, 4, {{first + 15, 1}}) == "x: the bound data lies where the run writes");
  BOOST_TEST(says({place(2, 2, bad)}, {of_x}, 4, {{first - 8, 8}, {first + 15, 9}}) ==
             "x: the bound data lies where the run writes");
  BOOST_TEST(says({place(2, 2, bad + 1)}, {of_x}, 4, {{first, 8}}) ==
             "x, sample 0: a bound number is not finite, at position 0 of the sample");
  BOOST_TEST(says({place(2, 2, reinterpret_cast<char*>(bad) + 4)}, {of_x}) ==
             "x: the bound data is not aligned as its element type is; expected a multiple of 8, found 4");
}

BOOST_AUTO_TEST_CASE(numbers_are_read_in_their_own_width_and_only_where_they_have_to_be_finite) {
  float bad[4]{1, 2, 3, std::numeric_limits<float>::quiet_NaN()};
  data_request request = of_x;
  request.bytes = request.alignment = 4;
  request.exponent = tl::run::exponent_bits<float>;
  BOOST_TEST(says({place(4, 2, bad)}, {request}) ==
             "x, sample 1: a bound number is not finite, at position 1 of the sample");
  BOOST_TEST(says({place(3, 1, bad)}, {request}) == "no error");
  request.exponent = tl::run::exponent_bits<int>;
  BOOST_TEST(says({place(4, 2, bad)}, {request}) == "no error");
}

BOOST_AUTO_TEST_CASE(any_number_that_is_not_finite_is_told_from_the_largest_that_is) {
  auto const is_finite = []<class T>(T number) {
    data_request const request{.exponent = tl::run::exponent_bits<T>, .bytes = sizeof(T)};
    return tl::run::is_finite_at(reinterpret_cast<unsigned char const*>(&number), request);
  };
  auto const judged_right = [&]<class T>(T) {
    using limits = std::numeric_limits<T>;
    for (T const sign : {T{1}, T{-1}}) {
      for (T const number : {T{0}, limits::denorm_min(), limits::min(), T{1}, limits::max()})
        BOOST_TEST(is_finite(sign * number));
      BOOST_TEST(!is_finite(sign * limits::infinity()));
      BOOST_TEST(!is_finite(std::copysign(limits::quiet_NaN(), sign)));
      BOOST_TEST(!is_finite(std::copysign(limits::signaling_NaN(), sign)));
    }
  };
  judged_right(1.0F);
  judged_right(1.0);
}

BOOST_AUTO_TEST_CASE(what_is_known_already_is_said_and_no_data_looked_at) {
  tl::run_status const status =
      tl::run::what_is_wrong(run_error::not_initialized, nullptr, nullptr, 0, 1, nullptr, 0, &tl::run::no_name);
  BOOST_TEST((status.error == run_error::not_initialized));
  BOOST_TEST(status.leaf.empty());
  data_place const nowhere = place(0);
  tl::run_status const before_data =
      tl::run::what_is_wrong(run_error::loss_not_finite, &nowhere, &of_x, 1, 1, nullptr, 0, &of_x.leaf);
  BOOST_TEST((before_data.error == run_error::loss_not_finite));
  BOOST_TEST(before_data.leaf.empty());
}

BOOST_AUTO_TEST_CASE(labels_are_found_through_strides_and_row_lists) {
  std::int16_t const labels[6]{0, -1, 1, -1, 9, -1};
  std::uint32_t const rows[2]{1, 2};
  data_request const y{.leaf = "y", .sample_size = 1, .classes = 3, .bytes = 2, .alignment = 2, .is_signed = true};
  BOOST_TEST(says({place(6, 2, labels)}, {y}) == "y, sample 2: a label is no class; expected less than 3, found 9");
  data_place chosen = place(6, 2, labels);
  chosen.index = rows;
  chosen.index_count = 2;
  data_request by_rows = y;
  by_rows.is_chosen = true;
  BOOST_TEST(says({chosen}, {by_rows}) == "y, sample 1: a label is no class; expected less than 3, found 9");
  chosen.index_count = 1;
  BOOST_TEST(says({chosen}, {by_rows}) == "no error");
  BOOST_TEST(says({place(3, 1, labels)}, {y}) == "y, sample 1: a label is no class; expected less than 3, found -1");
  chosen.index_count = 2;
  chosen.size = 4;
  BOOST_TEST(
      says({chosen}, {by_rows}) ==
      "y, entry of the row list 1: an entry of the row list is no sample of the bound data; expected less than 2, found 2");
}

BOOST_AUTO_TEST_SUITE_END()
