// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/save/tensor.hpp"

#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace safetensors {

/// A tensor as the header of a file describes it.
struct description {
  bounded_text<64> identifier{};  ///< longer ones are cut: no leaf has more than 47 characters
  bounded_text<64> type{};
  std::uint64_t rows = 1;
  std::uint64_t columns = 1;
  bool is_matrix = true;  ///< no further extent but 1
  bounded_text<48> shape{};
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Reads the header of a file, byte by byte, without memory for it: JSON as far as the format has it, in any order,
/// with blanks and escapes. What is wrong is a status with the place.
class header_reader {
public:
  constexpr explicit header_reader(std::span<std::byte const> header) : header_(header) {}

  /// Calls visit(description) for each tensor, until it returns false, in the order of the header.
  template <class Visit>
  constexpr bool each_tensor(Visit const& visit) {
    at_ = 0;
    bool has_metadata = false;
    if (next() != '{') return fail("{");
    return each_member([&](bounded_text<64> const& key) {
             if (key.view() != "__metadata__") return read_tensor(key) && visit(std::as_const(tensor_));
             if (has_metadata) return fail("one __metadata__");
             has_metadata = true;
             return read_metadata();
           }) &&
           is_at_end();
  }

  constexpr saving_status const& status() const { return status_; }
  /// That of the metadata; empty if there is none.
  constexpr std::string_view checksum() const { return checksum_; }

private:
  static constexpr int nothing = -1;

  constexpr int next() const { return at_ < header_.size() ? std::to_integer<int>(header_[at_]) : nothing; }
  constexpr void skip_blanks() {
    while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t') ++at_;
  }
  constexpr bool took(char wanted) {
    skip_blanks();
    if (next() != wanted) return false;
    ++at_;
    return true;
  }
  constexpr bool take(char wanted) { return took(wanted) || fail({&wanted, 1}); }
  constexpr bool is_at_end() {
    skip_blanks();
    return at_ == header_.size() || fail("blanks behind the last }");
  }

  constexpr bool fail(std::string_view expected) {
    status_ = {saving_error::malformed_header, tensor_.identifier, expected, {}};
    int const found = next();
    if (found == nothing) {
      status_.found.append("its end");
    } else {
      char const character = found > ' ' && found < 0x7F ? static_cast<char>(found) : '?';
      status_.found.append(std::string_view(&character, 1));
    }
    status_.found.append(" at byte ");
    status_.found.append(std::uint64_t{8 + at_});
    return false;
  }

  /// { "key": member, ... }; `member(key)` reads what stands behind the colon.
  template <class Member>
  constexpr bool each_member(Member const& member) {
    if (!take('{')) return false;
    if (took('}')) return true;
    do {
      bounded_text<64> key;
      if (!read_string(key) || !take(':') || !member(std::as_const(key))) return false;
    } while (took(','));
    return take('}');
  }
  /// [ element, ... ]
  template <class Element>
  constexpr bool each_element(Element const& element) {
    if (!take('[')) return false;
    if (took(']')) return true;
    do {
      if (!element()) return false;
    } while (took(','));
    return take(']');
  }

  constexpr bool read_metadata() {
    return each_member([&](bounded_text<64> const& key) {
      bounded_text<64> value;
      if (!read_string(value)) return false;
      if (key.view() == "crc32") checksum_ = value;
      return true;
    });
  }

  constexpr bool read_tensor(bounded_text<64> const& identifier) {
    tensor_ = {};
    tensor_.identifier = identifier;
    bool has_type = false, has_shape = false, has_offsets = false;
    auto const first = [&](bool& has) { return has ? fail("each key once") : (has = true); };
    bool const is_whole = each_member([&](bounded_text<64> const& key) {
      if (key.view() == "dtype") return first(has_type) && read_string(tensor_.type);
      if (key.view() == "shape") return first(has_shape) && read_shape();
      if (key.view() == "data_offsets") return first(has_offsets) && read_offsets();
      return fail("dtype, shape or data_offsets");
    });
    return is_whole && ((has_type && has_shape && has_offsets) || fail("dtype, shape and data_offsets"));
  }

