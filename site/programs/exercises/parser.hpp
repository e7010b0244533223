// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "exercises/text_buffer.hpp"

#include "tapeless/graph/writing.hpp"

#include <numbers>

/// Formulas as people type them, written into a graph builder at run time: the same nodes that the library's operators
/// write while a program is compiled.
///
///     comparison = sum { ("<" | ">" | "<=" | ">=" | "==") sum }
///     sum        = product { ("+" | "-") product }
///     product    = sign { ("*" | ".*" | "⊙" | "%" | "/" | "./" | nothing) sign }
///     sign       = "-" sign | power
///     power      = marked [ "^" sign ]             e^x is exp(x), A^T is A'
///     marked     = operand { "'" | "ᵀ" | "²" | "³" }
///     operand    = number | name | function "(" … ")" | "(" comparison ")"
///
/// `*` is the matrix product, or scaling by a number; ⊙ and `/` go element by element. Wx is W*x where there is no Wx.
namespace exercises {

using tapeless::extents;
using tapeless::op;
using tapeless::graph::id;
using tapeless::graph::none;
namespace ops = tapeless::ops;

inline constexpr std::size_t longest_text = 512;

/// What is wrong with a text, and where in it (in bytes).
struct mistake {
  std::uint32_t at = 0;
  std::uint32_t length = 0;
  text_buffer<longest_text> says{};
};

inline void put_shape(extents shape, tapeless::show::text_sink& sink) {
  if (shape.is_scalar()) return sink("a number");
  sink(shape.rows, " × ", shape.columns);
}

template <class Builder>
class parser {
public:
  /// Leaves that the text may name are in the builder already.
  parser(Builder& graph, std::string_view typed) : b(graph), text(typed) {}

  /// The node of the whole text, or `none` and what is wrong with it.
  id parsed() {
    if (!is_utf8()) return none;
    id const made = comparison();
    if (failed) return none;
    skip_blanks();
    if (next == text.size()) return made;
    std::uint32_t const at = here();
    return starts(")") ? fail(at, 1, "this parenthesis closes none")
                       : fail(at, length_of_character(at), "an operator was expected here");
  }
  mistake const& problem() const { return wrong; }

private:
  static constexpr std::uint32_t deepest_nesting = 60;

