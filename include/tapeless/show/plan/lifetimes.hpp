// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/bounded_text.hpp"
#include "tapeless/plan/plan.hpp"
#include "tapeless/show/notation/sink.hpp"

/// The values in the workspace of a plan: where each lies, and from which step to which.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Steps are counted from 0; one that lives to the end of the run lives in all steps from its first.
struct living {
  std::uint32_t offset = 0;    ///< in the workspace, in elements
  std::uint32_t elements = 0;  ///< with what the target adds behind them
  std::uint32_t first = 0;     ///< the step that writes it
  std::uint32_t last = 0;      ///< the last step that reads it
  bool is_scratch = false;     ///< memory of one step
};

class lifetime_finder {
public:
  constexpr lifetime_finder(plan::step const* steps, std::uint32_t count, plan::place const* outputs,
                            std::uint32_t output_count, targets::description const& on)
      : all(steps), step_count(count), results(outputs), result_count(output_count), target(on) {}

  /// Calls f(value) for each, in the order in which they are written.
  template <class F>
  constexpr void for_each(F const& f) const {
    for (std::uint32_t s = 0; s < step_count; ++s) {
      for (std::uint32_t o = 0; o < all[s].output_count; ++o)
        if (all[s].out[o].where == plan::space::workspace)
          f(living{all[s].out[o].index, room_for(shape_of(all[s], o), all[s]), s, last_reader(all[s].out[o], s),
                   false});
      if (all[s].scratch.where == plan::space::workspace)
        f(living{all[s].scratch.index, room_for(all[s].left.transposed(), all[s]), s, s, true});
    }
  }

private:
  /// A softmax with its loss has the loss as its last result.
  static constexpr extents shape_of(plan::step const& s, std::uint32_t output) {
    bool const is_loss =
        s.kind == plan::step_kind::softmax_cross_entropy && s.chain != plan::none && output + 1 == s.output_count;
    return is_loss ? extents{1, 1, s.shape.batch} : s.shape;
  }
  constexpr std::uint32_t room_for(extents shape, plan::step const& s) const {
    bool const across = s.samples_lie == plan::layout::batch_minor && shape.is_batched();
    std::uint32_t const size =
        across ? shape.size() * plan::batch_stride(shape.batch, target) : plan::stored_total(shape, target);
    return size == 1 ? 1 : static_cast<std::uint32_t>(plan::next_vector(size, target));
  }
  /// The last step that reads what step s wrote to a place, before another one writes to it.
  constexpr std::uint32_t last_reader(plan::place const& where, std::uint32_t s) const {
    std::uint32_t last = s;
    for (std::uint32_t later = s + 1; later < step_count; ++later) {
      for (std::uint32_t i = 0; i < all[later].input_count; ++i)
        if (all[later].in[i] == where) last = later;
      for (std::uint32_t o = 0; o < all[later].output_count; ++o)
        if (all[later].out[o] == where) return last;
    }
    for (std::uint32_t r = 0; r < result_count; ++r)
      if (results[r] == where) last = step_count - 1;
    return last;
  }

  plan::step const* all;
  std::uint32_t step_count;
  plan::place const* results;
  std::uint32_t result_count;
  targets::description target;
};

template <class Source>
constexpr lifetime_finder finder_of() {
  using plan_of = plan::planned<Source>;
  return {plan_of::table.steps.data(), plan_of::step_count, plan_of::outputs.data(),
          static_cast<std::uint32_t>(plan_of::outputs.size()), plan_of::how.target};
}
template <class Source>
inline constexpr std::uint32_t living_count = [] {
  std::uint32_t count = 0;
  finder_of<Source>().for_each([&](living const&) { ++count; });
  return count;
}();
/// All values of a plan that lie in the workspace.
template <class Source>
inline constexpr auto lifetimes_of = [] {
  std::array<living, living_count<Source>> found{};
  std::uint32_t next = 0;
  finder_of<Source>().for_each([&](living const& each) { found[next++] = each; });
  return found;
}();

struct lifetimes_view {
  living const* values;
  std::uint32_t count;
  std::uint32_t step_count;
  std::size_t element_bytes;
};
template <class Source, class T>
inline constexpr lifetimes_view lifetimes_in = {lifetimes_of<Source>.data(), living_count<Source>,
                                                plan::planned<Source>::step_count, sizeof(T)};

/// What is written over an operand that dies with it has its place in that step.
constexpr bool has_its_place(lifetimes_view const& view, std::uint32_t value, std::uint32_t step) {
  living const& mine = view.values[value];
  for (std::uint32_t v = value + 1; v < view.count; ++v) {
    living const& other = view.values[v];
    bool const meets = other.offset < mine.offset + mine.elements && mine.offset < other.offset + other.elements;
    if (meets && other.first <= step && step <= other.last) return false;
  }
  return true;
}

constexpr bool lives_in(living const& each, std::uint32_t step) { return each.first <= step && step <= each.last; }

/// Blanks up to a width.
constexpr void put_padded(std::uint64_t number, std::size_t width, text_sink& sink) {
  bounded_text<24> digits;
  digits.append(number);
  for (std::size_t i = digits.view().size(); i < width; ++i) sink(' ');
  sink(digits.view());
}

/// One line for each value, in the order in which they are written; a column for each step, by the last digit of its
/// number: `#` where the value lives, `+` memory of one step. The last line says in which step most of the workspace is
/// in use: if that is less than all, values did not fit into gaps.
///
///     workspace by lifetime
///     offset  bytes  12345
///          0    128  ###..
///        128     40  .####
///     most at once 168 bytes, in step 2
constexpr void write_lifetimes(lifetimes_view const& view, text_sink& sink) {
  sink("workspace by lifetime\noffset  bytes  ");
  for (std::uint32_t step = 1; step <= view.step_count; ++step) sink(static_cast<char>('0' + step % 10));
  sink('\n');
  for (std::uint32_t v = 0; v < view.count; ++v) {
    living const& each = view.values[v];
    put_padded(each.offset * view.element_bytes, 6, sink);
    put_padded(each.elements * view.element_bytes, 7, sink);
    sink("  ");
    for (std::uint32_t step = 0; step < view.step_count; ++step)
      sink(!lives_in(each, step) ? '.' : each.is_scratch ? '+' : '#');
    sink('\n');
  }
  std::uint64_t most = 0;
  std::uint32_t fullest = 0;
  for (std::uint32_t step = 0; step < view.step_count; ++step) {
    std::uint64_t elements = 0;
    for (std::uint32_t v = 0; v < view.count; ++v)
      if (lives_in(view.values[v], step) && has_its_place(view, v, step)) elements += view.values[v].elements;
    if (elements > most) fullest = step;
    if (elements > most) most = elements;
  }
  sink("most at once ", most * view.element_bytes, " bytes, in step ", fullest + 1, '\n');
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