  constexpr bool read_shape() {
    std::size_t rank = 0;
    tensor_.shape.append("[");
    bool const is_whole = each_element([&] {
      std::uint64_t extent = 0;
      if (!read_number(extent)) return false;
      if (rank != 0) tensor_.shape.append(", ");
      tensor_.shape.append(extent);
      if (rank == 0)
        tensor_.rows = extent;
      else if (rank == 1)
        tensor_.columns = extent;
      else
        tensor_.is_matrix = tensor_.is_matrix && extent == 1;
      ++rank;
      return true;
    });
    tensor_.shape.append("]");
    return is_whole;
  }

  constexpr bool read_offsets() {
    return take('[') && read_number(tensor_.begin) && take(',') && read_number(tensor_.end) && take(']') &&
           (tensor_.begin <= tensor_.end || fail("an end behind the begin"));
  }

  constexpr bool read_number(std::uint64_t& to) {
    skip_blanks();
    to = 0;
    std::size_t const first = at_;
    for (; next() >= '0' && next() <= '9'; ++at_) {
      auto const digit = static_cast<std::uint64_t>(next() - '0');
      if (to > (~std::uint64_t{0} - digit) / 10) return fail("a number of 64 bits");
      if (at_ != first && to == 0) return fail("a number without zeros before it");
      to = 10 * to + digit;
    }
    return at_ != first || fail("a whole number");
  }

  constexpr bool read_string(bounded_text<64>& to) {
    if (!take('"')) return false;
    for (; next() != '"'; ++at_) {
      if (next() < ' ') return fail("the end of a text");  // its end, too
      if (next() == '\\') {
        ++at_;
        if (!read_escape(to)) return false;
      } else {
        append(to, static_cast<std::uint32_t>(next()));
      }
    }
    ++at_;
    return true;
  }
  static constexpr void append(bounded_text<64>& to, std::uint32_t byte) {
    char const character = static_cast<char>(byte);
    to.append(std::string_view(&character, 1));
  }

  /// What stands behind a backslash, up to its last character.
  constexpr bool read_escape(bounded_text<64>& to) {
    constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (next() == letters[i]) return append(to, static_cast<unsigned char>(meant[i])), true;
    std::uint32_t code = 0, second = 0;
    if (next() != 'u') return fail("an escape of JSON");
    if (!read_four_digits(code)) return false;
    if (code >= 0xDC00 && code < 0xE000) return fail("the first of two surrogates");
    if (code >= 0xD800 && code < 0xDC00) {
      ++at_;
      if (next() != '\\') return fail("a second surrogate");
      ++at_;
      if (next() != 'u') return fail("a second surrogate");
      if (!read_four_digits(second)) return false;
      if (second < 0xDC00 || second >= 0xE000) return fail("a second surrogate");
      code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
    }
    append_utf8(to, code);
    return true;
  }
  static constexpr void append_utf8(bounded_text<64>& to, std::uint32_t code) {
    if (code < 0x80) return append(to, code);
    if (code < 0x800) {
      append(to, 0xC0 | code >> 6);
    } else {
      append(to, code < 0x10000 ? 0xE0 | code >> 12 : 0xF0 | code >> 18);
      if (code >= 0x10000) append(to, 0x80 | (code >> 12 & 0x3F));
      append(to, 0x80 | (code >> 6 & 0x3F));
    }
    append(to, 0x80 | (code & 0x3F));
  }
  /// Behind a `u`: afterwards the last of its digits is next.
  constexpr bool read_four_digits(std::uint32_t& code) {
    for (int i = 0; i < 4; ++i) {
      ++at_;
      int const digit = next() >= '0' && next() <= '9'   ? next() - '0'
                        : next() >= 'a' && next() <= 'f' ? next() - 'a' + 10
                        : next() >= 'A' && next() <= 'F' ? next() - 'A' + 10
                                                         : nothing;
      if (digit == nothing) return fail("four hexadecimal digits");
      code = 16 * code + static_cast<std::uint32_t>(digit);
    }
    return true;
  }

  std::span<std::byte const> header_;
  std::size_t at_ = 0;
  description tensor_{};
  bounded_text<64> checksum_{};
  saving_status status_{};
};

}  // namespace safetensors
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
