// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/gather.hpp"

#include "../plain_matrix.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstdint>

namespace expr_gather_test {

namespace tl = tapeless;
constexpr auto table = tl::parameter<"table", 4, 3>;
constexpr auto word = tl::label<"word", 4>;
constexpr auto weights = tl::parameter<"weights", 1, 3>;
// two samples share a row
constexpr auto embedded = tl::gather<0>(table, word);
constexpr auto loss = tl::batch_mean(tl::batch<5>(tl::sum(square(embedded % weights))));
constexpr auto by_table = tl::grad(loss, table);
constexpr auto by_weights = tl::grad(loss, weights);
constexpr auto second = tl::jvp(by_table, table, table);
constexpr auto same = tl::batch<5>(transpose(transpose(table) * word) - embedded);
constexpr auto most = tl::gather<1>(table, argmax<1>(table));

template <class T>
void an_embedding_is_a_row() {
  using program = tl::program<T, by_table, by_weights, second, same, most>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  plain::numbers next;
  plain::matrix const t = plain::fill(parameters[table], next);
  plain::matrix const w = plain::fill(parameters[weights], next);
  std::array<std::uint8_t, 3> const words{2, 0, 2};
  auto const results = program::run(memory, parameters, bind(word, words));
  BOOST_TEST_REQUIRE(static_cast<bool>(results));
  plain::matrix expected(4, 3);
  plain::matrix expected_w(1, 3);
  for (std::uint8_t const each : words)
    for (std::size_t j = 0; j < 3; ++j) {
      expected(each, j) += 2 * t(each, j) * w(0, j) * w(0, j) / 3;
      expected_w(0, j) += 2 * t(each, j) * t(each, j) * w(0, j) / 3;
    }
  double const tolerance = sizeof(T) == 8 ? 1e-14 : 1e-6;
  plain::expect(results[by_table], expected, tolerance);
  plain::expect(results[by_weights], expected_w, tolerance);
  plain::expect(results[second], expected, tolerance);  // linear in the table
  for (std::uint32_t s = 0; s < 3; ++s) plain::expect(plain::of(results[same][s]), plain::matrix(1, 3), 0);
  plain::matrix largest(4, 4);
  for (std::size_t j = 0; j < 4; ++j) {
    std::size_t best = 0;
    for (std::size_t k = 0; k < 3; ++k) best = t(j, k) > t(j, best) ? k : best;
    for (std::size_t i = 0; i < 4; ++i) largest(i, j) = t(i, best);
  }
  plain::expect(results[most], largest, 0);
  BOOST_TEST(expected(1, 1) == 0);
  BOOST_TEST(expected(2, 1) != 0);
}

}  // namespace expr_gather_test

BOOST_AUTO_TEST_SUITE(expr_gather)

using namespace expr_gather_test;

BOOST_AUTO_TEST_CASE(the_gradient_of_embeddings_is_added_to_their_rows) {
  an_embedding_is_a_row<double>();
  an_embedding_is_a_row<float>();
}

BOOST_AUTO_TEST_SUITE_END()
