// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/target/current.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

/// What is kept of data that is handed over: a view of what will still be there, an array that will not be, by value.
namespace tapeless {
inline namespace TAPELESS_TARGET {

template <class Data>
concept spanned = requires(Data& data) {
  std::span(data);
};

namespace run {

inline constexpr std::size_t unknown_size = static_cast<std::size_t>(-1);

template <class Data>
using span_of = decltype(std::span(std::declval<std::remove_reference_t<Data>&>()));

/// `Data` as a forwarding reference deduces it: is it still there after the full expression?
template <class Data>
inline constexpr bool outlives_the_call =
    std::is_lvalue_reference_v<Data> || std::ranges::enable_borrowed_range<std::remove_cvref_t<Data>>;
template <class Data>
inline constexpr bool is_kept = !outlives_the_call<Data> && span_of<Data>::extent != std::dynamic_extent;
/// A temporary that owns memory of a size known at run time only, e.g. a vector.
template <class Data>
inline constexpr bool is_lost = !outlives_the_call<Data> && span_of<Data>::extent == std::dynamic_extent;

/// A view of numbers that are still there when they are read. (std::span<T const, dynamic_extent> by a name of a third
/// of its length, which is in the symbols of every run.)
template <class T>
struct seen_range : std::span<T const> {
  constexpr seen_range() = default;
  constexpr seen_range(std::span<T const> given) : std::span<T const>(given) {}
};

template <class Data, std::size_t Extent = span_of<Data>::extent>
struct holder {
  using number = typename span_of<Data>::value_type;
  using type = std::conditional_t<is_kept<Data>, std::array<number, Extent>, std::span<number const, Extent>>;
};
template <class Data>
struct holder<Data, std::dynamic_extent> {
  using type = seen_range<typename span_of<Data>::value_type>;
};
template <class Data>
using held = typename holder<Data>::type;

template <class Held>
inline constexpr std::size_t static_size_of = unknown_size;
template <class E, std::size_t N>
inline constexpr std::size_t static_size_of<std::array<E, N>> = N;
template <class E, std::size_t N>
inline constexpr std::size_t static_size_of<std::span<E, N>> = N == std::dynamic_extent ? unknown_size : N;

template <class To, class From>
constexpr To copied(From const& from) {
  To made{};
  for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<typename To::value_type>(from[i]);
  return made;
}

template <class Data>
constexpr held<Data> hold(std::remove_reference_t<Data>& data) {
  if constexpr (is_kept<Data>) {
    return copied<held<Data>>(std::span(data));
  } else {
    return held<Data>(std::span(data));
  }
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
