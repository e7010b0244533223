// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "exercises/parser.hpp"

#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/nn/random.hpp"
#include "tapeless/run/node_value.hpp"
#include "tapeless/show/latex.hpp"
#include "tapeless/tapeless.hpp"

/// Judges a derivative that somebody typed. The library's own derivative and the typed one are written into one graph:
/// if they are the same node there, they are equal, as `tapeless::equal` says it of constants. Where they are not, both
/// are computed at random points, which proves nothing but shows a mistake.
namespace exercises {

namespace show = tapeless::show;
using builder = tapeless::rules::simplifier;

enum class verdict : std::uint8_t {
  equal,           ///< one node after simplification
  differs,         ///< another shape, or other values
  not_understood,  ///< the text is no formula
  same_values,     ///< at all points that were tried, but the laws do not show it
};

/// f and the leaf by which it is derived.
template <auto const& Function, auto const& Variable>
struct question {
  using function_source = tapeless::rules::listed<Function>;
  static constexpr auto derivative = tapeless::grad(Function, Variable);
  static constexpr std::uint32_t leaf_count = tapeless::rules::lowered<function_source>.size.leaves;

  /// All leaves in the order in which f names them; every graph here begins with it.
  template <class Builder>
  static void declare(Builder& b) {
    Function.lower(b);
  }
  static id expected(builder& b) { return derivative.lower(b); }
};

/// All of a builder, for the passes that read finished graphs: its nodes stand in topological order too.
template <class Builder>
tapeless::graph::view view_of(Builder const& b, id const* output) {
  return {b.nodes.begin(),     b.nodes.size(), b.leaves.begin(), b.leaves.size(), output, 1, nullptr, 0, nullptr, 0, 0,
          b.primitives.begin()};
}

/// A node of a builder whose first leaves are those of Question, as it was written: nothing is named, nothing moved.
template <class Question, class Builder, class Write>
void with_latex_writer(Builder const& b, id root, show::text_sink& sink, Write const& write) {
  tapeless::graph::view const formulas = view_of(b, &root);
  tapeless::meta::list<show::label> const in_place(b.nodes.size());
  show::latex_context<Question::leaf_count, 0> const context(formulas);
  show::latex_context_view names = context.view();
  names.letters.loss = 'f';
  show::latex_writer writer(formulas, {in_place.begin(), 0}, names, sink);
  write(writer);
}

/// The point at which both are computed: two decimals, so that it can be told.
class point {
public:
  point(tapeless::graph::view const& graph_view, std::uint32_t const* at, double* memory)
      : g(graph_view), offset(at), values(memory) {}

  void draw(tapeless::random::pcg32& generator) {
    for (id v = 0; v < g.node_count; ++v) {
      if (g[v].code != op::leaf) continue;
      double* const to = values + offset[v];
      std::uint32_t const size = g[v].shape.size();
      bool const is_class = g.leaves[g[v].leaf].kind == tapeless::leaf_kind::label;
      std::uint32_t const drawn = generator() % size;
      for (std::uint32_t e = 0; e < size; ++e)
        to[e] = is_class ? (e == drawn ? 1 : 0) : (static_cast<int>(generator() % 401) - 200) / 100.;
    }
  }
  void put(show::text_sink& sink) const {
    show::listing list{sink, ", "};
    for (id v = 0; v < g.node_count; ++v) {
      if (g[v].code != op::leaf) continue;
      list.next();
      sink(g.leaves[g[v].leaf].identifier.view(), " = ");
      put_matrix(v, sink);
    }
  }

private:
  /// As rows: (1, 2; 3, 4) is a matrix, a column is written like a row.
  void put_matrix(id v, show::text_sink& sink) const {
    extents const shape = g[v].shape;
    double const* const from = values + offset[v];
    if (shape.is_scalar()) return put_rounded(*from, sink);
    sink('(');
    for (std::uint32_t i = 0; i < shape.rows; ++i)
      for (std::uint32_t j = 0; j < shape.columns; ++j) {
        if (i + j != 0) sink(j == 0 && shape.columns != 1 ? "; " : ", ");
        put_rounded(from[i + j * shape.rows], sink);
      }
    sink(')');
  }

  tapeless::graph::view g;
  std::uint32_t const* offset;
  double* values;
};

/// Two nodes of equal shape, computed at random points until they differ.
class comparison_of_values {
public:
  static constexpr std::uint32_t points = 20;

