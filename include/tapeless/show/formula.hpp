// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/formula_walker.hpp"

#include <initializer_list>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes nodes as formulas of the library's own language, with the parentheses the tree needs: a − (b − c), but a − b − c.
template <class Sink>
class formula_writer : public formula_walker<formula_writer<Sink>, Sink> {
  using base = formula_walker<formula_writer<Sink>, Sink>;
  using base::formulas;
  using base::operand;
  using base::outlined;
  using base::sink;

public:
  using base::base;
  using base::has_line;
  using base::use;

  constexpr void line_name(id v) {
    label const& given = outlined.of_node[v];
    if (given.how == naming::users) return put(formulas.names[given.number].identifier.view(), sink);
    sink('t');
    put_integer(given.number, sink);
  }
  constexpr void leaf_name(std::uint32_t leaf) { put(formulas.leaves[leaf].identifier.view(), sink); }
  constexpr bool open(id) {
    sink('(');
    return false;
  }
  constexpr void close(bool) { sink(')'); }
  /// An output; one value for each sample is written as the user batched it.
  constexpr void result(id v) {
    if (!formulas[v].shape.is_batched() || formulas.batch == 0) return use(v);
    of_each_sample([&] { use(v); });
  }

  /// The operation itself, also of a node that has a line.
  constexpr void formula(id v, binding) {
    node const& here = formulas[v];
    notation const& signs = notation_of(here.code);
    bool const is_operator = signs.rank != binding::atom;
    switch (signs.as) {
    case form::leaf: return leaf_name(here.leaf);
    case form::constant: return put_number(here.value, sink);
    case form::sample_count: return sample_count();
    case form::negation: sink('-'); return use(here.a, binding::atom);
    case form::sum:
    case form::difference:
    case form::product:
    case form::comparison: return is_operator ? infix(v) : call(here);
    case form::quotient: return is_operator ? quotient(v) : call(here);
    case form::matrix_product: return product(here);
    case form::logistic_loss: return logistic_loss(here);
    case form::over_samples: return over_samples("batch_sum(", v);
    case form::choice: return choice(here);
    case form::power:
    case form::square:
    case form::over_hypot:
    case form::weighted_logarithm:
    case form::log_of_one_plus:
    case form::transposition:
    case form::summation:
    case form::series:
    case form::cross_entropy:
    case form::block:
    case form::concatenation:
    case form::repeated_vector:
    case form::repeated:
    case form::call: return call(here);
    }
  }

