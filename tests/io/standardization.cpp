// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/standardization.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>

BOOST_AUTO_TEST_SUITE(io_standardization)

namespace io = tapeless::io;

BOOST_AUTO_TEST_CASE(columns_of_the_training_part_get_mean_0_and_variance_1) {
  std::vector<float> values{1, 100, 0.1F, 3, 300, 0.1F, 5, 200, 0.1F, 1000, -1000, 7};  // the last row is a test's
  std::vector<std::uint32_t> const train{0, 1, 2};
  auto const fitted = io::fit_standardization(values, 3, train);
  BOOST_TEST(fitted.mean == (std::vector<float>{3, 200, 0.1F}), boost::test_tools::per_element());
  BOOST_TEST(fitted.scale[0] == 0.612372436F, boost::test_tools::tolerance(1e-6F));  // √(3/8)
  BOOST_TEST(fitted.scale[2] == 1.0F);  // constant, whatever rounding makes of its mean
  fitted.apply(values);
  for (std::size_t c = 0; c < 2; ++c) {
    double sum = 0, squares = 0;
    for (std::size_t r = 0; r < 3; ++r) {
      sum += static_cast<double>(values[3 * r + c]);
      squares += static_cast<double>(values[3 * r + c]) * static_cast<double>(values[3 * r + c]);
    }
    BOOST_TEST(std::abs(sum) < 1e-6);
    BOOST_TEST(squares == 3.0, boost::test_tools::tolerance(1e-6));
  }
  BOOST_TEST(values[9] == 997 * fitted.scale[0]);
}

BOOST_AUTO_TEST_CASE(no_rows_and_extreme_columns_change_nothing_else) {
  auto const none = io::fit_standardization(std::vector<float>{1, 2}, 2, {});
  BOOST_TEST(none.mean == (std::vector<float>{0, 0}), boost::test_tools::per_element());
  BOOST_TEST(none.scale == (std::vector<float>{1, 1}), boost::test_tools::per_element());
  std::vector<std::uint32_t> const both{0, 1};
  auto const large = io::fit_standardization(std::vector<float>{3e38F, -3e38F}, 1, both);
  BOOST_TEST(large.scale[0] > 0.0F);
  auto const tiny = io::fit_standardization(std::vector<float>{1e-45F, 0}, 1, both);
  BOOST_TEST(tiny.scale[0] == 1.0F);  // its reciprocal is no float
}

BOOST_AUTO_TEST_CASE(the_numbers_are_a_programs_constants) {
  BOOST_TEST((io::standardization{{1.5F, -0.25F}, {1, 2e-9F}}).as_constants("pixel") ==
             "inline constexpr float pixel_mean[2]{\n    1.5e+00F, -2.5e-01F};\n"
             "inline constexpr float pixel_scale[2]{\n    1e+00F, 2e-09F};\n");
  std::vector<float> const many(64, 0.1F);
  std::string const text = io::standardization{many, many}.as_constants("x");
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const end = text.find('\n', at);
    BOOST_TEST(end - at <= 120U);
    at = end + 1;
  }
  std::size_t const number = text.find("1e-01F");
  BOOST_TEST_REQUIRE(number != text.npos);
  BOOST_TEST(std::strtof(text.c_str() + number, nullptr) == 0.1F);
}

BOOST_AUTO_TEST_SUITE_END()