  comparison_of_values(builder const& b, id typed, id expected)
      : g(view_of(b, &typed)), offset(b.nodes.size() + 1), first(typed), second(expected) {
    for (id v = 0; v < g.node_count; ++v) offset[v + 1] = offset[v] + g[v].shape.size();
    values.resize(offset[g.node_count]);
  }

  /// Whether all points agree; else `sink` is told where they do not.
  bool agree(show::text_sink& sink) {
    tapeless::random::pcg32 generator(18);
    point at(g, offset.begin(), values.begin());
    for (std::uint32_t i = 0; i < points; ++i) {
      at.draw(generator);
      tapeless::run::interpret<double>(g, offset.begin(), values.begin(), 1);
      for (std::uint32_t e = 0; e < g[first].shape.size(); ++e) {
        double const yours = values[offset[first] + e];
        double const derivative = values[offset[second] + e];
        if (are_close(yours, derivative)) continue;
        sink("Not equal. It differs at ");
        at.put(sink);
        sink(": ");
        put_place(e, sink);
        sink("yours is ");
        put_rounded(yours, sink);
        sink(", the derivative is ");
        put_rounded(derivative, sink);
        sink('.');
        return false;
      }
    }
    return true;
  }

private:
  static bool are_close(double a, double b) {
    double const larger =
        tapeless::math::abs(a) > tapeless::math::abs(b) ? tapeless::math::abs(a) : tapeless::math::abs(b);
    return a == b || tapeless::math::abs(a - b) <= 1e-9 * (1 + larger);
  }
  void put_place(std::uint32_t element, show::text_sink& sink) const {
    extents const shape = g[first].shape;
    if (shape.is_scalar()) return;
    sink("element ", element % shape.rows + 1);
    if (shape.columns != 1) sink(", ", element / shape.rows + 1);
    sink(": ");
  }

  tapeless::graph::view g;
  tapeless::meta::list<std::uint32_t> offset;
  tapeless::meta::list<double> values;
  id first;
  id second;
};

struct judgement {
  verdict is = verdict::not_understood;
  text_buffer<1024> message{};
  text_buffer<4096> latex{};  ///< what was understood, as it was typed
  std::uint32_t at = 0;       ///< where it was not understood, in units of UTF-16, as JavaScript counts
  std::uint32_t length = 0;
};

inline std::uint32_t utf16_units(std::string_view utf8) {
  std::uint32_t count = 0;
  for (char const c : utf8) {
    unsigned const byte = static_cast<unsigned char>(c);
    count += (byte & 0xc0u) == 0x80u ? 0u : byte >= 0xf0u ? 2u : 1u;
  }
  return count;
}

template <class Question>
void judge(std::string_view typed, judgement& result) {
  result.message.clear();
  result.latex.clear();
  result.at = result.length = 0;

  tapeless::graph::plain_builder as_typed;
  Question::declare(as_typed);
  parser<tapeless::graph::plain_builder> reader(as_typed, typed);
  id const root = reader.parsed();
  if (root == none) {
    result.is = verdict::not_understood;
    mistake const& wrong = reader.problem();
    result.at = utf16_units(typed.substr(0, wrong.at));
    result.length = utf16_units(typed.substr(wrong.at, wrong.length));
    result.message("At character ", result.at + 1, ": ", wrong.says.view(), '.');
    return;
  }
  with_latex_writer<Question>(as_typed, root, result.latex, [&](show::latex_writer& writer) { writer.use(root); });

  builder b;
  Question::declare(b);
  id const expected = Question::expected(b);
  id const yours = parser<builder>(b, typed).parsed();
  if (yours == expected) {
    result.is = verdict::equal;
    result.message("Right, and proved: both become the same expression when they are simplified.");
  } else if (!same_matrix(b[yours].shape, b[expected].shape)) {
    result.is = verdict::differs;
    result.message("Not equal. The derivative is ");
    put_shape(b[expected].shape, result.message);
    result.message(", yours is ");
    put_shape(b[yours].shape, result.message);
    result.message('.');
  } else if (comparison_of_values(b, yours, expected).agree(result.message)) {
    result.is = verdict::same_values;
    result.message("Accepted: the same values at ", comparison_of_values::points,
                   " random points. The library's laws do not go as far as a proof.");
  } else {
    result.is = verdict::differs;
  }
}

}  // namespace exercises
