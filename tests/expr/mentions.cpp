// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/mentions.hpp"

#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/function.hpp"

namespace {
namespace expr_mentions_test {

namespace tl = tapeless;
template <auto const& E>
using type_of = std::remove_cvref_t<decltype(E)>;
constexpr auto x = tl::input<"x">;
constexpr auto y = tl::input<"y">;
constexpr auto f = tl::batch<2>(tl::define<"h">(sin(2 * x)));
constexpr auto g = tl::define<"g">([] { return f + 1; });

static_assert(tl::expr::mentions<type_of<x>, type_of<x>>());
static_assert(tl::expr::mentions<type_of<x>, type_of<f>>() && !tl::expr::mentions<type_of<y>, type_of<f>>());
static_assert(tl::expr::mentions<type_of<x>, type_of<g>>() && !tl::expr::mentions<type_of<y>, type_of<g>>());

}  // namespace expr_mentions_test
}  // namespace
