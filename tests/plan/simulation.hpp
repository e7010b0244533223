// SPDX-License-Identifier: BSL-1.0
// Runs a plan on symbols: a cell of memory holds which node of the graph, and which element of it, was written there
// last. A step is read as a kernel would read it (what lies at its places, what its code says), and the node of the
// graph that has this operation on these operands is what it writes. Nothing of the planner's own reasoning (groups,
// lifetimes, hazards) is used: overlapping memory, a wrong order, a wrong operand and a lost write all end in a value
// that the graph does not have, or not there.
#pragma once

#include "tapeless/plan/plan.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace plan_simulation {

namespace tl = tapeless;
using tl::extents;
using tl::op;
using tl::graph::id;
using tl::graph::node;
using tl::graph::none;
using tl::plan::place;
using tl::plan::space;
using tl::plan::step;
using tl::plan::step_kind;

/// The tables of a plan and the graph it was made for, without their types.
struct tables {
  tl::graph::view g;
  step const* steps;
  std::uint32_t count;
  tl::plan::elementwise_code const* codes;
  place const* outputs;
  std::uint32_t workspace;
};

template <class Source>
tables tables_of() {
  using p = tl::plan::planned<Source>;
  return {tl::graph::view_of(p::given), p::table.steps.data(), p::step_count,
          p::table.codes.data(),        p::outputs.data(),     p::memory.workspace_elements};
}

class simulation {
public:
  explicit simulation(tables const& plan) : t(plan), workspace(plan.workspace), leaves(plan.g.leaf_count, none) {
    number_values();
    for (id v = 0; v < t.g.node_count; ++v)
      if (t.g[v].code == op::leaf) leaves[t.g[v].leaf] = v;
    for (now = 0; now < t.count && first_error.empty(); ++now) execute(t.steps[now]);
    if (first_error.empty()) check_end();
  }
  std::string first_error;

private:
  /// Without the axis of a batch of one, two nodes may be the same operation on the same: they are one value.
  void number_values() {
    for (id v = 0; v < t.g.node_count; ++v) {
      node n = t.g[v];
      if (n.a != none) n.a = value_of[n.a];
      if (n.b != none) n.b = value_of[n.b];
      if (n.c != none) n.c = value_of[n.c];
      values.push_back(n);
      value_of.push_back(find(n));
    }
    for (id v = 0; v < t.g.node_count; ++v)
      if (tl::plan::is_label(t.g, v)) values.push_back(class_of(v));  // kept in its place, needs no reader
  }

  /// A result, and how its kernel writes it: as it goes along the elements, or out of step with them.
  struct result {
    id value = none;
    bool in_step = true;
  };

  void fail(std::string const& what) {
    if (first_error.empty()) first_error = "step " + std::to_string(now + 1) + " " + what;
  }

  /// A step and the one that its kernel computes too: that reads before anything is written. Only where it reads the
  /// vector of its outer product may the first write, element by element.
  void execute(step const& s) {
    std::vector<id> const in = inputs_of(s);
    if (!first_error.empty()) return;
    std::vector<id> const of_next = s.with_next ? inputs_of(t.steps[now + 1]) : std::vector<id>{};
    if (!first_error.empty()) return;
    std::vector<result> const out = run(s, in);
    if (!first_error.empty() || !s.with_next) return;
    step const& next = t.steps[now + 1];
    for (std::uint32_t o = 0; o < s.output_count; ++o)
      for (std::uint32_t i = 0; i < next.input_count; ++i) {
        bool const element_on_element = i == 1 && next.in[i] == s.out[o] && out[o].in_step &&
                                        values[of_next[i]].shape == values[out[o].value].shape;
        if (overlap(next.in[i], total(of_next[i]), s.out[o], total(out[o].value)) && !element_on_element)
          fail("writes into what the step that it computes too still reads");
      }
    if (!next.with_previous) fail("computes the next one, which does not know it");
    ++now;
    run(next, of_next);
  }
  std::vector<id> inputs_of(step const& s) {
    std::vector<id> in;
    for (std::uint32_t i = 0; i < s.input_count; ++i) {
      in.push_back(read(s.in[i]));
      if (!tapeless::plan::brings_in(s) && s.in[i].where == space::leaf &&
          !is_what_kernels_read(t.g.leaves[s.in[i].index]))
        fail("reads a label or an input matrix as it is bound");
    }
    return in;
  }
  std::vector<result> run(step const& s, std::vector<id> const& in) {
    std::vector<result> out = computed(s, in);
    if (out.size() != s.output_count) fail("has another number of results than its code");
    if (!first_error.empty()) return out;
    expect_no_harm(s, in, out);
    for (std::uint32_t i = 0; i < s.output_count; ++i) write(s.out[i], out[i].value);
    return out;
  }

