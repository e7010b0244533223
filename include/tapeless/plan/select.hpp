// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/matrix.hpp"
#include "tapeless/plan/descriptor.hpp"
#include "tapeless/plan/registers.hpp"
#include "tapeless/plan/split_chain.hpp"

#include <numeric>

/// Kernel selection: which kernel computes a step, as a value. Kinds of steps that several kernels can compute have a
/// list of candidates, the preferred ones first. A kernel is a row here, an enumerator in plan/kernel_id.hpp, and a
/// branch on its descriptor's `kernel` in the function that run/kernels.hpp calls.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// What a kernel is chosen for.
struct query {
  step const& s;
  elementwise_code const& code;  ///< of its chain
  registers on;                  ///< the target's
  product_shape product{};
  softmax_shape softmax{};
};

/// A kernel that may compute a step: whether it can at all, and whether it is expected to be the fastest of those that
/// can.
struct candidate {
  kernel_id kernel;
  bool (*can_run)(query const&);
  bool (*pays)(query const&);
  reason why;
};

constexpr bool always(query const&) { return true; }
/// Columns of A and of B lie along the inner extent: A is transposed.
constexpr bool has_contiguous_lines(query const& q) {
  return q.product.left_transposed && q.product.right_inner_step() == 1;
}
constexpr bool can_split_chain(query const& q) {
  return !q.product.left_transposed && samples_are_columns(q.product) && functions_can_follow(q.code);
}
constexpr bool has_whole_columns(query const& q) { return q.product.result_step() % q.on.lanes() == 0; }
constexpr bool has_close_columns(query const& q) { return q.product.result_step() == q.product.rows; }
/// After how many vectors rows begin at the same lane again.
constexpr std::uint32_t period(query const& q) { return q.product.rows / std::gcd(q.product.rows, q.on.lanes()); }
/// Rows of one period are in registers, or in the fastest cache: code for each of more vectors would be large.
constexpr bool can_repeat(query const& q) { return has_close_columns(q) && period(q) <= 16; }
/// Sums for all rows of some columns at once: code that grows with the rows.
constexpr bool can_share_vectors(query const& q) { return has_close_columns(q) && q.product.rows <= 2 * q.on.lanes(); }
/// A vector has elements of two columns at most.
constexpr bool can_cross_columns(query const& q) { return has_close_columns(q) && q.product.rows >= q.on.lanes(); }
constexpr bool repeats_soon(query const& q) { return q.product.rows < q.on.lanes() || period(q) <= 8; }
constexpr bool fills_no_vector(query const& q) { return q.product.rows < width_for(q.product.samples, q.on); }
/// Whether a line of elements and its exponentials stay in registers.
constexpr bool can_stay_in_registers(query const& q) {
  return q.on.exist() && vectors_of_line(q.softmax.size, q.on) <= 4;
}
/// Whether there are samples enough to transpose.
constexpr bool can_transpose_samples(query const& q) {
  return can_stay_in_registers(q) && q.softmax.size != 1 && q.on.lanes() != 1 && q.softmax.batch >= q.on.lanes();
}

inline constexpr candidate products[]{
    {kernel_id::tiles_and_functions, can_split_chain, always, reason::costly_functions},
    {kernel_id::dots, has_contiguous_lines, always, reason::transposed_operand},
    {kernel_id::tiles, always, always, reason::general}};
inline constexpr candidate sums_of_products[]{{kernel_id::tiles, always, always, reason::general}};
inline constexpr candidate outer_products[]{
    {kernel_id::whole_columns, has_whole_columns, always, reason::columns_aligned},
    {kernel_id::repeating_columns, can_repeat, repeats_soon, reason::rows_repeat},
    {kernel_id::across_columns, can_cross_columns, always, reason::general}};
inline constexpr candidate sums_across_samples[]{
    {kernel_id::narrow_columns, can_share_vectors, fills_no_vector, reason::short_columns},
    {kernel_id::long_columns, always, always, reason::general}};
inline constexpr candidate softmaxes[]{
    {kernel_id::samples_transposed, can_transpose_samples, always, reason::many_samples},
    {kernel_id::in_registers, can_stay_in_registers, always, reason::fits_registers},
    {kernel_id::in_loops, always, always, reason::general}};

