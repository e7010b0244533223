// SPDX-License-Identifier: BSL-1.0
//
// Hosted, and the only header that needs zlib (Debian: zlib1g-dev; link with -lz, or ZLIB::ZLIB of CMake): NumPy's
// archives of named arrays, as numpy.savez and numpy.savez_compressed write them.
#pragma once

#include "tapeless/io/npy.hpp"
#include "tapeless/io/zip.hpp"
#include "tapeless/target/current.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// An archive that was read: `read_npz` and `parse_npz` make it. Arrays are unpacked when they are asked for.
class npz {
public:
  /// Of its arrays, in their order.
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (detail::zip_member const& each : members_) all.push_back(array_name(each.name));
    return all;
  }

  /// The array of that name, as numbers of T; see parse_npy.
  template <array_element T>
  file_result<array<T>> read(std::string_view name) const {
    for (detail::zip_member const& each : members_) {
      if (array_name(each.name) != name) continue;
      auto const content = detail::zip_content(bytes_, each, file_);
      if (!content) return content.error();
      return parse_npy<T>(*content, file_, each.name);
    }
    std::string known;
    for (detail::zip_member const& each : members_) known += (known.empty() ? "one of " : ", ") + array_name(each.name);
    return file_error{file_, 0, 0, known.empty() ? "an array" : known, "no array " + detail::shown(name)};
  }

private:
  friend file_result<npz> parse_npz(std::vector<std::byte>, std::string);

  static std::string array_name(std::string_view member) {
    if (member.ends_with(".npy")) member.remove_suffix(4);
    return std::string(member);
  }

  std::string file_;
  std::vector<std::byte> bytes_;
  std::vector<detail::zip_member> members_;
};

/// Reads the directory of an archive, from its bytes (`file` is its name in messages) or from a file.
inline file_result<npz> parse_npz(std::vector<std::byte> bytes, std::string file) {
  npz archive;
  archive.file_ = std::move(file);
  archive.bytes_ = std::move(bytes);
  auto members = detail::zip_directory(archive.bytes_, archive.file_);
  if (!members) return members.error();
  archive.members_ = std::move(*members);
  return archive;
}
inline file_result<npz> read_npz(std::string const& path) {
  auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return parse_npz(std::move(*bytes), path);
}

/// Collects named arrays and writes them as an archive:
///
///     io::npz_writer archive;
///     archive.add("x", images, {rows, 64});
///     archive.add("y", labels, {rows});
///     auto const written = archive.write("digits.npz");
class npz_writer {
public:
  /// Deflated as numpy.savez_compressed does, or stored as numpy.savez.
  explicit npz_writer(bool deflated = true) : deflated_(deflated) {}

  /// What does not fit its shape, or zlib refuses, is an error of `write`.
  template <class Values>
  void add(std::string const& name, Values const& values, std::vector<std::size_t> const& shape) {
    std::span const numbers(values);
    using T = std::remove_const_t<typename decltype(numbers)::element_type>;
    auto const content = npy_bytes<T>(numbers, shape);
    if (content.empty() || !archive_.add(name + ".npy", content, deflated_)) wrong_ = name;
  }

  /// The archive replaces an old file whole or not at all.
  file_outcome write(std::string const& path) const {
    if (!wrong_.empty())
      return file_error{path, 0, 0, "as many numbers as the shape has, below 4 GB in all", "others", wrong_};
    return replace_file(path, archive_.bytes());
  }

private:
  bool deflated_;
  std::string wrong_;
  detail::zip_writer archive_;
};

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
