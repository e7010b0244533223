// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/save/find_tensors.hpp"
#include "tapeless/save/header_writer.hpp"
#include "tapeless/save/parts.hpp"

#include <initializer_list>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace safetensors {

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

template <bool OthersAllowed, class... Parts>
constexpr saving_status checked_load(std::span<std::byte const> from, Parts&... parts) {
  if constexpr (can_be_loaded<Parts...>())
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

#include "tapeless/meta/users_macros_back.hpp"
