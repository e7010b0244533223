// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/acceptance.hpp"
#include "tapeless/run/execute.hpp"
#include "tapeless/run/result.hpp"
#include "tapeless/run/store.hpp"

namespace tapeless::inline TAPELESS_TARGET::run {

/// The first thing that is wrong with the samples of one leaf, if anything is; `others` is how many samples the leaf before it has, or
/// `unknown_size`. One function for all leaves, out of the way of runs that take place.
[[gnu::noinline, gnu::cold]] inline run_status what_is_wrong(data_extent data, std::uint32_t sample_size,
                                                             std::string_view leaf, std::size_t room,
                                                             std::size_t others) {
  std::size_t const count = data.count(sample_size);
  std::size_t const available = data.available(sample_size);
  if (count == 0) return {run_error::no_samples, leaf, 0, 1, 0};
  if (!data.whole(sample_size))
    return {run_error::incomplete_sample, leaf, static_cast<std::uint32_t>(available), sample_size,
            data.size % sample_size};
  if (count > room) return {run_error::too_many_samples, leaf, 0, room, count};
  if (others != unknown_size && count != others) return {run_error::sample_counts_differ, leaf, 0, others, count};
  std::size_t const row = data.first_wrong_row(sample_size);
  if (row != data.index_count)
    return {run_error::row_out_of_range, leaf, static_cast<std::uint32_t>(row), available, data.index[row]};
  return {};
}

/// One call of a program that is accepted: checks at run time that the data is right, then runs.
template <class T, class Source, class... B>
class bound_run {
public:
  using accepted = acceptance<T, Source, B...>;
  using layouts = store_layouts<typename accepted::template layout_of<leaf_kind::parameter>,
                                typename accepted::template layout_of<leaf_kind::state>>;
  using result = run_result<T, Source, layouts>;
  static constexpr auto const& g = rules::lowered<Source>;
  static constexpr std::uint32_t leaves = g.size.leaves;

  constexpr explicit bound_run(T* workspace_memory) { at.workspace = workspace_memory; }

  result operator()(B&... bindings) {
    bool const done = runs(bindings...);
    return result(done ? run_status{} : diagnosis(bindings...), at);
  }
  /// Runs if the data is right, and says whether it was. Inlined: for a function that makes this one call.
  [[gnu::always_inline]] bool runs(B&... bindings) {
    (take(bindings), ...);
    if (!counted) (count_unread(bindings), ...);
    if (right) (check_labels(bindings), ...);
    if (right) run_steps<Source, layouts>(at);
    return right;
  }
  /// What is wrong with the data of a run that did not take place.
  run_status diagnosis(B const&... bindings) const {
    run_status found{};
    std::size_t others = unknown_size;
    (diagnose_samples<true>(bindings, found, others), ...);
    if (others == unknown_size) (diagnose_samples<false>(bindings, found, others), ...);
    if (found) (diagnose_labels(bindings, found), ...);
    return found;
  }
  /// Where output number I is after a run that took place.
  template <std::uint32_t I>
  [[gnu::always_inline]] T const* output() const {
    return address<plan::planned<Source>::outputs[I], layouts>(at);
  }
  /// The answer to a call that the compiler has refused.
  result refused() const { return result(run_status{}, at); }

private:
  /// The number of the leaf that a binding serves, or `leaves`: bindings nobody needs are allowed.
  template <class Binding>
  static constexpr std::uint32_t leaf_of() {
    std::uint32_t l = 0;
    while (l < leaves && !serves<Binding>(g.leaves[l])) ++l;
    return l;
  }

  template <class Binding>
  [[gnu::always_inline]] void take(Binding& binding) {
    if constexpr (store_argument<Binding>) {
      // a constant store is never written: `acceptance` saw to that
      T* const base = const_cast<T*>(binding.data());
      (std::remove_const_t<Binding>::kind == leaf_kind::parameter ? at.parameters : at.state) = base;
    } else if constexpr (scalar_set_argument<Binding>) {
      take_scalars(binding, std::make_index_sequence<std::remove_const_t<Binding>::count>{});
    } else if constexpr (constexpr std::uint32_t l = leaf_of<Binding>(); l < leaves) {
      constexpr std::uint32_t position = context<T, Source>::position(l);
      if constexpr (data_argument<Binding>) {
        check_samples(binding);
        if constexpr (context<T, Source>::one_sample) {
          take_one_sample<l>(binding);
        } else if constexpr (g.leaves[l].kind == leaf_kind::label) {
          using integer = typename Binding::element;
          at.label[position] = {binding.data, sizeof(integer), std::is_signed_v<integer>, binding.step, binding.index};
        } else {
          at.input[position] = {binding.data, binding.step, binding.index};
        }
      } else {
        at.scalar[position] = static_cast<T>(binding.value);
      }
    }
  }

