// SPDX-License-Identifier: BSL-1.0
// What follows from the record of an operation: values, derivatives of both orders and modes, folding, cost, notation.
#include <tapeless/tapeless.hpp>

#include <tapeless/check/identity.hpp>
#include <tapeless/show/latex.hpp>
#include <tapeless/show/text.hpp>

namespace tl = tapeless;
constexpr auto x = tl::scalar<"x">;
constexpr auto f = tl::sinc(x);
constexpr auto slope = tl::grad(f, x);
constexpr auto forward = tl::jvp(f, x, 1);
constexpr auto curvature = tl::grad(slope, x);
constexpr auto folded = x * tl::sinc(tl::number(0));

template <auto const& E>
constexpr bool is(double at, double expected) {
  double const off = tl::evaluate<double, E>(bind(x, at)) - expected;
  return off < 1e-14 && off > -1e-14;
}
static_assert(is<f>(2, 0.45464871341284085) && is<f>(0, 1));
static_assert(is<slope>(2, -0.43539777497999166) && is<slope>(0, 0) && is<forward>(2, -0.43539777497999166));
static_assert(is<curvature>(2, -0.019250938432849194));
static_assert(tl::flops<f> == 26 && tl::flops<folded> == 0);
static_assert(std::string_view(tl::to_text<f>().data()) == "sinc(x)");
static_assert(std::string_view(tl::to_latex<f>().data()).find("sinc") != std::string_view::npos);
