// SPDX-License-Identifier: BSL-1.0
// Compiled once for each network: BENCH_NETWORK is its number in the list below.
#include "choices.hpp"

namespace choices {
namespace {

template <int Number>
struct network;
#define BENCH_NET(number, text, ...)                                                                                   \
  template <>                                                                                                          \
  struct network<number> : case_of<__VA_ARGS__> {                                                                      \
    static constexpr char const* name = text;                                                                          \
  };
BENCH_NET(1, "4-6-3-1 relu, 8", binary, 8, in<4>, tl::dense<6, act::relu>, tl::dense<3, act::relu>, tl::dense<1>)
BENCH_NET(2, "2-8-8-1 relu, 200", binary, 200, in<2>, tl::dense<8, act::relu>, tl::dense<8, act::relu>, tl::dense<1>)
BENCH_NET(3, "64-32-10 tanh, 1", classes, 1, in<64>, tl::dense<32, act::tanh>, tl::dense<10>)
BENCH_NET(4, "64-32-10 tanh, 32", classes, 32, in<64>, tl::dense<32, act::tanh>, tl::dense<10>)
BENCH_NET(5, "13-64-64-4 tanh, 1", squares, 1, in<13>, tl::dense<64, act::tanh>, tl::dense<64, act::tanh>, tl::dense<4>)
BENCH_NET(6, "13-64-64-4 tanh, 32", squares, 32, in<13>, tl::dense<64, act::tanh>, tl::dense<64, act::tanh>,
          tl::dense<4>)
BENCH_NET(7, "784-128-10 relu, 1", classes, 1, in<784>, tl::dense<128, act::relu>, tl::dense<10>)
BENCH_NET(8, "8 x 16 tanh, 1", squares, 1, in<16>, tl::dense<16, act::tanh>, tl::dense<16, act::tanh>,
          tl::dense<16, act::tanh>, tl::dense<16, act::tanh>, tl::dense<16, act::tanh>, tl::dense<16, act::tanh>,
          tl::dense<16, act::tanh>, tl::dense<16, act::tanh>)
BENCH_NET(9, "20-24-3 silu, 128", classes, 128, in<20>, tl::dense<24, act::silu>, tl::dense<3>)
BENCH_NET(10, "40-50-8-2 sigmoid, 1", squares, 1, in<40>, tl::dense<50, act::sigmoid>, tl::dense<8, act::sigmoid>,
          tl::dense<2>)
BENCH_NET(11, "10-32-16-4 gelu, 64", classes, 64, in<10>, tl::dense<32, act::gelu>, tl::dense<16, act::gelu>,
          tl::dense<4>)
BENCH_NET(12, "100-100-20 elu, 16", classes, 16, in<100>, tl::dense<100, act::elu>, tl::dense<20>)
BENCH_NET(13, "512-512-512-10 relu, 1", classes, 1, in<512>, tl::dense<512, act::relu>, tl::dense<512, act::relu>,
          tl::dense<10>)
BENCH_NET(14, "32-48-8 silu, 16", classes, 16, in<32>, tl::dense<48, act::silu>, tl::dense<8>)
BENCH_NET(15, "24-30-30-5 mish, 32", classes, 32, in<24>, tl::dense<30, act::mish>, tl::dense<30, act::mish>,
          tl::dense<5>)
BENCH_NET(16, "784-128-10 relu, 32", classes, 32, in<784>, tl::dense<128, act::relu>, tl::dense<10>)
#undef BENCH_NET

/// Whether two ways to plan a step call the same kernels.
template <class Case, plan::options How>
constexpr bool is_as_usual() {
  using usual = plan::planned<step_of<Case>>;
  using other = plan::planned<plan::with_options<step_of<Case>, How>>;
  if constexpr (usual::step_count != other::step_count) {
    return false;
  } else {
    for (std::uint32_t i = 0; i < usual::step_count; ++i) {
      plan::step const& x = usual::table.steps[i];
      plan::step const& y = other::table.steps[i];
      if (!(plan::selected<step_of<Case>, float>[i] ==
            plan::selected<plan::with_options<step_of<Case>, How>, float>[i]))
        return false;
      if (!plan::call_the_same(x, y) || x.with_next != y.with_next || x.scratch != y.scratch || x.shape != y.shape)
        return false;
      bool const has_code = x.chain != plan::none;
      auto const code_x = has_code ? usual::table.codes[x.chain] : plan::elementwise_code{};
      auto const code_y = has_code ? other::table.codes[y.chain] : plan::elementwise_code{};
      if (!(code_x == code_y)) return false;
    }
    return true;
  }
}
template <class Case, std::size_t... I>
measured_network measured(std::index_sequence<I...>) {
  auto const without = []<std::size_t Nth>() -> std::unique_ptr<training> (*)() {
    if constexpr (is_as_usual<Case, special_cases[Nth].off>()) {
      return nullptr;
    } else {
      return &made<Case, special_cases[Nth].off>;
    }
  };
  return {Case::name, &made<Case, plan::options{}>, {without.template operator()<I>()...}};
}

bool const is_listed = [] {
  networks().push_back(measured<network<BENCH_NETWORK>>(std::make_index_sequence<special_cases.size()>{}));
  return true;
}();

}  // namespace
}  // namespace choices