  /// Remembers where the sample is that was chosen.
  template <std::uint32_t Leaf, class Binding>
  [[gnu::always_inline]] void take_one_sample(Binding const& binding) {
    auto const* data = binding.data;
    if (binding.index != nullptr && right) data += static_cast<std::ptrdiff_t>(*binding.index) * binding.step;
    constexpr std::uint32_t position = context<T, Source>::position(Leaf);
    if constexpr (g.leaves[Leaf].kind == leaf_kind::label) {
      using integer = typename Binding::element;
      at.label[position] = {data, sizeof(integer), std::is_signed_v<integer>, 0, nullptr};
    } else {
      at.input[position] = {data, 0, nullptr};
    }
  }

  template <class Binding, std::size_t... I>
  [[gnu::always_inline]] void take_scalars(Binding& binding, std::index_sequence<I...>) {
    (take_scalar<I>(binding), ...);
  }
  template <std::size_t I, class Binding>
  [[gnu::always_inline]] void take_scalar(Binding& binding) {
    constexpr std::uint32_t l = first_leaf<Source>([](graph::leaf_info const& info) {
      return info.kind == leaf_kind::scalar && info.identifier == std::remove_const_t<Binding>::names[I];
    });
    if constexpr (l < leaves) at.scalar[context<T, Source>::position(l)] = binding.values[I];
  }

  /// The number of samples and the row list of one binding.
  template <class Binding>
  [[gnu::always_inline]] void check_samples(Binding const& binding) {
    constexpr std::uint32_t size = Binding::sample_size;
    std::size_t const count = binding.count();
    right = right && count != 0 && count <= room && binding.whole(size) && (!counted || count == at.samples) &&
            binding.first_wrong_row(size) == binding.index_count;
    if (!counted) {
      counted = true;
      at.samples = static_cast<std::uint32_t>(count);
      at.sample_count = static_cast<T>(at.samples);
    }
  }

  /// A program that reads no sample (the sum of a label is 1) still counts them: batch_sum does.
  template <class Binding>
  [[gnu::always_inline]] void count_unread(Binding const& binding) {
    if constexpr (data_argument<Binding> && g.batch != 0)
      if (!counted) check_samples(binding);
  }

  template <class Binding>
  static constexpr bool is_label() {
    if constexpr (data_argument<Binding>) {
      constexpr std::uint32_t l = leaf_of<Binding>();
      return l < leaves && g.leaves[l < leaves ? l : 0].kind == leaf_kind::label;
    } else {
      return false;
    }
  }
  /// The first sample whose label is no class, or their number.
  template <class Binding>
  [[gnu::always_inline]] std::uint32_t first_wrong_label() const {
    constexpr std::uint32_t l = leaf_of<Binding>();
    kernel::class_indices const& labels = at.label[context<T, Source>::position(l)];
    std::uint32_t s = 0;
    while (s < at.sample_count_of_run() && labels[s] < g.leaves[l].shape.rows) ++s;
    return s;
  }
  template <class Binding>
  [[gnu::always_inline]] void check_labels(Binding const&) {
    if constexpr (is_label<Binding>()) right = right && first_wrong_label<Binding>() == at.sample_count_of_run();
  }

  /// Bindings that the program reads come first, and all of them are looked at; else the first that there is.
  template <bool Read, class Binding>
  [[gnu::always_inline]] static void diagnose_samples(Binding const& binding, run_status& found, std::size_t& others) {
    if constexpr (data_argument<Binding> && (Read ? leaf_of<Binding>() < leaves : g.batch != 0)) {
      if (!found || (!Read && others != unknown_size)) return;
      found = what_is_wrong(binding, Binding::sample_size, leaf_text<typename Binding::leaf>, room, others);
      if (others == unknown_size) others = binding.count();
    }
  }
  template <class Binding>
  [[gnu::always_inline]] void diagnose_labels(Binding const&, run_status& found) const {
    if constexpr (is_label<Binding>()) {
      if (!found) return;
      constexpr std::uint32_t l = leaf_of<Binding>();
      std::uint32_t const s = first_wrong_label<Binding>();
      if (s < at.samples)
        found = {run_error::label_out_of_range, leaf_text<typename Binding::leaf>, s, g.leaves[l].shape.rows,
                 at.label[context<T, Source>::position(l)][s]};
    }
  }

  static constexpr std::size_t room = g.batch == 0 ? 1 : g.batch;

  context<T, Source> at{};
  bool right = true;
  bool counted = false;
};

}  // namespace tapeless::inline TAPELESS_TARGET::run
