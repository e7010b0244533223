// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/meta/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace tapeless::inline TAPELESS_TARGET {

/// Sample s lies at s·elements instead of directly after sample s − 1.
struct stride {
  std::ptrdiff_t elements;
};
/// The samples of a run are those of this list, in its order.
struct rows {
  std::span<std::uint32_t const> index;
};

namespace run {

inline constexpr std::size_t unknown_size = static_cast<std::size_t>(-1);

/// Which samples some data holds and a run reads, whatever their type; the functions take the size of one.
struct data_extent {
  std::size_t size;  ///< of all the data, in elements
  std::ptrdiff_t step;
  std::uint32_t const* index;
  std::size_t index_count;
  bool chosen;  ///< by a row list, which may be empty and then need not have an address

  constexpr void apply(stride by) { step = by.elements; }
  constexpr void apply(rows list) {
    index = list.index.data();
    index_count = list.index.size();
    chosen = true;
  }
  /// Samples there are in the data, and samples that this run reads.
  [[gnu::always_inline]] constexpr std::size_t available(std::uint32_t sample_size) const {
    if (size < sample_size) return 0;
    return step <= 0 ? 1 : (size - sample_size) / static_cast<std::size_t>(step) + 1;
  }
  [[gnu::always_inline]] constexpr std::size_t count(std::uint32_t sample_size) const {
    return chosen ? index_count : available(sample_size);
  }
  /// Whether the samples lie one after the other and all of them are read.
  [[gnu::always_inline]] constexpr bool is_plain(std::uint32_t sample_size) const {
    return !chosen && step == static_cast<std::ptrdiff_t>(sample_size);
  }
  /// Data that lies sample after sample holds whole samples only; with a stride anything may stand between them.
  [[gnu::always_inline]] constexpr bool whole(std::uint32_t sample_size) const {
    return step != static_cast<std::ptrdiff_t>(sample_size) || size % sample_size == 0;
  }
  /// The first entry of the row list that is no sample of so many, or `index_count`.
  [[gnu::always_inline]] constexpr std::size_t first_wrong_row(std::size_t rows_in_data) const {
    std::size_t s = 0;
    while (s < index_count && index[s] < rows_in_data) ++s;
    return s;
  }
};

/// The user's data for a per-sample leaf, where it lies: nothing is copied, alignment is the element's own.
template <class Leaf, class Element, std::size_t StaticSize = unknown_size>
struct data_binding : data_extent {
  using leaf = Leaf;
  using element = Element;
  static constexpr std::size_t static_size = StaticSize;
  static constexpr std::uint32_t sample_size = Leaf::kind == leaf_kind::label ? 1 : Leaf::shape.size();
  Element const* data;

  constexpr data_binding(Element const* first_element, std::size_t elements)
      : data_extent{elements, sample_size, nullptr, 0, false}, data(first_element) {}

  [[gnu::always_inline]] constexpr std::size_t available() const { return data_extent::available(sample_size); }
  [[gnu::always_inline]] constexpr std::size_t count() const { return data_extent::count(sample_size); }
};

/// The value of a scalar leaf.
template <class Leaf, class Number>
struct scalar_binding {
  using leaf = Leaf;
  Number value;
};

template <class Leaf>
inline constexpr name leaf_name = Leaf::identifier;
/// The name of a leaf, ended by a zero, in no more memory than that.
template <class Leaf>
inline constexpr auto leaf_characters = [] {
  constexpr name identifier = Leaf::identifier;
  std::array<char, identifier.view().size() + 1> characters{};
  char* next = characters.data();
  for (char each : identifier.view()) *next++ = each;
  return characters;
}();
template <class Leaf>
inline constexpr std::string_view leaf_text{leaf_characters<Leaf>.data(), leaf_characters<Leaf>.size() - 1};

template <class Leaf, class Element, std::size_t Size, class... Options>
constexpr auto bind_data(Element const* data, std::size_t size, Options const&... options) {
  data_binding<Leaf, Element, sizeof...(Options) == 0 ? Size : unknown_size> b(data, size);
  constexpr std::uint32_t needed = data_binding<Leaf, Element>::sample_size;
  if constexpr (Size != unknown_size && sizeof...(Options) == 0 && Size % needed != 0)
    static_assert(
        error::bound_to_wrong_size<error::named_as<leaf_name<Leaf>>, needed, Size>,
        "tapeless: the bound data is no whole number of samples; see bound_to_wrong_size<name, needed, given>");
  (b.apply(options), ...);
  return b;
}

}  // namespace run

template <class L>
concept per_sample_leaf = leaf_expression<L> && is_per_sample(L::kind);

template <class Data>
concept spanned = requires(Data& data) {
  std::span(data);
};

/// Binds an input or a label to data that lies sample after sample: a span, an array, a vector; with `stride{n}` and `rows{list}` to
/// every n-th element and to chosen samples. Labels are integers of any type. Nothing is copied: the data must live until the run.
/// (Taken by forwarding reference, so that std::bind, which argument-dependent lookup finds for a std::array, is never the better match.)
template <per_sample_leaf L, class Data, class... Options>
  requires spanned<std::remove_reference_t<Data>>
constexpr auto bind(L const&, Data&& data, Options&&... options) {
  using all = decltype(std::span(data));
  constexpr std::size_t size = all::extent == std::dynamic_extent ? run::unknown_size : all::extent;
  all const whole(data);
  return run::bind_data<L, typename all::value_type, size>(whole.data(), whole.size(), options...);
}
/// One label, where it lies: it must live until the run.
template <per_sample_leaf L>
  requires(L::kind == leaf_kind::label)
constexpr auto bind(L const&, std::uint32_t const& label) { return run::bind_data<L, std::uint32_t, 1>(&label, 1); }
/// Binds a scalar to its value.
template <leaf_expression L, class N>
  requires(L::kind == leaf_kind::scalar && std::is_arithmetic_v<N>)
constexpr auto bind(L const&, N value) { return run::scalar_binding<L, N>{value}; }

}  // namespace tapeless::inline TAPELESS_TARGET
