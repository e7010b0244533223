// SPDX-License-Identifier: BSL-1.0
#include "evaluate.hpp"
#include "tape_functions.hpp"
#include "tapes.hpp"

#include <Sacado_trad.hpp>

namespace oracle {

namespace {

using recorded = Sacado::Rad::ADvar<double>;

struct sacado_library {
  static double number(recorded const& x) { return x.val(); }
  static recorded maximum(recorded const& a, recorded const& b) { return Sacado::Rad::max(a, b); }
  static recorded minimum(recorded const& a, recorded const& b) { return Sacado::Rad::min(a, b); }
  static recorded cbrt(recorded const& x) { return Sacado::Rad::cbrt(x); }
  /// Sacado has none: 2/√π·e^(−x²)·Σ 2ⁿx^(2n+1)/(2n+1)‼, all of one sign. For |x| ≤ 1.5 term 40 is below 10⁻¹⁸ of the sum.
  /// Source: NIST Digital Library of Mathematical Functions, 7.6.2.
  static recorded erf(recorded const& x) {
    recorded term = x;
    recorded total = x;
    for (int n = 1; n < 40; ++n) {
      term = term * x * x * (2.0 / (2 * n + 1));
      total = total + term;
    }
    return 2 * std::numbers::inv_sqrtpi * exp(-x * x) * total;
  }
};

}  // namespace

first_order by_sacado(recipe const& r) {
  parameter_vector const at = point_of(r.seed);
  recorded parameters[parameter_elements];
  for (std::uint32_t e = 0; e < parameter_elements; ++e) parameters[e] = at[e];
  recorded const f = evaluate<tape_functions<sacado_library, recorded>>(r, static_cast<recorded const*>(parameters));
  recorded::Gradcomp();
  first_order found;
  found.value = f.val();
  for (std::uint32_t e = 0; e < parameter_elements; ++e) found.gradient[e] = parameters[e].adj();
  return found;
}

}  // namespace oracle
