// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/run/held.hpp"
#include "tapeless/target/force_inline.hpp"

#include <concepts>
#include <string_view>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// Sample s lies at s·elements of the data instead of directly behind sample s − 1; at least 1. Less than a sample has:
/// samples overlap (sliding windows over a series). It belongs to one set of data.
struct stride {
  std::ptrdiff_t elements;
};

/// The samples of a run are those of this list, in its order. It belongs to a run: all that is bound per sample needs
/// it. A list is judged as bound data is: it is read where it lies and must live until the run; numbers in braces and a
/// temporary array are kept, up to `most_kept` of them, a temporary that owns its memory is refused. (No template,
/// though it keeps arrays: in templates of this namespace `shape.rows < n` would be read as one.)
class rows {
public:
  static constexpr std::size_t most_kept = 8;

  constexpr rows() = default;
  template <class List>
    requires spanned<std::remove_reference_t<List>>
  constexpr explicit rows(List&& list) {
    using span_type = run::span_of<List>;
    using number = typename span_type::value_type;
    if constexpr (run::is_lost<List> || (run::is_kept<List> && span_type::extent > most_kept)) {
      static_assert(error::row_list_does_not_outlive_the_binding<std::remove_cvref_t<List>>,
                    "tapeless: a temporary row list is gone before the run; give rows a variable or a span of it");
    } else if constexpr (!std::is_same_v<number, std::uint32_t>) {
      static_assert(error::row_list_of_another_type<number>,
                    "tapeless: the numbers of a row list are std::uint32_t; see row_list_of_another_type<given>");
    } else if constexpr (run::is_kept<List>) {
      for (std::uint32_t const each : list) kept[count++] = each;
    } else {
      lasting = list;
    }
  }
  template <std::integral... Number>
    requires(sizeof...(Number) > 0)
  constexpr rows(Number... each) {
    if constexpr (sizeof...(Number) > most_kept) {
      static_assert(error::row_list_does_not_outlive_the_binding<std::array<std::uint32_t, sizeof...(Number)>>,
                    "tapeless: more than 8 rows in braces are not kept; give rows a variable or a span of it");
    } else {
      ((kept[count++] = static_cast<std::uint32_t>(each)), ...);
    }
  }

  constexpr std::uint32_t const* data() const { return count != 0 ? kept : lasting.data(); }
  constexpr std::size_t size() const { return count != 0 ? count : lasting.size(); }

private:
  std::span<std::uint32_t const> lasting{};
  std::uint32_t kept[most_kept]{};
  std::uint32_t count = 0;
};

namespace run {

/// What stands where no stride and no row list was given.
struct adjacent {};
struct every_row {};

template <class Option>
inline constexpr bool is_stride = std::is_same_v<std::remove_cvref_t<Option>, stride>;
template <class Option>
inline constexpr bool is_row_list = std::is_same_v<std::remove_cvref_t<Option>, rows>;

/// Options of so many sets of data that are bound together: a stride for each at most, in their order, and one row list
/// for all.
template <std::size_t Sets, class... Options>
inline constexpr bool are_options = ((is_stride<Options> || is_row_list<Options>)&&...) &&
                                    (std::size_t{is_stride<Options>} + ... + 0) <= Sets &&
                                    (std::size_t{is_row_list<Options>} + ... + 0) <= 1;

/// The stride of set number `Place`.
template <std::size_t Place>
constexpr adjacent stride_of() {
  return {};
}
template <std::size_t Place, class First, class... Rest>
constexpr auto stride_of(First const& first, Rest const&... rest) {
  if constexpr (!is_stride<First>) {
    return stride_of<Place>(rest...);
  } else if constexpr (Place != 0) {
    return stride_of<Place - 1>(rest...);
  } else {
    return first;
  }
}
/// An option that outlives the binding, as in a step: a row list is read where it lies, kept or not. Copies of what it
/// keeps would be 32 of the 1,050 instructions of a step of a 4-8-3 network on one sample.
template <class Option>
constexpr auto seen(Option const& option) {
  if constexpr (is_row_list<Option>) {
    return seen_range<std::uint32_t>(std::span<std::uint32_t const>(option.data(), option.size()));
  } else {
    return option;
  }
}
/// The row list, if there is one.
constexpr every_row row_list() { return {}; }
template <class First, class... Rest>
constexpr auto row_list(First const& first, Rest const&... rest) {
  if constexpr (is_row_list<First> || std::is_same_v<First, seen_range<std::uint32_t>>) {
    return first;
  } else {
    return row_list(rest...);
  }
}

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
  static constexpr bool has_rows = !std::is_same_v<Index, every_row>;
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
  using binding =
      data_binding<Leaf, held<Data>, decltype(row_list(options...)), decltype(stride_of<Place>(options...))>;
  if constexpr (binding::static_size != unknown_size && binding::static_size % binding::sample_size != 0)
    static_assert(
        error::bound_to_wrong_size<error::named_as<leaf_name<Leaf>>, binding::sample_size, binding::static_size>,
        "tapeless: the bound data is no whole number of samples; see bound_to_wrong_size<name, needed for each, given>");
  return binding{hold<Data>(data), row_list(options...), stride_of<Place>(options...)};
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
        "tapeless: bind(leaf, data, options) takes one stride{n} and one rows{list}; see wrong_options<types>");
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
