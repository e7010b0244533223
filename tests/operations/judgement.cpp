// SPDX-License-Identifier: BSL-1.0
// test: unoptimized, clang suffices
#include "judgement.hpp"

#include "comparison.hpp"
#include "derived.hpp"
#include "evaluation.hpp"

namespace operations {
namespace {

/// The judge of one row, with one builder: with the laws or as written.
template <class B>
class judge_by {
public:
  judge_by(row const& judged, judgement& into) : claimed(judged), graphs(judged), values(graphs.b), verdict(into) {
    at.samples = claimed.samples;
    for (std::size_t k = 0; k < claimed.operands.size(); ++k) at.set(claimed.operands[k].identifier, claimed.at[k]);
    result_shape = graphs.b[graphs.root].shape;
    result_shape.batch = 0;
  }

  void value() {
    matrix const found = value_at(at);
    compare(verdict.of[by_formula], found, claimed.formula(claimed.at), 4e-15, "value");
    if (largest(found) == 0) verdict.of[by_formula].fail("the value is zero: nothing is tested");
    if (!is_finite(found)) verdict.of[by_formula].fail("the value is not finite");
  }
  void first_derivatives() {
    for (std::size_t k = 0; k < claimed.operands.size(); ++k) first_derivative(k);
  }
  void second_derivatives() {
    for (std::size_t k = 0; k < claimed.operands.size(); ++k)
      for (std::size_t l = 0; l < claimed.operands.size(); ++l) second_derivative(k, l);
  }
  void kinks() {
    for (kink const& each : claimed.kinks) {
      at_kink(
          each, values, [](matrix const& m) { return m; }, 1e-15, " in double");
      evaluation<float> float_values(graphs.b);
      at_kink(each, float_values, as_float, 1e-7, " in float");
      if (!claimed.is_rough_at_kinks) second_derivatives_at(each);
    }
  }
  void operations() {
    std::vector<id> todo{graphs.root};
    todo.insert(todo.end(), graphs.adjoint.begin(), graphs.adjoint.end());
    todo.insert(todo.end(), graphs.tangent.begin(), graphs.tangent.end());
    std::vector<bool> seen(graphs.b.size(), false);
    while (!todo.empty()) {
      id const v = todo.back();
      todo.pop_back();
      if (seen[v]) continue;
      seen[v] = true;
      verdict.reached.insert(graphs.b[v].code);
      for (std::uint32_t i = 0; i < tl::graph::operand_count(graphs.b[v]); ++i)
        todo.push_back(tl::graph::operand(graphs.b[v], i));
    }
  }

private:
  std::string by(std::size_t k) const { return " by " + std::string(claimed.operands[k].identifier.view()); }
  tl::extents shape_of(std::size_t k) const { return claimed.operands[k].shape; }
  tl::name const& name_of(std::size_t k) const { return claimed.operands[k].identifier; }

  matrix value_at(leaf_values const& where) {
    values.compute(where);
    return values.of(graphs.root, result_shape);
  }
  /// A matrix whose column e is `of` at unit vector number e, bound to `leaf`.
  template <class Of>
  matrix by_columns(leaf_values where, tl::name const& leaf, tl::extents shape, Of const& of) {
    matrix all;
    for (std::size_t e = 0; e < shape.size(); ++e) {
      where.set(leaf, unit(shape, e));
      matrix const column = of(where);
      if (e == 0) all = matrix(column.values.size(), shape.size());
      for (std::size_t i = 0; i < column.values.size(); ++i) all(i, e) = column.values[i];
    }
    return all;
  }
  matrix computed(leaf_values const& where, id what, tl::extents shape) {
    values.compute(where);
    return values.of(what, shape);
  }
  /// The matrix of ∂fᵢ/∂xₑ by a rule of order 6 with a step of 1e-3: its error is 7e-21 times the seventh derivative,
  /// that of rounding about 1e-13.
  template <class F>
  matrix quotients(std::size_t k, F const& f) {
    constexpr double h = 1e-3;
    matrix all;
    for (std::size_t e = 0; e < shape_of(k).size(); ++e) {
      auto const slope = [&](int steps) {
        leaf_values apart = at;
        matrix to = claimed.at[k];
        to.values[e] += steps * h;
        apart.set(claimed.operands[k].identifier, to);
        matrix const above = f(apart);
        to.values[e] = claimed.at[k].values[e] - steps * h;
        apart.set(claimed.operands[k].identifier, to);
        return (1 / (2 * steps * h)) * (above - f(apart));
      };
      matrix const column = 1.5 * slope(1) + -0.6 * slope(2) + 0.1 * slope(3);
      if (e == 0) all = matrix(column.values.size(), shape_of(k).size());
      for (std::size_t i = 0; i < column.values.size(); ++i) all(i, e) = column.values[i];
    }
    return all;
  }

