// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/acceptance.hpp"
#include "tapeless/run/execute.hpp"
#include "tapeless/run/result.hpp"
#include "tapeless/run/store.hpp"

namespace tapeless::inline TAPELESS_TARGET::run {

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
    (take(bindings), ...);
    if (!counted) (count_unread(bindings), ...);
    (check_labels(bindings), ...);
    if (status) run_steps<Source, layouts>(at);
    return result(status, at);
  }
  /// The answer to a call that the compiler has refused.
  result refused() const { return result(status, at); }

private:
  /// The number of the leaf that a binding serves, or `leaves`: bindings nobody needs are allowed.
  template <class Binding>
  static constexpr std::uint32_t leaf_of() {
    std::uint32_t l = 0;
    while (l < leaves && !serves<Binding>(g.leaves[l])) ++l;
    return l;
  }

  template <class Binding>
  void take(Binding& binding) {
    if constexpr (store_argument<Binding>) {
      // a constant store is never written: `acceptance` saw to that
      T* const base = const_cast<T*>(binding.data());
      (std::remove_const_t<Binding>::kind == leaf_kind::parameter ? at.parameters : at.state) = base;
    } else if constexpr (scalar_set_argument<Binding>) {
      take_scalars(binding, std::make_index_sequence<std::remove_const_t<Binding>::count>{});
    } else if constexpr (constexpr std::uint32_t l = leaf_of<Binding>(); l < leaves) {
      constexpr std::uint32_t position = context<T, Source>::position(l);
      if constexpr (data_argument<Binding>) {
        check_count(binding);
        check_rows(binding);
        if constexpr (g.leaves[l].kind == leaf_kind::label) {
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

  void fail(run_status const& what) {
    if (status) status = what;
  }

  template <class Binding>
  void check_count(Binding const& binding) {
    constexpr std::size_t room = g.batch == 0 ? 1 : g.batch;
    std::size_t const count = binding.count();
    if (count != 0 && !binding.whole())
      fail({run_error::incomplete_sample, leaf_name<typename Binding::leaf>.view(),
            static_cast<std::uint32_t>(binding.available()), Binding::sample_size,
            binding.size % Binding::sample_size});
    if (count == 0) fail({run_error::no_samples, leaf_name<typename Binding::leaf>.view(), 0, 1, 0});
    if (count > room) fail({run_error::too_many_samples, leaf_name<typename Binding::leaf>.view(), 0, room, count});
    if (counted && count != at.samples)
      fail({run_error::sample_counts_differ, leaf_name<typename Binding::leaf>.view(), 0, at.samples, count});
    if (!counted) {
      counted = true;
      at.samples = static_cast<std::uint32_t>(count);
      at.sample_count = static_cast<T>(at.samples);
    }
  }

  /// A program that reads no sample (the sum of a label is 1) still counts them: batch_sum does.
  template <class Binding>
  void count_unread(Binding const& binding) {
    if constexpr (data_argument<Binding> && g.batch != 0)
      if (!counted) check_count(binding);
  }

  template <class Binding>
  void check_rows(Binding const& binding) {
    if (binding.index == nullptr) return;
    std::size_t const available = binding.available();
    for (std::uint32_t s = 0; s < binding.index_count; ++s)
      if (binding.index[s] >= available)
        fail({run_error::row_out_of_range, leaf_name<typename Binding::leaf>.view(), s, available, binding.index[s]});
  }

  template <class Binding>
  void check_labels(Binding const&) {
    if constexpr (leaf_argument<Binding>) {
      constexpr std::uint32_t l = leaf_of<Binding>();
      if constexpr (l < leaves && g.leaves[l < leaves ? l : 0].kind == leaf_kind::label) {
        if (!status) return;
        constexpr std::uint32_t classes = g.leaves[l].shape.rows;
        kernel::class_indices const& labels = at.label[context<T, Source>::position(l)];
        for (std::uint32_t s = 0; s < at.samples; ++s)
          if (labels[s] >= classes)
            fail({run_error::label_out_of_range, leaf_name<typename Binding::leaf>.view(), s, classes, labels[s]});
      }
    }
  }

  context<T, Source> at{};
  run_status status{};
  bool counted = false;
};

}  // namespace tapeless::inline TAPELESS_TARGET::run
