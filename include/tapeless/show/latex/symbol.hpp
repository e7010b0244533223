// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/hash.hpp"
#include "tapeless/show/notation/number.hpp"

/// Names as mathematicians write them: W1 is W₁, theta is θ, net.0.weight is W⁽⁰⁾, learning_rate stays a word.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

inline constexpr std::string_view greek_letters[] = {
    "alpha", "beta",  "gamma",  "delta", "epsilon", "zeta",  "eta",     "theta", "iota", "kappa", "lambda", "mu",
    "nu",    "xi",    "pi",     "rho",   "sigma",   "tau",   "upsilon", "phi",   "chi",  "psi",   "omega",  "Gamma",
    "Delta", "Theta", "Lambda", "Xi",    "Pi",      "Sigma", "Upsilon", "Phi",   "Psi",  "Omega"};

/// As std::string_view::find, whose test of a pointer is no constant expression for g++ under -fsanitize=undefined.
constexpr std::size_t position_of(char wanted, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == wanted) return i;
  return std::string_view::npos;
}
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// `theta` or, in UTF-8, θ: "theta"; of anything else nothing.
constexpr std::string_view greek_letter(std::string_view word) {
  for (std::string_view const letter : greek_letters)
    if (word == letter) return letter;
  if (word.size() != 2) return {};
  unsigned const code =
      (static_cast<unsigned char>(word[0]) & 0x1fu) << 6 | (static_cast<unsigned char>(word[1]) & 0x3fu);
  if (static_cast<unsigned char>(word[0]) >> 5 != 6 || code < 0x3b1 || code > 0x3c9) return {};
  unsigned const place = code - 0x3b1;  // the table lacks ο, which is no symbol of its own, and ς
  if (place == 14 || place == 17) return {};
  return greek_letters[place < 14 ? place : place < 17 ? place - 1 : place - 2];
}
constexpr bool is_greek(std::string_view word) { return !greek_letter(word).empty(); }
constexpr bool is_number(std::string_view word) {
  for (char const c : word)
    if (!is_digit(c)) return false;
  return !word.empty();
}

/// A part of a dotted name and what is left of it.
struct name_parts {
  std::string_view rest;
  bool done = false;

  constexpr std::string_view next() {
    std::size_t const dot = position_of('.', rest);
    std::string_view const part = rest.substr(0, dot);
    done = dot == std::string_view::npos;
    rest = done ? std::string_view{} : rest.substr(dot + 1);
    return part;
  }
};

/// Characters that LaTeX has another use for.
constexpr void put_escaped(std::string_view characters, text_sink& sink) {
  constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  for (char const c : characters) {
    unsigned const code = static_cast<unsigned char>(c);
    if (is_letter(c) || is_digit(c) || c == '.' || c == ':' || c == '/' || c == '+' || c == '-') {
      sink(c);
    } else if (c == '_' || c == '#' || c == '$' || c == '%' || c == '&') {
      sink('\\', c);
    } else if (c == ' ') {
      sink("\\ ");
    } else {  // rare in a name: its number
      sink("\\langle ", hexadecimal[code >> 4], hexadecimal[code & 15], "\\rangle ");
    }
  }
}

/// One word: a letter as it is, a Greek letter's name as the letter, all else upright.
constexpr void put_word(std::string_view word, text_sink& sink) {
  bool const letter = word.size() == 1 && is_letter(word[0]);
  if (letter || is_number(word)) return sink(word);
  if (is_greek(word)) {
    return sink('\\', greek_letter(word));
  }
  sink("\\mathrm{");
  put_escaped(word, sink);
  sink('}');
}

/// A name taken apart: core, what hangs below it, and the indices of layers above it.
struct symbol {
  std::string_view full;
  std::string_view core;
  std::string_view below;   ///< of the core's own name: the 1 of W1, the rest of x_train
  std::string_view scope;   ///< the first part of a dotted name that has a part after its indices
  std::string_view beyond;  ///< parts after the core: the momentum of net.0.weight.momentum
  bool is_literal = false;  ///< shown letter by letter
  std::string_view index;   ///< the numbers of a dotted name before its core: 0 of net.0.weight, 1.0 of net.1.0.weight

