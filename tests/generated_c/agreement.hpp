// SPDX-License-Identifier: BSL-1.0
// What the generated C computes has to be what the interpreter finds, which knows neither fusion, nor memory, nor
// order.
#pragma once

#include "c_call.hpp"

#include "tapeless/run/node_value.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

namespace generated_c {

/// Reports what differs, and counts what was compared.
struct judge {
  char const* program;
  double tolerance;
  int compared = 0;
  int finite = 0;
  int different = 0;
  double largest = 0;

  void operator()(char const* what, std::uint32_t which, std::size_t position, double found, double expected) {
    ++compared;
    if (std::isfinite(expected)) ++finite;
    if (found == expected || (std::isnan(found) && std::isnan(expected))) return;
    double const error = std::abs(found - expected) / (1 + std::abs(expected));
    largest = error > largest ? error : largest;
    if (error <= tolerance) return;
    if (++different <= 10)
      std::printf("%s: %s %u, number %zu: %.17g, expected %.17g\n", program, what, which, position, found, expected);
  }
  bool passed() const {
    std::printf("%s: %d numbers compared, %d of them finite, largest error %.1e\n", program, compared, finite, largest);
    return different == 0 && finite * 2 > compared;
  }
};

/// A number in (−0.9, 0.9) for each position of each leaf.
inline double generic_number(std::uint32_t leaf, std::size_t position) {
  std::uint32_t bits = (leaf + 1) * 2654435761u + static_cast<std::uint32_t>(position) * 40503u + 77u;
  for (int i = 0; i < 5; ++i) {
    bits ^= bits << 13;
    bits ^= bits >> 17;
    bits ^= bits << 5;
  }
  return (static_cast<double>(bits >> 8) / 16777216.0 - 0.5) * 1.8;
}

template <class Program>
class agreement {
public:
  using element = typename Program::element;
  static constexpr tapeless::graph::view graph = c_call<Program>::graph;

  /// With `special` the last sample of an input is zeros, infinities and a NaN.
  agreement(int samples, bool special)
      : offsets(tapeless::run::node_offsets(tapeless::rules::lowered<typename Program::source>)) {
    call.samples = samples;
    for (std::uint32_t l = 0; l < graph.leaf_count; ++l) {
      tapeless::graph::leaf_info const& leaf = graph.leaves[l];
      std::uint32_t const times = tapeless::is_per_sample(leaf.kind) ? static_cast<std::uint32_t>(samples) : 1;
      for (std::uint32_t i = 0; i < leaf.shape.size() * times; ++i)
        call.numbers[l].push_back(static_cast<element>(generic_number(l, i)));
      for (std::uint32_t s = 0; s < times; ++s)
        call.classes[l].push_back(static_cast<int>((s * s + 1) % leaf.shape.size()));
      if (special && leaf.kind == tapeless::leaf_kind::input) make_special(call.numbers[l], leaf.shape.size());
    }
  }

  bool holds(void* symbol, judge& verdict) {
    interpret();
    std::vector<element> before[c_call<Program>::leaves + 1];
    for (std::uint32_t l = 0; l < graph.leaf_count; ++l) before[l] = call.numbers[l];
    if (int const refused = call(symbol); graph.batch != 0 && refused != 0) {
      std::printf("%s: refused\n", verdict.program);
      return false;
    }
    for (std::uint32_t o = 0; o < graph.output_count; ++o)
      compare("output", o, graph.outputs[o], call.results[o], verdict);
    for (std::uint32_t l = 0; l < graph.leaf_count; ++l) {
      std::uint32_t const value = assigned(l);
      if (value != tapeless::graph::none)
        compare("leaf", l, value, call.numbers[l], verdict);
      else
        for (std::size_t i = 0; i < before[l].size(); ++i)
          verdict("unassigned leaf", l, i, static_cast<double>(call.numbers[l][i]), static_cast<double>(before[l][i]));
    }
    return verdict.passed();
  }

  c_call<Program> call;

private:
  static void make_special(std::vector<element>& numbers, std::uint32_t size) {
    constexpr element infinite = std::numeric_limits<element>::infinity();
    constexpr element chosen[]{
        element(0), -element(0), infinite, -infinite, std::numeric_limits<element>::quiet_NaN(), element(0.625)};
    for (std::uint32_t i = 0; i < size; ++i) numbers[numbers.size() - size + i] = chosen[i % 6];
  }
  static std::uint32_t assigned(std::uint32_t leaf) {
    for (std::uint32_t a = 0; a < graph.assign_count; ++a)
      if (graph.assigns[a].leaf == leaf) return graph.assigns[a].value;
    return tapeless::graph::none;
  }

  /// The interpreter has matrices column after column.
  static std::size_t column_after_column(tapeless::extents shape, std::size_t i) {
    std::size_t const in_sample = i % shape.size();
    return i - in_sample + in_sample % shape.columns * shape.rows + in_sample / shape.columns;
  }
  void interpret() {
    values.assign(offsets[graph.node_count], element{});
    for (std::uint32_t v = 0; v < graph.node_count; ++v) {
      if (graph[v].code != tapeless::op::leaf) continue;
      tapeless::extents const shape = graph[v].shape;
      std::uint32_t const l = graph[v].leaf;
      std::size_t const count = shape.size() * (shape.is_batched() ? static_cast<std::size_t>(call.samples) : 1);
      bool const is_label = graph.leaves[l].kind == tapeless::leaf_kind::label;
      for (std::size_t i = 0; i < count; ++i)
        values[offsets[v] + column_after_column(shape, i)] =
            !is_label
                ? call.numbers[l][i]
                : element(static_cast<std::size_t>(call.classes[l][i / shape.size()]) == i % shape.size() ? 1 : 0);
    }
    tapeless::run::interpret(graph, offsets.data(), values.data(), static_cast<std::uint32_t>(call.samples));
  }
  void compare(char const* what, std::uint32_t which, std::uint32_t node, std::vector<element> const& found,
               judge& verdict) {
    tapeless::extents const shape = graph[node].shape;
    std::size_t const count = shape.size() * (shape.is_batched() ? static_cast<std::size_t>(call.samples) : 1);
    for (std::size_t i = 0; i < count; ++i)
      verdict(what, which, i, static_cast<double>(found[i]),
              static_cast<double>(values[offsets[node] + column_after_column(shape, i)]));
  }

  std::array<std::uint32_t, graph.node_count + 1> offsets;
  std::vector<element> values;
};

}  // namespace generated_c
