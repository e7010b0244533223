// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/leaf_source.hpp"

#include <boost/test/unit_test.hpp>

namespace run_leaf_source_test {

namespace tl = tapeless;
using tl::run_error;
constexpr auto x = tl::input<"x", 2>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr tl::graph::leaf_info of_x{tl::leaf_kind::input, {2, 1}, tl::name("x")};
constexpr tl::graph::leaf_info of_y{tl::leaf_kind::label, {3, 1}, tl::name("y")};
constexpr tl::graph::leaf_info of_W{tl::leaf_kind::parameter, {2, 3}, tl::name("W")};

constexpr double samples[6]{1, 2, 3, 4, 5, 6};
constexpr int truths[3]{0, 2, 3};
constexpr double rows_of_W[6]{1, 2, 3, 4, 5, 6};

template <class Binding>
consteval std::array<double, 6> written(Binding const& binding, tl::graph::leaf_info const& info,
                                        std::uint32_t sample) {
  std::array<double, 6> to{};
  if (tl::run::leaf_source<Binding>::write(binding, info, sample, to.data()) != run_error::none) to[5] = -1;
  return to;
}
static_assert(written(bind(x, samples), of_x, 1)[0] == 3 && written(bind(x, samples), of_x, 1)[1] == 4);
static_assert(written(bind(y, truths), of_y, 1)[2] == 1 && written(bind(y, truths), of_y, 1)[0] == 0);
static_assert(written(bind(y, truths), of_y, 2)[5] == -1);   // 3 is no class of three
static_assert(written(bind(x, samples), of_x, 3)[5] == -1);  // there are three samples
// Row after row comes to lie column after column.
static_assert(written(bind(W, rows_of_W), of_W, 0) == std::array<double, 6>{1, 4, 2, 5, 3, 6});

template <class Binding>
constexpr bool serves(Binding const& binding, tl::graph::leaf_info const& info) {
  return tl::run::leaf_source<Binding>::serves(binding, info);
}
static_assert(serves(bind(x, samples), of_x) && !serves(bind(x, samples), of_y) && !serves(bind(W, rows_of_W), of_x));

constexpr tl::graph::leaf_info of_wide_x{tl::leaf_kind::input, {1, 2}, tl::name("x")};
static_assert(!serves(bind(x, samples), of_wide_x));  // its samples are others
constexpr bool is_whole(std::size_t numbers) {
  auto const binding = bind(x, std::span(samples).first(numbers));
  return tl::run::leaf_source<std::remove_const_t<decltype(binding)>>::is_whole(binding);
}
static_assert(is_whole(4) && !is_whole(5));
static_assert(written(bind(W, {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}), of_W, 0) == std::array<double, 6>{1, 4, 2, 5, 3, 6});
static_assert(written(bind(W, std::array<double, 6>{1, 2, 3, 4, 5, 6}), of_W, 0)[1] == 4);
constexpr auto stored = bind(W, std::array<double, 6>{1, 2, 3, 4, 5, 6});  // kept, hence a constant
static_assert(written(stored, of_W, 0)[5] == 6);

static_assert(written(if_needed(bind(x, samples)), of_x, 1)[0] == 3 && serves(if_needed(bind(x, samples)), of_x));

}  // namespace run_leaf_source_test

BOOST_AUTO_TEST_SUITE(run_leaf_source)
BOOST_AUTO_TEST_CASE(what_is_shared_by_all_samples_has_no_sample_count) {
  using namespace run_leaf_source_test;
  auto const shared = bind(W, rows_of_W);
  auto const each = bind(x, samples);
  BOOST_TEST(tl::run::leaf_source<std::remove_const_t<decltype(shared)>>::sample_count(shared) ==
             tl::run::unknown_size);
  BOOST_TEST(tl::run::leaf_source<std::remove_const_t<decltype(each)>>::sample_count(each) == 3u);
}
BOOST_AUTO_TEST_SUITE_END()
