// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/constants.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace {
namespace run_constants_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto V = tl::parameter<"V", 5, 3>;
constexpr auto W = tl::parameter<"W", 2, 5>;
constexpr auto features = tanh(V * x);
constexpr auto error = tl::sum(square(W * features - 1));
constexpr auto train_last = tl::assign(W, W - 0.25 * tl::grad(error, W));
constexpr auto only_last = tl::sum(W);
constexpr std::array<double, 3> sample{0.5, -1, 2};

template <class T>
struct in_one_store {
  using step = tl::program<T, error, train_last>;
  using all = typename step::parameters;
  using last = typename tl::program<T, only_last>::parameters;
  static constexpr all pretrained = [] {
    all p{};
    for (std::uint32_t i = 0; i < 5; ++i)
      for (std::uint32_t j = 0; j < 3; ++j) p[V](i, j) = T(0.17) * static_cast<T>(i) - T(0.2) * static_cast<T>(j);
    for (std::uint32_t i = 0; i < 2; ++i)
      for (std::uint32_t j = 0; j < 5; ++j) p[W](i, j) = T(0.3) * static_cast<T>(i) - T(0.1) * static_cast<T>(j);
    return p;
  }();
};

template <class T>
void constants_and_a_store_train_the_bits_of_one_store() {
  using numbers = in_one_store<T>;
  using step = typename numbers::step;
  std::array<T, 3> data{};
  for (std::size_t i = 0; i < 3; ++i) data[i] = static_cast<T>(sample[i]);
  auto one = numbers::pretrained;
  typename numbers::last trained{};
  trained.copy_from(numbers::pretrained);
  static_assert(numbers::last::bytes() == 2 * 5 * sizeof(T));
  typename step::workspace memory{};
  for (int i = 0; i < 3; ++i) {
    T const expected = step::run(memory, bind(x, data), one)[error];
    auto const found = step::run(memory, bind(x, data), trained, tl::constants<numbers::pretrained>);
    BOOST_TEST_REQUIRE(static_cast<bool>(found));
    BOOST_TEST(found[error] == expected);
    BOOST_TEST((step::run(memory, bind(x, data), tl::constants<numbers::pretrained>, trained)[error] ==
                step::run(memory, bind(x, data), one)[error]));  // whatever their order
  }
  for (std::uint32_t i = 0; i < 2; ++i)
    for (std::uint32_t j = 0; j < 5; ++j) {
      BOOST_TEST(trained[W](i, j) == one[W](i, j));
      BOOST_TEST(trained[W](i, j) != numbers::pretrained[W](i, j));
    }
}

constexpr in_one_store<double>::all unfilled{};

}  // namespace run_constants_test
}  // namespace

BOOST_AUTO_TEST_SUITE(run_constants)

using namespace run_constants_test;

BOOST_AUTO_TEST_CASE(what_a_store_lacks_is_read_from_constants) {
  constants_and_a_store_train_the_bits_of_one_store<double>();
  constants_and_a_store_train_the_bits_of_one_store<float>();
}

BOOST_AUTO_TEST_CASE(constants_alone_will_do_where_nothing_is_assigned) {
  using numbers = in_one_store<double>;
  using forward = tl::program<double, error>;
  forward::workspace memory{};
  auto const found = forward::run(memory, bind(x, sample), tl::constants<numbers::pretrained>);
  BOOST_TEST(found[error] == forward::run(memory, bind(x, sample), numbers::pretrained)[error]);
  BOOST_TEST(found[error] != 0);
}

BOOST_AUTO_TEST_CASE(the_interpreter_reads_the_store_before_the_constants) {
  using numbers = in_one_store<double>;
  static constexpr auto last = [] {
    numbers::last p{};
    p[W](0, 0) = 3;
    return p;
  }();
  static constexpr auto both = [] {
    auto p = numbers::pretrained;
    p.at<"W">().copy_from(std::array<double, 10>{3});
    return p;
  }();
  static_assert(tl::evaluate<double, error>(bind(x, sample), last, tl::constants<numbers::pretrained>)(0) ==
                tl::evaluate<double, error>(bind(x, sample), both)(0));
  static_assert(tl::evaluate<double, error>(bind(x, sample), both)(0) !=
                tl::evaluate<double, error>(bind(x, sample), tl::constants<numbers::pretrained>)(0));
}

BOOST_AUTO_TEST_CASE(constants_that_nobody_has_filled_are_refused) {
  tl::program<double, error>::workspace memory{};
  auto const found = tl::program<double, error>::run(memory, bind(x, sample), tl::constants<unfilled>);
  BOOST_TEST((found.status().error == tl::run_error::not_initialized));
}

BOOST_AUTO_TEST_SUITE_END()
