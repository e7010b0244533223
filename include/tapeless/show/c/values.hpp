// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/plan.hpp"
#include "tapeless/show/notation/number.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// The product of a loop's variable and a stride, part of an index; none where the loop has one round.
struct c_term {
  char variable = 'i';
  std::uint32_t stride = 1;
  std::uint32_t rounds = 1;
};
/// A position in one sample of a value: the sum of two terms and a constant.
struct c_index {
  c_term first{};
  c_term second{};
  std::uint32_t offset = 0;
};

/// What a constant is when it is computed with as a float.
constexpr bool overflows_float(double value) {
  double const size = value < 0 ? -value : value;
  return size >
         0x1.fffffefffffffp127;  // below the midpoint between the largest float and 2^128 it rounds to the former
}
/// Whether the shortest decimal, read as a float, may be rounded otherwise than the double was: where the double lies
/// in the middle of two floats, or in the range of subnormal floats.
constexpr bool is_rounded_twice(double value) {
  double const size = value < 0 ? -value : value;
  return (__builtin_bit_cast(std::uint64_t, value) & 0x1fff'ffff) == 0x1000'0000 || size < 0x1p-126;
}

/// Writes indented lines of C. A line begins with its line break, so that ` {` can still follow what is there.
class c_lines {
  template <class Rounds>
  constexpr void head(char variable, Rounds const& rounds) {
    line("for (int ", variable, " = 0; ", variable, " < ", rounds, "; ++", variable, ')');
    ++depth;
    is_loop_head = true;
  }
  bool is_loop_head = false;

public:
  constexpr explicit c_lines(text_sink& to) : sink(to) {}

  template <class... Parts>
  constexpr void line(Parts const&... parts) {
    sink('\n');
    for (std::uint32_t i = 0; i < depth; ++i) sink("  ");
    sink(parts...);
  }
  /// Opens a loop; none where there is one round only.
  constexpr void loop(char variable, std::uint32_t rounds) {
    if (rounds != 1) head(variable, rounds);
  }
  constexpr void loop_over_samples(bool is_batched) {
    if (is_batched) head('s', "samples");
  }
  /// Braces around what follows, up to `close`: after the loop that was opened last, or on a line of their own.
  constexpr void open() {
    if (is_loop_head) {
      sink(" {");
    } else {
      line("{");
      ++depth;
    }
    is_loop_head = false;
  }
  /// The lines after it stand `outside` deep, like those before the outermost loop around the braces.
  constexpr void close(std::uint32_t outside) {
    --depth;
    line("}");
    end_loops(outside);
  }
  template <class... Parts>
  constexpr void statement(Parts const&... parts) {
    is_loop_head = false;
    line(parts...);
  }
  constexpr void end_loops(std::uint32_t outside) {
    is_loop_head = false;
    depth = outside;
  }

  text_sink& sink;
  std::uint32_t depth = 0;
};

/// What all parts of the file write: numbers, and values as the generated C reads them.
class c_part {
  template <class Part>
  constexpr void put_one(Part const& part) {
    text.sink(part);
  }
  constexpr void put_one(std::invocable auto const& part) { part(); }

public:
  constexpr c_part(c_plan const& what, c_scope const& names, c_lines& out) : plan(what), scope(names), text(out) {}

  /// One number of a value, and where a value is, among what `put` writes.
  struct element {
    id v;
    c_index at;
  };
  struct name_of {
    id v;
  };
  template <class... Parts>
  constexpr void put(Parts const&... parts) {
    (put_one(parts), ...);
  }
  template <class... Parts>
  constexpr void statement(Parts const&... parts) {
    text.statement();
    put(parts...);
  }

  constexpr std::string_view type() const { return plan.is_float ? "float" : "double"; }
  constexpr extents shape_of(id v) const { return plan.formulas[v].shape; }

  /// Text of a record (ops/c99.hpp); what it does not know itself, `other(character)` writes.
  template <class Other>
  constexpr void pattern(std::string_view characters, Other&& other) {
    for (char const character : characters) {
      if (character == '$')
        put(type());
      else if (character != '@')
        other(character);
      else if (plan.is_float)
        put('f');
    }
  }
  constexpr void pattern(std::string_view characters) { pattern(characters, text.sink); }

  constexpr void literal(double value) {
    if (value != value) return put("NAN");
    if (plan.is_float && !overflows_float(value) && is_rounded_twice(value))
      value = static_cast<double>(static_cast<float>(value));
    if (has_sign(value)) text.sink('-');
    double const size = has_sign(value) ? -value : value;
    bool const infinite = plan.is_float ? overflows_float(value) : size > 0x1.fffffffffffffp1023;
    if (infinite) return put("INFINITY");
    put_number(size, text.sink);
    if (size < 9007199254740992.0 && size == static_cast<double>(static_cast<std::uint64_t>(size))) put(".0");
    if (plan.is_float) text.sink('f');
  }

  /// The name of what is no one else's: a value in the workspace, or a temporary of a loop.
  constexpr void register_name(id v) {
    if (std::string_view const given = scope.users(v); !given.empty()) return put(given);
    put('t', v);
  }

  /// The place of a number within its sample, as an expression.
  constexpr void place_in_sample(extents shape, c_index const& at) {
    put('(');
    sum_of_terms({shape.rows, shape.columns}, at, true);
    put(')');
  }
  constexpr void subscript(extents shape, c_index const& at) {
    put('[');
    sum_of_terms(shape, at, true);
    put(']');
  }
  /// The address of a number of a value.
  constexpr void pointer(id v, c_index const& at) {
    node const& here = plan.formulas[v];
    if (here.code == op::constant) return register_name(v);  // stored where no chain reads it
    put(is_number(here) ? "&" : "", name_of{v});
    if (!is_number(here)) sum_of_terms(here.shape, at, false);
  }

private:
  /// A name of the file's, or t and the node's number.
  constexpr void put_one(name_of const& part) {
    node const& here = plan.formulas[part.v];
    if (is_read_in_place(plan.formulas, here)) return put(scope.leaf(here.leaf));
    plan::place const at = plan.place_of_value[part.v];
    at.where == plan::space::leaf ? put(scope.leaf(at.index)) : register_name(part.v);
  }
  constexpr void put_one(element const& part) {
    node const& here = plan.formulas[part.v];
    if (here.code == op::batch_size) return put('(', type(), ")samples");
    if (here.code == op::constant) return literal(here.value);
    if (is_number(here)) return put(scope.leaf(here.leaf));
    if (plan.by_class[part.v]) return one_hot(part);
    put(name_of{part.v});
    subscript(here.shape, part.at);
  }
  /// Of a label of which the class is kept.
  constexpr void one_hot(element const& part) {
    extents const shape = shape_of(part.v);
    put('(', name_of{part.v}, shape.is_batched() ? "[s] == (" : "[0] == (", type(), ')');
    place_in_sample(shape, part.at);
    put(
        " ? ", [&] { literal(1); }, " : ", [&] { literal(0); }, ')');
  }
  /// Scalars are passed by value.
  constexpr bool is_number(node const& here) const {
    return here.code == op::leaf && plan.formulas.leaves[here.leaf].kind == leaf_kind::scalar;
  }
  /// In brackets, or after a pointer.
  constexpr void sum_of_terms(extents shape, c_index const& at, bool in_brackets) {
    bool first = in_brackets;
    auto const plus = [&] {
      if (!first) put(" + ");
      first = false;
    };
    auto const term = [&](char variable, std::uint32_t stride) {
      plus();
      put(variable);
      if (stride != 1) put(" * ", stride);
    };
    if (shape.is_batched()) term('s', shape.size());
    bool const in_order = at.first.stride >= at.second.stride;
    for (c_term const& each : {in_order ? at.first : at.second, in_order ? at.second : at.first})
      if (each.rounds > 1) term(each.variable, each.stride);
    bool const nothing = in_brackets && first;
    if (at.offset == 0 && !nothing) return;
    plus();
    put(at.offset);
  }

protected:
  c_plan const& plan;
  c_scope const& scope;
  c_lines& text;
};

/// Writes what a chain makes of one number of the core before it, a variable of the loop (chain.hpp).
constexpr void write_c_chain_behind(id core, c_index const& at, c_plan const& plan, c_scope const& scope,
                                    c_lines& text);

/// What the loops of all operations have in common: the node they compute, and pieces of statements.
class c_loops : public c_part {
public:
  constexpr c_loops(c_plan const& what, c_scope const& names, c_lines& out, id node)
      : c_part(what, names, out), made(node) {}

protected:
  constexpr node const& here() const { return plan.formulas[made]; }

  /// Whether a chain takes over what is computed: it has no place in memory then.
  constexpr bool has_chain() const { return plan.chain_of_node[made] != made; }
  /// `result[…] = value;`, or the value as a variable and the chain behind it.
  template <class... Value>
  constexpr void result(c_index const& at, Value const&... value) {
    if (!has_chain()) return statement(element{made, at}, " = ", value..., ';');
    statement(
        type(), " const ", [&] { register_name(made); }, " = ", value..., ';');
    write_c_chain_behind(made, at, plan, scope, text);
  }
  template <class... Value>
  constexpr void declare(std::string_view name, Value const&... value) {
    statement(type(), ' ', name, " = ", value..., ';');
  }
  constexpr std::uint32_t begin() {
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(here().shape.is_batched());
    return outside;
  }

  id made;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