struct choice_of_kernel {
  kernel_id kernel = kernel_id::elementwise;
  reason why = reason::only_one;

  friend constexpr bool operator==(choice_of_kernel const&, choice_of_kernel const&) = default;
};

/// A list of candidates none of which can run a step is a mistake in it: no constant, so that the compiler says so.
[[noreturn]] inline void no_candidate_can_run_this_step() { __builtin_trap(); }

/// The first candidate that is wanted and can run; else the first that can run, pays and is not unwanted; else any that
/// can run, rather one that is not unwanted.
template <std::size_t Count>
constexpr choice_of_kernel first_of(candidate const (&candidates)[Count], query const& q, kernel_options const& how) {
  candidate const* last = nullptr;
  for (candidate const& each : candidates)
    if (how.wanted.contains(each.kernel) && each.can_run(q)) return {each.kernel, reason::wanted};
  for (candidate const& each : candidates) {
    if (!each.can_run(q)) continue;
    if (!how.unwanted.contains(each.kernel) && each.pays(q)) return {each.kernel, each.why};
    if (last == nullptr || how.unwanted.contains(last->kernel)) last = &each;
  }
  if (last == nullptr) no_candidate_can_run_this_step();
  return {last->kernel, reason::general};
}

constexpr kernel_id kernel_of_lines(step const& s, targets::description const& on) {
  switch (ops::lines_along(s.axis(), s.left, leading_dimension(s.left, on)).spaced) {
  case ops::spacing::close: return kernel_id::lines_close;
  case ops::spacing::apart: return kernel_id::lines_apart;
  case ops::spacing::in_columns: break;
  }
  return kernel_id::lines_in_columns;
}

constexpr choice_of_kernel select_product(query const& q, kernel_options const& how) {
  bool const across = q.s.samples_lie == layout::batch_minor;
  if (q.s.with_next) return {kernel_id::update_while_reading, reason::reads_matrix_once};
  if (!q.on.exist()) return {kernel_id::in_order, reason::no_vectors};
  if (q.s.code == op::batch_product_sum) {
    if (across) return first_of(sums_across_samples, q, how);
    bool const is_outer = q.product.samples == 1 && q.product.inner == 1;
    return is_outer ? first_of(outer_products, q, how) : first_of(sums_of_products, q, how);
  }
  if (across) return {kernel_id::across_samples, reason::samples_in_lanes};
  return first_of(products, q, how);
}

/// The kernel of a step. `code` is that of its chain, if it has one.
constexpr choice_of_kernel select(step const& s, elementwise_code const& code, registers on,
                                  kernel_options const& how = {}) {
  if (s.with_previous) return {kernel_id::with_previous, reason::reads_matrix_once};
  if (s.kind == step_kind::product) {
    product_shape const given = product_shape_of(s, code, on.target);
    bool const by_copy = s.scratch.where != space::nowhere;
    return select_product(
        {.s = s,
         .code = code,
         .on = on,
         .product = by_copy ? with_left_copied(given, leading_dimension(s.left.transposed(), on.target)) : given},
        how);
  }
  if (s.samples_lie == layout::batch_minor) return {kernel_id::across_samples, reason::samples_in_lanes};
  query const q{.s = s, .code = code, .on = on, .softmax = softmax_shape_of(s)};
  switch (s.kind) {
  case step_kind::elementwise: return {kernel_id::elementwise};
  case step_kind::batch_sum: return {s.shape.size() == 1 ? kernel_id::line_of_samples : kernel_id::rows_of_samples};
  case step_kind::normalize:
    return s.chain == none ? choice_of_kernel{kernel_of_lines(s, on.target)} : first_of(softmaxes, q, how);
  case step_kind::softmax_cross_entropy:
    return s.chain == none && has_gaps(s.left, on.target) ? choice_of_kernel{kernel_id::lines_in_columns}
                                                          : first_of(softmaxes, q, how);
  case step_kind::reduce: return {kernel_of_lines(s, on.target)};
  case step_kind::reference: return {kernel_id::reference};
  case step_kind::product:
  case step_kind::class_index:
  case step_kind::one_hot:
  case step_kind::pack: break;
  }
  return {kernel_id::moving};
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
