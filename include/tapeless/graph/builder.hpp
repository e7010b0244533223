// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/fingerprint.hpp"
#include "tapeless/graph/node.hpp"
#include "tapeless/graph/primitive_values.hpp"
#include "tapeless/graph/problem.hpp"
#include "tapeless/graph/surroundings.hpp"
#include "tapeless/meta/hash_map.hpp"
#include "tapeless/meta/list.hpp"

namespace tapeless::graph {

class builder;

/// A user's function of one or two numbers, without its type: what the graph and the passes know of it
/// (rules/primitive.hpp makes it).
struct primitive_record {
  name identifier{};
  name latex{};
  std::uint64_t identity = 0;  ///< of the type
  std::uint32_t flops = 0;
  bool has_forward_mode = true;
  primitive_values const* values = nullptr;
  /// The adjoint of operand `which` of n, whose value is y, given y's adjoint.
  id (*vjp)(builder& graph, node const& n, id y, std::uint32_t which, id adjoint) = nullptr;
};

/// A node that carries a user's name.
struct named_node {
  name identifier{};
  id node = none;
  std::uint64_t fingerprint = 0;
};

struct assigned_leaf {
  std::uint32_t leaf = none;
  id value = none;
};

/// Expressions write themselves in here. Nodes are hash-consed: equal operations on equal operands are one node, which
/// makes common-subexpression elimination a property of the representation. This builder applies no law;
/// rules/simplifier.hpp does.
class builder : public surroundings {
public:
  static constexpr id none = graph::none;

  /// Invalid once the graph grows: in one call beside an argument that writes nodes, g++ copies `b[x].shape` after the
  /// move.
  constexpr node const& operator[](id i) const { return nodes[i]; }
  constexpr id size() const { return nodes.size(); }

  /// The node equal to `n`, or `none`.
  constexpr id find(node const& n) const {
    return structure.find_if(hash(n), [&](id candidate) { return nodes[candidate] == n; });
  }
  constexpr id insert(node const& n) {
    std::uint64_t const hashed = hash(n);
    id const known = structure.find_if(hashed, [&](id candidate) { return nodes[candidate] == n; });
    if (known != none) return known;
    if ((std::uint64_t{n.shape.rows} * n.shape.columns) >> 32 != 0)
      report({problem_kind::too_many_elements, {}, {}, n.shape});
    nodes.push_back(n);
    structure.insert(hashed, nodes.size() - 1);
    return nodes.size() - 1;
  }

  constexpr id constant(double value) { return insert({.code = op::constant, .value = value}); }
  constexpr id batch_size(std::uint32_t samples) {
    note_batch(samples);
    if (samples == 1) return constant(1);  // a run has one at least
    return insert({.code = op::batch_size, .value = static_cast<double>(samples)});
  }

  /// Random numbers of a stream, for each sample or, not `per_sample`, the same for all: `value` says so, because a
  /// batch of one has no axis.
  constexpr id random(std::uint64_t stream, extents shape, bool per_sample) {
    node n = blank(op::random, shape.with_batch(per_sample ? batch_axis() : 0), stream);
    n.a = leaf(leaf_kind::state, name("random.seed"), {3, 1});
    n.b = leaf(leaf_kind::state, name("optimizer.step"), {3, 1});
    n.value = per_sample ? 1 : 0;
    return insert(n);
  }

  constexpr id leaf(leaf_kind kind, name const& identifier, extents shape, double initial = no_initial_value) {
    std::uint32_t const ordinal = leaf_ordinal(kind, identifier, shape);
    if (initial == initial) leaves[ordinal].initial = initial;
    if (kind == leaf_kind::parameter && is_freezing()) return insert(frozen_leaf_node(ordinal));
    return leaf_node(ordinal, is_per_sample(kind) ? batch_axis() : 0);
  }
  /// An input whose data are integers.
  constexpr id leaf_of_integers(name const& identifier, extents shape, data_format format) {
    leaves[leaf_ordinal(leaf_kind::input, identifier, shape)].format = format;
    return leaf(leaf_kind::input, identifier, shape);
  }
  constexpr id leaf_node(std::uint32_t ordinal, std::uint32_t samples) {
    return insert({.code = op::leaf, .shape = leaves[ordinal].shape.with_batch(samples), .leaf = ordinal});
  }
  /// Whether a parameter stands somewhere outside of `freeze`.
  constexpr bool is_met_free(std::uint32_t ordinal) const {
    return find({.code = op::leaf, .shape = leaves[ordinal].shape, .leaf = ordinal}) != none;
  }

  /// A leaf unlike any other, of the given shape.
  constexpr id placeholder(extents shape) {
    leaves.push_back({leaf_kind::placeholder, shape.with_batch(0), name{}});
    return insert({.code = op::leaf, .shape = shape, .leaf = leaves.size() - 1});
  }

  /// A node to be written, without operands yet; expressions know no other name for it.
  static constexpr node blank(op code, extents shape, std::uint64_t detail) {
    return {.code = code, .shape = shape, .detail = detail};
  }
  /// The node `n`, whose shape is found where it follows from the operands'. The one way in for operations: builders
  /// with laws have a `build` of their own.
  constexpr id build(node const& n) { return insert(shaped(n)); }
  constexpr node shaped(node n) const {
    n.shape = result_extents(n, nodes[n.a].shape, n.b == none ? extents{} : nodes[n.b].shape,
                             n.c == none ? extents{} : nodes[n.c].shape);
    return n;
  }

