// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/save/find_tensors.hpp"
#include "tapeless/save/header_writer.hpp"
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

/// What is known of a file when the program is compiled: all but numbers and checksum.
template <class... Parts>
struct file_of {
  static constexpr listing<Parts...> const& tensors = listed<Parts...>;
  static constexpr std::size_t count = tensors.each.size();
  static constexpr std::size_t header_bytes = [] {
    header_sink counting;
    write_header(counting, tensors.each);
    return counting.size();
  }();
  static constexpr std::array<char, header_bytes> header = [] {
    std::array<char, header_bytes> text{};
    header_sink writing(text.data());
    write_header(writing, tensors.each);
    return text;
  }();
  static constexpr std::size_t bytes = sizeof(std::uint64_t) + header_bytes + tensors.bytes;
};

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

constexpr saving_status first_of(std::initializer_list<saving_status> all) {
  for (saving_status const& each : all)
    if (!each) return each;
  return {};
}

/// Writes the file but for its numbers, calls write(where numbers begin), and puts the checksum into the header.
template <class Write>
constexpr void write_file(std::byte* to, std::span<char const> header, std::size_t data_bytes, Write const& write) {
  write_number<std::uint64_t>(to, header.size());
  to += sizeof(std::uint64_t);
  for (std::size_t i = 0; i < header.size(); ++i) to[i] = static_cast<std::byte>(header[i]);
  std::byte* const data = to + header.size();
  write(data);
  bounded_text<9> const checksum = hexadecimal(crc32({data, data_bytes}));
  for (std::size_t i = 0; i < checksum.size(); ++i)
    to[before_checksum.size() + i] = static_cast<std::byte>(checksum.view()[i]);
}

template <bool OthersAllowed, class... Parts>
constexpr saving_status load_parts(std::span<std::byte const> from, Parts&... parts) {
  using file = file_of<std::remove_cv_t<Parts>...>;
  std::array<std::size_t, file::count> begins{};
  finder const found(from, file::tensors.each, begins, OthersAllowed);
  if (found.status()) {
    std::size_t const* mine = begins.data();
    ((part<std::remove_cv_t<Parts>>::read(parts, mine, found.data()), mine += part<std::remove_cv_t<Parts>>::count),
     ...);
  }
  return found.status();
}

template <class Argument>
inline constexpr bool is_constant = std::is_const_v<std::remove_reference_t<Argument>>;
template <fixed_string Name, class Value>
inline constexpr bool is_constant<saved_value<Name, Value>> = std::is_const_v<Value>;

template <bool OthersAllowed, class... Parts>
constexpr saving_status checked_load(std::span<std::byte const> from, Parts&... parts) {
  (static_cast<void>([] {
     static_assert(
         !is_constant<Parts> || error::loaded_into_a_constant<Parts>,
         "tapeless: load writes into what it is given, which is const here; see loaded_into_a_constant<given>");
   }),
   ...);
  if constexpr (are_parts<Parts...>() && !(is_constant<Parts> || ...))
    return load_parts<OthersAllowed>(from, parts...);
  else
    return {};
}

}  // namespace safetensors

/// How many bytes `save` writes: a constant, the same on every target.
template <class... Parts>
constexpr std::size_t saved_bytes() {
  if constexpr (safetensors::are_parts<Parts...>())
    return safetensors::file_of<std::remove_cvref_t<Parts>...>::bytes;
  else
    return 1;
}
template <class... Parts>
constexpr std::size_t saved_bytes(Parts const&...) {
  return saved_bytes<Parts...>();
}

/// Writes what was learnt into the first `saved_bytes` of `to`, a file in the safetensors format: stores (parameters,
/// state), trainers (parameters, state, and the optimizer's settings as `setting.NAME`) and `saved<"name">(value)`,
/// each leaf by its name with its shape, row-major and little-endian, `F32` or `F64` by the store's type, step counter
/// and seed as `U64`; so it does not depend on target, padding or layout. Its header is a constant. The metadata has
/// the CRC-32 of the tensors' bytes. Nothing is allocated; usable in constant expressions.
template <class... Parts>
constexpr saving_status save(std::span<std::byte> to, Parts const&... parts) {
  if constexpr (safetensors::are_parts<Parts...>()) {
    using file = safetensors::file_of<Parts...>;
    if (to.size() < file::bytes)
      return {saving_error::no_room, {}, safetensors::in_bytes(file::bytes), safetensors::in_bytes(to.size())};
    if (saving_status const status = safetensors::first_of({safetensors::part<Parts>::check(parts)...}); !status)
      return status;
    safetensors::write_file(to.data(), file::header, file::tensors.bytes, [&](std::byte* data) {
      safetensors::tensor const* mine = file::tensors.each.data();
      ((safetensors::part<Parts>::write(parts, mine, data), mine += safetensors::part<Parts>::count), ...);
    });
  }
  return {};
}

/// Reads a file in the safetensors format, of `save` or of somebody else: exactly the tensors that the parts have, in
/// any order. Everything is looked at before anything is written: after an error all is as it was. Afterwards
/// parameters count as filled. Metadata may be anything; only the CRC-32 of `save` is compared, if it is there.
template <class... Parts>
constexpr saving_status load(std::span<std::byte const> from, Parts&&... parts) {
  return safetensors::checked_load<false>(from, parts...);
}
/// The same from a file that may hold more than is wanted, as the parameters out of a trainer's.
template <class... Parts>
constexpr saving_status load_part(std::span<std::byte const> from, Parts&&... parts) {
  return safetensors::checked_load<true>(from, parts...);
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