  /// Classes are numbers and no one-hot vectors; matrices of samples are bound row after row.
  static bool is_what_kernels_read(tl::graph::leaf_info const& leaf) {
    bool const is_matrix = leaf.shape.rows > 1 && leaf.shape.columns > 1;
    return leaf.kind != tl::leaf_kind::label && !(leaf.kind == tl::leaf_kind::input && is_matrix);
  }
  /// The value that is at a place, whole.
  id read(place const& at) {
    if (at.where == space::sample_count) return find({.code = op::batch_size, .value = t.g.batch * 1.0});
    if (at.where == space::leaf) return leaves[at.index];
    if (at.where == space::random) return numbers(at, [](extents const&) { return true; });
    if (at.where != space::workspace || at.index >= workspace.size()) return fail("reads from nowhere"), none;
    id const value = workspace[at.index].value;
    bool good = value != none && at.index + total(value) <= workspace.size();
    for (std::uint32_t e = 0; good && e < total(value); ++e)
      good = workspace[at.index + e].value == value && workspace[at.index + e].element == e;
    if (!good) fail("reads something half overwritten at @" + std::to_string(at.index));
    return value;
  }
  /// Numbers of the stream of a place, of a shape that fits.
  template <class Fits>
  id numbers(place const& at, Fits const& fits) {
    for (id v = 0; v < values.size(); ++v)
      if (values[v].code == op::random && fits(values[v].shape) &&
          at.index == 2 * tl::graph::stream_position(t.g, values[v].detail) + (values[v].value != 0 ? 1 : 0))
        return value_of[v];
    return fail("reads random numbers that are not in the graph"), none;
  }
  void write(place const& at, id value) {
    if (at.where == space::leaf) {
      leaves[at.index] = value;
      if (values[value].shape != t.g.leaves[at.index].shape) fail("writes another shape into a leaf");
    } else if (at.where != space::workspace || at.index + total(value) > workspace.size()) {
      fail("writes behind the workspace");
    } else {
      for (std::uint32_t e = 0; e < total(value); ++e) workspace[at.index + e] = {value, e};
    }
  }
  std::uint32_t total(id v) const { return tapeless::plan::stored_total(values[v].shape); }

  /// The node of the graph that is this operation; an operation that is not in the graph should not be computed.
  id find(node const& wanted) {
    for (id v = 0; v < values.size(); ++v)
      if (values[v] == wanted) return v;
    fail("computes what is not in the graph");
    return none;
  }

  node class_of(id label) const {
    extents const one{1, 1, t.g[label].shape.batch};
    return {.code = op::argmax, .shape = one, .a = label, .detail = tl::axis_detail(tl::all_axes)};
  }
  /// The label of which a value is the class.
  id label_of(id its_class) {
    if (values[its_class].code == op::argmax && tl::plan::is_label(t.g, values[its_class].a))
      return values[its_class].a;
    fail("takes something else for a class");
    return its_class;
  }