  /// The node of an expression met before in the same surroundings, or `none`. Two calls around the lowering instead of
  /// one that takes a function: expressions are lowered recursively, and each frame counts against the limit of 512 in
  /// constant expressions.
  constexpr id recall(std::uint64_t fingerprint) {
    id const substitute = replaced(fingerprint);
    return substitute != none ? substitute : memo.find(key_of(fingerprint));
  }
  constexpr id remember(std::uint64_t fingerprint, id made) {
    memo.insert(key_of(fingerprint), made);
    return made;
  }

  /// Lowers with per-sample leaves carrying a batch axis of `samples` (0: none).
  template <class Lower>
  constexpr id within_batch(std::uint32_t samples, Lower const& lower) {
    if (samples != 0) note_batch(samples);
    return within_batch_axis(samples, lower);
  }
  /// The batch size of the program, 0 if nothing in it was batched.
  constexpr std::uint32_t declared_batch() const { return batch; }

  constexpr id give_name(name const& identifier, std::uint64_t fingerprint, id node) {
    if (identifier.length == 0) return node;
    for (named_node const& other : names)
      if (other.identifier == identifier && other.fingerprint != fingerprint)
        report({problem_kind::one_name_two_definitions, identifier});
    names.push_back({identifier, node, fingerprint});
    return node;
  }

  /// A network claims the scope of its leaves' names. `owner` is for the message: two may be called alike.
  constexpr void claim_scope(name const& scope, name const& owner, std::uint64_t fingerprint) {
    for (scope_owner const& other : scopes)
      if (other.scope == scope && other.fingerprint != fingerprint)
        report({problem_kind::one_scope_two_networks, other.owner, owner});
    scopes.push_back({scope, owner, fingerprint});
  }

  /// Adjoints of a root found once serve every later gradient of the same root.
  constexpr bool swept_adjoint(id root, id target, id& adjoint) const {
    for (sweep_record const& s : sweeps)
      if (s.root == root) {
        adjoint = target <= root ? adjoints[s.first + target] : none;
        return true;
      }
    return false;
  }
  constexpr void remember_sweep(id root, meta::list<id> const& found) {
    sweeps.push_back({root, adjoints.size()});
    for (id const a : found) adjoints.push_back(a);
  }

  constexpr void output(id value) { outputs.push_back(value); }
  constexpr void assign(id target, id value) {
    std::uint32_t const ordinal = nodes[target].leaf;
    for (assigned_leaf const& other : assigns)
      if (other.leaf == ordinal) {
        if (other.value == value) return;
        report({problem_kind::assigned_twice, leaves[ordinal].identifier});
      }
    assigns.push_back({ordinal, value});
  }

  constexpr void report(problem const& what) {
    if (first_problem.kind == problem_kind::nothing) first_problem = what;
  }

  constexpr void report_ill_formed() { report({problem_kind::ill_formed}); }
  constexpr void report_statistic_outside_of_a_batch(extents shape) {
    report({problem_kind::statistic_outside_of_a_batch, {}, {}, shape});
  }

  /// The index of a user's primitive in the table.
  constexpr std::uint32_t primitive(primitive_record const& record) {
    for (std::uint32_t i = 0; i < primitives.size(); ++i)
      if (primitives[i].identity == record.identity) return i;
    primitives.push_back(record);
    return primitives.size() - 1;
  }

  meta::list<node> nodes;
  meta::list<leaf_info> leaves;
  meta::list<primitive_record> primitives;
  meta::list<named_node> names;
  meta::list<id> outputs;
  meta::list<assigned_leaf> assigns;
  problem first_problem{};

private:
  struct sweep_record {
    id root = none;
    std::uint32_t first = 0;
  };
  struct scope_owner {
    name scope{};
    name owner{};
    std::uint64_t fingerprint = 0;
  };

  constexpr std::uint32_t leaf_ordinal(leaf_kind kind, name const& identifier, extents shape) {
    std::uint32_t const known =
        leaf_names.find_if(identifier.hash, [&](std::uint32_t i) { return leaves[i].identifier == identifier; });
    if (known != none) {
      if (leaves[known].kind != kind || !(leaves[known].shape == shape))
        report({problem_kind::one_name_two_leaves, identifier, identifier, leaves[known].shape, shape});
      return known;
    }
    if (!shape.is_countable()) report_ill_formed();
    leaves.push_back({kind, shape, identifier});
    leaf_names.insert(identifier.hash, leaves.size() - 1);
    return leaves.size() - 1;
  }
  /// The same leaf as another node, by which nobody derives. In a finished graph both are one.
  constexpr node frozen_leaf_node(std::uint32_t ordinal) const {
    return {.code = op::leaf, .shape = leaves[ordinal].shape, .leaf = ordinal, .detail = frozen_leaf};
  }
  constexpr void note_batch(std::uint32_t samples) {
    if (batch != 0 && batch != samples) report({problem_kind::two_batch_sizes, {}, {}, {1, 1, batch}, {1, 1, samples}});
    batch = samples;
  }

  meta::hash_map structure;
  meta::hash_map memo;
  meta::hash_map leaf_names;
  meta::list<scope_owner> scopes;
  meta::list<sweep_record> sweeps;
  meta::list<id> adjoints;
  std::uint32_t batch = 0;
};

}  // namespace tapeless::graph
