// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/records.hpp"
#include "tapeless/show/notation/sink.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

using ops::c_function;
/// The function of an element-wise operation that prints as a call; for the others one whose name is empty.
constexpr c_function const& c_function_of(op code) { return ops::entry_of(code).c99; }

/// What definitions of records define beside the functions that they are of, and what they call.
inline constexpr std::string_view c_vector_functions =
    " shift_of sum_of_exp isnan isfinite INFINITY NAN threefry random_words random_key first_sample uint32_t ";

/// Whether a word is the name of one of these functions, for one of the two element types.
constexpr bool is_c_function(std::string_view word) {
  for (ops::entry const& each : ops::table) {
    std::string_view const called = each.c99.name;
    if (called.empty()) continue;
    if (word == called ||
        (word.size() == called.size() + 1 && word.back() == 'f' && word.substr(0, called.size()) == called))
      return true;
  }
  return false;
}

/// An identifier of the generated C.
struct c_identifier final : text_sink {
  std::array<char, 64> text{};
  std::uint32_t length = 0;

  constexpr std::string_view view() const { return {text.data(), length}; }

private:
  constexpr void put(char character) override {
    if (length < text.size()) text[length++] = character;
  }
};

/// The words of C99, and the variables of the generated loops.
inline constexpr std::string_view c_reserved_words =
    " auto break case char const continue default do double else enum extern float for goto if inline int long "
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while "
    "main samples memory workspace s i j k sum shift log_sum ";

/// A word of a list in which blanks stand before and after each.
constexpr bool is_listed(std::string_view word, std::string_view list) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1))
    if (list[at - 1] == ' ' && list[at + word.size()] == ' ') return true;
  return false;
}
/// `stem` and a number: t12, copy3.
constexpr bool is_numbered(std::string_view word, std::string_view stem) {
  if (word.size() <= stem.size() || word.substr(0, stem.size()) != stem) return false;
  for (char const character : word.substr(stem.size()))
    if (character < '0' || character > '9') return false;
  return true;
}
constexpr bool is_taken_in_c(std::string_view word) {
  return is_listed(word, c_reserved_words) || is_listed(word, c_vector_functions) || is_c_function(word) ||
         is_numbered(word, "t") || is_numbered(word, "copy") || is_numbered(word, "key");
}

/// The name with `_` for what C has not in identifiers: net.0.weight → net_0_weight.
constexpr c_identifier in_c(std::string_view given) {
  c_identifier made;
  for (char const character : given) {
    bool const digit = character >= '0' && character <= '9';
    bool const letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    if (!letter && made.length == 0) made('v');  // what begins with _ may be the compiler's
    made(digit || letter ? character : '_');
  }
  if (made.length == 0) made('v');
  if (is_taken_in_c(made.view())) made('_');
  return made;
}

/// The identifiers of one C file, each distinct from the ones before.
template <std::size_t Capacity>
struct c_names {
  std::array<c_identifier, Capacity> each{};
  std::uint32_t count = 0;

  constexpr void add(std::string_view given) {
    c_identifier const stem = in_c(given);
    c_identifier wanted = stem;
    for (std::uint32_t number = 2; is_known(wanted.view()); ++number) {
      wanted = stem;
      wanted('_', number);
    }
    each[count++] = wanted;
  }

private:
  constexpr bool is_known(std::string_view word) const {
    for (std::uint32_t i = 0; i < count; ++i)
      if (each[i].view() == word) return true;
    return false;
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
