// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/accuracy_of.hpp>

#include <tapeless/tapeless.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace {
namespace io_accuracy_of_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<2>> {};
using classifier = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 2>;

}  // namespace io_accuracy_of_test
}  // namespace

BOOST_AUTO_TEST_SUITE(io_accuracy_of)

using namespace io_accuracy_of_test;

BOOST_AUTO_TEST_CASE(it_is_the_share_of_the_listed_rows_that_are_right) {
  static constinit classifier trainer{};
  trainer.parameters().at<"net.0.weight">().copy_from(std::array<float, 4>{1, 0, 0, 1});  // the larger number's place
  std::vector<float> const inputs{1, 0, 0, 1, 3, 2, 2, 3, std::numeric_limits<float>::quiet_NaN(), 0};
  std::vector<int> const labels{0, 1, 1, 1, 0};
  auto const of = [&](std::vector<std::uint32_t> const& rows) {
    return tl::io::accuracy_of(trainer, inputs, labels, rows);
  };
  BOOST_TEST(of({0, 1, 2, 3}) == 0.75);
  BOOST_TEST(of({2}) == 0.0);
  BOOST_TEST(of({3, 4}) == 0.5);  // a sample that is refused is wrong
  BOOST_TEST(std::isnan(of({})));
}

BOOST_AUTO_TEST_SUITE_END()
