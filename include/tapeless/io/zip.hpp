// SPDX-License-Identifier: BSL-1.0
//
// Hosted, needs zlib: ZIP archives as far as NumPy's have it: stored and deflated members, below 4 GB. Source: PKWARE,
// "APPNOTE.TXT - .ZIP File Format Specification", version 6.3.10.
#pragma once

#include "tapeless/io/csv_field.hpp"
#include "tapeless/io/result.hpp"
#include "tapeless/target/current.hpp"

#if !__has_include(<zlib.h>)
#error "tapeless: io/npz.hpp needs zlib (Debian: zlib1g-dev); no other header does"
#endif
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io::detail {

/// A file in an archive, as its directory says.
struct zip_member {
  std::string name;
  std::uint32_t method = 0;  ///< 0: stored, 8: deflated
  std::uint32_t flags = 0;
  std::uint32_t checksum = 0;
  std::size_t packed = 0;    ///< bytes in the archive
  std::size_t unpacked = 0;  ///< and of the file
  std::size_t place = 0;     ///< of its local header
};

inline constexpr std::uint32_t local_header = 0x04034B50, directory_header = 0x02014B50, end_of_directory = 0x06054B50;
inline constexpr std::size_t local_size = 30, directory_size = 46, end_size = 22;
inline constexpr std::uint32_t stored = 0, deflated = 8;

/// A number of `size` bytes, lowest first; what is beyond the end is 0.
inline std::uint32_t zip_number(std::span<std::byte const> bytes, std::size_t at, std::size_t size) {
  std::uint32_t number = 0;
  for (std::size_t i = size; i-- > 0;)
    number = number << 8 | (at + i < bytes.size() ? std::to_integer<std::uint32_t>(bytes[at + i]) : 0);
  return number;
}

inline std::uint32_t zip_checksum(std::span<std::byte const> bytes) {
  uLong sum = ::crc32(0, nullptr, 0);
  while (!bytes.empty()) {
    auto const count = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
    sum = ::crc32(sum, reinterpret_cast<Bytef const*>(bytes.data()), static_cast<uInt>(count));
    bytes = bytes.subspan(count);
  }
  return static_cast<std::uint32_t>(sum);
}

/// The members of an archive.
inline file_result<std::vector<zip_member>> zip_directory(std::span<std::byte const> bytes, std::string const& file) {
  auto const fail = [&](std::string expected, std::string found) {
    return file_error{file, 0, 0, std::move(expected), std::move(found)};
  };
  // The end of the directory has a comment of any length behind it.
  std::size_t end = bytes.size() < end_size ? 0 : bytes.size() - end_size;
  while (end > 0 && zip_number(bytes, end, 4) != end_of_directory && bytes.size() - end < end_size + 0xFFFF) --end;
  if (bytes.size() < end_size || zip_number(bytes, end, 4) != end_of_directory)
    return fail("an archive (npz)", bytes.empty() ? "an empty file" : "another file");
  std::size_t const count = zip_number(bytes, end + 10, 2);
  std::size_t at = zip_number(bytes, end + 16, 4);
  if (count == 0xFFFF || at == 0xFFFFFFFF) return fail("an archive below 4 GB", "a larger one");
  std::vector<zip_member> members;
  for (std::size_t i = 0; i < count; ++i) {
    if (at > end || end - at < directory_size || zip_number(bytes, at, 4) != directory_header)
      return fail("a directory of " + std::to_string(count) + " members", std::to_string(i));
    std::size_t const name_size = zip_number(bytes, at + 28, 2);
    if (end - at - directory_size < name_size) return fail("a name", "the end of the directory");
    zip_member each;
    each.name.assign(reinterpret_cast<char const*>(bytes.data()) + at + directory_size, name_size);
    each.flags = zip_number(bytes, at + 8, 2);
    each.method = zip_number(bytes, at + 10, 2);
    each.checksum = zip_number(bytes, at + 16, 4);
    each.packed = zip_number(bytes, at + 20, 4);
    each.unpacked = zip_number(bytes, at + 24, 4);
    each.place = zip_number(bytes, at + 42, 4);
    at += directory_size + name_size + zip_number(bytes, at + 30, 2) + zip_number(bytes, at + 32, 2);
    members.push_back(std::move(each));
  }
  return members;
}

/// Unpacks `from` into all of `to`; false if it is of another size, or broken.
inline bool inflate_all(std::span<std::byte const> from, std::span<std::byte> to) {
  z_stream stream{};
  if (::inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;  // without a header of zlib's
  std::byte nothing{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(from.data()));  // z_const is not for everybody
  stream.avail_in = static_cast<uInt>(from.size());
  stream.next_out = reinterpret_cast<Bytef*>(to.empty() ? &nothing : to.data());
  stream.avail_out = static_cast<uInt>(to.size());
  int const outcome = ::inflate(&stream, Z_FINISH);
  bool const whole = outcome == Z_STREAM_END && stream.avail_out == 0 && stream.avail_in == 0;
  ::inflateEnd(&stream);
  return whole;
}

/// The bytes of a member, whose checksum is right.
inline file_result<std::vector<std::byte>> zip_content(std::span<std::byte const> archive, zip_member const& member,
                                                       std::string const& file) {
  auto const fail = [&](std::string expected, std::string found) {
    return file_error{file, 0, 0, std::move(expected), std::move(found), shown(member.name)};
  };
  if ((member.flags & 1U) != 0) return fail("a member that is not encrypted", "one that is");
  if (member.method != stored && member.method != deflated)
    return fail("a member stored or deflated", "method " + std::to_string(member.method));
  if (member.place > archive.size() || archive.size() - member.place < local_size ||
      zip_number(archive, member.place, 4) != local_header)
    return fail("its header in the archive", "none");
  std::size_t const begin =
      member.place + local_size + zip_number(archive, member.place + 26, 2) + zip_number(archive, member.place + 28, 2);
  if (begin > archive.size() || archive.size() - begin < member.packed)
    return fail(std::to_string(member.packed) + " bytes", "the end of the file");
  auto const packed = archive.subspan(begin, member.packed);
  // A byte becomes at most 1032: who claims more wants memory.
  if (member.unpacked / 1032 > member.packed || (member.method == stored && member.unpacked != member.packed))
    return fail("a size that fits " + std::to_string(member.packed) + " bytes", std::to_string(member.unpacked));
  std::vector<std::byte> content(member.unpacked);
  if (member.method == stored)
    std::copy(packed.begin(), packed.end(), content.begin());
  else if (!inflate_all(packed, content))
    return fail(std::to_string(member.unpacked) + " deflated bytes", "others");
  if (zip_checksum(content) != member.checksum) return fail("the bytes of its checksum", "others");
  return content;
}

/// Makes an archive, member by member.
class zip_writer {
public:
  /// False if it would no longer be below 4 GB, or zlib has no memory.
  bool add(std::string const& name, std::span<std::byte const> content, bool deflate) {
    std::size_t const place = bytes_.size();
    std::vector<std::byte> packed(content.begin(), content.end());
    if (deflate && !deflate_all(content, packed)) return false;
    if (place + packed.size() + directory_.size() + 1000 > 0xFFFFFFFFU || content.size() > 0xFFFFFFFEU ||
        count_ > 0xFFFE)
      return false;
    put(bytes_, local_header, 4);
    put_description(bytes_, name, content, packed.size(), deflate);
    put_text(bytes_, name);
    bytes_.insert(bytes_.end(), packed.begin(), packed.end());
    put(directory_, directory_header, 4);
    put(directory_, 20, 2);  // made by version 2.0
    put_description(directory_, name, content, packed.size(), deflate);
    for (std::size_t const size : {2U, 2U, 2U, 4U}) put(directory_, 0, size);  // no comment, disk 0, no attributes
    put(directory_, place, 4);
    put_text(directory_, name);
    ++count_;
    return true;
  }

  std::vector<std::byte> bytes() const {
    std::vector<std::byte> all = bytes_;
    all.insert(all.end(), directory_.begin(), directory_.end());
    put(all, end_of_directory, 4);
    put(all, 0, 4);  // disk 0
    put(all, count_, 2);
    put(all, count_, 2);
    put(all, directory_.size(), 4);
    put(all, bytes_.size(), 4);
    put(all, 0, 2);
    return all;
  }

private:
  static void put(std::vector<std::byte>& to, std::size_t number, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) to.push_back(static_cast<std::byte>(number >> (8 * i) & 0xFF));
  }
  static void put_text(std::vector<std::byte>& to, std::string_view text) {
    for (char const each : text) to.push_back(static_cast<std::byte>(each));
  }
  static void put_description(std::vector<std::byte>& to, std::string const& name, std::span<std::byte const> content,
                              std::size_t packed, bool deflate) {
    put(to, 20, 2);      // version 2.0 unpacks it
    put(to, 0x0800, 2);  // names are UTF-8
    put(to, deflate ? deflated : stored, 2);
    put(to, 0, 2);
    put(to, 0x21, 2);  // 1980-01-01 0:00, as NumPy has it: the same arrays give the same bytes
    put(to, zip_checksum(content), 4);
    put(to, packed, 4);
    put(to, content.size(), 4);
    put(to, name.size(), 2);
    put(to, 0, 2);
  }
  static bool deflate_all(std::span<std::byte const> from, std::vector<std::byte>& to) {
    if (from.size() > std::numeric_limits<uInt>::max()) return false;
    z_stream stream{};
    if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      return false;
    to.resize(::deflateBound(&stream, static_cast<uLong>(from.size())));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(from.data()));
    stream.avail_in = static_cast<uInt>(from.size());
    stream.next_out = reinterpret_cast<Bytef*>(to.data());
    stream.avail_out = static_cast<uInt>(to.size());
    bool const whole = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
    to.resize(to.size() - stream.avail_out);
    ::deflateEnd(&stream);
    return whole;
  }

  std::vector<std::byte> bytes_, directory_;
  std::size_t count_ = 0;
};

}  // namespace io::detail
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