  void first_derivative(std::size_t k) {
    matrix const ahead = by_columns(at, direction_of(name_of(k)), shape_of(k), [&](leaf_values const& where) {
      return computed(where, graphs.tangent[k], result_shape);
    });
    matrix const back =
        plain::transposed(by_columns(at, cotangent_of(result_shape), result_shape, [&](leaf_values const& where) {
          return computed(where, graphs.adjoint[k], shape_of(k));
        }));
    compare(verdict.of[by_formula], back, jacobian_of_the_formula(k), 1e-14, "derivative" + by(k));
    compare(verdict.of[forward], ahead, back, 1e-14, "forward and reverse" + by(k));
    matrix const numeric = claimed.is_declared
                               ? jacobian_of_the_formula(k)
                               : quotients(k, [&](leaf_values const& where) { return value_at(where); });
    compare_quotients(verdict.of[reverse], back, numeric, "difference quotient" + by(k));
    if (!is_finite(back)) verdict.of[reverse].fail("the derivative" + by(k) + " is not finite");
    bool const is_zero = largest(back) == 0;
    bool const on_purpose =
        std::find(claimed.constant_in.begin(), claimed.constant_in.end(), k) != claimed.constant_in.end();
    if (is_zero != on_purpose)
      verdict.of[reverse].fail(is_zero ? "zero derivative" + by(k) : "no zero derivative" + by(k));
  }
  matrix jacobian_of_the_formula(std::size_t k) {
    return by_columns(at, direction_of(name_of(k)), shape_of(k), [&](leaf_values const& where) {
      point moves;
      for (std::size_t l = 0; l < claimed.operands.size(); ++l)
        moves.push_back(matrix(shape_of(l).rows, shape_of(l).columns));
      moves[k] = where.of({tl::leaf_kind::parameter, shape_of(k), direction_of(name_of(k))});
      return claimed.tangent(claimed.at, moves);
    });
  }
  /// ∂²(Σ u ⊙ f)/∂xₖ∂xₗ four times, and the difference quotients of the gradient.
  void second_derivative(std::size_t k, std::size_t l) {
    std::string const what = by(k) + by(l);
    matrix const expected = forward_over_reverse(at, k, l);
    cell& into = verdict.of[second_order];
    compare_orders(into, at, k, l, expected);
    if (!is_finite(expected)) into.fail("the second derivative" + what + " is not finite");
    if (claimed.is_declared) return;
    auto const gradient = [&](leaf_values const& where) { return computed(where, graphs.adjoint[k], shape_of(k)); };
    compare_quotients(into, expected, quotients(l, gradient), "difference quotient" + what);
  }
  matrix forward_over_reverse(leaf_values const& where, std::size_t k, std::size_t l) {
    return by_columns(where, direction_of(name_of(l)), shape_of(l), [&](leaf_values const& moved_along) {
      return computed(moved_along, graphs.forward_over_reverse[k][l], shape_of(k));
    });
  }
  void compare_orders(cell& into, leaf_values const& where, std::size_t k, std::size_t l, matrix const& expected) {
    std::string const what = by(k) + by(l);
    auto const by_rows = [&](id adjoint) {
      return plain::transposed(
          by_columns(where, first_direction_of(name_of(k)), shape_of(k),
                     [&](leaf_values const& along) { return computed(along, adjoint, shape_of(l)); }));
    };
    compare(into, by_rows(graphs.reverse_over_reverse[k][l]), expected, 1e-13, "reverse over reverse" + what);
    compare(into, by_rows(graphs.reverse_over_forward[k][l]), expected, 1e-13, "reverse over forward" + what);
    matrix const twice = by_columns(where, direction_of(name_of(l)), shape_of(l), [&](leaf_values const& second) {
      return plain::transposed(
          by_columns(second, first_direction_of(name_of(k)), shape_of(k), [&](leaf_values const& both) {
            return computed(both, graphs.forward_over_forward[k][l], {1, 1});
          }));
    });
    compare(into, twice, expected, 1e-13, "forward over forward" + what);
  }