  // ---- the text -----------------------------------------------------------------------------------------------------

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool goes_on(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

  std::uint32_t here() const { return static_cast<std::uint32_t>(next); }
  bool starts(std::string_view with) const { return text.substr(next).starts_with(with); }
  char peek() const { return next < text.size() ? text[next] : '\0'; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n') ++next;
  }
  bool take(std::string_view sign) {
    skip_blanks();
    if (!starts(sign)) return false;
    next += sign.size();
    return true;
  }
  /// Letters and what is not ASCII but the signs.
  bool is_letter_at(std::size_t at) const {
    if (at >= text.size()) return false;
    char const c = text[at];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
    if (static_cast<unsigned char>(c) < 0xc3) return false;
    for (std::string_view const sign : {"−", "⊙", "∘", "⋅", "×", "⊘", "÷", "≥", "≤", "ᵀ", "′", "’"})
      if (text.substr(at).starts_with(sign)) return false;
    return true;
  }
  template <class... Signs>
  bool take_one_of(Signs... signs) {
    return (take(signs) || ...);
  }
  std::uint32_t length_of_character(std::uint32_t at) const {
    std::uint32_t length = 1;
    while (at + length < text.size() && goes_on(text[at + length])) ++length;
    return length;
  }
  bool is_utf8() {
    for (std::uint32_t at = 0; at < text.size(); at += length_of_character(at))
      if (goes_on(text[at])) return fail(at, 1, "this is no character"), false;
    return true;
  }

  template <class... Parts>
  id fail(std::uint32_t at, std::uint32_t length, Parts const&... parts) {
    if (failed) return none;  // the first mistake counts
    failed = true;
    wrong.at = at;
    wrong.length = length;
    (say(parts), ...);
    return none;
  }
  template <class Part>
  void say(Part const& part) {
    wrong.says(part);
  }
  void say(extents shape) { put_shape(shape, wrong.says); }
  std::uint32_t since(std::uint32_t at) const { return here() - at; }

  // ---- formulas -----------------------------------------------------------------------------------------------------

  id comparison() {
    std::uint32_t const at = here();
    id left = sum();
    while (!failed) {
      if (take_one_of(">=", "≥")) {
        left = elementwise(at, ">=", op::greater_equal, left, sum());
      } else if (take_one_of("<=", "≤")) {
        id const right = sum();
        left = elementwise(at, "<=", op::greater_equal, right, left);
      } else if (take("==")) {
        left = elementwise(at, "==", op::equal, left, sum());
      } else if (take(">")) {
        left = elementwise(at, ">", op::greater, left, sum());
      } else if (take("<")) {
        id const right = sum();
        left = elementwise(at, "<", op::greater, right, left);
      } else {
        break;
      }
    }
    return left;
  }

  id sum() {
    skip_blanks();
    std::uint32_t const at = here();
    id left = product();
    while (!failed) {
      if (take("+"))
        left = elementwise(at, "+", op::add, left, product());
      else if (take_one_of("-", "−"))
        left = elementwise(at, "-", op::subtract, left, product());
      else
        break;
    }
    return left;
  }

  id product() {
    skip_blanks();
    std::uint32_t const at = here();
    id left = sign();
    while (!failed) {
      if (take_one_of(".*", "⊙", "∘", "%"))
        left = elementwise(at, "⊙", op::multiply, left, sign());
      else if (take_one_of("*", "·", "⋅", "×"))
        left = matrix_product(at, left, sign());
      else if (take_one_of("./", "⊘", "/", "÷"))
        left = elementwise(at, "/", op::divide, left, sign());
      else if (is_operand_next())
        left = matrix_product(at, left, power());
      else
        break;
    }
    return left;
  }
  /// 2x, W'(Wx − y): nothing between two operands is a product.
  bool is_operand_next() {
    skip_blanks();
    return peek() == '(' || is_letter_at(next);
  }

  id sign() {
    if (++depth > deepest_nesting) return fail(here(), 1, "this is nested too deep");
    bool const negated = take_one_of("-", "−");
    id const made = negated ? sign() : power();
    --depth;
    return failed || !negated ? made : b.apply(op::negate, made);
  }

  id power() {
    skip_blanks();
    std::uint32_t const at = here();
    bool const of_e = is_euler_with_exponent();
    id base = of_e ? none : marked(operand());
    while (!failed && take("^")) {
      skip_blanks();
      if (!of_e && takes_letter_of_transposition()) {
        base = marked(transposed(base));
        continue;
      }
      id const exponent = sign();
      if (failed) return none;
      base = of_e ? b.apply(op::exp, exponent) : elementwise(at, "^", op::power, base, exponent);
      break;
    }
    return base;
  }
  bool is_euler_with_exponent() {
    if (peek() != 'e' || leaf_named("e") != none) return false;
    std::size_t const before = next++;
    skip_blanks();
    if (peek() == '^') return true;
    next = before;
    return false;
  }
  bool takes_letter_of_transposition() {
    bool const found = peek() == 'T' && leaf_named("T") == none;
    if (found) ++next;
    return found;
  }
  id marked(id made) {
    while (!failed) {
      if (take_one_of("'", "ᵀ", "′", "’"))
        made = transposed(made);
      else if (take("²"))
        made = b.apply(op::square, made);
      else if (take("³"))
        made = b.apply(op::power, made, b.constant(3));
      else
        break;
    }
    return made;
  }

  id operand() {
    skip_blanks();
    std::uint32_t const at = here();
    if (next == text.size())
      return at == 0 ? fail(0, 0, "nothing is written yet") : fail(at, 0, "the end comes too early");
    if (is_digit(peek()) || (peek() == '.' && next + 1 < text.size() && is_digit(text[next + 1]))) return number();
    if (take("½")) return b.constant(.5);
    if (take("(")) {
      id const made = comparison();
      if (!failed && !take(")")) return fail(at, 1, "this parenthesis is not closed");
      return made;
    }
    if (is_letter_at(next)) return word();
    return fail(at, length_of_character(at), "a number, a name or a parenthesis was expected here");
  }

  id number() {
    std::uint32_t const at = here();
    double value = 0;
    for (; is_digit(peek()); ++next) value = 10 * value + (peek() - '0');
    // ".*" behind a number is the operator
    if (peek() == '.' && !starts(".*") && !starts("./")) {
      double unit = 1;
      double fraction = 0;
      for (++next; is_digit(peek()); ++next) {
        fraction = 10 * fraction + (peek() - '0');
        unit *= 10;
      }
      value += fraction / unit;
    }
    if (is_digit(peek()) || peek() == '.') return fail(at, since(at) + 1, "this is no number");
    if (!(value < 1e15)) return fail(at, since(at), "this number is too large");
    return b.constant(value);
  }

  // ---- names --------------------------------------------------------------------------------------------------------

  std::uint32_t leaf_named(std::string_view identifier) const {
    for (std::uint32_t i = 0; i < b.leaves.size(); ++i)
      if (b.leaves[i].identifier.view() == identifier) return i;
    return none;
  }
  /// The longest leaf's name with which a word begins whose rest is made of names too: the W of Wx.
  std::size_t first_leaf_in(std::string_view word_of_leaves) const {
    for (std::size_t length = word_of_leaves.size(); length > 0; --length) {
      if (leaf_named(word_of_leaves.substr(0, length)) == none) continue;
      if (length == word_of_leaves.size() || first_leaf_in(word_of_leaves.substr(length)) != 0) return length;
    }
    return 0;
  }

  id word() {
    std::uint32_t const at = here();
    std::size_t end = next;
    while (is_letter_at(end) || (end < text.size() && (is_digit(text[end]) || text[end] == '_')))
      end += length_of_character(static_cast<std::uint32_t>(end));
    std::string_view const identifier = text.substr(next, end - next);
    if (std::size_t const leaf = first_leaf_in(identifier); leaf != 0) {
      next += leaf;
      std::uint32_t const ordinal = leaf_named(identifier.substr(0, leaf));
      return b.leaf_node(ordinal, 0);
    }
    next = end;
    if (identifier == "pi" || identifier == "π") return b.constant(std::numbers::pi);
    if (identifier == "e") return b.constant(std::numbers::e);
    bool const is_call = take("(");
    if (!is_call) {
      std::uint32_t const length = static_cast<std::uint32_t>(identifier.size());
      return is_function(identifier) ? fail(at, length, identifier, " is a function: ", identifier, "(…)")
                                     : fail_with_names(at, length, identifier);
    }
    return call(at, identifier);
  }
  id fail_with_names(std::uint32_t at, std::uint32_t length, std::string_view identifier) {
    if (failed) return none;
    fail(at, length, "there is no ", identifier, " here; there is ");
    for (std::uint32_t i = 0; i < b.leaves.size(); ++i)
      wrong.says(i == 0 ? "" : i + 1 == b.leaves.size() ? " and " : ", ", b.leaves[i].identifier.view());
    return none;
  }

  // ---- functions ----------------------------------------------------------------------------------------------------

  static std::string_view name_in_the_library(std::string_view typed) {
    if (typed == "ln") return "log";
    if (typed == "σ" || typed == "sigma" || typed == "logistic") return "sigmoid";
    if (typed == "arctan") return "atan";
    if (typed == "arcsin") return "asin";
    if (typed == "arccos") return "acos";
    return typed;
  }
  /// The operation that the library calls so, of those that a formula may call; `leaf` if there is none.
  static op operation_named(std::string_view function) {
    for (std::size_t i = 0; i < ops::count; ++i) {
      op const code = static_cast<op>(i);
      bool const is_of_one = tapeless::is_elementwise_unary(code) && code != op::broadcast;
      bool const is_of_line = tapeless::is_reduction(code) && code != op::argmax;
      bool const is_known = is_of_one || is_of_line || tapeless::is_elementwise_binary(code) || code == op::softmax ||
                            code == op::log_softmax || code == op::select || code == op::transpose;
      if (is_known && !tapeless::is_user_primitive(code) && ops::entry_of(code).written.text == function) return code;
    }
    return op::leaf;
  }
  static bool is_function(std::string_view typed) {
    return operation_named(name_in_the_library(typed)) != op::leaf || typed == "mean" || typed == "dot" ||
           typed == "outer";
  }

  id call(std::uint32_t at, std::string_view typed) {
    std::uint32_t const length = static_cast<std::uint32_t>(typed.size());
    if (!is_function(typed)) return fail(at, length, "there is no function ", typed);
    id given[4]{none, none, none, none};
    std::uint32_t count = 0;
    do {
      given[count++] = comparison();
      if (failed) return none;
    } while (count < 4 && take(","));
    if (!take(")")) return fail(at, since(at), "the parenthesis of ", typed, " is not closed");
    std::uint32_t const wanted = operands_of(typed);
    if (count != wanted)
      return fail(at, since(at), typed, " takes ", wanted, wanted == 1 ? " operand" : " operands", ", not ", count);
    return applied(at, typed, given[0], given[1], given[2]);
  }
  static std::uint32_t operands_of(std::string_view typed) {
    op const code = operation_named(name_in_the_library(typed));
    return code == op::select ? 3 : typed == "dot" || typed == "outer" || tapeless::is_elementwise_binary(code) ? 2 : 1;
  }
  id applied(std::uint32_t at, std::string_view typed, id x, id y, id z) {
    if (typed == "dot") return matrix_product(at, transposed(x), y);
    if (typed == "outer") return matrix_product(at, x, transposed(y));
    if (typed == "mean")
      return b.apply(op::divide, b.along(op::sum, tapeless::all_axes, x), b.constant(b[x].shape.size()));
    op const code = operation_named(name_in_the_library(typed));
    if (code == op::transpose) return transposed(x);
    if (code == op::select) return choice(at, x, y, z);
    if (tapeless::is_elementwise_binary(code)) return elementwise(at, typed, code, x, y);
    if (tapeless::is_elementwise_unary(code)) return b.apply(code, x);
    if (tapeless::is_normalization(code) && b[x].shape.columns != 1)
      return fail(at, since(at), typed, " is of a column; this is ", b[x].shape);
    return b.along(code, tapeless::all_axes, x);
  }

  // ---- operations, with their shapes checked ------------------------------------------------------------------------

  id transposed(id x) { return b[x].shape.is_scalar() ? x : b.apply(op::transpose, x); }

  id elementwise(std::uint32_t at, std::string_view sign_text, op code, id x, id y) {
    if (failed) return none;
    extents const left = b[x].shape;
    extents const right = b[y].shape;
    if (!tapeless::shape::elementwise_agree(left, right))
      return fail(at, since(at), sign_text, " goes element by element: ", left, " and ", right, " do not fit");
    return b.apply(code, x, y);
  }
  id matrix_product(std::uint32_t at, id x, id y) {
    if (failed) return none;
    extents const left = b[x].shape;
    extents const right = b[y].shape;
    if (left.is_scalar() || right.is_scalar()) return b.apply(op::multiply, x, y);
    if (!tapeless::shape::product_agree(left, right))
      return fail(at, since(at), "the product of ", left, " and ", right, " does not exist",
                  same_matrix(left, right) ? "; element by element it is ⊙, written .*"
                                           : ", transposed it may: write '");
    return b.product(x, false, y, false);
  }
  id choice(std::uint32_t at, id condition, id chosen, id otherwise) {
    extents const first = b[chosen].shape;
    extents const second = b[otherwise].shape;
    if (!tapeless::shape::elementwise_agree(first, second) ||
        !tapeless::shape::elementwise_agree(b[condition].shape, tapeless::shape::elementwise(first, second)))
      return fail(at, since(at), "the shapes of where's operands do not fit");
    return b.apply(op::select, condition, chosen, otherwise);
  }

  Builder& b;
  std::string_view text;
  std::size_t next = 0;
  std::uint32_t depth = 0;
  bool failed = false;
  mistake wrong{};
};

}  // namespace exercises
