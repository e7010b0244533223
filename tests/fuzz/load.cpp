// SPDX-License-Identifier: BSL-1.0
// Any bytes given to `load` and `load_part`: refused, and then nothing is changed, or loaded, and then a file that is
// saved from what was loaded is loaded as the same.
#include "seeds.hpp"

#include <tapeless/save/save.hpp>
#include <tapeless/tapeless.hpp>

#include <cstring>

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 3, 2>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto m = tl::state<"m", 2>;
constexpr auto step_number = tl::integer_state<"optimizer.step">;
constexpr auto out = W * tl::input<"x", 2> + b;
constexpr auto decay = tl::assign(m, 0.5 * m);
constexpr auto count = tl::assign(step_number, tl::successor(step_number));
using program = tl::program<float, out, decay, count>;

struct memory {
  program::parameters parameters{};
  program::state state{};
  std::uint64_t epoch = 7;

  std::array<std::byte, tl::saved_bytes<program::parameters, program::state, tl::saved_value<"epoch", std::uint64_t>>()>
  file() const {
    decltype(file()) bytes{};
    must(static_cast<bool>(tl::save(bytes, parameters, state, tl::saved<"epoch">(epoch))));
    return bytes;
  }
  memory() {
    parameters[W](2, 1) = 5;
    tl::write_integer(state[step_number], 0xFEDCBA9876543210);
  }
};

static fuzz::seeds const seeds([] {
  auto const whole = memory().file();
  fuzz::write_seed("whole", whole);
  std::string_view const python =
      R"({"__metadata__": {"format": "pt"}, "m": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]},)"
      R"( "epoch": {"dtype": "U64", "shape": [], "data_offsets": [8, 16]},)"
      R"( "optimizer.step": {"dtype": "U64", "shape": [1], "data_offsets": [0, 8]},)"
      R"( "W": {"dtype": "F32", "shape": [3, 2], "data_offsets": [24, 48]},)"
      R"( "\u0062": {"dtype": "F32", "shape": [3, 1], "data_offsets": [48, 60]}}  )";
  std::string file(1, static_cast<char>(python.size() & 0xFF));
  file += static_cast<char>(python.size() >> 8);
  file += std::string(6, 0) + std::string(python) + std::string(60, 1);
  fuzz::write_seed("python", std::as_bytes(std::span(file)));
});

template <class Load>
static void check(std::span<std::byte const> bytes, Load const& load) {
  memory now;
  auto const before = now.file();
  tl::saving_status const status = load(now);
  auto const after = now.file();
  if (!status) {
    must(after == before && !describe(status).empty());
  } else {
    memory again;
    must(static_cast<bool>(tl::load(after, again.parameters, again.state, tl::saved<"epoch">(again.epoch))));
    must(again.file() == after && bytes.size() > 60);
  }
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const bytes = std::as_bytes(std::span(data, size));
  check(bytes, [&](memory& to) { return tl::load(bytes, to.parameters, to.state, tl::saved<"epoch">(to.epoch)); });
  check(bytes, [&](memory& to) { return tl::load_part(bytes, to.parameters); });
  return 0;
}
