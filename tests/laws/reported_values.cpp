// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "reported_values.hpp"

#include "tapeless/expr/norm.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/nn/normalization.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

namespace reported {

bool row::passes() const {
  if (std::isnan(right)) return std::isnan(found);
  if (found == right) return true;
  return std::abs(found - right) <= tolerance * std::abs(right);
}

template <class T>
std::vector<T> interpret(tl::graph::builder const& b, bindings const& at, std::vector<std::uint32_t>& offset) {
  offset.assign(b.size() + 1, 0);
  for (id v = 0; v < b.size(); ++v) offset[v + 1] = offset[v] + b[v].shape.total();
  std::vector<T> values(offset.back());
  for (id v = 0; v < b.size(); ++v) {
    if (b[v].code != tl::op::leaf) continue;
    tl::graph::leaf_info const& leaf = b.leaves[b[v].leaf];
    for (binding const& each : at)
      if (each.leaf == leaf.identifier)
        for (std::uint32_t i = 0; i < leaf.shape.rows; ++i)
          for (std::uint32_t j = 0; j < leaf.shape.columns; ++j)
            values[offset[v] + j * leaf.shape.rows + i] =
                static_cast<T>(each.values.at(std::size_t{i} * leaf.shape.columns + j));
  }
  tl::graph::view whole{};
  whole.nodes = b.nodes.begin();
  whole.node_count = b.size();
  whole.leaves = b.leaves.begin();
  whole.leaf_count = b.leaves.size();
  whole.primitives = b.primitives.begin();
  tl::run::interpret(whole, offset.data(), values.data(), 1);
  return values;
}
template std::vector<float> interpret(tl::graph::builder const&, bindings const&, std::vector<std::uint32_t>&);
template std::vector<double> interpret(tl::graph::builder const&, bindings const&, std::vector<std::uint32_t>&);

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double few_ulp = 1e-6;  // of float
constexpr double exact = 1e-14;   // of double

constexpr auto a = tl::scalar<"a">;
constexpr auto t = tl::scalar<"t">;
constexpr auto c = tl::scalar<"c">;
constexpr auto v = tl::input<"v", 2>;
constexpr auto w = tl::input<"w", 3>;
constexpr auto q = tl::input<"q", 4>;
constexpr auto z = tl::input<"z", 4>;
constexpr auto y = tl::label<"y", 2>;

bindings t_at(double value) { return {{tl::name("t"), {value}}}; }
bindings at_a(double value_of_a, double value_of_t) {
  return {{tl::name("a"), {value_of_a}}, {tl::name("t"), {value_of_t}}};
}
bindings v_at(double first, double second) { return {{tl::name("v"), {first, second}}}; }

void choices(table& rows) {
  rows.kind("what `where` does not choose");
  rows.expect<double>("grad(where(a > 0, 0, 0 * log(t)), t) at a = 1, t = 0", 0, 0, at_a(1, 0), 0,
                      where(a > 0, 0, 0 * log(t)), t);
  rows.expect<double>("grad(where(a > 0, 0, sqrt(t) - sqrt(t)), t) at a = 1, t = 0", 0, 0, at_a(1, 0), 0,
                      where(a > 0, 0, sqrt(t) - sqrt(t)), t);
  rows.expect<double>("grad(grad(where(a > 0, 0, atan2(t, t)), t), t) at a = 1, t = 0", 0, 0, at_a(1, 0), 0,
                      where(a > 0, 0, atan2(t, t)), t, t);
  rows.expect<double>("grad(where(a > 0, t, sqrt(t) * log(t)), t) at a = 1, t = 0", 1, 0, at_a(1, 0), 0,
                      where(a > 0, t, sqrt(t) * log(t)), t);
  rows.kind("elements that are not looked at");
  rows.expect<double>("grad(element 1 of sqrt(v), v)[0] at (0, 1)", 0, 0, v_at(0, 1), 0, tl::slice<1, 0, 1, 1>(sqrt(v)),
                      v);
  rows.expect<double>("grad(element 1 of sqrt(v), v)[1] at (0, 1)", 0.5, exact, v_at(0, 1), 1,
                      tl::slice<1, 0, 1, 1>(sqrt(v)), v);
  rows.expect<double>("grad(max(sqrt(v)), v)[0] at (0, 1)", 0, 0, v_at(0, 1), 0, tl::max(sqrt(v)), v);
  rows.expect<double>("grad(max(sqrt(v)), v)[1] at (0, 1)", 0.5, exact, v_at(0, 1), 1, tl::max(sqrt(v)), v);
}

void constants_and_powers(table& rows) {
  rows.kind("constants beyond the range of float");
  rows.expect<float>("grad(square(1e-25 * t), t) at 1e25", 2e-25, few_ulp, t_at(1e25), 0, square(1e-25 * t), t);
  rows.expect<float>("1e30 * (1e30 * t) at 1e-38", 1e22, few_ulp, t_at(1e-38), 0, 1e30 * (1e30 * t));
  rows.kind("powers");
  rows.expect<double>("grad(pow(t, 0), t) at 0", 0, 0, t_at(0), 0, pow(t, 0), t);
  bindings const at_c{{tl::name("t"), {0}}, {tl::name("c"), {0}}};
  rows.expect<double>("grad(pow(t, c), t) at t = 0, c = 0", 0, 0, at_c, 0, pow(t, c), t);
  bindings const at_one{{tl::name("t"), {0}}, {tl::name("c"), {1}}};
  rows.expect<double>("grad(grad(pow(t, c), t), t) at t = 0, c = 1", 0, 0, at_one, 0, pow(t, c), t, t);
}

void norms(table& rows) {
  rows.kind("sums of squares");
  rows.expect<float>("norm(v) at (2e19, 0)", 2e19, few_ulp, v_at(2e19, 0), 0, tl::norm(v));
  rows.expect<float>("norm(v) at (1e-23, 0)", 1e-23, few_ulp, v_at(1e-23, 0), 0, tl::norm(v));
  rows.expect<float>("grad(norm(v), v)[0] at (1e-23, 0)", 1, few_ulp, v_at(1e-23, 0), 0, tl::norm(v), v);
  rows.expect<float>("grad(norm(v), v)[0] at (2e19, 0)", 1, few_ulp, v_at(2e19, 0), 0, tl::norm(v), v);
  rows.expect<double>("grad(norm(v), v)[0] at (0, 0)", 0, 0, v_at(0, 0), 0, tl::norm(v), v);
  bindings const small{{tl::name("w"), {1e-23, 2e-23, 0}}};
  rows.expect<float>("cosine_similarity(w, w) at (1e-23, 2e-23, 0)", 1, few_ulp, small, 0, tl::cosine_similarity(w, w));
  rows.expect<float>("layer_norm(v)[0] at (1e25, 3e25)", -1, few_ulp, v_at(1e25, 3e25), 0, tl::layer_norm(v));
  rows.expect<float>("layer_norm(v)[1] at (1e25, 3e25)", 1, few_ulp, v_at(1e25, 3e25), 1, tl::layer_norm(v));
  rows.kind("equal numbers");
  rows.expect<double>("grad(sqrt(variance(v)), v)[0] at (3, 3)", 0, 0, v_at(3, 3), 0, sqrt(tl::variance(v)), v);
}

void derivatives(table& rows) {
  rows.kind("derivatives that square");
  rows.expect<float>("grad(asinh(t), t) at 1e22", 1e-22, few_ulp, t_at(1e22), 0, asinh(t), t);
  rows.expect<float>("grad(acosh(t), t) at 1e22", 1e-22, few_ulp, t_at(1e22), 0, acosh(t), t);
  bindings const tiny{{tl::name("a"), {1e-25}}, {tl::name("t"), {1e-25}}};
  rows.expect<float>("grad(atan2(t, a), t) at (1e-25, 1e-25)", 5e24, few_ulp, tiny, 0, atan2(t, a), t);
  rows.expect<float>("grad(hypot(t, a), t) at (3e38, 3e38)", 0.70710678118654752, few_ulp, at_a(3e38, 3e38), 0,
                     hypot(t, a), t);
  rows.kind("second derivatives that cancel");
  rows.expect<float>("grad(grad(asin(t), t), t) at 1e-8", 1e-8, few_ulp, t_at(1e-8), 0, asin(t), t, t);
  rows.expect<float>("grad(grad(atanh(t), t), t) at 1e-8", 2e-8, few_ulp, t_at(1e-8), 0, atanh(t), t, t);
  rows.expect<float>("grad(grad(hypot(t, 1), t), t) at 1e4", 1e-12, few_ulp, t_at(1e4), 0, hypot(t, 1), t, t);
  rows.kind("second derivatives at infinity");
  rows.expect<double>("grad(grad(atan(t), t), t) at infinity", 0, 0, t_at(infinity), 0, atan(t), t, t);
  rows.expect<double>("grad(grad(asinh(t), t), t) at infinity", 0, 0, t_at(infinity), 0, asinh(t), t, t);
  rows.expect<double>("grad(grad(cbrt(t), t), t) at infinity", 0, 0, t_at(infinity), 0, cbrt(t), t, t);
  rows.kind("ties");
  bindings const equal{{tl::name("a"), {1}}, {tl::name("t"), {1}}};
  auto const log_add = maximum(t, a) + log1p(exp(-abs(t - a)));
  rows.expect<double>("grad(maximum(t, a) + log1p(exp(-abs(t - a))), t) at t = a", 0.5, exact, equal, 0, log_add, t);
  rows.expect<double>("grad(maximum(t, a) + log1p(exp(-abs(t - a))), a) at t = a", 0.5, exact, equal, 0, log_add, a);
  rows.expect<double>("grad(minimum(t, a), t) at t = a", 0.5, exact, equal, 0, minimum(t, a), t);
}

void activations(table& rows) {
  rows.kind("tails of activations");
  rows.expect<float>("gelu(t) at -5.5", -1.0444259e-7, 1e-5, t_at(-5.5), 0, tl::gelu(t));
  rows.expect<double>("gelu(t) at -10", -7.6198530241605e-23, 1e-12, t_at(-10), 0, tl::gelu(t));
  rows.kind("activations at large finite arguments");
  rows.expect<float>("grad(gelu_tanh(t), t) at 2e19", 1, few_ulp, t_at(2e19), 0, tl::gelu_tanh(t), t);
  rows.expect<float>("grad(grad(gelu_tanh(t), t), t) at 1e14", 0, 0, t_at(1e14), 0, tl::gelu_tanh(t), t, t);
  rows.expect<float>("grad(grad(gelu(t), t), t) at 1e30", 0, 0, t_at(1e30), 0, tl::gelu(t), t, t);
  rows.expect<float>("grad(grad(mish(t), t), t) at 1e20", 0, 0, t_at(1e20), 0, tl::mish(t), t, t);
  rows.kind("limits of activations");
  rows.expect<double>("silu(t) at -infinity", 0, 0, t_at(-infinity), 0, tl::silu(t));
  rows.expect<double>("gelu(t) at -infinity", 0, 0, t_at(-infinity), 0, tl::gelu(t));
  bindings const low{{tl::name("t"), {-infinity}}, {tl::name("a"), {0}}};
  bindings const high{{tl::name("t"), {infinity}}, {tl::name("a"), {1}}};
  rows.expect<double>("binary_cross_entropy_with_logits at (-infinity, 0)", 0, 0, low, 0,
                      tl::binary_cross_entropy_with_logits(t, a));
  rows.expect<double>("binary_cross_entropy_with_logits at (infinity, 1)", 0, 0, high, 0,
                      tl::binary_cross_entropy_with_logits(t, a));
}

void stable_forms(table& rows) {
  rows.kind("stable forms");
  rows.expect<double>("log(mean(exp(v))) at (1000, 1000)", 1000, exact, v_at(1000, 1000), 0, log(mean(exp(v))));
  rows.expect<float>("grad(1 / (1 + exp(-t)), t) at -100", 3.7835059e-44, 0.05, t_at(-100), 0, 1 / (1 + exp(-t)), t);
  rows.expect<double>("log(exp(a) + exp(t)) at a = t = 1000", 1000.6931471805599, exact, at_a(1000, 1000), 0,
                      log(exp(a) + exp(t)));
  rows.expect<double>("log(1 - exp(t)) at -50", -1.9287498479639178e-22, exact, t_at(-50), 0, log(1 - exp(t)));
  rows.expect<double>("(exp(v) / sum(exp(v)))[0] at (1000, 1000)", 0.5, exact, v_at(1000, 1000), 0,
                      exp(v) / sum(exp(v)));
  rows.expect<double>("(exp(t) - exp(-t)) / (exp(t) + exp(-t)) at 1000", 1, 0, t_at(1000), 0,
                      (exp(t) - exp(-t)) / (exp(t) + exp(-t)));
  rows.expect<double>("grad(log(1 - exp(t)), t) at -50", -1.9287498479639178e-22, exact, t_at(-50), 0, log(1 - exp(t)),
                      t);
  rows.kind("losses at the edge");
  bindings const sure{{tl::name("t"), {1e-20}}, {tl::name("a"), {0}}};
  rows.expect<double>("binary_cross_entropy(t, a) at (1e-20, 0)", 1e-20, exact, sure, 0,
                      tl::binary_cross_entropy(t, a));
  bindings const extreme{{tl::name("v"), {1e308, -1e308}}, {tl::name("y"), {1, 0}}};
  rows.expect<double>("-dot(y, log_softmax(v)) at (1e308, -1e308), class 0", 0, 0, extreme, 0,
                      -dot(y, tl::log_softmax(v)));
  rows.expect<float>("log(expm1(t)) at 100", 100, few_ulp, t_at(100), 0, log(expm1(t)));
  bindings const masked{{tl::name("q"), {0, 0.5, 0.25, 0.25}}, {tl::name("z"), {-infinity, 0, 1, 2}}};
  rows.expect<double>("xlogy(q, softmax(z))[0] at q = 0, z = -infinity", 0, 0, masked, 0, xlogy(q, tl::softmax(z)));
  rows.kind("masks");
  rows.expect<double>("grad(logsumexp(v), v)[0] at (-infinity, -infinity)", 0, 0, v_at(-infinity, -infinity), 0,
                      tl::logsumexp(v), v);
  rows.expect<double>("logsumexp(v) at (-infinity, -infinity)", -infinity, 0, v_at(-infinity, -infinity), 0,
                      tl::logsumexp(v));
  rows.kind("large arguments");
  rows.expect<float>("sin(t) at 100000", std::sin(100000.0), few_ulp, t_at(100000), 0, sin(t));
  rows.expect<float>("cos(t) at 3e38", std::cos(static_cast<double>(3e38F)), few_ulp, t_at(3e38), 0, cos(t));
  rows.expect<double>("sin(t) at 1e300", std::sin(1e300), exact, t_at(1e300), 0, sin(t));
}

constexpr char const* document_path = "docs/numerics.md";

std::string spelled(double value) {
  std::ostringstream text;
  text.precision(9);
  if (std::isinf(value))
    text << (value < 0 ? "−∞" : "∞");
  else
    text << value;
  return text.str();
}
std::string document() {
  std::ostringstream text;
  text << std::ifstream(document_path).rdbuf();
  std::string const before = text.str();
  std::string const mark = "<!-- the rows below are written by build/…/unit_laws -- --numerics -->\n";
  std::string made = before.substr(0, before.find(mark) == std::string::npos ? 0 : before.find(mark)) + mark;
  std::string kind;
  for (row const& each : all_rows()) {
    if (each.kind != kind) made += "\n**" + each.kind + "**\n\n| input | type | right | found |\n|---|---|---|---|\n";
    kind = each.kind;
    made += "| `" + each.input + "` | " + each.type + " | " + spelled(each.right) + " | " + spelled(each.found) +
            (each.passes() ? "" : " ✗") + " |\n";
  }
  return made;
}
bool is_asked_for(char const* option) {
  auto const& suite = boost::unit_test::framework::master_test_suite();
  for (int i = 1; i < suite.argc; ++i)
    if (std::strcmp(suite.argv[i], option) == 0) return true;
  return false;
}

}  // namespace

std::vector<row> all_rows() {
  std::vector<row> all;
  table rows(all);
  choices(rows);
  constants_and_powers(rows);
  norms(rows);
  derivatives(rows);
  activations(rows);
  stable_forms(rows);
  return all;
}

}  // namespace reported

BOOST_AUTO_TEST_SUITE(laws_reported_values)

BOOST_AUTO_TEST_CASE(are_what_mathematics_says) {
  for (reported::row const& each : reported::all_rows())
    BOOST_TEST(each.passes(),
               each.kind << ": " << each.input << " (" << each.type << ") is " << each.found << ", not " << each.right);
}

BOOST_AUTO_TEST_CASE(are_those_of_the_document) {
  std::string const made = reported::document();
  if (reported::is_asked_for("--numerics")) std::ofstream(reported::document_path) << made;
  std::ostringstream text;
  text << std::ifstream(reported::document_path).rdbuf();
  BOOST_TEST(text.str() == made, "docs/numerics.md is not what the rows say: unit_laws -- --numerics writes it");
}

BOOST_AUTO_TEST_SUITE_END()
