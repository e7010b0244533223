// SPDX-License-Identifier: BSL-1.0
//
// What is saved together: a list of tensors, each name once.
#pragma once

#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/save/part.hpp"

#include <algorithm>

namespace tapeless {
namespace error {
template <class Argument>
inline constexpr bool nothing_to_save = false;
template <class Argument>
inline constexpr bool loaded_into_a_constant = false;
template <class Name>
inline constexpr bool saved_by_one_name = false;
}  // namespace error

inline namespace TAPELESS_TARGET {
namespace safetensors {

template <class... Parts>
inline constexpr std::size_t tensor_count = (std::size_t{0} + ... + part<Parts>::count);

template <class... Parts>
struct listing {
  std::array<tensor, tensor_count<Parts...>> each{};
  std::size_t bytes = 0;
  std::size_t repeated = tensor_count<Parts...>;  ///< the first whose name another one has, too
};

template <class... Parts>
constexpr listing<Parts...> list_of() {
  listing<Parts...> all{};
  tensor* to = all.each.data();
  ((part<Parts>::list(to), to += part<Parts>::count), ...);
  all.bytes = place(all.each);
  for (std::size_t i = 0; i < all.each.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (all.each[i].identifier == all.each[j].identifier) all.repeated = std::min(all.repeated, i);
  return all;
}

template <class... Parts>
inline constexpr listing<Parts...> listed = list_of<Parts...>();
/// The name that two of them have; only where there is one.
template <class... Parts>
inline constexpr name repeated_name = listed<Parts...>.each[listed<Parts...>.repeated].identifier;

template <class... Arguments>
constexpr bool are_parts() {
  (static_cast<void>([] {
     static_assert(saveable<Arguments> || error::nothing_to_save<Arguments>,
                   "tapeless: what is saved is a store (program::parameters, program::state), a trainer, or a value by "
                   "name, saved<\"epoch\">(epoch); see nothing_to_save<given>");
   }),
   ...);
  if constexpr ((saveable<Arguments> && ...)) {
    constexpr bool once =
        listed<std::remove_cvref_t<Arguments>...>.repeated == tensor_count<std::remove_cvref_t<Arguments>...>;
    if constexpr (!once)
      static_assert(error::saved_by_one_name<error::named_as<repeated_name<std::remove_cvref_t<Arguments>...>>>,
                    "tapeless: two of what is saved have one name; see named<characters>. Save them in two files");
    return once;
  }
  return false;
}

template <class Argument>
inline constexpr bool is_constant = std::is_const_v<std::remove_reference_t<Argument>>;
template <fixed_string Name, class Value>
inline constexpr bool is_constant<saved_value<Name, Value>> = std::is_const_v<Value>;

/// Whether the arguments are parts into which can be written.
template <class... Arguments>
constexpr bool can_be_loaded() {
  (static_cast<void>([] {
     static_assert(
         !is_constant<Arguments> || error::loaded_into_a_constant<Arguments>,
         "tapeless: load writes into what it is given, which is const here; see loaded_into_a_constant<given>");
   }),
   ...);
  return are_parts<Arguments...>() && !(is_constant<Arguments> || ...);
}

}  // namespace safetensors
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
