// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/scalar.hpp"
#include "tapeless/run/argument.hpp"
#include "tapeless/target/force_inline.hpp"
#include "tapeless/train/optimizer.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/unpack.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace tapeless {
namespace error {
template <class... Arguments>
inline constexpr bool no_call_of_a_trainer = false;
}

inline namespace TAPELESS_TARGET {
namespace train {

/// The values of an optimizer's scalars: a binding that serves all of them. They are kept as what their bits differ
/// from the defaults in, so that an object of zeros, as it lies in .bss, has the defaults.
template <class T, class Optimizer>
struct settings {
  using number = std::conditional_t<element_type<T>, T, float>;  // other types have had their error
  using bits = typename math::ieee_format<number>::bits_type;
  static constexpr std::size_t count = decltype(boost::hana::length(Optimizer::hyperparameters))::value;
  static constexpr std::array<name, count> names = boost::hana::unpack(
      Optimizer::hyperparameters, [](auto const&... each) { return std::array<name, count>{each.leaf.identifier...}; });
  static constexpr std::array<T, count> defaults =
      boost::hana::unpack(Optimizer::hyperparameters,
                          [](auto const&... each) { return std::array<T, count>{static_cast<T>(each.initial)...}; });
  template <std::size_t I>
  static constexpr name name_of = names[I];
  template <std::size_t... I>
  static auto listed(std::index_sequence<I...>) -> error::one_of<error::named_as<name_of<I>>...>;
  using known_names = decltype(listed(std::make_index_sequence<count>{}));

  bits changes[count == 0 ? 1 : count]{};

  /// Index of the scalar of that name, or `count`.
  static constexpr std::size_t find(name const& wanted) {
    std::size_t i = 0;
    while (i < count && !(names[i] == wanted)) ++i;
    return i;
  }
  template <std::size_t I>
  TAPELESS_FORCE_INLINE constexpr T value() const {
    constexpr bits unchanged = std::bit_cast<bits>(defaults[I]);
    return std::bit_cast<T>(static_cast<bits>(changes[I] ^ unchanged));
  }
  template <std::size_t I>
  constexpr void set(T to) {
    changes[I] = std::bit_cast<bits>(to) ^ std::bit_cast<bits>(defaults[I]);
  }
  constexpr void set_defaults() {
    for (bits& each : changes) each = 0;
  }
};

/// What calls of a trainer there are; of all others one error.
template <class... Arguments>
inline constexpr bool is_initialization = false;
template <class Initializer, std::convertible_to<std::uint64_t> Seed>
inline constexpr bool is_initialization<Initializer, Seed> = true;
template <class T, class... Arguments>
inline constexpr bool is_setting = false;
template <class T, fixed_string Name, class Value>
inline constexpr bool is_setting<T, leaf<leaf_kind::scalar, Name, extents{}>, Value> = std::convertible_to<Value, T>;

/// Whether a call means bindings, and no samples and truths as they lie: the first says so, be it refused already; what
/// is wrong with the others is told where they are bound.
template <class... Arguments>
inline constexpr bool begins_with_a_binding = true;
template <class First, class... Others>
inline constexpr bool begins_with_a_binding<First, Others...> = run::run_argument<First> || requires {
  First::had_its_error;
};

template <class... Arguments>
constexpr void is_no_call() {
  static_assert(
      error::no_call_of_a_trainer<Arguments...>,
      "tapeless: a trainer is called initialize(initializer::glorot{}, seed), set(optimizer::learning_rate, number), step(inputs, truths, options), predict(sample), of one sample; see no_call_of_a_trainer<given>");
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
