// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tapeless {

/// A text of at most `Capacity` - 1 characters, ended by a zero, without heap: what does not fit is cut off.
template <std::size_t Capacity>
class bounded_text {
public:
  constexpr bounded_text() = default;
  constexpr bounded_text(std::string_view text) { append(text); }

  constexpr char const* data() const { return characters; }
  constexpr std::size_t size() const { return length; }
  constexpr bool empty() const { return length == 0; }
  constexpr std::string_view view() const { return {characters, length}; }
  constexpr operator std::string_view() const { return view(); }

  constexpr void append(std::string_view text) {
    for (char const each : text)
      if (length + 1 < Capacity) characters[length++] = each;
  }
  constexpr void append(std::uint64_t number) {
    char digits[20]{};
    std::size_t first = sizeof digits;
    do {
      digits[--first] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    append(std::string_view(digits + first, sizeof digits - first));
  }

private:
  char characters[Capacity]{};
  std::size_t length = 0;
};

}  // namespace tapeless
