// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/run/context.hpp"
#include "tapeless/run/finite.hpp"
#include "tapeless/run/outputs.hpp"
#include "tapeless/run/refusal.hpp"
#include "tapeless/run/view.hpp"
#include "tapeless/shape/error.hpp"

namespace tapeless {
namespace error {
template <class Key>
inline constexpr bool no_key_of_a_result = false;
}

inline namespace TAPELESS_TARGET {

namespace run {
template <class T, class Source, class Where, non_finite Policy, class... B>
class bound_run;
}  // namespace run
template <class Result, class T, class Source, class Layouts>
class stepwise_run;

/// What a run hands back: whether it took place, and views of its outputs, valid until the next run with the same
/// workspace.
template <class T, class Source, class Layouts>
class [[nodiscard]] run_result {
public:
  constexpr explicit run_result(T* workspace_memory) { where.workspace = workspace_memory; }

  constexpr explicit operator bool() const { return static_cast<bool>(state); }
  constexpr run_status const& status() const { return state; }

  /// The value of an output, by the expression itself. Only after a run that took place.
  template <expression E>
  auto operator[](E const& e) const {
    if constexpr (any_ill_formed<E>) {
      return view<T const, 1, 1>(where.workspace);
    } else if constexpr (!run::is_output<Source, E>) {
      static_assert(error::no_output_of_the_program<error::shape_of<E::shape.rows, E::shape.columns>>,
                    "tapeless: this expression is no output of the program; see shape_of<rows, columns>");
      return view_as<E::shape>(where.workspace);
    } else {
      // rows and columns as written, also where a program is ill-formed; the batch axis as the laws left it
      return view_as<E::shape.with_batch(shape_of<run::first_output<Source, E>>.batch)>(find(e));
    }
  }
  template <class Key>
    requires(!expression<Key>)
  auto operator[](Key const&) const {
    static_assert(
        error::no_key_of_a_result<Key>,
        "tapeless: an output is read by the expression itself, result[loss], or by its number, result.output<0>()");
    return view<T const, 1, 1>(where.workspace);
  }
  /// The value of output number I.
  template <std::uint32_t I>
  auto output() const {
    return view_as<shape_of<I>>(run::address<plan::planned<Source>::outputs[I], Layouts>(where));
  }

private:
  template <std::uint32_t I>
  static constexpr extents shape_of = rules::lowered<Source>.nodes[rules::lowered<Source>.outputs[I]].shape;

  /// A view of the memory at `first`.
  template <extents S>
  auto view_as(T const* first) const {
    if (!state) run::a_refused_run_has_no_values(state);
    if constexpr (S.is_batched()) {
      return batch_view<T const, S.rows, S.columns>(first, where.samples);
    } else {
      return view<T const, S.rows, S.columns>(first);
    }
  }
  template <class E>
  T const* find(E const& e) const {
    std::uint32_t const index = run::find_output<Source>(e);
    T const* found = nullptr;
    [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      ((I == index ? static_cast<void>(found = run::address<plan::planned<Source>::outputs[I], Layouts>(where))
                   : void()),
       ...);
    }
    (std::make_integer_sequence<std::uint32_t, rules::lowered<Source>.size.outputs>{});
    return found;
  }

  template <class, class, class, non_finite, class...>
  friend class run::bound_run;
  template <class, class, class, class>
  friend class stepwise_run;

  run_status state{};
  run::context<T, Source> where{};
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
