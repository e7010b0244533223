// SPDX-License-Identifier: BSL-1.0
//
// Hosted: whole files, read at once and replaced at once.
#pragma once

#include "tapeless/io/result.hpp"
#include "tapeless/target/current.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#if __has_include(<unistd.h>) && __has_include(<fcntl.h>)
#include <fcntl.h>
#include <unistd.h>
#define TAPELESS_IO_POSIX 1
#endif

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

namespace detail {

inline file_error failed(std::string const& path, char const* wanted, int reason) {
  return {path, 0, 0, wanted, std::generic_category().message(reason)};
}

}  // namespace detail

/// All bytes of a file.
inline file_result<std::vector<std::byte>> read_file(std::string const& path) {
  errno = 0;
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return detail::failed(path, "a readable file", errno);
  std::vector<std::byte> bytes;
  std::size_t count = 0;
  do {
    constexpr std::size_t block = std::size_t{1} << 16U;
    std::size_t const before = bytes.size();
    bytes.resize(before + block);
    count = std::fread(bytes.data() + before, 1, block, file);
    bytes.resize(before + count);
  } while (count != 0);
  bool const good = std::ferror(file) == 0;
  int const reason = errno;
  std::fclose(file);
  if (!good) return detail::failed(path, "a readable file", reason);
  return bytes;
}

#ifdef TAPELESS_IO_POSIX
namespace detail {

/// A new file beside another one: no two writers, of this or of another process, share one.
struct file_beside {
  std::string path;
  int descriptor = -1;

  explicit file_beside(std::string const& other) {
    for (unsigned attempt = 0; attempt < 1000 && descriptor < 0; ++attempt) {
      path = other + '.' + std::to_string(::getpid()) + '.' + std::to_string(attempt) + ".part";
      descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor < 0 && errno != EEXIST) break;
    }
  }
  file_beside(file_beside const&) = delete;
  file_beside& operator=(file_beside const&) = delete;
  ~file_beside() {
    if (descriptor < 0) return;
    ::close(descriptor);
    ::unlink(path.c_str());
  }

  bool write(std::span<std::byte const> bytes) const {
    while (!bytes.empty()) {
      ::ssize_t const count = ::write(descriptor, bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) return false;
      if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return ::fsync(descriptor) == 0;
  }
  /// Becomes the other file, for good: its folder is written, too.
  bool replace(std::string const& other) {
    int const closing = descriptor;
    if (::close(closing) != 0 || std::rename(path.c_str(), other.c_str()) != 0) {
      int const reason = errno;
      ::unlink(path.c_str());
      descriptor = -1;
      errno = reason;
      return false;
    }
    descriptor = -1;
    std::size_t const slash = other.rfind('/');
    std::string const folder = slash == other.npos ? "." : other.substr(0, slash + 1);
    if (int const opened = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC); opened >= 0) {
      ::fsync(opened);  // file systems that cannot say so are none the worse
      ::close(opened);
    }
    return true;
  }
};

}  // namespace detail
#endif

/// Makes `path` a file of these bytes, whole or not at all: they are written beside it, flushed to the disk and
/// renamed. Whoever is killed or loses power meanwhile leaves the old file as it was, and perhaps
/// `path.PROCESS.N.part`, which nobody reads. (Without POSIX a plain write.)
inline file_outcome replace_file(std::string const& path, std::span<std::byte const> bytes) {
  errno = 0;
#ifdef TAPELESS_IO_POSIX
  detail::file_beside beside(path);
  if (beside.descriptor < 0 || !beside.write(bytes) || !beside.replace(path))
    return detail::failed(path, "a file that can be written", errno);
#else
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return detail::failed(path, "a file that can be written", errno);
  bool const whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  if (std::fclose(file) != 0 || !whole) return detail::failed(path, "a file that can be written", errno);
#endif
  return std::monostate{};
}

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#undef TAPELESS_IO_POSIX
