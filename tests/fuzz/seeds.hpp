// SPDX-License-Identifier: BSL-1.0
// What fuzzers begin with, and what they ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

/// Stops the fuzzer, which keeps the input.
inline void must(bool holds) {
  if (!holds) std::abort();
}

namespace fuzz {

/// Writes a file into the folder that the fuzzer is about to read.
inline void write_seed(std::string_view name, std::span<std::byte const> bytes) {
  char const* const folder = std::getenv("TAPELESS_FUZZ_CORPUS");
  if (folder == nullptr) return;
  std::FILE* const file = std::fopen((std::string(folder) + "/seed_" + std::string(name)).c_str(), "wb");
  must(file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fclose(file) == 0);
}
inline void write_seed(std::string_view name, std::string_view text) {
  write_seed(name, std::as_bytes(std::span(text)));
}

/// Before main.
struct seeds {
  template <class Write>
  explicit seeds(Write const& write) {
    write();
  }
};

}  // namespace fuzz
