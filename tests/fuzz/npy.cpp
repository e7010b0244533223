// SPDX-License-Identifier: BSL-1.0
// Any bytes as an array of NumPy.
#include "seeds.hpp"

#include <tapeless/io/npy.hpp>

namespace io = tapeless::io;

static fuzz::seeds const seeds([] {
  float const numbers[6]{1, 2, 3, 4, 5, 6};
  std::size_t const shape[2]{2, 3};
  fuzz::write_seed("float", io::npy_bytes<float>(numbers, shape));
  std::string header = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 2), }";
  fuzz::write_seed("turned", "\x93NUMPY\x02" + std::string(1, 0) + static_cast<char>(header.size()) +
                                 std::string(3, 0) + header + "abcdefgh");
});

template <class T>
static void check(std::span<std::byte const> bytes) {
  auto const read = io::parse_npy<T>(bytes, "a");
  if (!read) return must(!read.error().message().empty());
  auto const again = io::parse_npy<T>(io::npy_bytes<T>(read->values, read->shape), "b");
  must(again && again->shape == read->shape && again->values.size() == read->values.size());
  must(read->values.empty() ||
       std::memcmp(again->values.data(), read->values.data(), read->values.size() * sizeof(T)) == 0);
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const bytes = std::as_bytes(std::span(data, size));
  check<float>(bytes);
  check<double>(bytes);
  check<std::int16_t>(bytes);
  check<std::uint64_t>(bytes);
  return 0;
}
