// SPDX-License-Identifier: BSL-1.0
// Any bytes as an archive of arrays.
#include "seeds.hpp"

#include <tapeless/io/npz.hpp>

namespace io = tapeless::io;

static fuzz::seeds const seeds([] {
  for (bool const deflated : {false, true}) {
    io::detail::zip_writer archive;
    float const numbers[6]{1, 2, 3, 4, 5, 6};
    std::size_t const shape[2]{2, 3};
    must(archive.add("x.npy", io::npy_bytes<float>(numbers, shape), deflated));
    fuzz::write_seed(deflated ? "deflated" : "stored", archive.bytes());
  }
});

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const bytes = std::as_bytes(std::span(data, size));
  auto const archive = io::parse_npz({bytes.begin(), bytes.end()}, "a");
  if (!archive) return must(!archive.error().message().empty()), 0;
  for (std::string const& name : archive->names()) {
    auto const read = archive->read<double>(name);
    must(static_cast<bool>(read) || !read.error().message().empty());
  }
  // Hardly any change leaves a checksum right: what is packed is looked at once more with the right one.
  auto const members = io::detail::zip_directory(bytes, "a");
  for (io::detail::zip_member each : *members) {
    auto const expected = io::detail::zip_content(bytes, each, "a");
    std::size_t const begin = each.place + 30 + io::detail::zip_number(bytes, each.place + 26, 2) +
                              io::detail::zip_number(bytes, each.place + 28, 2);
    if (expected || begin > bytes.size() || bytes.size() - begin < each.packed || each.unpacked > 4096) continue;
    std::vector<std::byte> content(each.unpacked);
    if (each.method == io::detail::deflated && io::detail::inflate_all(bytes.subspan(begin, each.packed), content))
      static_cast<void>(io::parse_npy<float>(content, "a"));
  }
  return 0;
}
