// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/derivation/outline.hpp"

#include "../classifier.hpp"
#include "tapeless/expr/random.hpp"
#include "tapeless/rules/lowered.hpp"
#include "tapeless/show/derivation.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {
namespace show_derivation_outline_test {

using namespace classifier;
namespace show = tl::show;
using show::naming;

template <auto const& Loss, auto const&... X>
struct outline_of {
  static constexpr auto const& lowered = tl::rules::lowered<show::derivation_source<Loss, X...>>;
  static constexpr tl::graph::view formulas = tl::graph::view_of(lowered);
  static constexpr show::derivation_outline<lowered.size.nodes> found{formulas};
  template <class Names>
  static auto count(Names const& names, naming how) {
    return std::count_if(names.begin(), names.end(), [&](show::label const& each) { return each.how == how; });
  }
};

constexpr auto h = tl::define<"h">(tanh(W1 * x + b1));
constexpr auto named = cross_entropy(softmax(W2 * h + b2), y);
constexpr auto t = tl::input<"t", 3>;
constexpr auto half_square = 0.5 * sum(square(W2 * h - t));
constexpr auto V = tl::parameter<"V", 3, 4>;
constexpr auto two_ways = cross_entropy(softmax(sigmoid(V * x) + W2 * h), y);

constexpr auto z = W2 * h + b2;
constexpr auto of_sigmoid = sum(square(sigmoid(z) - t));
constexpr auto of_sine = sum(square(sin(z) - t));
constexpr auto of_error_function = sum(square(erf(z) - t));
constexpr auto of_exponential = sum(square(exp(z) - t));
constexpr auto of_opposite = sum(square(-z - t));
constexpr auto of_what_stops = sum(square(stop_gradient(z) - z));

constexpr auto masked = dropout(W2 * dropout(tanh(W1 * x + b1), 0.25, "net.1.mask"), 0.5, "net.3.mask");
constexpr auto of_two_streams = training(0.5 * sum(square(masked - t)));

}  // namespace show_derivation_outline_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_derivation_outline)

using namespace show_derivation_outline_test;

BOOST_AUTO_TEST_CASE(a_classifier_has_the_names_of_a_textbook) {
  using outline = outline_of<loss>;
  auto const& forward = outline::found.forward_names;
  BOOST_TEST(outline::count(forward, naming::pre_activation) == 2);
  BOOST_TEST(outline::count(forward, naming::activation) == 1);
  BOOST_TEST(outline::count(forward, naming::prediction) == 1);
  BOOST_TEST(outline::count(forward, naming::generated) == 0);
  BOOST_TEST(outline::count(forward, naming::delta) == 0);
  BOOST_TEST(outline::count(outline::found.backward_names, naming::delta) == 2);
}

BOOST_AUTO_TEST_CASE(a_user_s_name_comes_first) {
  using outline = outline_of<named>;
  BOOST_TEST(outline::count(outline::found.forward_names, naming::users) == 1);
  BOOST_TEST(outline::count(outline::found.forward_names, naming::activation) == 0);
}

BOOST_AUTO_TEST_CASE(streams_of_random_numbers_have_their_names_though_layers_have_not) {
  using outline = outline_of<of_two_streams>;
  BOOST_TEST(outline::count(outline::found.forward_names, naming::users) == 2);
  static constexpr auto const& text = tl::derivation_body<of_two_streams>();
  for (char const* line : {R"(\mathrm{mask}_{\mathrm{net}}^{(1)} &= \operatorname{random}()",
                           R"(\mathbf{1}[\mathrm{mask}_{\mathrm{net}}^{(1)} \ge 0.25])",
                           R"(\mathrm{mask}_{\mathrm{net}}^{(3)} &= \operatorname{random}()",
                           R"(\mathbf{1}[\mathrm{mask}_{\mathrm{net}}^{(3)} \ge 0.5])"})
    BOOST_TEST((text.view().find(line) != std::string_view::npos), line << " is not in " << text.view());
}

BOOST_AUTO_TEST_CASE(a_function_with_a_name_is_an_activation_of_the_last_layer_too) {
  BOOST_TEST(outline_of<of_sigmoid>::count(outline_of<of_sigmoid>::found.forward_names, naming::activation) == 1);
  BOOST_TEST(outline_of<of_sine>::count(outline_of<of_sine>::found.forward_names, naming::activation) == 1);
  using erf_outline = outline_of<of_error_function>;
  BOOST_TEST(erf_outline::count(erf_outline::found.forward_names, naming::activation) == 1);
  using exp_outline = outline_of<of_exponential>;
  BOOST_TEST(exp_outline::count(exp_outline::found.forward_names, naming::activation) == 0);
  using negative = outline_of<of_opposite>;
  BOOST_TEST(negative::count(negative::found.forward_names, naming::activation) == 0);
  using stopped = outline_of<of_what_stops>;
  BOOST_TEST(stopped::count(stopped::found.forward_names, naming::activation) == 0);
}

BOOST_AUTO_TEST_CASE(a_delta_that_the_loss_is_made_of_is_written_out_there) {
  using outline = outline_of<half_square>;
  tl::graph::id const delta = outline::found.delta(1);
  BOOST_REQUIRE(delta != tl::graph::none);
  BOOST_TEST(outline::found.parts.is_forward[delta]);
  BOOST_TEST((outline::found.forward_names[delta].how == naming::in_place));
  BOOST_TEST((outline::found.backward_names[delta].how == naming::delta));
}

BOOST_AUTO_TEST_CASE(deltas_nobody_asked_for_are_none) {
  using outline = outline_of<loss, W2>;
  BOOST_TEST(outline::found.delta(0) == tl::graph::none);
  BOOST_TEST(outline::found.delta(1) != tl::graph::none);
}

BOOST_AUTO_TEST_CASE(an_adjoint_used_twice_has_a_name) {
  using outline = outline_of<two_ways>;
  BOOST_TEST(outline::found.layers.count == 3u);
  BOOST_TEST(outline::count(outline::found.backward_names, naming::delta) == 3);
  for (std::uint32_t k = 0; k < 3; ++k) {
    tl::graph::id const delta = outline::found.delta(k);
    BOOST_REQUIRE(delta != tl::graph::none);
    BOOST_TEST((outline::found.backward_names[delta].how == naming::delta));
  }
}

BOOST_AUTO_TEST_SUITE_END()
