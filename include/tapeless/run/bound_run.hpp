// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/acceptance.hpp"
#include "tapeless/run/execute.hpp"
#include "tapeless/run/result.hpp"
#include "tapeless/run/store.hpp"

namespace tapeless::inline TAPELESS_TARGET::run {

/// What is asked of the data that a leaf is bound to.
struct data_request {
  std::string_view leaf{};
  std::uint32_t sample_size = 1;
};

/// The first thing that is wrong with the samples of several leaves, if anything is: their number, which has to be the same for all and at
/// most `room`, or a row list. One function for all programs, out of the way of runs that take place.
[[gnu::noinline, gnu::cold]] inline run_status what_is_wrong(data_extent const* data, data_request const* request,
                                                             std::uint32_t leaves, std::size_t room) {
  std::size_t others = 0;
  for (std::uint32_t l = 0;; ++l, ++data, ++request) {
    std::size_t const available = data->available(request->sample_size);
    std::size_t const count = data->chosen ? data->index_count : available;
    run_error error = run_error::none;
    std::size_t sample = 0, expected = 1, found = count;
    if (count == 0) {
      error = run_error::no_samples;
    } else if (!data->whole(request->sample_size)) {
      error = run_error::incomplete_sample;
      sample = available;
      expected = request->sample_size;
      found = data->size % request->sample_size;
    } else if (count > room) {
      error = run_error::too_many_samples;
      expected = room;
    } else if (l != 0 && count != others) {
      error = run_error::sample_counts_differ;
      expected = others;
    } else if (sample = data->first_wrong_row(available); sample != data->index_count) {
      error = run_error::row_out_of_range;
      expected = available;
      found = data->index[sample];
    }
    if (error != run_error::none || l + 1 == leaves)
      return {error, request->leaf, static_cast<std::uint32_t>(sample), expected, found};
    others = count;
  }
}

/// The same address, of which the compiler does not know what it computed it from: places are then written as their distance from it,
/// which an instruction has room for.
template <class T>
[[gnu::always_inline]] inline T* in_a_register(T* address) {
  asm("" : "+r"(address));
  return address;
}

/// One call of a program that is accepted: checks at run time that the data is right, then runs. `Where` is the context of the run, or
/// a reference to it.
template <class T, class Source, class Where, class... B>
class bound_run {
public:
  using accepted = acceptance<T, Source, B...>;
  using layouts = store_layouts<typename accepted::template layout_of<leaf_kind::parameter>,
                                typename accepted::template layout_of<leaf_kind::state>>;
  using result = run_result<T, Source, layouts>;
  static constexpr auto const& g = rules::lowered<Source>;
  static constexpr std::uint32_t leaves = g.size.leaves;

  constexpr explicit bound_run(context<T, Source>& where) : at(where) {}
  constexpr explicit bound_run(T* workspace_memory) requires(!std::is_reference_v<Where>) : at{} {
    at.workspace = workspace_memory;
  }

