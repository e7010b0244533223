// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/acceptance.hpp"
#include "tapeless/run/bound_leaf.hpp"
#include "tapeless/run/diagnosis.hpp"
#include "tapeless/run/execute.hpp"
#include "tapeless/run/result.hpp"
#include "tapeless/run/stepwise.hpp"
#include "tapeless/run/store.hpp"
#include "tapeless/target/force_inline.hpp"
#include "tapeless/target/reproducible.hpp"

#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// One call of a program that is accepted: checks at run time that the data is right, then runs. `Where` is the context
/// of the run, or a reference to it.
template <class T, class Source, class Where, non_finite Policy, class... B>
class bound_run {
public:
  using accepted = acceptance<T, Source, B...>;
  using layouts = layouts_of<typename accepted::template layout_of<leaf_kind::parameter>,
                             typename accepted::template layout_of<leaf_kind::state>, typename accepted::constants_of>;
  using result = run_result<T, Source, layouts>;
  static constexpr auto const& g = rules::lowered<Source>;
  static constexpr std::uint32_t leaves = g.size.leaves;

  constexpr explicit bound_run(context<T, Source>& where) : at(where) {}
  constexpr explicit bound_run(T* workspace_memory) requires(!std::is_reference_v<Where>) : at{} {
    at.workspace = workspace_memory;
  }

  /// Runs in a workspace. The context is made where it is handed back: copied, it would be read in pieces of other
  /// sizes than it was written in, which a processor cannot forward: 8 of 112 ns of a prediction by a 64-32-10 network.
  TAPELESS_FORCE_INLINE static result run(T* workspace, B&... bindings) noexcept {
    result answer(workspace);
    bound_run call(answer.where);
    if (!call.runs(bindings...)) answer.state = call.diagnosis(bindings...);
    return answer;
  }
  /// The same in parts: only the data is checked here.
  using stepwise = stepwise_run<result, T, Source, layouts>;
  static stepwise start(T* workspace, B&... bindings) noexcept {
    result answer(workspace);
    bound_run call(answer.where);
    if (!call.accepts(bindings...)) answer.state = call.diagnosis(bindings...);
    if (!reads_parameters<Source> && answer) (note_filled(bindings), ...);
    return stepwise(answer);
  }
  /// Runs if the data is right, and says whether it was. Inlined: for a function that makes this one call.
  TAPELESS_FORCE_INLINE bool runs(B&... bindings) noexcept {
    if (accepts(bindings...)) right = !(loss_was_refused = !run_if_finite<checks_loss, Source, layouts>(at));
    if (!reads_parameters<Source> && right) (note_filled(bindings), ...);
    return right;
  }
  TAPELESS_FORCE_INLINE bool accepts(B&... bindings) noexcept {
    if constexpr (targets::current.prefers_small_code) at.workspace = in_a_register(at.workspace);
    right = (is_filled(bindings) && ...);
    right = right && rounds_as_asked();
    (take_store(bindings), ...);  // before the data, which must not lie where they are written
    if constexpr (stream_count<Source> != 0)
      take_keys<Source>(
          at.random, [&](auto leaf) TAPELESS_FORCE_INLINE { return at.state + stored_offsets<Source, layouts>[leaf]; });
    (take(bindings), ...);
    if (right) right = (labels_are_classes(bindings) && ...);
    if constexpr (checks_finite)
      if (right) right = (numbers_are_finite(bindings) && ...);
    return right;
  }
  /// What is wrong with the data of a run that did not take place.
  TAPELESS_FORCE_INLINE run_status diagnosis(B const&... bindings) const noexcept {
    run_error const known = loss_was_refused                ? run_error::loss_not_finite
                            : !(is_filled(bindings) && ...) ? run_error::not_initialized
                            : !rounds_as_asked()            ? run_error::not_reproducible
                                                            : run_error::none;
    data_place data[looked_at == 0 ? 1 : looked_at];
    std::uint32_t next = 0;
    (copy_place(bindings, data, next), ...);
    auto const pieces = written::pieces(at, std::make_index_sequence<written::count>{});
    return what_is_wrong(known, looked_at == 0 ? nullptr : data, requests_of<decltype(asked_of<B>())...>.data(),
                         looked_at, room, pieces.data(), written::count, wrong_scalar(bindings...));
  }
  /// Where output number I is after a run that took place.
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE T const* output() const {
    return address<plan::planned<Source>::outputs[I], layouts>(at);
  }
  static stepwise refused_start(T* workspace) { return stepwise(result(workspace)); }
  /// The answer to a call that the compiler has refused.
  static result refused(T* workspace) { return result(workspace); }

private:
  TAPELESS_FORCE_INLINE static bool rounds_as_asked() {
    if constexpr (targets::is_reproducible) return targets::rounds_every_operation<T>();
    return true;
  }
  static constexpr bool checks_finite =
      Policy == non_finite::refused_by_assignments ? g.size.assigns != 0 : Policy != non_finite::accepted;
  static constexpr bool checks_loss = Policy == non_finite::loss_refused && g.size.assigns != 0;

