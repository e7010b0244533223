// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/elementwise_code.hpp"
#include "tapeless/plan/options.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

enum class space : std::uint8_t {
  nowhere,
  workspace,     ///< at an offset, in elements
  leaf,          ///< where a leaf is bound
  sample_count,  ///< the number of samples of this run
  random,  ///< of a stream: twice its number (graph::stream_position), + 1 where samples have numbers of their own
};

/// Where a value lives.
struct place {
  space where = space::nowhere;
  std::uint32_t index = 0;

  friend constexpr bool operator==(place const&, place const&) = default;
};

enum class step_kind : std::uint8_t {
  elementwise,
  product,
  reduce,
  normalize,
  softmax_cross_entropy,
  batch_sum,
  reference,  ///< by the value of its record
  class_index,
  one_hot,
  pack,
};

/// One kernel call: all a kernel needs to know, nothing of the graph.
struct step {
  step_kind kind = step_kind::elementwise;
  op code = op::constant;
  layout samples_lie = layout::feature_minor;
  bool left_transposed = false;
  bool right_transposed = false;
  extents shape{};                ///< of the results
  extents left{};                 ///< of the core's first operand
  extents right{};                ///< of its second
  std::uint64_t detail = 0;       ///< as in a node
  std::uint32_t chain = none;     ///< index of the element-wise code
  std::uint32_t core_inputs = 0;  ///< how many of the inputs are the core's; the chain's follow
  std::uint32_t input_count = 0;
  std::uint32_t output_count = 0;
  std::array<place, max_fused_inputs + 3> in{};
  std::array<place, max_gathered_numbers> out{};
  std::uint64_t flops = 0;       ///< of all that the kernel computes, for a full batch
  bool with_next = false;        ///< computes the next step too
  bool with_previous = false;    ///< is computed by the previous step
  bool scaled = false;           ///< the core's last input is a number that its second operand is multiplied by
  bool inlined = false;          ///< too little work for a function of its own
  bool shares = false;           ///< is made of parts that kernels for other shapes share
  std::uint8_t room_behind = 0;  ///< bit i: behind operand i of the core is room up to a whole vector (memory.hpp)
  place scratch{};               ///< memory that the kernel needs while it runs

  constexpr std::uint32_t axis() const { return axis_of(detail); }
  constexpr ops::attributes attributes() const { return {detail, left_transposed, right_transposed}; }
};

/// Whether a step reads what a user has bound in a form of its own: labels, which are integers of any type, and input
/// matrices row after row.
constexpr bool brings_in(step const& s) {
  return s.kind == step_kind::class_index || s.kind == step_kind::one_hot || s.kind == step_kind::pack;
}

/// Whether the truth of a cross-entropy is the class of a label (plan/labels.hpp) and not a vector.
constexpr bool has_class_as_truth(step const& s) {
  return s.kind == step_kind::softmax_cross_entropy && s.right.is_scalar() && !s.left.is_scalar();
}

/// Which results take the place of which input of a chain; `first` is the first of those among all that the step reads.
constexpr std::uint16_t results_in_place(elementwise_code const& code, step const& s, std::uint32_t first) {
  std::uint32_t made_here = 0;
  for (std::uint32_t o = 0; o < s.output_count; ++o)
    for (std::uint32_t i = 0; i < code.input_count; ++i)
      if (s.in[first + i] == s.out[o] && (code.per_element >> i & 1) != 0) made_here |= (i + 1) << (4 * o);
  return static_cast<std::uint16_t>(made_here);
}

/// A call costs some 20 cycles, because operands are passed in memory: up to this much work a kernel is inlined where
/// it is called, but not where small code counts, nor where a compiler has to read very many steps.
inline constexpr std::uint64_t most_inlined_flops = 8192;
inline constexpr std::uint32_t most_inlined_steps = 96;
constexpr bool does_little(step const& s, std::uint32_t steps, targets::description const& on) {
  return s.flops <= (on.prefers_small_code ? 0 : most_inlined_flops) && steps <= most_inlined_steps;
}

/// Whether two steps call one kernel, on different data.
constexpr bool call_the_same(step const& x, step const& y) {
  return x.kind == y.kind && x.code == y.code && x.samples_lie == y.samples_lie &&
         x.left_transposed == y.left_transposed && x.right_transposed == y.right_transposed && x.shape == y.shape &&
         x.left == y.left && x.right == y.right && x.scaled == y.scaled && x.detail == y.detail && x.chain == y.chain;
}
/// A kernel that only one step calls is smaller inlined, whatever it does: with addresses known, than the call that
/// would hand it its operands.
template <std::size_t Steps>
constexpr void mark_single_calls(std::array<step, Steps>& steps) {
  for (step& each : steps) {
    std::uint32_t calls = 0;
    for (step const& other : steps)
      if (call_the_same(each, other)) ++calls;
    if (calls == 1) each.inlined = true;
  }
}

/// Marks kernels that are inlined beside those of little work, or all or none.
template <std::size_t Steps>
constexpr void mark_inlined(std::array<step, Steps>& steps, options const& how) {
  if (how.inlines != choice::automatic)
    for (step& each : steps) each.inlined = how.inlines == choice::always;
  else if (how.target.prefers_small_code)
    mark_single_calls(steps);
}

/// What a kernel's tiles cost a compiler, up to half a second, is too much for networks of many different layers.
/// Programs with more different products than these are made of panels (kernel/panel.hpp) with extents at run time;
/// constants are up to 3 % faster.
inline constexpr std::uint32_t most_products_of_their_own = 12;

template <std::size_t Steps>
constexpr bool has_many_products(std::array<step, Steps> const& steps) {
  std::uint32_t different = 0;
  for (std::size_t i = 0; i < Steps && different <= most_products_of_their_own; ++i) {
    if (steps[i].kind != step_kind::product || steps[i].inlined || steps[i].with_next || steps[i].with_previous)
      continue;
    std::size_t same = 0;
    while (!call_the_same(steps[same], steps[i])) ++same;
    if (same == i) ++different;
  }
  return different > most_products_of_their_own;
}
/// Marks products that are made of panels which all shapes share.
template <std::size_t Steps>
constexpr void mark_shared(std::array<step, Steps>& steps, options const& how) {
  bool const wanted =
      how.shares_panels == choice::automatic ? has_many_products(steps) : how.shares_panels == choice::always;
  for (step& each : steps) each.shares = wanted && how.target.has_vectors();
}

constexpr step_kind kind_of(op code) {
  switch (family_of(code)) {
  case family::source:
  case family::elementwise: break;
  case family::movement:
  case family::matrix_function: return step_kind::reference;
  case family::product: return step_kind::product;
  case family::reduction: return step_kind::reduce;
  case family::normalization: return step_kind::normalize;
  case family::cross_entropy: return step_kind::softmax_cross_entropy;
  case family::batch_sum: return step_kind::batch_sum;
  }
  return step_kind::elementwise;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