  std::vector<result> computed(step const& s, std::vector<id> const& in) {
    if (s.kind == step_kind::class_index) return {{find(class_of(in[0])), false}};
    if (s.kind == step_kind::one_hot || s.kind == step_kind::pack) return {{in[0], false}};
    if (s.kind == step_kind::elementwise) return chain(s, in, none);
    bool const also_loss = s.kind == step_kind::softmax_cross_entropy && s.chain != none;
    node core{.code = s.code,
              .left_transposed = s.left_transposed,
              .right_transposed = s.right_transposed,
              .shape = s.shape,
              .a = in[0],
              .detail = s.detail};
    id const right = tl::plan::has_class_as_truth(s) ? label_of(in[1]) : s.core_inputs > 1 ? in[1] : none;
    if (!also_loss) core.b = right;
    if (values[in[0]].shape != s.left || (s.core_inputs > 1 && values[in[1]].shape != s.right))
      fail("takes an operand for one of another shape");
    id value = find(core);
    if (s.scaled) value = find({.code = op::multiply, .shape = s.shape, .a = in[2], .b = value});  // as s·(a·bᵀ)
    if (s.chain == none) return {{value, false}};
    std::vector<result> out = chain(s, in, value);
    if (!also_loss) return out;
    extents const loss{1, 1, s.shape.batch};  // one for each sample the kernel goes through
    out.push_back({find({.code = op::softmax_cross_entropy, .shape = loss, .a = in[0], .b = right}), false});
    return out;
  }

  /// The stored results of an element-wise code.
  std::vector<result> chain(step const& s, std::vector<id> const& in, id core) {
    tl::plan::elementwise_code const& code = t.codes[s.chain];
    if (s.input_count != s.core_inputs + code.input_count) fail("has another number of inputs than its code");
    if (code.batched != s.shape.is_batched()) fail("goes through other samples than its code");
    std::vector<id> made;
    std::vector<result> out;
    auto const operand = [&](std::uint32_t byte) -> id {
      if (byte >= tl::plan::first_result) return made[byte - tl::plan::first_result];
      if (byte >= tl::plan::first_constant)
        return find({.code = op::constant, .value = code.constants[byte - tl::plan::first_constant]});
      if (byte == tl::plan::core_result) return core;
      id const read_here = in[s.core_inputs + byte];
      expect_access(code, byte, values[read_here].shape, s.shape);
      return (code.classes >> byte & 1u) != 0 ? label_of(read_here) : read_here;
    };
    for (std::uint32_t i = 0; i < code.instruction_count && first_error.empty(); ++i) {
      std::uint32_t const word = code.instructions[i];
      auto const operation = static_cast<op>(word >> 24);
      if (operation == op::random) {
        made.push_back(drawn(s, code, word >> 16 & 0xff));
        if ((code.stored >> i & 1u) != 0) out.push_back({made.back()});
        continue;
      }
      node n{.code = operation, .shape = s.shape, .a = operand(word >> 16 & 0xff)};
      if (!tl::is_elementwise_unary(operation)) n.b = operand(word >> 8 & 0xff);
      if (operation == op::select) n.c = operand(word & 0xff);
      if (tl::is_user_primitive(operation)) n.detail = primitive(code.primitive_identity);
      bool const copied = operation == op::broadcast && n.a != none && values[n.a].shape == s.shape;
      made.push_back(copied ? n.a : find(n));
      if ((code.stored >> i & 1u) != 0) out.push_back({made.back()});
    }
    return out;
  }
  /// An instruction that hands on a stream: one number for each element, or one.
  id drawn(step const& s, tl::plan::elementwise_code const& code, std::uint32_t input) {
    bool const whole = (code.per_element >> input & 1u) != 0;
    id const found = numbers(s.in[s.core_inputs + input],
                             [&](extents const& of) { return whole ? tl::same_matrix(of, s.shape) : of.is_scalar(); });
    if (found == none) return none;
    if ((code.random >> input & 1u) == 0) fail("does not know that it draws numbers");
    expect_access(code, input, t.g[found].shape, s.shape);
    bool const is_matrix = whole && s.shape.rows != 1 && s.shape.columns != 1;
    if (is_matrix && code.columns != s.shape.columns) fail("counts the elements of a matrix in another way");
    return found;
  }
  void expect_access(tl::plan::elementwise_code const& code, std::uint32_t i, extents const& of, extents const& to) {
    bool const whole = tl::same_matrix(of, to);
    if (!whole && !of.is_scalar()) fail("reads a matrix of another shape");
    if ((code.per_element >> i & 1u) != (whole ? 1u : 0u) || (code.per_sample >> i & 1u) != (of.is_batched() ? 1u : 0u))
      fail("reads an input in another way than it lies");
  }
  std::uint64_t primitive(std::uint64_t identity) const {
    std::uint32_t i = 0;
    while (t.g.primitives[i].identity != identity) ++i;
    return i;
  }

