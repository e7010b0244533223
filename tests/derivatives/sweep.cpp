// SPDX-License-Identifier: BSL-1.0
#include "sweep.hpp"

#include "points.hpp"
#include "tapeless/run/node_value.hpp"

namespace derivatives {
namespace {

tl::graph::view view_of(tl::graph::builder const& b) {
  tl::graph::view whole{};
  whole.nodes = b.nodes.begin();
  whole.node_count = b.size();
  whole.leaves = b.leaves.begin();
  whole.leaf_count = b.leaves.size();
  whole.primitives = b.primitives.begin();
  return whole;
}

/// All nodes of a graph for blocks of x and y.
template <class T>
class evaluation {
public:
  explicit evaluation(drawn const& function) : f(function), offset(f.graph.size() + 1) {
    for (tl::graph::id v = 0; v < f.graph.size(); ++v) offset[v + 1] = offset[v] + f.graph[v].shape.total();
    values.resize(offset.back());
  }
  void compute(T const* of_x, T const* of_y) {
    for (tl::graph::id v = 0; v < f.graph.size(); ++v) {
      if (f.graph[v].code != tl::op::leaf) continue;
      bool const is_x = f.graph.leaves[f.graph[v].leaf].identifier.view() == "x";
      for (std::uint32_t i = 0; i < block; ++i) values[offset[v] + i] = is_x ? of_x[i] : of_y[i];
    }
    tl::run::interpret(view_of(f.graph), offset.data(), values.data(), 1);
  }
  T at(tl::graph::id v, std::uint32_t i) const { return values[offset[v] + (f.graph[v].shape.total() == 1 ? 0 : i)]; }

private:
  drawn const& f;
  std::vector<std::uint32_t> offset;
  std::vector<T> values;
};

/// |value - exact| in units in the last place of T; the exact number may be far outside of T.
template <class T>
double error_in_ulp(T value, real const& exact, real const& distance) {
  using limits = std::numeric_limits<T>;
  if (mpfr_zero_p(exact.v) && value == 0) return 0;
  long exponent = mpfr_zero_p(exact.v) ? limits::min_exponent : mpfr_get_exp(exact.v);
  exponent = std::min<long>(std::max<long>(exponent, limits::min_exponent), limits::max_exponent);
  return mpfr_get_d((distance * pow(2, static_cast<double>(limits::digits - exponent))).v, MPFR_RNDN);
}

/// 32 ulp of the largest number.
template <class T>
inline constexpr double margin = 32 * static_cast<double>(std::numeric_limits<T>::epsilon());
template <class T>
bool may_overflow(real const& exact) {
  return abs(exact) > (1 - margin<T>)*real(static_cast<double>(std::numeric_limits<T>::max()));
}

/// Whether another derivative of a function of two numbers, of the same order or a lower one, overflows: an infinity
/// takes part in what is computed then.
template <class T>
bool is_beside_overflow(std::vector<real> const& exact, drawn::quantity const& of) {
  constexpr std::size_t order[]{0, 1, 1, 2, 2, 2};
  for (std::size_t i = 1; exact.size() == std::size(order) && i < exact.size(); ++i)
    if (order[i] <= of.order && i != of.reference && may_overflow<T>(exact[i])) return true;
  return false;
}

/// Judges one value. Where the exact one overflows T or nearly does, infinity is right too.
template <class T>
void judge(finding& found, T value, real const& exact, place const& at, bool is_explained) {
  real const largest(static_cast<double>(std::numeric_limits<T>::max()));
  bool const may_be_infinite = may_overflow<T>(exact);
  bool const may_be_finite = !(abs(exact) > (1 + margin<T>)*largest);
  bool const is_right_infinity =
      std::isinf(value) && may_be_infinite && (std::signbit(value) == (exact < 0) || at.x == 0);
  if (is_right_infinity) return;
  if (!std::isfinite(value) || !may_be_finite) {
    if (is_explained) return;
    if (found.not_finite++ == 0) found.of_not_finite = at;
    return;
  }
  real const distance = abs(real(static_cast<double>(value)) - exact);
  double const error = error_in_ulp(value, exact, distance);
  if (error > found.ulp) found.ulp = error, found.of_ulp = at;
  double const absolute = mpfr_get_d(distance.v, MPFR_RNDU);
  if (error > finding::tolerated && absolute > found.absolute) found.absolute = absolute, found.of_absolute = at;
}

/// The function at ±∞, and in the place of its derivatives those of so large a number that they have reached their
/// limits.
std::vector<real> exact_at(drawn const& f, double x, double y) {
  if (!std::isinf(x)) return f.exact(x, y);
  auto limits = f.exact(x < 0 ? -pow(2, 4096) : pow(2, 4096), y);
  limits[0] = f.exact(x, y)[0];
  return limits;
}

bool is_periodic(std::string const& name) { return name == "sin" || name == "cos" || name == "tan"; }

/// Where the table says why a derivative is not finite.
bool is_explained(std::string const& name, std::size_t order, place const& at, double largest) {
  if (name == "erf" || name == "erfc") return order == 2 && std::abs(at.x) >= largest / 2;
  if (name == "over_hypot(x, y)") return order == 2 && 1 / sqrt(square(real(at.x)) + square(real(at.y))) > largest;
  if (name != "pow(x, y)") return false;
  return abs(pow(real(at.x), real(at.y) - static_cast<double>(order))) > largest;
}

}  // namespace

template <class T>
findings examined(drawn const& f, std::size_t count) {
  auto xs = points<T>(count);
  while (xs.size() % block != 0) xs.push_back(1);
  auto const ys = partners(xs);
  bool const without_infinities = f.operands == 2 || is_periodic(f.name);
  double const largest = static_cast<double>(std::numeric_limits<T>::max());
  evaluation<T> values(f);
  findings found;
  for (std::size_t first = 0; first < xs.size(); first += block) {
    values.compute(&xs[first], &ys[first]);
    for (std::uint32_t i = 0; i < block; ++i) {
      place const at{static_cast<double>(xs[first + i]), f.operands == 2 ? static_cast<double>(ys[first + i]) : 0};
      if (std::isnan(at.x) || std::isnan(at.y) || (without_infinities && (std::isinf(at.x) || std::isinf(at.y))))
        continue;
      auto const exact = exact_at(f, at.x, at.y);
      if (exact[0].is_nan()) continue;
      for (auto const& each : f.quantities)
        if (!exact[each.reference].is_nan())
          judge(found[each.order], values.at(each.node, i), exact[each.reference], at,
                is_beside_overflow<T>(exact, each) || is_explained(f.name, each.order, at, largest));
    }
  }
  return found;
}
template findings examined<float>(drawn const&, std::size_t);
template findings examined<double>(drawn const&, std::size_t);

}  // namespace derivatives
