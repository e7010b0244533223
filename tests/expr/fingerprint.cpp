// SPDX-License-Identifier: BSL-1.0
#include "tapeless/expr/fingerprint.hpp"

#include "tapeless/check/identity.hpp"
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

namespace expr_fingerprint_test {

namespace tl = tapeless;
using tl::fingerprint_tag;
constexpr auto x = tl::input<"x", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto s = tl::scalar<"s">;
struct net : tl::sequential<tl::in<"x", 3>, tl::dense<2>> {};

/// Batches of 1 to 4096 samples and their counts, numbers, and one of every other kind of expression.
constexpr std::uint32_t counts = 4096;
std::vector<std::uint64_t> all_kinds() {
  std::vector<std::uint64_t> found;
  auto const add = [&](auto const&... each) { (found.push_back(each.fingerprint), ...); };
  for (std::uint32_t i = 0; i < counts; ++i) {
    found.push_back(tl::fingerprint_of(fingerprint_tag::batch, i, x.fingerprint));
    found.push_back(tl::fingerprint_of(fingerprint_tag::sample_count, i));
    found.push_back(tl::number(i).fingerprint);
  }
  add(x, A, s, tl::parameter<"x", 3>, tl::label<"x", 3>, tl::define<"x">(x), tl::define<"h">(x), tl::define(x),
      tl::define<"l">([] { return x; }), -x, exp(x), tl::sum(x), tl::sum<0>(x), tl::sum<1>(x), tl::prod(x),
      tl::prod<0>(x), tl::prod<1>(x), tl::broadcast_to<3, 3>(x), tl::broadcast_to<3, 4>(x), reshape<1, 3>(x),
      tl::slice<0, 1>(x), tl::slice<1, 1>(x), tl::diagonal_matrix(x), tl::concatenate(x, x), x % x, tl::softmax(x),
      tl::softmax<0>(x), tl::batch_sum(tl::batch<5>(x)), grad(dot(x, x), x), jvp(x, x, x), vjp(x, x, x), jacfwd(x, x),
      jacrev(x, x), tl::output<net>, tl::slot<tl::extents{3, 1}>{}, tl::slot<tl::extents{1, 3}>{},
      tl::update::parameter, tl::update::gradient, tl::update::state<"parameter">, tl::update::state<"momentum">);
  return found;
}

// found with tags that were added to: the product of the elements and the batch of 1,794 samples shared a fingerprint
template <std::uint32_t Samples>
constexpr bool shares_one = tl::prod(x).fingerprint == tl::batch<Samples>(x).fingerprint;
static_assert(!shares_one<1793> && !shares_one<1794> && !shares_one<1795>);
static_assert(!tl::equal<tl::prod(tl::parameter<"p", 3>), tl::broadcast_to<3>(tl::parameter<"p", 3>)>);

}  // namespace expr_fingerprint_test

BOOST_AUTO_TEST_SUITE(expr_fingerprint)

using namespace expr_fingerprint_test;

BOOST_AUTO_TEST_CASE(no_two_kinds_of_expression_share_a_fingerprint) {
  std::vector<std::uint64_t> found = all_kinds();
  std::sort(found.begin(), found.end());
  BOOST_TEST((std::adjacent_find(found.begin(), found.end()) == found.end()));
}
BOOST_AUTO_TEST_CASE(a_datum_does_not_count_one_tag_up_to_another) {
  for (std::uint32_t tag = 0; tag < 32; ++tag)
    for (std::uint64_t datum = 0; datum < 64; ++datum)
      BOOST_TEST((tl::fingerprint_of(static_cast<fingerprint_tag>(tag), datum + 1) !=
                  tl::fingerprint_of(static_cast<fingerprint_tag>(tag + 1), datum)));
}
BOOST_AUTO_TEST_CASE(data_count_in_their_order) {
  BOOST_TEST(tl::fingerprint_of(fingerprint_tag::batch, 1u, 2u) != tl::fingerprint_of(fingerprint_tag::batch, 2u, 1u));
  BOOST_TEST(tl::fingerprint_of(fingerprint_tag::batch, 1u) != tl::fingerprint_of(fingerprint_tag::batch, 1u, 0u));
}

BOOST_AUTO_TEST_SUITE_END()
