// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/save/header_reader.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace safetensors {

constexpr bounded_text<48> in_bytes(std::uint64_t count) {
  bounded_text<48> text;
  text.append(count);
  text.append(count == 1 ? " byte" : " bytes");
  return text;
}
constexpr bounded_text<48> range_text(std::uint64_t begin, std::uint64_t end) {
  bounded_text<48> text;
  text.append(begin);
  text.append(" to ");
  text.append(end);
  return text;
}
constexpr bounded_text<48> shape_text(tensor const& wanted) {
  bounded_text<48> text("[");
  if (wanted.rank > 0) text.append(std::uint64_t{wanted.shape.rows});
  if (wanted.rank > 1) text.append(", ");
  if (wanted.rank > 1) text.append(std::uint64_t{wanted.shape.columns});
  text.append("]");
  return text;
}
/// A name of somebody else's file, without what would move a terminal's cursor.
constexpr bounded_text<64> printable(std::string_view text) {
  bounded_text<64> shown;
  for (char const each : text) {
    auto const code = static_cast<unsigned char>(each);
    shown.append(code < 0x20 || code == 0x7F ? std::string_view("?") : std::string_view(&each, 1));
  }
  return shown;
}

/// Finds the tensors of a program in a file, and everything that is wrong with it, before anybody writes.
class finder {
public:
  /// `begins` gets where each wanted tensor begins among the tensors' bytes. Tensors that are not wanted are an error
  /// unless `others_allowed`.
  constexpr finder(std::span<std::byte const> file, std::span<tensor const> wanted, std::span<std::size_t> begins,
                   bool others_allowed)
      : wanted_(wanted), begins_(begins), others_allowed_(others_allowed) {
    for (std::size_t& each : begins_) each = missing;
    static_cast<void>(split(file) && find_all() && has_all() && stand_apart() && leave_no_gap() && has_checksum());
  }

  constexpr saving_status const& status() const { return status_; }
  constexpr std::byte const* data() const { return data_.data(); }

private:
  static constexpr std::size_t missing = ~std::size_t{0};

  constexpr bool fail(saving_error error, std::string_view identifier, std::string_view expected,
                      std::string_view found) {
    status_ = {error, printable(identifier), expected, printable(found).view()};
    return false;
  }

  /// Into the header and the tensors' bytes.
  constexpr bool split(std::span<std::byte const> file) {
    constexpr std::size_t prefix = sizeof(std::uint64_t);
    if (file.size() < prefix) return fail(saving_error::truncated, {}, "a header", in_bytes(file.size()));
    auto const header = read_number<std::uint64_t>(file.data());
    if (header > file.size() - prefix)
      return fail(saving_error::truncated, {}, in_bytes(header > ~std::uint64_t{prefix} ? header : header + prefix),
                  in_bytes(file.size()));
    header_ = file.subspan(prefix, static_cast<std::size_t>(header));
    data_ = file.subspan(prefix + static_cast<std::size_t>(header));
    return true;
  }

  /// The index of the wanted tensor of that name, or their number.
  constexpr std::size_t index_of(std::string_view identifier) const {
    std::size_t i = 0;
    while (i < wanted_.size() && wanted_[i].identifier.view() != identifier) ++i;
    return i;
  }

  constexpr bool find_all() {
    header_reader reader(header_);
    bool const read = reader.each_tensor([&](description const& found) { return take(found); });
    if (!read && status_.error == saving_error::none) status_ = reader.status();
    checksum_ = reader.checksum();
    return read;
  }

  constexpr bool take(description const& found) {
    std::size_t const i = index_of(found.identifier);
    if (found.end > data_.size())
      return fail(saving_error::truncated, found.identifier, in_bytes(8 + header_.size() + found.end),
                  in_bytes(8 + header_.size() + data_.size()));
    sum_ += found.end - found.begin;
    if (i == wanted_.size()) return others_allowed_ || fail(saving_error::unknown_tensor, found.identifier, {}, {});
    tensor const& wanted = wanted_[i];
    if (begins_[i] != missing) return fail(saving_error::repeated_tensor, found.identifier, {}, {});
    if (found.type.view() != name_of(wanted.type))
      return fail(saving_error::another_dtype, found.identifier, name_of(wanted.type), found.type);
    if (!found.is_matrix || found.rows != wanted.shape.rows || found.columns != wanted.shape.columns)
      return fail(saving_error::another_shape, found.identifier, shape_text(wanted), found.shape);
    if (found.end - found.begin != wanted.bytes())
      return fail(saving_error::another_size, found.identifier, in_bytes(wanted.bytes()),
                  in_bytes(found.end - found.begin));
    begins_[i] = static_cast<std::size_t>(found.begin);
    return true;
  }

  constexpr bool has_all() {
    for (std::size_t i = 0; i < wanted_.size(); ++i)
      if (begins_[i] == missing) return fail(saving_error::missing_tensor, wanted_[i].identifier.view(), {}, {});
    return true;
  }

  /// No wanted tensor shares a byte with any other.
  constexpr bool stand_apart() {
    header_reader reader(header_);
    return reader.each_tensor([&](description const& found) {
      for (std::size_t i = 0; i < wanted_.size(); ++i) {
        std::uint64_t const begin = begins_[i], end = begin + wanted_[i].bytes();
        if (found.begin < end && begin < found.end && found.identifier.view() != wanted_[i].identifier.view())
          return fail(saving_error::overlapping_tensors, wanted_[i].identifier.view(), {},
                      range_text(found.begin, found.end));
      }
      return true;
    });
  }

  /// Tensors that stand apart have as many bytes as there are, or leave some of them.
  constexpr bool leave_no_gap() {
    return sum_ == data_.size() || fail(saving_error::bytes_of_no_tensor, {}, in_bytes(sum_), in_bytes(data_.size()));
  }

  constexpr bool has_checksum() {
    if (checksum_.empty()) return true;  // of somebody else's file
    bounded_text<9> const found = hexadecimal(crc32(data_));
    return found.view() == checksum_.view() || fail(saving_error::another_checksum, {}, checksum_, found);
  }

  std::span<tensor const> wanted_;
  std::span<std::size_t> begins_;
  bool others_allowed_;
  std::span<std::byte const> header_{};
  std::span<std::byte const> data_{};
  std::uint64_t sum_ = 0;
  bounded_text<64> checksum_{};
  saving_status status_{};
};

}  // namespace safetensors
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
