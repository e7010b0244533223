// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Where a text goes, character by character: `sink("x_", 12, '!')` writes texts, natural numbers and characters. (In
/// classes of this room templates stand before the functions that call them: clang 14 instantiates others too late for
/// a constant expression.)
class text_sink {
  constexpr virtual void put(char) = 0;

  constexpr void write(char character) { put(character); }
  constexpr void write(std::string_view characters) {
    for (char const character : characters) put(character);
  }
  constexpr void write(std::unsigned_integral auto natural) {
    std::uint64_t number = natural;
    char digits[20]{};
    std::size_t count = 0;
    do {
      digits[count++] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    while (count != 0) put(digits[--count]);
  }

public:
  template <class... Parts>
  constexpr void operator()(Parts const&... parts) {
    (write(parts), ...);
  }
};

/// A sink that counts.
struct counter final : text_sink {
  std::size_t count = 0;

private:
  constexpr void put(char) override { ++count; }
};

/// A sink that stores where there is room.
struct filler final : text_sink {
  constexpr explicit filler(char* to) : next(to) {}
  char* next;

private:
  constexpr void put(char character) override { *next++ = character; }
};

/// A sink that hands on to a function of a character.
template <class F>
class forward_to final : public text_sink {
public:
  constexpr explicit forward_to(F& function) : to(function) {}

private:
  constexpr void put(char character) override { to(character); }
  F& to;
};

/// What `Writer::write(sink)` writes, character by character into a function of a user's.
template <class Writer, class F>
constexpr void write_to(F& function) {
  forward_to<F> sink(function);
  Writer::write(sink);
}

/// Separates the parts of a list.
struct listing {
  text_sink& sink;
  std::string_view separator = ",";
  bool first = true;

  constexpr void next() {
    if (!first) sink(separator);
    first = false;
  }
};

/// A text of `Length` characters and a final zero, a plain constant.
template <std::size_t Length>
struct fixed_text {
  char characters[Length + 1]{};

  constexpr char const* data() const { return characters; }
  static constexpr std::size_t size() { return Length; }
  constexpr std::string_view view() const { return {characters, Length}; }
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
  filler sink(result.characters);
  Writer::write(sink);
  return result;
}
template <class Writer>
inline constexpr auto text_by = filled<Writer, length_of<Writer>()>();

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