  leaf_values values_at(kink const& where) const {
    leaf_values there = at;
    there.set(cotangent_of(result_shape), ones(result_shape));
    for (std::size_t k = 0; k < claimed.operands.size(); ++k) there.set(claimed.operands[k].identifier, where.at[k]);
    return there;
  }
  template <class Values, class Rounded>
  void at_kink(kink const& where, Values& by_element, Rounded const& rounded, double tolerance, char const* type) {
    leaf_values there = values_at(where);
    for (std::size_t k = 0; k < claimed.operands.size(); ++k) {
      by_element.compute(there);
      compare(verdict.of[at_kinks], by_element.of(graphs.adjoint[k], shape_of(k)), rounded(where.derivative[k]),
              tolerance, "reverse" + by(k) + type);
      bool const all_at_once = !is_finite(where.derivative[k]);  // ∞ times the zeros of a unit vector would be NaN
      std::size_t const directions = all_at_once ? 1 : shape_of(k).size();
      matrix ahead(directions, 1);
      matrix expected(directions, 1);
      for (std::size_t e = 0; e < directions; ++e) {
        there.set(direction_of(name_of(k)), all_at_once ? ones(shape_of(k)) : unit(shape_of(k), e));
        by_element.compute(there);
        ahead(e) = plain::sum(by_element.of(graphs.tangent[k], result_shape));
        expected(e) = all_at_once ? plain::sum(where.derivative[k]) : where.derivative[k].values[e];
      }
      compare(verdict.of[at_kinks], ahead, rounded(expected), tolerance, "forward" + by(k) + type);
    }
  }
  void second_derivatives_at(kink const& where) {
    leaf_values const there = values_at(where);
    for (std::size_t k = 0; k < claimed.operands.size(); ++k)
      for (std::size_t l = 0; l < claimed.operands.size(); ++l) {
        matrix const expected = forward_over_reverse(there, k, l);
        bool const has_one = is_finite(where.derivative[k]) && is_finite(where.derivative[l]);
        if (has_one && !is_finite(expected))
          verdict.of[at_kinks].fail("second derivative" + by(k) + by(l) + " is not finite");
        if (has_one) compare_orders(verdict.of[at_kinks], there, k, l, expected);
      }
  }

  row const& claimed;
  derived<B> graphs;
  evaluation<double> values;
  judgement& verdict;
  leaf_values at{};
  tl::extents result_shape{};
};

template <class B>
void judge_with(row const& claimed, judgement& verdict) {
  judge_by<B> judge(claimed, verdict);
  judge.value();
  judge.first_derivatives();
  judge.second_derivatives();
  judge.kinks();
  judge.operations();
}

/// The kernels of programs against the interpreter in double, value and derivatives up to the second, at a point or at
/// a kink.
void judge_programs(row const& claimed, leaf_values const& where, bool at_kink, judgement& verdict) {
  tl::rules::simplifier b;
  std::vector<id> const operands = operand_leaves(b, claimed);
  put_outputs(b, root_of(b, claimed), operands);
  evaluation<double> exact(b);
  evaluation<float> rounded(b);
  exact.compute(where);
  rounded.compute(where);
  std::vector<matrix> const doubles = claimed.by_double_program(where);
  std::vector<matrix> const floats = claimed.by_float_program(where);
  cell& by_double = verdict.of[at_kink ? at_kinks : in_double];
  cell& by_float = verdict.of[at_kink ? at_kinks : in_float];
  double const least = at_kink ? 0 : 1;  // sums may cancel
  for (std::uint32_t o = 0; o < b.outputs.size(); ++o) {
    bool const is_second = o > 1 && o % 2 == 1;
    if (at_kink && is_second) continue;
    std::string const what = "output " + std::to_string(o);
    matrix const expected = exact.of(b.outputs[o]);
    compare(by_double, doubles[claimed.first_output + o], expected, 1e-14, what + " in double", least);
    compare(by_float, floats[claimed.first_output + o], expected, 2e-6, what + " in float", least);
    compare(by_float, rounded.of(b.outputs[o]), expected, 2e-6, what + " in float, interpreted", least);
  }
}

}  // namespace

judgement judge(row const& claimed) {
  judgement verdict;
  verdict.is_smooth = claimed.kinks.empty();
  judge_with<tl::rules::simplifier>(claimed, verdict);
  judge_with<tl::graph::plain_builder>(claimed, verdict);
  leaf_values where{.samples = claimed.samples};
  for (std::size_t k = 0; k < claimed.operands.size(); ++k) where.set(claimed.operands[k].identifier, claimed.at[k]);
  judge_programs(claimed, where, false, verdict);
  for (kink const& each : claimed.kinks) {
    for (std::size_t k = 0; k < claimed.operands.size(); ++k) where.set(claimed.operands[k].identifier, each.at[k]);
    judge_programs(claimed, where, true, verdict);
  }
  return verdict;
}

}  // namespace operations
