// SPDX-License-Identifier: BSL-1.0
// test: wide, g++ suffices
// Random numbers are the same bits in every program that reads them: wherever kernels compute them, in both layouts, in
// parts of a batch, and in the interpreter.
#include "tapeless/run/random_streams.hpp"

#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

namespace {
namespace run_random_streams_test {

namespace tl = tapeless;
constexpr std::uint32_t batch = 21;
constexpr auto x = tl::input<"x", 5>;
constexpr auto W = tl::parameter<"W", 13, 5>;
constexpr auto M = tl::uniform<"matrix", 3, 5>;
constexpr auto zeros = 0 * (W * x);
// behind a product, alone, as a matrix, a number of each sample, a factor of a shared matrix, of one sample
constexpr auto behind = tl::batch<batch>(tl::uniform<"u", 13> + zeros);
constexpr auto alone = tl::batch<batch>(tl::uniform<"u", 13> % tl::broadcast_to<13, 1>(sum(x)));
constexpr auto matrix = tl::batch<batch>(M + 0 * sum(x));
constexpr auto number = tl::batch<batch>(tl::uniform<"number"> * x);
constexpr auto shared = tl::batch<batch>((0 * W + tl::shared_uniform<"shared", 13, 5>)*x);
constexpr auto counts = tl::batch_sum(tl::batch<batch>((tl::uniform<"u", 13> >= 0.3) + zeros));
constexpr auto one = tl::uniform<"u", 13> + zeros;
constexpr auto one_matrix = M + 0 * sum(x);

using tl::plan::layout_choice;
template <class T, layout_choice Lie, auto const&... E>
using program = tl::program_with<tl::plan::options{.samples_lie = Lie}, T, E...>;

template <class Program>
struct run_of {
  static inline typename Program::workspace memory{};
  static inline typename Program::parameters parameters{};
  static inline typename Program::state state{};

  template <class... Bindings>
  static auto run(Bindings const&... bindings) {
    tl::write_integer(state[tl::random_seed], 0x123456789abcdef0);
    tl::write_integer(state[tl::random_step], 42);
    for (std::uint32_t i = 0; i < parameters.stored_size(); ++i) parameters.data()[i] = 1;
    return Program::run(memory, bindings..., parameters, state);
  }
};
template <class T>
T expected(std::string_view stream, std::uint32_t sample, std::uint32_t element) {
  auto const key = tl::ops::key_of(0x123456789abcdef0, tl::name(stream).hash, 42);
  return static_cast<T>(tl::ops::random_bits(key, sample, element) * 0x1p-24);
}

template <class T>
void batches_have_their_numbers(std::span<std::uint32_t const> rows, std::uint32_t first) {
  using here = run_of<program<T, layout_choice::automatic, behind, alone, matrix, number, shared>>;
  std::vector<T> const data(64 * 5, T(0.5));  // of which the sums are exact
  auto const r = here::run(bind(x, data, tl::rows{rows}, tl::first_row{first}));
  BOOST_REQUIRE(bool(r));
  bool right = true;
  for (std::uint32_t s = 0; s < rows.size(); ++s) {
    std::uint32_t const at = first + rows[s];
    for (std::uint32_t e = 0; e < 13; ++e) {
      right = right && r[behind][s](e) == expected<T>("u", at, e);
      right = right && r[alone][s](e) == expected<T>("u", at, e) * T(2.5);
      T product{};
      for (std::uint32_t k = 0; k < 5; ++k) product += expected<T>("shared", 0, 5 * e + k) * T(0.5);
      right = right && std::abs(r[shared][s](e) - product) < T(1e-6);  // sums in any order
    }
    for (std::uint32_t e = 0; e < 15; ++e) right = right && r[matrix][s](e / 5, e % 5) == expected<T>("matrix", at, e);
    for (std::uint32_t e = 0; e < 5; ++e) right = right && r[number][s](e) == expected<T>("number", at, 0) * T(0.5);
  }
  BOOST_TEST(right);
}

}  // namespace run_random_streams_test
}  // namespace