  constexpr symbol() = default;
  constexpr explicit symbol(std::string_view full_name) : full(full_name) {
    name_parts parts{full_name};
    std::string_view word = parts.next();
    bool const dotted = !parts.done;
    while (!parts.done) {
      std::string_view const part = parts.next();
      if (is_number(part)) {
        std::size_t const begin = index.empty() ? static_cast<std::size_t>(part.data() - full.data())
                                                : static_cast<std::size_t>(index.data() - full.data());
        index = full.substr(begin, static_cast<std::size_t>(part.data() - full.data()) + part.size() - begin);
        continue;
      }
      scope = word;
      word = part;
      beyond = parts.rest;
      break;
    }
    word = dotted && word == "weight" ? "W" : dotted && word == "bias" ? "b" : word;
    split(word);
  }

  constexpr bool has_index() const { return !index.empty(); }
  constexpr bool is_word() const { return is_literal || !is_letter_core(); }
  constexpr bool is_letter_core() const { return core.size() == 1 || is_greek(core); }
  constexpr bool has_below(bool with_scope) const {
    return !below.empty() || !beyond.empty() || (with_scope && !scope.empty());
  }

private:
  /// W1, W_1 → W and 1; x_train → x and train; hidden2 → hidden and 2; learning_rate stays one.
  constexpr void split(std::string_view word) {
    std::size_t end = word.size();
    while (end > 0 && is_digit(word[end - 1])) --end;
    std::size_t const underscore = position_of('_', word);
    std::string_view const head = word.substr(0, underscore);
    bool const headed =
        underscore != std::string_view::npos && (is_greek(head) || (head.size() == 1 && is_letter(head[0])));
    core = word;
    if (headed && underscore + 1 < word.size()) {
      core = head;
      below = word.substr(underscore + 1);
    } else if (end > 0 && end < word.size() && word[end - 1] != '_' && word[end - 1] != '.') {
      core = word.substr(0, end);
      below = word.substr(end);
    }
  }
};

/// What is added to a symbol's own super- and subscripts: LaTeX allows one of each.
struct latex_marks {
  std::string_view above{};  ///< e.g. \top
  std::string_view index{};  ///< below

  constexpr bool any() const { return !above.empty() || !index.empty(); }
};
constexpr void put_marks(latex_marks const& added, text_sink& sink) {
  if (!added.index.empty()) sink("_{", added.index, '}');
  if (!added.above.empty()) sink("^{", added.above, '}');
}

constexpr void put_below(symbol const& what, bool with_scope, std::string_view index, text_sink& sink) {
  if (!what.has_below(with_scope) && index.empty()) return;
  sink("_{");
  listing list{sink};
  auto const item = [&](std::string_view one_word) {
    if (one_word.empty()) return;
    list.next();
    put_word(one_word, sink);
  };
  item(what.below);
  if (with_scope) item(what.scope);
  for (name_parts parts{what.beyond, what.beyond.empty()}; !parts.done;) item(parts.next());
  if (!index.empty()) list.next();
  sink(index, '}');
}
constexpr void put_index(symbol const& what, text_sink& sink) {
  for (char const c : what.index) sink(c == '.' ? ',' : c);
}

/// A name as a symbol or, where it would look like another, letter by letter.
constexpr void put_symbol(symbol const& what, bool with_scope, latex_marks const& added, text_sink& sink) {
  if (what.is_literal) {
    sink("\\mathtt{");
    put_escaped(what.full, sink);
    sink('}');
    return put_marks(added, sink);
  }
  put_word(what.core, sink);
  put_below(what, with_scope, added.index, sink);
  if (!what.has_index() && added.above.empty()) return;
  sink("^{");
  if (what.has_index()) {
    sink('(');
    put_index(what, sink);
    sink(')');
  }
  sink(added.above, '}');
}

/// A sink that tells texts apart.
struct fingerprint final : text_sink {
  std::uint64_t value = 1;

private:
  constexpr void put(char character) override { value = meta::mix(value, static_cast<unsigned char>(character)); }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
