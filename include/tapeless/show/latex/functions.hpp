// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/arithmetic.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Functions, blocks of matrices and repetitions in LaTeX.
class latex_functions : public latex_arithmetic {
public:
  using latex_arithmetic::latex_arithmetic;

protected:
  /// log, sin, tanh, … take a name without parentheses.
  static constexpr bool is_log_like(std::string_view sign) {
    return position_of('{', sign) == std::string_view::npos && sign != R"(\sigma)";
  }
  constexpr void function_sign(node const& here) {
    if (!is_user_primitive(here.code)) return sink(notation_of(here.code).latex);
    std::string_view const given = formulas.primitives[here.primitive()].latex.view();
    if (!given.empty()) return sink(given);
    sink(R"(\operatorname{)");
    put_escaped(primitive_name(here), sink);
    sink('}');
  }
  /// √{x}, |x|; bars and brackets grow with what they enclose.
  constexpr void enclosed(node const& here, notation const& signs) {
    bool const grows = signs.close.front() == ' ' && is_tall(here.a);
    write(grows ? R"(\left)" : "", signs.latex, operand(here, 0), grows ? R"( \right)" : "",
          signs.close.substr(grows ? 1 : 0));
  }
  constexpr void application(node const& here, binding least) {
    notation const signs = notation_of(here.code);
    if (!signs.close.empty()) return enclosed(here, signs), function_details(here);
    function_sign(here);
    function_details(here);
    bool const alone = graph::operand_count(here) == 1 && is_log_like(signs.latex) && least <= binding::sum &&
                       is_symbol(shown_operand(here, 0));
    if (alone) return write(' ', operand(here, 0));
    bool tall = false;
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) tall = tall || is_tall(graph::operand(here, i));
    sink(tall ? R"(\left( )" : "(");
    operands(here);
    close(tall);
  }
  /// The index that a function runs along (i down the columns, j along the rows), the shape it makes, or the block it
  /// fills.
  constexpr void function_details(node const& here) {
    bool const along = ops::is_along_lines(here.code) && here.axis() != all_axes;
    if (!along && here.code != op::reshape && here.code != op::pad) return;
    sink("_{");
    if (along) sink(here.axis() == 0 ? context.letters.row : context.letters.column);
    if (here.code == op::reshape) put_shape(here.shape);
    if (here.code == op::pad) put_block(here, formulas[here.a].shape, here.shape, sink);
    sink('}');
    if (here.code != op::pad) return;
    sink("^{");
    put_shape(here.shape);
    sink('}');
  }
  /// Rows and columns counted from 1, from the first to the last: 2:5, or 2:5,1:3 in a matrix.
  static constexpr void put_block(node const& at, extents block, extents whole, text_sink& out) {
    auto const range = [&](std::uint32_t first_index, std::uint32_t length) {
      out(first_index + 1);
      if (length != 1) out(':', first_index + length);
    };
    if (whole.rows != 1) range(at.row(), block.rows);
    if (whole.rows != 1 && whole.columns != 1) out(',');
    if (whole.columns != 1) range(at.column(), block.columns);
  }
  constexpr void slice(node const& here) {
    char characters[48]{};
    filler fill(characters);
    put_block(here, here.shape, formulas[here.a].shape, fill);
    marked(here.a, {{}, {characters, static_cast<std::size_t>(fill.next - characters)}}, false);
  }
  constexpr void concatenation(node const& here) {
    sink(R"(\begin{bmatrix} )");
    blocks(here);
    sink(R"( \end{bmatrix})");
  }
  /// Three and more in one pair of brackets.
  constexpr void blocks(node const& here) {
    block_of(here.a, here.axis());
    sink(here.axis() == 0 ? R"( \\ )" : " & ");
    block_of(here.b, here.axis());
  }
  constexpr void block_of(id v, std::uint32_t axis) {
    bool const continues = is_in_place(v, op::concatenate) && formulas[v].axis() == axis;
    if (continues) return blocks(formulas[v]);
    use(v);
  }
  /// A row or a column times a vector of ones.
  constexpr void repeated_vector(node const& here) {
    bool const is_row = formulas[here.a].shape.rows == 1;
    if (!is_row) use(here.a, binding::factor);
    sink(is_row ? R"(\mathbf{1}_{)" : R"( \mathbf{1}_{)", is_row ? here.shape.rows : here.shape.columns,
         is_row ? "} " : R"(}^{\top})");
    if (is_row) use(here.a, binding::factor);
  }
  constexpr bool is_zero_or_one(id v) const { return is_constant(v, 0) || is_constant(v, 1); }
  constexpr void repeated(node const& here) {
    if (!is_zero_or_one(here.a)) write(part{here.a, binding::factor}, ' ');
    sink(is_constant(here.a, 0) ? R"(\mathbf{0}_{)" : R"(\mathbf{1}_{)");
    put_shape(here.shape);
    sink('}');
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