BOOST_AUTO_TEST_SUITE(run_random_streams)

using namespace run_random_streams_test;

BOOST_AUTO_TEST_CASE(every_sample_and_element_has_the_bits_of_its_numbers) {
  std::vector<std::uint32_t> const few{63, 0, 17, 17, 5},
      all{5, 4, 3, 2, 1, 0, 6, 7, 8, 9, 20, 21, 22, 30, 31, 60, 61, 62, 63, 40, 41};
  batches_have_their_numbers<float>(few, 0);
  batches_have_their_numbers<float>(all, 1000);
  batches_have_their_numbers<double>(few, 4000000000u);
  batches_have_their_numbers<double>(all, 0);
}
BOOST_AUTO_TEST_CASE(both_layouts_have_the_same_masks) {
  auto const count = []<class T, layout_choice Lie>(std::uint32_t samples) {
    using here = run_of<program<T, Lie, counts>>;
    std::vector<T> const data(batch * 5, T(0.5));
    auto const r = here::run(bind(x, std::span(data).first(samples * 5), tl::first_row{3}));
    bool right = true;
    for (std::uint32_t e = 0; e < 13; ++e) {
      T sum{};
      for (std::uint32_t s = 0; s < samples; ++s) sum += expected<T>("u", 3 + s, e) >= T(0.3) ? T(1) : T(0);
      right = right && r[counts](e) == sum;
    }
    return right;
  };
  for (std::uint32_t const samples : {1u, 3u, 4u, 15u, 16u, 17u, 21u}) {
    BOOST_TEST((count.template operator()<float, layout_choice::feature_minor>(samples)), samples);
    BOOST_TEST((count.template operator()<float, layout_choice::batch_minor>(samples)), samples);
    BOOST_TEST((count.template operator()<double, layout_choice::feature_minor>(samples)), samples);
    BOOST_TEST((count.template operator()<double, layout_choice::batch_minor>(samples)), samples);
  }
}
BOOST_AUTO_TEST_CASE(one_sample_has_its_number_too) {
  using here = run_of<program<float, layout_choice::automatic, one, one_matrix>>;
  std::vector<float> const data(64 * 5, 0.5F);
  auto const r = here::run(bind(x, data, tl::rows{31}, tl::first_row{8}));
  for (std::uint32_t e = 0; e < 13; ++e) BOOST_TEST(r[one](e) == expected<float>("u", 39, e));
  for (std::uint32_t e = 0; e < 15; ++e) BOOST_TEST(r[one_matrix](e / 5, e % 5) == expected<float>("matrix", 39, e));
  auto const plain = here::run(bind(x, std::span(data).first(5), tl::first_row{39}));
  BOOST_TEST(plain[one](12) == r[one](12));
}
BOOST_AUTO_TEST_CASE(the_interpreter_draws_the_same_numbers) {
  using source = tl::rules::listed<behind, matrix, shared, counts>;
  static tl::store<float, source, tl::leaf_kind::state> state{};
  static tl::store<float, source, tl::leaf_kind::parameter> parameters{};
  tl::write_integer(state[tl::random_seed], 0x123456789abcdef0);
  tl::write_integer(state[tl::random_step], 42);
  for (std::uint32_t i = 0; i < parameters.stored_size(); ++i) parameters.data()[i] = 1;
  std::vector<float> const data(64 * 5, 0.5F);
  std::vector<std::uint32_t> const rows{63, 2, 9};
  static tl::run::interpretation<float, source> const computed(bind(x, data, tl::rows{rows}, tl::first_row{5}),
                                                               parameters, state);
  for (std::uint32_t s = 0; s < 3; ++s) {
    BOOST_TEST(computed.output<0>()[s](12, 0) == expected<float>("u", 5 + rows[s], 12));
    BOOST_TEST(computed.output<1>()[s](2, 3) == expected<float>("matrix", 5 + rows[s], 13));
  }
}

BOOST_AUTO_TEST_SUITE_END()
