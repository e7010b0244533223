// SPDX-License-Identifier: BSL-1.0
#include "definition.hpp"
#include "evaluate.hpp"
#include "tape_functions.hpp"
#include "tapes.hpp"

#include <adolc/adolc.h>

namespace oracle {

namespace {

adouble error_function(adouble const& x) { return erf(x); }

struct adolc_library {
  static double number(adouble const& x) { return x.value(); }
  static adouble maximum(adouble const& a, adouble const& b) { return fmax(a, b); }
  static adouble minimum(adouble const& a, adouble const& b) { return fmin(a, b); }
  /// ADOL-C 2.7.2 declares cbrt, but its sweeps stop with "no such operation".
  static adouble cbrt(adouble const& x) { return x.value() < 0 ? -pow(-x, 1.0 / 3) : adouble(pow(x, 1.0 / 3)); }
  static adouble erf(adouble const& x) { return error_function(x); }
};

constexpr short tape = 0;

double record(recipe const& r, parameter_vector const& at) {
  trace_on(tape);
  adouble parameters[parameter_elements];
  for (std::uint32_t e = 0; e < parameter_elements; ++e) parameters[e] <<= at[e];
  adouble f = evaluate<tape_functions<adolc_library, adouble>>(r, static_cast<adouble const*>(parameters));
  double value = 0;
  f >>= value;
  trace_off();
  return value;
}

}  // namespace

adolc_answer by_adolc(recipe const& r) {
  parameter_vector point = point_of(r.seed);
  parameter_vector direction = direction_of(r.seed);
  adolc_answer found;
  found.value = record(r, point);
  gradient(tape, parameter_elements, point.data(), found.gradient.data());
  hess_vec(tape, parameter_elements, point.data(), direction.data(), found.hessian_times_direction.data());
  return found;
}

gradients by_adolc(tl::graph::builder const& g, data const& d, id root, std::vector<id> const& by) {
  std::vector<bool> const needed = ancestors(g, root);
  std::vector<double> point;
  trace_on(tape);
  {
    node_table<adouble> t = random_program::leaves_of<adouble>(g, root + 1, g.leaves, d);
    for (id const leaf : by)
      for (std::uint32_t e = 0; e < g[leaf].shape.size(); ++e) {
        adouble& independent = t.values[t.offsets[leaf] + e];
        point.push_back(independent.value());
        independent <<= point.back();
      }
    evaluate_graph<tape_functions<adolc_library, adouble>>(g, root, d, t, [&](id v) { return needed[v]; });
    double value = 0;
    adouble last = *t.of(root);
    last >>= value;
  }
  trace_off();
  gradients found(point.size());
  gradient(tape, static_cast<int>(point.size()), point.data(), found.data());
  return found;
}

}  // namespace oracle
