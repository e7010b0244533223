// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/run/held.hpp"

#include <concepts>

/// Which samples of some data a run reads: how far they are apart, which rows, and how they are numbered.
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

/// The first sample of the data is number n of all data: for random numbers, which are a function of a sample's number
/// (expr/random.hpp), where each of several machines holds a part of the data, or a batch is bound in parts. Without it
/// samples are counted from 0. It belongs to a run, whose first data has it.
struct first_row {
  std::uint32_t number;
};

namespace run {

/// What stands where no stride and no row list was given.
struct adjacent {};
struct every_row {};

template <class Option>
inline constexpr bool is_stride = std::is_same_v<std::remove_cvref_t<Option>, stride>;
template <class Option>
inline constexpr bool is_first_row = std::is_same_v<std::remove_cvref_t<Option>, first_row>;
template <class Option>
inline constexpr bool is_row_list = std::is_same_v<std::remove_cvref_t<Option>, rows>;

/// Options of so many sets of data that are bound together: a stride for each at most, in their order, and one row list
/// and one first row for all.
template <std::size_t Sets, class... Options>
inline constexpr bool are_options = ((is_stride<Options> || is_row_list<Options> || is_first_row<Options>)&&...) &&
                                    (std::size_t{is_first_row<Options>} + ... + 0) <= 1 &&
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

/// A row list, or none, of data whose first sample has a number.
template <class Index>
struct numbered_from : Index {
  std::uint32_t first_number;
};
template <class First, class... Rest>
constexpr std::uint32_t first_number_of(First const& first, Rest const&... rest) {
  if constexpr (is_first_row<First>) {
    return first.number;
  } else {
    return first_number_of(rest...);
  }
}
template <class... Options>
constexpr auto rows_of(Options const&... options) {
  if constexpr ((is_first_row<Options> || ...)) {
    return numbered_from<decltype(row_list(options...))>{row_list(options...), first_number_of(options...)};
  } else {
    return row_list(options...);
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
