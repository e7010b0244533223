// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/acceptance.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/run/store.hpp"
#include "tapeless/train/settings.hpp"

#include <boost/test/unit_test.hpp>

namespace run_acceptance_test {

namespace tl = tapeless;
using tl::run::objection;
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto w = tl::parameter<"w", 2>;
constexpr auto u = tl::parameter<"u", 2>;
constexpr auto s = tl::state<"s", 2>;
constexpr auto rate = tl::scalar<"rate">;
constexpr auto value = rate * dot(w, x);
using source = tl::rules::listed<value>;
template <class T, auto const&... Outputs>
using parameters_of = tl::store<T, tl::rules::listed<Outputs...>, tl::leaf_kind::parameter>;
template <class T, auto const&... Outputs>
using state_of = tl::store<T, tl::rules::listed<Outputs...>, tl::leaf_kind::state>;
using weights = parameters_of<double, value>;
using data = decltype(bind(x, std::declval<double const (&)[2]>()));
using number = decltype(bind(rate, 1.0));

// What a compiler prints when a call is not granted are the programs of tests/fail.
static_assert(tl::run::acceptance<double, source, data, number, weights>::granted());
static_assert(tl::run::acceptance<double, source, weights const, number const, data const>::granted());
static_assert(tl::run::store_argument<weights>);

constexpr auto const& leaves = tl::rules::lowered<source>.leaves;
consteval std::uint32_t served_by_data() {
  std::uint32_t found = 0;
  for (auto const& leaf : leaves) found += tl::run::serves<data>(leaf) ? 1u : 0u;
  return found;
}
static_assert(served_by_data() == 1);
static_assert(tl::run::first_leaf<source>([](auto const& info) { return info.identifier.view() == "nobody"; }) == 3);

template <class Source, class... B>
constexpr objection objection_to = tl::run::acceptance<double, Source, B...>::first_objection;
template <class... B>
constexpr objection to_value = objection_to<source, B...>;

static_assert(to_value<data, number, weights> == objection::none);
static_assert(to_value<data, number, weights, int> == objection::foreign);
static_assert(to_value<double const[2], number, weights> == objection::foreign);  // told before what is unbound

static_assert(to_value<> == objection::unbound && to_value<number, weights> == objection::unbound);
static_assert(to_value<data, weights> == objection::unbound && to_value<data, number> == objection::unbound);
using data_of_another_name = decltype(bind(tl::input<"z", 2>, std::declval<double const (&)[2]>()));
using label_of_that_name = decltype(bind(tl::label<"x", 2>, 1));
static_assert(to_value<data_of_another_name, number, weights> == objection::unbound);
static_assert(to_value<label_of_that_name, number, weights> == objection::unbound);

static_assert(to_value<data, data, number, weights> == objection::bound_twice);
static_assert(to_value<data, number, weights, number const> == objection::bound_twice);
static_assert(to_value<weights, data, number, weights const> == objection::bound_twice);
static_assert(to_value<data, number, weights, parameters_of<double, w>> == objection::bound_twice);

static_assert(to_value<data, number, weights, data_of_another_name> == objection::unneeded);
static_assert(to_value<data, number, weights, decltype(bind(tl::scalar<"x">, 1.0))> == objection::unneeded);
static_assert(to_value<data, number, weights, state_of<double, s>> == objection::unneeded);
static_assert(to_value<data, number, weights, state_of<double, w>> == objection::none);  // it holds nothing
static_assert(to_value<data, number, weights, decltype(if_needed(std::declval<data_of_another_name>()))> ==
              objection::none);
static_assert(to_value<decltype(if_needed(std::declval<data>())), number, weights> == objection::none);
static_assert(to_value<decltype(if_needed(std::declval<data>())), data, number, weights> == objection::bound_twice);
struct sgd_with_rate {
  static constexpr auto hyperparameters =
      boost::hana::make_tuple(tl::hyperparameter<decltype(rate)>{rate, 0.5},
                              tl::hyperparameter<decltype(tl::scalar<"unused">)>{tl::scalar<"unused">, 0.5});
};
using settings = tl::train::settings<double, sgd_with_rate>;
static_assert(to_value<data, settings, weights> == objection::none);
static_assert(to_value<data, settings, number, weights> == objection::bound_twice);

template <std::uint32_t Rows, std::uint32_t Columns>
using shaped = decltype(bind(tl::input<"x", Rows, Columns>, std::declval<double const (&)[Rows * Columns]>()));
static_assert(to_value<shaped<1, 2>, number, weights> == objection::other_shape);
static_assert(to_value<shaped<3, 1>, number, weights> == objection::other_shape);
static_assert(to_value<shaped<2, 1>, number, weights> == objection::none);

constexpr auto other_w = tl::parameter<"w", 3>;
static_assert(to_value<data, number, parameters_of<double, u>> == objection::not_in_store);
static_assert(to_value<data, number, parameters_of<double, other_w>> == objection::not_in_store);
static_assert(to_value<data, number, parameters_of<double, u, w>> == objection::none);

constexpr auto keeps = tl::assign(s, s + w + u);
constexpr auto learns = tl::assign(w, w - u);
using both = tl::rules::listed<keeps, learns>;
using all_weights = parameters_of<double, keeps, learns>;
using all_state = state_of<double, keeps, learns>;
static_assert(objection_to<both, all_weights, all_state> == objection::none);
static_assert(objection_to<both, all_weights const, all_state> == objection::not_writable);
static_assert(objection_to<both, all_weights, all_state const> == objection::not_writable);
static_assert(objection_to<tl::rules::listed<keeps>, all_weights const, all_state> == objection::none);
static_assert(objection_to<both, all_weights, state_of<double, u>> == objection::not_in_store);

static_assert(to_value<decltype(bind(x, std::declval<float const (&)[2]>())), number, weights> ==
              objection::other_type);
static_assert(to_value<data, number, parameters_of<float, value>> == objection::other_type);
static_assert(to_value<data, decltype(bind(rate, 1)), weights> == objection::none);
constexpr auto truth = sum(y % y) * sum(x);
using of_truth = tl::rules::listed<truth>;
static_assert(objection_to<of_truth, data, decltype(bind(y, true))> == objection::none);
static_assert(objection_to<of_truth, data, decltype(bind(y, 'c'))> == objection::none);
static_assert(objection_to<of_truth, data, decltype(bind(y, 1.0))> == objection::other_type);

template <std::size_t Samples>
using samples = decltype(bind(x, std::declval<double const (&)[2 * Samples]>()));
static_assert(to_value<samples<2>, number, weights> == objection::too_long);
constexpr auto total = tl::batch_sum(tl::batch<3>(dot(w, x)));
using of_total = tl::rules::listed<total>;
static_assert(objection_to<of_total, samples<1>, parameters_of<double, total>> == objection::none);
static_assert(objection_to<of_total, samples<3>, parameters_of<double, total>> == objection::none);
static_assert(objection_to<of_total, samples<4>, parameters_of<double, total>> == objection::too_long);
using strided = decltype(bind(x, std::declval<double const (&)[8]>(), tl::stride{4}));
static_assert(objection_to<of_total, strided, parameters_of<double, total>> == objection::none);  // asked at run time

// A leaf that the laws removed is one that was written: it takes its binding, and needs it where it counts samples.
constexpr auto linear = sum(x);
constexpr auto slope = sum(tl::grad(linear, x)) + rate;
using of_slope = tl::rules::listed<slope>;
static_assert(tl::rules::lowered<of_slope>.size.leaves == 1 && tl::rules::lowered<of_slope>.size.unread == 1);
static_assert(objection_to<of_slope, number> == objection::none);
static_assert(objection_to<of_slope, number, data> == objection::none);
static_assert(objection_to<of_slope, number, data, data> == objection::bound_twice);
static_assert(objection_to<of_slope, number, shaped<1, 2>> == objection::other_shape);
static_assert(objection_to<of_slope, number, data_of_another_name> == objection::unneeded);
constexpr auto counted = tl::batch_sum(tl::batch<3>(sum(y)));
using of_count = tl::rules::listed<counted>;
static_assert(objection_to<of_count> == objection::unbound);
static_assert(objection_to<of_count, decltype(bind(y, 1))> == objection::none);

}  // namespace run_acceptance_test

BOOST_AUTO_TEST_SUITE(run_acceptance)
BOOST_AUTO_TEST_CASE(a_call_that_serves_every_leaf_is_granted) {
  using namespace run_acceptance_test;
  BOOST_TEST((tl::run::acceptance<double, source, data, number, weights>::granted()));
}
BOOST_AUTO_TEST_SUITE_END()
