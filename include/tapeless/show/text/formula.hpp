// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation/walker.hpp"

#include <initializer_list>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes nodes as formulas of the library's own language, with the parentheses the tree needs: a − (b − c), but a − b
/// − c.
class formula_writer final : public formula_walker {
  constexpr void of_each_sample(std::invocable auto const& inner) {
    if (formulas.batch == 0) return inner();
    write("batch<", formulas.batch, ">(", inner, ')');
  }

public:
  using formula_walker::formula_walker;

  constexpr void line_name(id v) override {
    label const& given = outlined.of_node[v];
    if (given.how == naming::users) return sink(formulas.names[given.number].identifier.view());
    sink('t', given.number);
  }
  /// An output; one value for each sample is written as the user batched it.
  constexpr void result(id v) override {
    if (!formulas[v].shape.is_batched() || formulas.batch == 0) return use(v);
    of_each_sample([&] { use(v); });
  }

  constexpr void formula(id v, binding) override {
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
    case form::comparison: return is_operator ? infixed(v) : call(here);
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

  constexpr binding binding_of(id v) const override {
    node const& here = formulas[v];
    if (here.code == op::constant) return has_sign(here.value) ? binding::prefix : binding::atom;
    if (is_call(v)) return binding::atom;
    return here.code == op::logistic_loss ? binding::sum : notation_of(here.code).rank;
  }

private:
  /// All these operators group to the left; comparisons beside comparisons are not left to C++'s ranks. A matrix
  /// product left of % needs no parentheses in C++; readers, who know no order of the two, get them.
  constexpr void infixed(id v) {
    node const& here = formulas[v];
    binding const own = binding_of(v);
    bool const each = here.code == op::multiply && !is_scaling(here);
    bool const product_left = each && formulas[here.a].code == op::product;
    bool const compares = own <= binding::comparison;
    write(operand(here, 0,
                  product_left ? binding::prefix
                  : compares   ? binding::sum
                               : own),
          ' ', here.code == op::multiply && !each ? "*" : function_name(here.code), ' ',
          operand(here, 1, compares ? binding::sum : tighter(own)));
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
    infixed(v);
  }
  constexpr void product(node const& here) {
    factor(here.a, here.left_transposed, binding::factor);
    sink(" * ");
    factor(here.b, here.right_transposed, binding::prefix);
  }
  constexpr void factor(id v, bool transposed, binding least) {
    if (!transposed) return use(v, least);
    write("transpose(", part{v}, ')');
  }
  constexpr void over_samples(std::string_view function, id v) {
    sink(function);
    of_each_sample([&] { formulas[v].code == op::batch_sum ? use(formulas[v].a) : product(formulas[v]); });
    sink(')');
  }
  constexpr void call(node const& here) {
    sink(is_user_primitive(here.code) ? primitive_name(here) : function_name(here.code));
    put_numbers(here);
    sink('(');
    operands(here);
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
    listing list{sink, ", "};
    sink('<');
    for (std::uint32_t const each : numbers) {
      list.next();
      sink(each);
    }
    sink('>');
  }
  /// The condition counts as true where it is > 0.
  constexpr void choice(node const& here) {
    bool const compared = is_comparison(here.a);
    write("where(", operand(here, 0, compared ? loosest : binding::sum), compared ? ", " : " > 0, ", operand(here, 1),
          ", ", operand(here, 2), ')');
  }
  /// Element by element it has no function of its own; the terms it is made of become it again.
  constexpr void logistic_loss(node const& here, bool is_mean = false) {
    if (is_mean || here.shape.size() == 1)
      return write("binary_cross_entropy_with_logits(", part{here.a}, ", ", part{here.b}, ')');
    write("-xlogy(", operand(here, 1), ", sigmoid(", operand(here, 0), ")) - xlogy(1 - ",
          operand(here, 1, tighter(binding::sum)), ", 1 - sigmoid(", operand(here, 0), "))");
  }
  constexpr void sample_count() {
    sink('n');
    if (outlined.samples != 0) sink(outlined.samples);
  }
};

constexpr void write_formulas(graph::view const& graph, outline_view const& names, std::string_view result,
                              std::string_view separator, text_sink& sink) {
  auto const put_result = [&] { return sink(result), !result.empty(); };
  formula_writer(graph, names, sink).write_lines(put_result, {" = ", " <- ", separator, {}});
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