  template <class Binding>
  TAPELESS_FORCE_INLINE static bool is_filled(Binding const& binding) {
    if constexpr (reads_parameters<Source> && (store_argument<Binding> || constants_argument<Binding>))
      return binding.is_filled();
    return true;
  }
  template <class Binding>
  static void note_filled(Binding& binding) {
    if constexpr (store_argument<Binding> && !std::is_const_v<Binding>)
      if constexpr (written_in<Source, typename Binding::layout>::count != 0) static_cast<void>(binding.data());
  }

  template <class Binding>
  TAPELESS_FORCE_INLINE void take_store(Binding& binding) {
    if constexpr (store_argument<Binding>) {
      // a constant store is never written: `acceptance` saw to that
      T* const base = const_cast<T*>(std::as_const(binding).data());
      (std::remove_const_t<Binding>::kind == leaf_kind::parameter ? at.parameters : at.state) = base;
    }
  }
  template <class Binding>
  TAPELESS_FORCE_INLINE void take(Binding& binding) {
    if constexpr (scalar_set_argument<Binding>) {
      take_scalars(binding, std::make_index_sequence<std::remove_const_t<Binding>::count>{});
    } else if constexpr (is_looked_at<Source, Binding>()) {
      check_samples(binding);
      if constexpr (is_read<Source, Binding>()) take_data<leaf_of<Source, Binding>()>(binding);
    } else if constexpr (is_read<Source, Binding>()) {
      at.scalar[context<T, Source>::position(leaf_of<Source, Binding>())] = static_cast<T>(binding.value);
    }
  }

  /// Remembers where the samples are.
  template <std::uint32_t Leaf, class Binding>
  TAPELESS_FORCE_INLINE void take_data(Binding const& binding) {
    constexpr std::uint32_t position = context<T, Source>::position(Leaf);
    if constexpr (context<T, Source>::one_sample) {
      take_one_sample<Leaf>(binding);
    } else if constexpr (g.leaves[Leaf].kind == leaf_kind::label) {
      using integer = typename Binding::element;
      at.label[position] = {binding.data(), sizeof(integer), std::is_signed_v<integer>, binding.step(),
                            binding.index()};
    } else {
      at.input[position] = {address_in<T, Source, Leaf>(binding.data()), binding.step(), binding.index()};
    }
  }

  /// Remembers where the sample is that was chosen.
  template <std::uint32_t Leaf, class Binding>
  TAPELESS_FORCE_INLINE void take_one_sample(Binding const& binding) {
    auto const* data = binding.data();
    if constexpr (Binding::has_rows)
      if (right) data += static_cast<std::ptrdiff_t>(*binding.index()) * binding.step();
    constexpr std::uint32_t position = context<T, Source>::position(Leaf);
    if constexpr (g.leaves[Leaf].kind == leaf_kind::label) {
      using integer = typename Binding::element;
      at.label[position] = {data, sizeof(integer), std::is_signed_v<integer>, 0, nullptr};
    } else {
      at.input[position] = {address_in<T, Source, Leaf>(data), 0, nullptr};
    }
  }

  template <class Binding, std::size_t... I>
  TAPELESS_FORCE_INLINE void take_scalars(Binding& binding, std::index_sequence<I...>) {
    (take_scalar<I>(binding), ...);
  }
  template <std::size_t I, class Binding>
  TAPELESS_FORCE_INLINE void take_scalar(Binding& binding) {
    constexpr std::uint32_t l = scalar_of<Source, I, Binding>;
    if constexpr (l < leaves) at.scalar[context<T, Source>::position(l)] = binding.template value<I>();
  }

