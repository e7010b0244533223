// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/store.hpp"

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <vector>

namespace run_store_test {

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto b = tl::parameter<"b", 2>;
constexpr auto m = tl::state<"m", 2, 3>;
constexpr auto x = tl::input<"x", 3>;
constexpr auto out = W * x + b;
constexpr auto update = tl::assign(m, 0.5 * m);
using source = tl::rules::listed<out, update>;
using parameters = tl::store<double, source, tl::leaf_kind::parameter>;
using state = tl::store<float, source, tl::leaf_kind::state>;

static_assert(parameters::bytes() == 8 * sizeof(double) && parameters::size() == 8);
static_assert(parameters::storage_bytes() == sizeof(parameters) && parameters::storage_bytes() >= parameters::bytes());
static_assert(state::bytes() == 6 * sizeof(float));

constexpr parameters in_read_only_memory = [] {
  parameters p{};
  p[W].copy_from(std::array<double, 6>{1, 2, 3, 4, 5, 6});
  p.at<"b">()[1] = -1;
  return p;
}();
static_assert(in_read_only_memory[W](1, 0) == 4 && in_read_only_memory[b](0) == 0 &&
              in_read_only_memory.at<"b">()(1) == -1);

constinit parameters all_zeros{};

}  // namespace run_store_test

BOOST_AUTO_TEST_SUITE(run_store)

using namespace run_store_test;

BOOST_AUTO_TEST_CASE(a_static_store_starts_with_zeros) {
  for (std::uint32_t i = 0; i < parameters::stored_size(); ++i) BOOST_TEST(all_zeros.data()[i] == 0);
}

BOOST_AUTO_TEST_CASE(a_leaf_and_its_name_are_the_same_memory) {
  parameters p{};
  p[W](1, 2) = 3;
  BOOST_TEST(p.at<"W">()(1, 2) == 3);
  BOOST_TEST(&p[b](0) == &p.at<"b">()(0));
  BOOST_TEST(&p[b](0) != &p[W](0, 0));
}

BOOST_AUTO_TEST_CASE(for_each_names_every_leaf_once_in_the_programs_order) {
  parameters p{};
  std::vector<std::string> names;
  std::uint32_t elements = 0;
  p.for_each([&](tl::name const& leaf, auto const& values) {
    names.emplace_back(leaf.view());
    elements += values.size();
  });
  BOOST_TEST_REQUIRE(names.size() == 2U);
  BOOST_TEST(names[0] == "W");
  BOOST_TEST(names[1] == "b");
  BOOST_TEST(elements == parameters::size());
}

BOOST_AUTO_TEST_CASE(leaves_do_not_overlap) {
  parameters p{};
  double number = 0;
  p.for_each([&](tl::name const&, auto const& values) {
    for (std::uint32_t i = 0; i < values.rows(); ++i)
      for (std::uint32_t j = 0; j < values.columns(); ++j) values(i, j) = ++number;
  });
  std::vector<bool> seen(9, false);
  for (std::uint32_t i = 0; i < parameters::stored_size(); ++i) seen[static_cast<std::size_t>(p.data()[i])] = true;
  for (std::size_t i = 1; i < seen.size(); ++i) BOOST_TEST(static_cast<bool>(seen[i]));
}

BOOST_AUTO_TEST_CASE(size_counts_the_leaves_numbers_and_stored_size_what_lies_between_them_too) {
  static constexpr auto tall = tl::parameter<"tall", 2 * tl::plan::whole_vectors(4) - 1, 3>;
  static constexpr auto total = sum(tall);
  using store_of_tall = tl::store<double, tl::rules::listed<total>, tl::leaf_kind::parameter>;
  static_assert(store_of_tall::size() == tall.shape.size() && store_of_tall::bytes() == 8 * tall.shape.size());
  static_assert(store_of_tall::stored_size() == tl::plan::stored_size(tall.shape));
  store_of_tall p{};
  p[tall](0, 2) = 7;
  BOOST_TEST(p.data()[2 * tl::plan::leading_dimension(tall.shape)] == 7);
  store_of_tall q{};
  q.copy_from(p);
  BOOST_TEST(q[tall](0, 2) == 7);
}

BOOST_AUTO_TEST_CASE(a_store_copies_leaves_by_name_from_a_store_of_another_program_and_type) {
  static constexpr auto other_out = tl::parameter<"first", 4>;
  static constexpr auto other_b = b;
  static constexpr auto other_W = W;
  tl::store<float, tl::rules::listed<other_out, other_b, other_W>, tl::leaf_kind::parameter> other{};
  other[W](1, 2) = 0.5f;
  other[b](0) = 0.25f;
  parameters p{};
  p.copy_from(other);
  BOOST_TEST(p[W](1, 2) == 0.5);
  BOOST_TEST(p[W](0, 0) == 0);
  BOOST_TEST(p[b](0) == 0.25);
}

BOOST_AUTO_TEST_CASE(a_store_knows_whether_somebody_filled_it_or_could) {
  static_assert(in_read_only_memory.is_filled() && !parameters{}.is_filled() && state{}.is_filled());
  auto const filled_by = [](auto const& write) {
    parameters p{};
    write(p);
    return p.is_filled();
  };
  BOOST_TEST(filled_by([](parameters& p) { p[b](0) = 1; }));
  BOOST_TEST(filled_by([](parameters& p) { p.at<"W">()(0, 0) = 1; }));
  BOOST_TEST(filled_by([](parameters& p) { p.data()[0] = 1; }));
  BOOST_TEST(filled_by([](parameters& p) { p.for_each([](tl::name const&, auto const&) {}); }));
  BOOST_TEST(filled_by([](parameters& p) { p.copy_from(in_read_only_memory); }));
  BOOST_TEST(!filled_by([](parameters& p) { p.copy_from(parameters{}); }));  // nobody's zeros stay nobody's
  BOOST_TEST(!filled_by([](parameters const& p) {
    p.for_each([](tl::name const&, auto const& view) { BOOST_TEST(view(0) == 0); });
    BOOST_TEST((p[b](0) == 0 && p.at<"W">()(0, 0) == 0 && p.data()[0] == 0));
  }));
}

BOOST_AUTO_TEST_SUITE_END()
