// SPDX-License-Identifier: BSL-1.0
//
// Hosted: files of what was learnt.
#pragma once

#include "tapeless/io/file.hpp"
#include "tapeless/save/save.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

namespace detail {

inline file_error wrong(std::string const& path, saving_status const& status) {
  std::string part(status.tensor.view());
  if (!part.empty()) part += ": ";
  return {
      path, 0, 0, std::string(status.expected.view()), std::string(status.found.view()), part + describe(status.error)};
}

}  // namespace detail

/// Saves stores, trainers and `saved<"name">(value)` as `tapeless::save` does, in a file that replaces the one at
/// `path` whole or not at all (see `replace_file`): a checkpoint may be written over the last one.
template <class... Parts>
file_outcome save_file(std::string const& path, Parts const&... parts) {
  std::vector<std::byte> bytes(saved_bytes<Parts...>());
  if (saving_status const status = save(bytes, parts...); !status) return detail::wrong(path, status);
  return replace_file(path, bytes);
}

/// Loads such a file, as `tapeless::load` does; after an error all is as it was.
template <class... Parts>
file_outcome load_file(std::string const& path, Parts&&... parts) {
  auto const bytes = read_file(path);
  if (!bytes) return bytes.error();
  if (saving_status const status = load(*bytes, parts...); !status) return detail::wrong(path, status);
  return std::monostate{};
}
/// The same of a file that may hold more, as `tapeless::load_part`.
template <class... Parts>
file_outcome load_part_of_file(std::string const& path, Parts&&... parts) {
  auto const bytes = read_file(path);
  if (!bytes) return bytes.error();
  if (saving_status const status = load_part(*bytes, parts...); !status) return detail::wrong(path, status);
  return std::monostate{};
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