  constexpr binding binding_of(id v) const {
    node const& here = formulas[v];
    if (here.code == op::constant) return has_sign(here.value) ? binding::prefix : binding::atom;
    if (is_call(v)) return binding::atom;
    return here.code == op::logistic_loss ? binding::sum : notation_of(here.code).rank;
  }

private:
  /// All these operators group to the left; comparisons beside comparisons are not left to C++'s ranks. A matrix product left of %
  /// needs no parentheses in C++; readers, who know no order of the two, get them.
  constexpr void infix(id v) {
    node const& here = formulas[v];
    binding const own = binding_of(v);
    bool const each = here.code == op::multiply && !this->is_scaling(here);
    bool const product_left = each && formulas[here.a].code == op::product;
    bool const compares = own <= binding::comparison;
    operand(here, 0, product_left ? binding::prefix : compares ? binding::sum : own);
    sink(' ');
    put(here.code == op::multiply && !each ? "*" : function_name(here.code), sink);
    sink(' ');
    operand(here, 1, compares ? binding::sum : tighter(own));
  }
  constexpr bool is_mean_of_samples(id v) const { return is_batch_mean(formulas, v) && !has_line(formulas[v].a); }
  constexpr bool is_mean_logistic_loss(id v) const {
    id const loss = mean_logistic_loss(formulas, v);
    return loss != none && (loss == v || (!has_line(formulas[v].a) && !has_line(loss)));
  }
  constexpr bool is_call(id v) const { return is_mean_of_samples(v) || is_mean_logistic_loss(v); }
  constexpr void quotient(id v) {
    if (is_mean_of_samples(v)) return over_samples("batch_mean(", formulas[v].a);
    if (is_mean_logistic_loss(v)) return logistic_loss(formulas[formulas[formulas[v].a].a], true);
    infix(v);
  }
  constexpr void product(node const& here) {
    factor(here.a, here.left_transposed, binding::factor);
    put(" * ", sink);
    factor(here.b, here.right_transposed, binding::prefix);
  }
  constexpr void factor(id v, bool transposed, binding least) {
    if (!transposed) return use(v, least);
    put("transpose(", sink);
    use(v);
    sink(')');
  }
  constexpr void over_samples(std::string_view function, id v) {
    put(function, sink);
    of_each_sample([&] { formulas[v].code == op::batch_sum ? use(formulas[v].a) : product(formulas[v]); });
    sink(')');
  }
  template <class Inner>
  constexpr void of_each_sample(Inner const& inner) {
    if (formulas.batch == 0) return inner();
    put("batch<", sink);
    put_integer(formulas.batch, sink);
    put(">(", sink);
    inner();
    sink(')');
  }
  constexpr void call(node const& here) {
    put(is_user_primitive(here.code) ? this->primitive_name(here) : function_name(here.code), sink);
    put_numbers(here);
    sink('(');
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) {
      if (i != 0) put(", ", sink);
      operand(here, i, loosest);
    }
    sink(')');
  }
  /// The numbers that a function takes as template arguments: the axis, the shape of the result, where a block begins.
  constexpr void put_numbers(node const& here) {
    switch (ops::is_along_lines(here.code) ? given_numbers::axis : notation_of(here.code).given) {
    case given_numbers::none: return;
    case given_numbers::axis: return here.axis() != all_axes ? put_template_arguments({here.axis()}) : void();
    case given_numbers::block:
      return put_template_arguments({here.row(), here.column(), here.shape.rows, here.shape.columns});
    case given_numbers::shape:
      if (here.shape.columns == 1) return put_template_arguments({here.shape.rows});
      return put_template_arguments({here.shape.rows, here.shape.columns});
    }
  }
  constexpr void put_template_arguments(std::initializer_list<std::uint32_t> numbers) {
    char separator = '<';
    for (std::uint32_t const each : numbers) {
      sink(separator);
      if (separator == ',') sink(' ');
      put_integer(each, sink);
      separator = ',';
    }
    sink('>');
  }
  /// The condition counts as true where it is > 0.
  constexpr void choice(node const& here) {
    put("where(", sink);
    bool const compared = this->is_comparison(here.a);
    operand(here, 0, compared ? loosest : binding::sum);
    put(compared ? ", " : " > 0, ", sink);
    operand(here, 1, loosest);
    put(", ", sink);
    operand(here, 2, loosest);
    sink(')');
  }
  /// Element by element it has no function of its own; the terms it is made of become it again.
  constexpr void logistic_loss(node const& here, bool is_mean = false) {
    if (!is_mean && here.shape.size() != 1) return logistic_terms(here);
    put("binary_cross_entropy_with_logits(", sink);
    use(here.a);
    put(", ", sink);
    use(here.b);
    sink(')');
  }
  constexpr void logistic_terms(node const& here) {
    put("-xlogy(", sink);
    operand(here, 1, loosest);
    put(", sigmoid(", sink);
    operand(here, 0, loosest);
    put(")) - xlogy(1 - ", sink);
    operand(here, 1, tighter(binding::sum));
    put(", 1 - sigmoid(", sink);
    operand(here, 0, loosest);
    put("))", sink);
  }
  constexpr void sample_count() {
    sink('n');
    if (outlined.samples != 0) put_integer(outlined.samples, sink);
  }
};

template <class Sink>
constexpr void write_formulas(graph::view const& graph, outline_view const& names, std::string_view result,
                              std::string_view separator, Sink& sink) {
  formula_writer<Sink> writer(graph, names, sink);
  auto const put_result = [&] {
    put(result, sink);
    return !result.empty();
  };
  write_lines(writer, graph, put_result, {" = ", " <- ", separator, {}}, sink);
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
