// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"

#include <cstddef>
#include <string_view>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// A text of `Length` characters and a final zero, a plain constant.
template <std::size_t Length>
struct fixed_text {
  char characters[Length + 1]{};

  constexpr char const* data() const { return characters; }
  static constexpr std::size_t size() { return Length; }
  constexpr std::string_view view() const { return {characters, Length}; }
};

/// A sink that counts.
struct counter {
  std::size_t count = 0;
  constexpr void operator()(char) { ++count; }
};

/// A sink that stores where there is room.
struct filler {
  char* next;
  constexpr void operator()(char character) { *next++ = character; }
};

/// What `Writer::write(sink)` writes, as a constant: written twice, once to count and once to keep.
template <class Writer>
constexpr std::size_t length_of() {
  counter sink;
  Writer::write(sink);
  return sink.count;
}
template <class Writer, std::size_t Length>
constexpr fixed_text<Length> filled() {
  fixed_text<Length> result{};
  filler sink{result.characters};
  Writer::write(sink);
  return result;
}
template <class Writer>
inline constexpr auto text_by = filled<Writer, length_of<Writer>()>();

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
