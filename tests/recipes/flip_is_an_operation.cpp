// SPDX-License-Identifier: BSL-1.0
// What follows from the record of an operation along an axis: values and derivatives of both orders and modes by
// interpreter and program.
#include <tapeless/tapeless.hpp>

#include <tapeless/show/latex.hpp>
#include <tapeless/show/text.hpp>

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 3>;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto f = tl::dot(tl::flip(tl::square(x)), x);  // x₂²x₀ + x₁³ + x₀²x₂
constexpr auto slope = tl::grad(f, x);
constexpr auto forward = tl::jvp(f, x, x);
constexpr auto curvature = tl::hvp(f, x, x);
constexpr auto along = tl::flip<1>(W);

constexpr std::array at{1.0, 2.0, 3.0};
constexpr std::array weights{1.0, 2.0, 3.0, 4.0, 5.0, 6.0};
constexpr auto slopes = tl::evaluate<double, slope>(bind(x, at));
constexpr auto curvatures = tl::evaluate<double, curvature>(bind(x, at));
static_assert(tl::evaluate<double, f>(bind(x, at)) == 9 + 8 + 3 && tl::evaluate<double, forward>(bind(x, at)) == 60);
static_assert(slopes.values[0] == 9 + 6 && slopes.values[1] == 12 && slopes.values[2] == 6 + 1);
static_assert(curvatures.values[0] == 30 && curvatures.values[1] == 24 && curvatures.values[2] == 14);
static_assert(tl::evaluate<double, along>(bind(W, weights)).values[0] == 3);
static_assert(std::string_view(tl::to_text<along>().data()) == "flip<1>(W)");
static_assert(std::string_view(tl::to_latex<f>().data()).find("flip") != std::string_view::npos);

using program = tl::program<double, slope, along>;
std::size_t computed(program& run) { return sizeof run; }
