// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>

/// A folder that lives as long as this object.
struct temporary_folder {
  std::string path;

  explicit temporary_folder(std::string const& name) : path(name) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directory(path);
  }
  temporary_folder(temporary_folder const&) = delete;
  temporary_folder& operator=(temporary_folder const&) = delete;
  ~temporary_folder() { std::filesystem::remove_all(path); }

  std::string file(std::string_view name) const { return path + '/' + std::string(name); }
  /// How many files there are.
  std::size_t count() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(path), std::filesystem::directory_iterator()));
  }
};
