// SPDX-License-Identifier: BSL-1.0
// Files in the safetensors format, written otherwise than by the library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace saved_file {

using bytes = std::vector<std::byte>;

/// A header of any text, and what stands behind it.
inline bytes of(std::string_view header, bytes const& data) {
  bytes file;
  for (int i = 0; i < 8; ++i) file.push_back(static_cast<std::byte>(std::uint64_t{header.size()} >> (8 * i)));
  for (char const each : header) file.push_back(static_cast<std::byte>(each));
  file.insert(file.end(), data.begin(), data.end());
  return file;
}

/// Numbers as they lie in memory; the tests run on little-endian machines.
template <class T>
bytes numbers(std::vector<T> const& all) {
  bytes data(all.size() * sizeof(T));
  std::memcpy(data.data(), all.data(), data.size());
  return data;
}

inline bytes joined(bytes first, bytes const& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace saved_file
