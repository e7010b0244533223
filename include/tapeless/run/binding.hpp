// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/run/chosen_rows.hpp"
#include "tapeless/run/held.hpp"
#include "tapeless/target/force_inline.hpp"

#include <concepts>
#include <string_view>

namespace tapeless {
inline namespace TAPELESS_TARGET {

namespace run {

/// Which samples some data holds and a run reads, whatever their type; the functions take the size of one.
struct data_extent {
  std::size_t size;  ///< of all the data, in elements
  std::ptrdiff_t step;
  std::uint32_t const* index;
  std::size_t index_count;
  bool chosen;  ///< by a row list, which may be empty and then need not have an address

  /// Samples there are in the data, and samples that this run reads.
  TAPELESS_FORCE_INLINE constexpr std::size_t available(std::uint32_t sample_size) const {
    if (size < sample_size || step <= 0) return 0;
    return (size - sample_size) / static_cast<std::size_t>(step) + 1;
  }
  TAPELESS_FORCE_INLINE constexpr std::size_t count(std::uint32_t sample_size) const {
    return chosen ? index_count : available(sample_size);
  }
  /// Whether the samples lie one after the other and all of them are read.
  TAPELESS_FORCE_INLINE constexpr bool is_plain(std::uint32_t sample_size) const {
    return !chosen && step == static_cast<std::ptrdiff_t>(sample_size);
  }
  /// Data that lies sample after sample holds whole samples only; with a stride anything may stand between them.
  TAPELESS_FORCE_INLINE constexpr bool whole(std::uint32_t sample_size) const {
    return step != static_cast<std::ptrdiff_t>(sample_size) || size % sample_size == 0;
  }
  /// The first entry of the row list that is no sample of so many, or `index_count`.
  TAPELESS_FORCE_INLINE constexpr std::size_t first_wrong_row(std::size_t rows_in_data) const {
    std::size_t s = 0;
    while (s < index_count && index[s] < rows_in_data) ++s;
    return s;
  }
};

/// The user's data for a per-sample leaf: a view of it where it lies (alignment is the element's own), or a small array
/// by value.
template <class Leaf, class Held, class Index = every_row, class Step = adjacent>
struct data_binding {
  using leaf = Leaf;
  using element = std::remove_const_t<typename Held::value_type>;
  static constexpr bool has_rows = !std::is_base_of_v<every_row, Index>;
  static constexpr bool has_stride = !std::is_same_v<Step, adjacent>;
  static constexpr std::size_t static_size = has_rows || has_stride ? unknown_size : static_size_of<Held>;
  static constexpr std::uint32_t sample_size = Leaf::kind == leaf_kind::label ? 1 : Leaf::shape.size();

  Held held;
  Index list;
  Step distance;

  TAPELESS_FORCE_INLINE constexpr element const* data() const { return held.data(); }
  TAPELESS_FORCE_INLINE constexpr std::ptrdiff_t step() const {
    if constexpr (has_stride) {
      return distance.elements;
    } else {
      return static_cast<std::ptrdiff_t>(sample_size);
    }
  }
  TAPELESS_FORCE_INLINE constexpr std::uint32_t const* index() const {
    if constexpr (has_rows) {
      return list.data();
    } else {
      return nullptr;
    }
  }
  /// Of the data's first sample.
  TAPELESS_FORCE_INLINE constexpr std::uint32_t first_number() const {
    if constexpr (requires { list.first_number; }) return list.first_number;
    return 0;
  }
  TAPELESS_FORCE_INLINE constexpr data_extent extent() const {
    std::size_t chosen = 0;
    if constexpr (has_rows) chosen = list.size();
    return {held.size(), step(), index(), chosen, has_rows};
  }
  TAPELESS_FORCE_INLINE constexpr std::size_t available() const { return extent().available(sample_size); }
  TAPELESS_FORCE_INLINE constexpr std::size_t count() const { return extent().count(sample_size); }
};

/// The value of a scalar leaf.
template <class Leaf, class Number>
struct scalar_binding {
  using leaf = Leaf;
  Number value;
};

/// Whether data is an array, or a span of as many elements as its type says.
template <class Data>
inline constexpr bool has_known_size = false;
template <class Data>
  requires spanned<std::remove_reference_t<Data>>
inline constexpr bool has_known_size<Data> = span_of<Data>::extent != std::dynamic_extent;

template <class Leaf>
inline constexpr name leaf_name = Leaf::identifier;
/// A name, ended by a zero, in no more memory than that.
template <name const& Name>
inline constexpr auto characters_of = [] {
  std::array<char, Name.length + 1> characters{};
  for (std::size_t nth = 0; nth < Name.length; ++nth) characters[nth] = Name.text[nth];
  return characters;
}();
template <name const& Name>
inline constexpr std::string_view name_text{characters_of<Name>.data(), characters_of<Name>.size() - 1};
template <class Leaf>
inline constexpr std::string_view leaf_text = name_text<leaf_name<Leaf>>;

/// Set number `Place` of the data that are bound together with these options. `Data` as it was deduced.
template <std::size_t Place, class Leaf, class Data, class... Options>
constexpr auto bind_data(std::remove_reference_t<Data>& data, Options const&... options) {
  using binding = data_binding<Leaf, held<Data>, decltype(rows_of(options...)), decltype(stride_of<Place>(options...))>;
  if constexpr (binding::static_size != unknown_size && binding::static_size % binding::sample_size != 0)
    static_assert(
        error::bound_to_wrong_size<error::named_as<leaf_name<Leaf>>, binding::sample_size, binding::static_size>,
        "tapeless: the bound data is no whole number of samples; see bound_to_wrong_size<name, needed for each, given>");
  return binding{hold<Data>(data), rows_of(options...), stride_of<Place>(options...)};
}

/// A binding that a program may do without.
template <class Binding>
struct optional_binding : Binding {
  static constexpr bool is_optional = true;
};

}  // namespace run

template <class L>
concept per_sample_leaf = leaf_expression<L> && is_per_sample(L::kind);

/// Binds an input or a label to data that lies sample after sample: a span, an array, a vector; with `stride{n}` to
/// samples that begin every n elements, with `rows{list}` to chosen samples. Labels are integers of any type. Data is
/// read where it lies and must live until the run; a temporary array is kept in the binding, a temporary that owns
/// memory of a size known at run time only is refused. (Taken by forwarding reference, so that std::bind, which
/// argument-dependent lookup finds for a std::array, is never the better match.)
template <per_sample_leaf L, class Data, class... Options>
  requires spanned<std::remove_reference_t<Data>>
constexpr auto bind(L const&, Data&& data, Options&&... options) {
  if constexpr (run::is_lost<Data>) {
    static_assert(error::data_does_not_outlive_the_binding<error::named_as<run::leaf_name<L>>>,
                  "tapeless: a temporary that owns its memory is gone before the run; bind a variable or a span of it");
    return run::bind_data<0, L, Data&>(data);
  } else if constexpr (!run::are_options<1, std::remove_cvref_t<Options>...>) {
    static_assert(
        error::wrong_options<std::remove_cvref_t<Options>...>,
        "tapeless: bind(leaf, data, options) takes one stride{n}, one rows{list} and one first_row{n}; see wrong_options<types>");
    return run::bind_data<0, L, Data>(data);
  } else {
    return run::bind_data<0, L, Data>(data, options...);
  }
}
/// The same for numbers in braces, of the program's element type: `bind(x, {1.F, 2.F})`; they are kept in the binding.
template <per_sample_leaf L, class N, std::size_t Count, class... Options>
constexpr auto bind(L const& leaf, N const (&&data)[Count], Options&&... options) {
  return bind(leaf, run::copied<std::array<N, Count>>(data), options...);
}
/// One label, by value.
template <per_sample_leaf L, class N>
  requires(L::kind == leaf_kind::label && std::is_arithmetic_v<N>)
constexpr auto bind(L const& leaf, N label) { return bind(leaf, std::array<N, 1>{label}); }
/// Binds a scalar to its value.
template <leaf_expression L, class N>
  requires(L::kind == leaf_kind::scalar && std::is_arithmetic_v<N>)
constexpr auto bind(L const&, N value) { return run::scalar_binding<L, N>{value}; }

/// `if_needed(bind(x, data))`: for functions that run several programs with the same data. A program in which x does
/// not stand takes no notice of it; without `if_needed` that is an error.
template <class Binding>
  requires requires { typename Binding::leaf; }
constexpr run::optional_binding<Binding> if_needed(Binding const& binding) { return {binding}; }

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
