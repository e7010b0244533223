// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/run/layout.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/run/view.hpp"

namespace tapeless {
namespace error {
template <class Key>
inline constexpr bool no_key_of_a_store = false;
}

inline namespace TAPELESS_TARGET {

namespace run {

/// Whether anybody has written to a store. State is right as it begins, with zeros.
template <leaf_kind Kind>
struct filling {
  static constexpr bool done = true;
  constexpr void note(bool = true) {}
};
template <>
struct filling<leaf_kind::parameter> {
  bool done = false;
  constexpr void note(bool is_done = true) { done = is_done; }
};

/// The numbers of a store; without any, nothing that takes memory.
template <class T, std::size_t Size>
struct stored_numbers {
  alignas(vector_alignment<T>) T values[Size]{};
};
template <class T>
struct stored_numbers<T, 0> {
  static constexpr T* values = nullptr;
};

}  // namespace run

/// The parameters (or the state) of a program: plain memory, owned by the user or by a trainer; may be static,
/// `constinit`, or a `constexpr` constant in read-only memory. Programs that name the same leaves can share one store.
/// Parameters that nobody has filled are zeros, and zeros train to nothing: a run that reads them is refused until
/// somebody initializes them or asks for access that can write.
template <class T, class Source, leaf_kind Kind>
class store {
public:
  using element = T;
  using layout = run::layout<Source, Kind>;
  static constexpr leaf_kind kind = Kind;

  /// Logical bytes: the same on every target. Storage bytes: with what the target adds for alignment and padding.
  static constexpr std::size_t bytes() { return static_cast<std::size_t>(layout::table.elements) * sizeof(T); }
  static constexpr std::size_t storage_bytes() { return sizeof(store); }
  /// How many numbers the leaves have, and how many there are from `data()` on.
  static constexpr std::uint32_t size() { return static_cast<std::uint32_t>(layout::table.elements); }
  static constexpr std::uint32_t stored_size() { return static_cast<std::uint32_t>(layout::table.stored_elements); }

  /// The leaf of that name: `p.template at<"W1">()`, an unknown name is a compile-time error.
  template <fixed_string Name>
  constexpr auto at() noexcept {
    written.note();
    return view_at<leaf_name<Name>>(numbers.values);
  }
  template <fixed_string Name>
  constexpr auto at() const noexcept {
    return view_at<leaf_name<Name>>(numbers.values);
  }
  /// The leaf itself: `p[W1]`.
  template <fixed_string Name, extents Shape>
  constexpr auto operator[](leaf<Kind, Name, Shape> const&) noexcept {
    written.note();
    return view_at<leaf_name<Name>>(numbers.values);
  }
  template <fixed_string Name, extents Shape>
  constexpr auto operator[](leaf<Kind, Name, Shape> const&) const noexcept {
    return view_at<leaf_name<Name>>(numbers.values);
  }
  template <class Key>
  constexpr auto operator[](Key const&) {
    static_assert(error::no_key_of_a_store<Key>,
                  "tapeless: a store holds the parameters (or the state): store[W], the leaf itself, or by its name, "
                  "store.at<\"W\">()");
    return view<T, 1, 1>(numbers.values);
  }
  /// Calls f(name, view) for each leaf, in the program's order.
  template <class F>
  constexpr void for_each(F const& f) {
    written.note();
    [&]<std::size_t... I>(std::index_sequence<I...>) TAPELESS_FORCE_INLINE {
      (f(layout::table.each[I].identifier, view_of_slot<I>(numbers.values)), ...);
    }
    (std::make_index_sequence<layout::count>{});
  }

  template <class F>
  constexpr void for_each(F const& f) const {
    [&]<std::size_t... I>(std::index_sequence<I...>) TAPELESS_FORCE_INLINE {
      (f(layout::table.each[I].identifier, view_of_slot<I>(numbers.values)), ...);
    }
    (std::make_index_sequence<layout::count>{});
  }

  /// Takes over the values of the leaves of equal name and shape, e.g. those trained in float for a check in double; a
  /// leaf that the other store lacks is a compile-time error.
  template <class U, class OtherSource>
  constexpr void copy_from(store<U, OtherSource, Kind> const& other) noexcept {
    written.note(other.is_filled());
    [&]<std::size_t... I>(std::index_sequence<I...>) TAPELESS_FORCE_INLINE { (copy_leaf<I>(other), ...); }
    (std::make_index_sequence<layout::count>{});
  }

  /// All numbers as they lie in memory, with gaps: an order that follows from layout and target, and which a program of
  /// another target, or another version, reads wrongly. To keep them, use `save` (save/save.hpp).
  constexpr T* data() noexcept {
    written.note();
    return numbers.values;
  }
  constexpr T const* data() const noexcept { return numbers.values; }

  /// Whether somebody has filled it, or was given access that can.
  constexpr bool is_filled() const noexcept { return written.done; }
  /// They count as not filled again: whoever filled them failed half-way.
  constexpr void forget_filling() { written.note(false); }

private:
  /// Whether the program had its error where it was written.
  static constexpr bool is_ill_formed = rules::lowered<Source>.found.kind == graph::problem_kind::ill_formed;

  template <fixed_string Name>
  static constexpr name leaf_name{Name.view()};

  template <std::size_t I>
  static constexpr name slot_name = layout::table.each[I].identifier;

  template <std::size_t... I>
  static auto listed(std::index_sequence<I...>) -> error::one_of<error::named_as<slot_name<I>>...>;
  static constexpr std::size_t most_listed = 16;  // a deep network has hundreds
  using known_names =
      decltype(listed(std::make_index_sequence<(layout::count < most_listed ? layout::count : most_listed)>{}));

  template <std::size_t I, class Other>
  constexpr void copy_leaf(Other const& other) {
    constexpr run::slot mine = layout::table.each[I];
    constexpr std::uint32_t found = Other::layout::find(mine.identifier);
    static_assert(found < Other::layout::count || error::missing_in_store<error::named_as<slot_name<I>>>,
                  "tapeless: the other store holds no leaf of that name; see named<characters>");
    if constexpr (found < Other::layout::count) {
      constexpr run::slot theirs = Other::layout::table.each[found];
      static_assert(theirs.shape == mine.shape || error::missing_in_store<error::named_as<slot_name<I>>>,
                    "tapeless: the other store's leaf has another shape; see named<characters>");
      for (std::uint32_t e = 0; e < plan::stored_size(mine.shape); ++e)
        numbers.values[mine.offset + e] = static_cast<T>(other.data()[theirs.offset + e]);
    }
  }
  template <std::size_t I, class E>
  static constexpr auto view_of_slot(E* first) {
    constexpr run::slot s = layout::table.each[I];
    return view<E, s.shape.rows, s.shape.columns>(first + s.offset);
  }
  template <name const& Name, class E>
  static constexpr auto view_at(E* first) {
    constexpr std::uint32_t found = layout::find(Name);
    if constexpr (found < layout::count) {
      return view_of_slot<found>(first);
    } else {
      if constexpr (!is_ill_formed)
        static_assert(
            error::unknown_leaf<error::named_as<Name>, known_names>,
            "tapeless: this store holds no leaf of that name; see unknown_leaf<named, one_of<those it holds>>");
      return view<E, 1, 1>(first);
    }
  }

  [[no_unique_address]] run::stored_numbers<T, run::array_length<Source, layout::table.stored_elements, 0>()> numbers{};
  [[no_unique_address]] run::filling<Kind> written{};
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