  /// The number of samples, the row list and the place of one binding.
  template <class Binding>
  TAPELESS_FORCE_INLINE void check_samples(Binding const& binding) {
    constexpr std::uint32_t size = Binding::sample_size;
    data_extent const extent = binding.extent();
    std::size_t count = 1, elements = size;
    // the other branch comes to the same, in more instructions and with a division
    if (room == 1 && extent.is_plain(size)) {
      right = right && extent.size == size;
    } else {
      count = extent.count(size);
      elements = extent.size;
      right = right && count != 0 && count <= room && extent.whole(size) && (!counted || count == at.samples) &&
              extent.first_wrong_row(extent.available(size)) == extent.index_count;
    }
    right = right && is_aligned(binding.data()) &&
            lies_apart(range_of(binding.data(), elements), std::make_index_sequence<written::count>{});
    if (!counted) {
      counted = true;
      if constexpr (stream_count<Source> != 0)
        number_samples<context<T, Source>::one_sample>(at.random, binding, right);
      at.samples = static_cast<std::uint32_t>(count);
      at.sample_count = static_cast<T>(at.samples);
    }
  }

  template <class Binding>
  TAPELESS_FORCE_INLINE bool labels_are_classes(Binding const& binding) const {
    if constexpr (has_labels<Source, Binding>()) return first_wrong_label(binding, samples()) == samples();
    return true;
  }
  /// Of data whose numbers have to be finite; else 0.
  template <class Binding>
  static constexpr std::uint16_t exponent_asked = checks_finite&& is_read<Source, Binding>()
                                                      ? exponent_bits<typename Binding::element>
                                                      : std::uint16_t{0};
  template <class Binding>
  TAPELESS_FORCE_INLINE bool numbers_are_finite(Binding const& binding) const {
    bool good = true;
    if constexpr (data_argument<Binding>) {
      if constexpr (exponent_asked<Binding> != 0) good = run::is_finite(binding, samples());
    } else {
      each_scalar(binding, [&](std::string_view const&, T number)
                               TAPELESS_FORCE_INLINE { good = good && run::is_finite(number); });
    }
    return good;
  }

  /// The name of the first scalar that is not finite; where there is none, that of the last: nobody asks then.
  TAPELESS_FORCE_INLINE std::string_view const* wrong_scalar(B const&... bindings) const {
    std::string_view const* found = &no_name;
    bool is_found = false;
    auto const look = [&](std::string_view const& scalar, T number) TAPELESS_FORCE_INLINE {
      if (!is_found) found = &scalar;
      is_found = is_found || !run::is_finite(number);
    };
    (each_scalar(bindings, look), ...);
    return found;
  }
  template <class Binding, class Look>
  TAPELESS_FORCE_INLINE static void each_scalar(Binding const& binding, Look const& look) {
    if constexpr (scalar_set_argument<Binding>) {
      [&]<std::size_t... I>(std::index_sequence<I...>) TAPELESS_FORCE_INLINE { (each_of_set<I>(binding, look), ...); }
      (std::make_index_sequence<std::remove_const_t<Binding>::count>{});
    } else if constexpr (leaf_argument<Binding> && !data_argument<Binding>) {
      if constexpr (is_read<Source, Binding>()) look(leaf_text<typename Binding::leaf>, static_cast<T>(binding.value));
    }
  }
  template <std::size_t I, class Binding, class Look>
  TAPELESS_FORCE_INLINE static void each_of_set(Binding const& binding, Look const& look) {
    if constexpr (scalar_of<Source, I, Binding> != leaves)
      look(name_text<std::remove_const_t<Binding>::template name_of<I>>, binding.template value<I>());
  }
  TAPELESS_FORCE_INLINE std::uint32_t samples() const { return at.sample_count_of_run(); }

  using written = written_by<Source, layouts>;
  template <std::size_t... I>
  TAPELESS_FORCE_INLINE bool lies_apart(memory_range data, std::index_sequence<I...>) const {
    return !(meet(data, written::template piece<I>(at)) || ...);
  }

  template <class Binding>
  TAPELESS_FORCE_INLINE static void copy_place(Binding const& binding, data_place* to, std::uint32_t& next) {
    if constexpr (is_looked_at<Source, Binding>())
      to[next++] = {binding.extent().size, binding.step(), reinterpret_cast<unsigned char const*>(binding.data()),
                    binding.index(), binding.extent().index_count};
  }
  template <class Binding>
  static constexpr auto asked_of() {
    if constexpr (is_looked_at<Source, Binding>())
      return asked<typename Binding::leaf, typename Binding::element, Binding::has_rows, exponent_asked<Binding>>{};
  }
  static constexpr std::uint32_t looked_at = (std::uint32_t{is_looked_at<Source, B>()} + ... + 0u);
  static constexpr std::size_t room = g.batch == 0 ? 1 : g.batch;

  Where at;
  bool right = true;
  bool counted = false;
  bool loss_was_refused = false;
};

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
