// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tapeless {

/// The name of a leaf or of a defined subexpression, kept by value so that graphs are plain constants: at most 47
/// characters.
struct name {
  static constexpr std::size_t capacity = 48;
  char text[capacity]{};
  std::uint32_t length = 0;
  std::uint64_t hash = 0;

  constexpr name() = default;
  constexpr explicit name(std::string_view characters) {
    append(characters);
    finish();
  }

  /// `scope.field`
  constexpr name(std::string_view scope, std::string_view field) {
    append(scope);
    append(".");
    append(field);
    finish();
  }
  /// `scope.index`
  constexpr name(std::string_view scope, std::uint32_t index) {
    append(scope);
    append(".");
    append_number(index);
    finish();
  }

  /// The last characters of a long text; the hash is that of all.
  static constexpr name ending(std::string_view long_text) {
    name n(long_text.size() < capacity ? long_text : long_text.substr(long_text.size() - capacity + 1));
    n.hash = meta::hash(long_text);
    return n;
  }

  constexpr std::string_view view() const { return {text, length}; }
  friend constexpr bool operator==(name const& a, name const& b) { return a.hash == b.hash && a.view() == b.view(); }

private:
  constexpr void append(std::string_view characters) {
    if (length + characters.size() >= capacity) a_name_has_at_most_47_characters();
    for (char const c : characters) text[length++] = c;
  }
  /// Not constexpr: a longer name is no constant, and the compiler shows this function's name.
  static void a_name_has_at_most_47_characters() { __builtin_trap(); }
  constexpr void append_number(std::uint32_t number) {
    char digits[10]{};
    std::uint32_t count = 0;
    do {
      digits[count++] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    while (count != 0) append({&digits[--count], 1});
  }
  constexpr void finish() { hash = meta::hash(view()); }
};

}  // namespace tapeless
