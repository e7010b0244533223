// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation/number.hpp"

#include <cstddef>
#include <string_view>

namespace exercises {

/// A text of at most `Capacity` - 1 characters, ended by a zero; what does not fit is cut off.
template <std::size_t Capacity>
class text_buffer final : public tapeless::show::text_sink {
public:
  constexpr void clear() { length = 0, characters[0] = '\0'; }
  constexpr char const* data() const { return characters; }
  constexpr std::string_view view() const { return {characters, length}; }

private:
  constexpr void put(char character) override {
    if (length + 1 == Capacity) return;
    characters[length++] = character;
    characters[length] = '\0';
  }

  char characters[Capacity]{};
  std::size_t length = 0;
};

/// A number with four significant digits, as a reader compares numbers.
inline void put_rounded(double number, tapeless::show::text_sink& sink) {
  double const size = number < 0 ? -number : number;
  if (!(size > 0 && size < 1e15)) return tapeless::show::put_number(number, sink);
  double unit = 1;  // of the last digit, times a thousand
  for (; size >= 10 * unit; unit *= 10) {
  }
  for (; size < unit && unit > 1e-12; unit /= 10) {
  }
  double const digits = static_cast<double>(static_cast<long long>(size / unit * 1000 + .5));
  double const rounded = unit >= 1000 ? digits * (unit / 1000) : digits / (1000 / unit);
  tapeless::show::put_number(number < 0 ? -rounded : rounded, sink);
}

}  // namespace exercises
