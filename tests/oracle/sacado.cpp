// SPDX-License-Identifier: BSL-1.0
#include "definition.hpp"
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
  /// Sacado has none: 2/√π·e^(−x²)·Σ 2ⁿx^(2n+1)/(2n+1)‼, all of one sign. For |x| ≤ 1.5 term 40 is below 10⁻¹⁸ of the
  /// sum. Source: NIST Digital Library of Mathematical Functions, 7.6.2.
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

gradients by_sacado(tl::graph::builder const& g, data const& d, id root, std::vector<id> const& by) {
  node_table<recorded> t = random_program::leaves_of<recorded>(g, root + 1, g.leaves, d);
  std::vector<bool> const needed = ancestors(g, root);
  evaluate_graph<tape_functions<sacado_library, recorded>>(g, root, d, t, [&](id v) { return needed[v]; });
  recorded const last = 1.0 * *t.of(root);
  recorded::Gradcomp();
  gradients found;
  for (id const leaf : by)
    for (std::uint32_t e = 0; e < g[leaf].shape.size(); ++e) found.push_back(t.of(leaf)[e].adj());
  return found;
}

}  // namespace oracle