  /// Runs in a workspace. The context is made where it is handed back: copied, it would be read in pieces of other sizes than it was written
  /// in, which a processor cannot forward: 8 of 112 ns of a prediction by a 64-32-10 network.
  [[gnu::always_inline]] static result run(T* workspace, B&... bindings) {
    result answer(workspace);
    bound_run call(answer.where);
    if (!call.runs(bindings...)) answer.state = call.diagnosis(bindings...);
    return answer;
  }
  /// Runs if the data is right, and says whether it was. Inlined: for a function that makes this one call.
  [[gnu::always_inline]] bool runs(B&... bindings) {
    if constexpr (plan::inlines_single_calls) at.workspace = in_a_register(at.workspace);
    (take(bindings), ...);
    if (!counted) (count_unread(bindings), ...);
    samples_right = right;
    if (right) (check_labels(bindings), ...);
    if (right) run_steps<Source, layouts>(at);
    return right;
  }
  /// What is wrong with the data of a run that did not take place.
  run_status diagnosis(B const&... bindings) const {
    constexpr std::uint32_t count = (std::uint32_t{is_looked_at<B>()} + ... + 0u);
    if constexpr (count > 0) {
      if (!samples_right) {
        data_extent data[count];
        std::uint32_t next = 0;
        (copy_extent(bindings, data, next), ...);
        return what_is_wrong(data, requests.data(), count, room);
      }
    }
    return wrong_label(bindings...);
  }
  /// Where output number I is after a run that took place.
  template <std::uint32_t I>
  [[gnu::always_inline]] T const* output() const {
    return address<plan::planned<Source>::outputs[I], layouts>(at);
  }
  /// The answer to a call that the compiler has refused.
  static result refused(T* workspace) { return result(workspace); }

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
          at.label[position] = {binding.data(), sizeof(integer), std::is_signed_v<integer>, binding.step(),
                                binding.index()};
        } else {
          at.input[position] = {binding.data(), binding.step(), binding.index()};
        }
      } else {
        at.scalar[position] = static_cast<T>(binding.value);
      }
    }
  }

  /// Remembers where the sample is that was chosen.
  template <std::uint32_t Leaf, class Binding>
  [[gnu::always_inline]] void take_one_sample(Binding const& binding) {
    auto const* data = binding.data();
    if constexpr (Binding::has_rows)
      if (right) data += static_cast<std::ptrdiff_t>(*binding.index()) * binding.step();
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
    data_extent const extent = binding.extent();
    std::size_t count = 1;
    // the other branch comes to the same, in more instructions and with a division
    if (room == 1 && extent.is_plain(size)) {
      right = right && extent.size == size;
    } else {
      count = extent.count(size);
      right = right && count != 0 && count <= room && extent.whole(size) && (!counted || count == at.samples) &&
              extent.first_wrong_row(extent.available(size)) == extent.index_count;
    }
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

  template <class Binding>
  static constexpr bool is_read() {
    if constexpr (data_argument<Binding>) {
      return leaf_of<Binding>() < leaves;
    } else {
      return false;
    }
  }
  /// Whether the data of a binding has to be right: that of leaves that the program has, or all if it has none of them (see count_unread).
  template <class Binding>
  static constexpr bool is_looked_at() {
    return is_read<Binding>() || (data_argument<Binding> && g.batch != 0 && !(is_read<B>() || ...));
  }
  template <class Binding>
  [[gnu::always_inline]] static void copy_extent(Binding const& binding, data_extent* to, std::uint32_t& next) {
    if constexpr (is_looked_at<Binding>()) to[next++] = binding.extent();
  }
  template <class Binding, std::size_t Count>
  static constexpr void add_request(std::array<data_request, Count>& to, std::uint32_t& next) {
    if constexpr (is_looked_at<Binding>()) to[next++] = {leaf_text<typename Binding::leaf>, Binding::sample_size};
  }
  static constexpr auto requests = [] {
    std::array<data_request, (std::size_t{is_looked_at<B>()} + ... + 0u)> found{};
    std::uint32_t next = 0;
    (add_request<B>(found, next), ...);
    return found;
  }();
  /// The first label that is no class; there is one.
  template <class First, class... Rest>
  [[gnu::always_inline]] run_status wrong_label(First const&, Rest const&... rest) const {
    if constexpr (is_label<First>()) {
      std::uint32_t const s = context<T, Source>::one_sample ? 0 : first_wrong_label<First>();
      constexpr std::uint32_t l = leaf_of<First>();
      if (!(is_label<Rest>() || ...) || first_wrong_label<First>() != at.sample_count_of_run())
        return {run_error::label_out_of_range, leaf_text<typename First::leaf>, s, g.leaves[l].shape.rows,
                at.label[context<T, Source>::position(l)][s]};
    }
    return wrong_label(rest...);
  }
  run_status wrong_label() const { return {}; }

  static constexpr std::size_t room = g.batch == 0 ? 1 : g.batch;

  Where at;
  bool right = true;
  bool samples_right = true;
  bool counted = false;
};

}  // namespace tapeless::inline TAPELESS_TARGET::run
