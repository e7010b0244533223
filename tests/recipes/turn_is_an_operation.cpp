// SPDX-License-Identifier: BSL-1.0
// What follows from the record of a function of whole matrices: values, derivatives of both orders and modes, notation,
// a step of a program, generated C.
#include <tapeless/tapeless.hpp>

#include <tapeless/show/c_program.hpp>
#include <tapeless/show/text.hpp>

namespace tl = tapeless;
constexpr auto A = tl::parameter<"A", 2, 3>;
constexpr auto f = tl::turn(A);
constexpr auto slope = tl::grad(tl::sum(square(f) % A), A);
constexpr auto forward = tl::jvp(f, A, square(A));
constexpr auto curvature = tl::grad(tl::sum(square(slope)), A);

constexpr std::array<double, 6> numbers{1, 2, 3, 4, 5, 6};  // row after row
template <auto const& E>
constexpr bool is(std::array<double, 6> const& column_after_column) {
  auto const found = tl::evaluate<double, E>(bind(A, numbers));
  for (std::size_t i = 0; i < 6; ++i)
    if (found.values[i] != column_after_column[i]) return false;
  return true;
}
static_assert(is<f>({6, 3, 5, 2, 4, 1}) && is<forward>({36, 9, 25, 4, 16, 1}));
static_assert(is<slope>({48, 33, 45, 24, 40, 13}));
static_assert(std::string_view(tl::to_text<f>().data()) == "turn(A)");
static_assert(tl::evaluate<double, curvature>(bind(A, numbers)).values[0] != 0);

using program = tl::program<double, slope, forward>;
static_assert(std::string_view(tl::to_c<program, "turned">().data()).find("turn(t") != std::string_view::npos);
std::size_t computed(program& run) { return sizeof run; }