  /// A result may lie where an input of the chain or of a softmax does, element on element; nothing else may overlap.
  void expect_no_harm(step const& s, std::vector<id> const& in, std::vector<result> const& out) {
    std::uint32_t const scratch_size = tapeless::plan::stored_size(s.left.transposed());
    for (std::uint32_t o = 0; o < s.output_count; ++o) {
      for (std::uint32_t i = 0; i < s.input_count; ++i) {
        bool const in_step = i >= s.core_inputs || s.code == op::softmax;
        bool const element_on_element = s.chain != none && in_step && out[o].in_step && s.in[i] == s.out[o] &&
                                        values[in[i]].shape == values[out[o].value].shape;
        if (overlap(s.in[i], total(in[i]), s.out[o], total(out[o].value)) && !element_on_element)
          fail("writes into what it still reads");
      }
      for (std::uint32_t other = 0; other < o; ++other)
        if (overlap(s.out[other], total(out[other].value), s.out[o], total(out[o].value)))
          fail("writes two results into one place");
      if (overlap(s.scratch, scratch_size, s.out[o], total(out[o].value))) fail("writes into its own scratch memory");
    }
    if (s.scratch.where == space::nowhere) return;
    if (s.scratch.index + scratch_size > workspace.size()) fail("has scratch memory behind the workspace");
    for (std::uint32_t i = 0; i < s.input_count; ++i)
      if (overlap(s.scratch, scratch_size, s.in[i], total(in[i]))) fail("has its scratch memory in what it reads");
    for (std::uint32_t e = 0; e < scratch_size && first_error.empty(); ++e) workspace[s.scratch.index + e] = {};
  }
  static bool overlap(place const& l, std::uint32_t l_size, place const& r, std::uint32_t r_size) {
    if (l.where != r.where || (l.where != space::leaf && l.where != space::workspace)) return false;
    return l.where == space::leaf ? l.index == r.index : l.index < r.index + r_size && r.index < l.index + l_size;
  }

  void check_end() {
    now = t.count;
    std::vector<id> expected(t.g.leaf_count, none);
    for (id v = 0; v < t.g.node_count; ++v)
      if (t.g[v].code == op::leaf) expected[t.g[v].leaf] = v;
    for (std::uint32_t a = 0; a < t.g.assign_count; ++a) expected[t.g.assigns[a].leaf] = value_of[t.g.assigns[a].value];
    if (expected != leaves) fail("(the end): a leaf has not the value that is assigned to it");
    for (std::uint32_t o = 0; o < t.g.output_count; ++o)
      if (read(t.outputs[o]) != value_of[t.g.outputs[o]]) fail("(the end): an output is not where it should be");
  }

  struct cell {
    id value = none;
    std::uint32_t element = 0;
  };
  tables t;
  std::vector<node> values;  // with the numbers of values as operands
  std::vector<id> value_of;
  std::vector<cell> workspace;
  std::vector<id> leaves;
  std::uint32_t now = 0;
};

/// Empty if the plan computes its graph.
template <class Source>
std::string first_error() {
  return simulation(tables_of<Source>()).first_error;
}

}  // namespace plan_simulation
