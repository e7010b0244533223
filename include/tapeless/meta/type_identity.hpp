// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/hash.hpp"
#include "tapeless/meta/type_name.hpp"

#include <type_traits>

/// A number for a type, equal for equal types only. Compilers spell different types alike (clang all lambdas that are
/// template arguments, and types inside functions by their last name; g++ lambdas of one signature), and to compare
/// addresses of templated entities is no constant expression under -fsanitize=undefined. So types of one name are
/// counted as they are met: the first bears number 0 of that name, and the definition of a function declared in
/// `bearer` says who it is.
namespace tapeless::meta {

#ifndef __clang__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"  // one function for each bearer is what is meant
#endif
template <std::uint64_t Name, std::uint32_t Number>
struct bearer {
  friend constexpr auto whose(bearer);
};
#ifndef __clang__
#pragma GCC diagnostic pop
#endif
template <class T, std::uint64_t Name, std::uint32_t Number>
struct given_to {
  friend constexpr auto whose(bearer<Name, Number>) { return std::type_identity<T>{}; }
  static constexpr std::uint32_t number = Number;
};

/// How many other types of this name were met before T, in this translation unit.
template <class T, std::uint64_t Name, std::uint32_t Number = 0>
constexpr std::uint32_t number_among_namesakes() {
  if constexpr (!requires(T * of) { whose((static_cast<void>(of), bearer<Name, Number>{})); }) {
    return given_to<T, Name, Number>::number;
  } else if constexpr (std::is_same_v<decltype(whose(bearer<Name, Number>{})), std::type_identity<T>>) {
    return Number;
  } else {
    return number_among_namesakes<T, Name, Number + 1>();
  }
}

template <class T>
inline constexpr std::uint64_t type_identity = mix(hash(type_name<T>()),
                                                   number_among_namesakes<T, hash(type_name<T>())>());

}  // namespace tapeless::meta
