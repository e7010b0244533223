// SPDX-License-Identifier: BSL-1.0
#include "tapeless/target/description.hpp"

#include "tapeless/target/current.hpp"

#include <boost/test/unit_test.hpp>

namespace {
namespace target_description_test {

namespace targets = tapeless::targets;
constexpr targets::description all[]{targets::portable, targets::sse2, targets::avx2,
                                     targets::avx512,   targets::neon, targets::simd128};

}  // namespace target_description_test
}  // namespace

BOOST_AUTO_TEST_SUITE(target_description)

using namespace target_description_test;

BOOST_AUTO_TEST_CASE(the_lanes_of_a_register_are_its_bytes) {
  for (targets::description const& each : all)
    for (std::uint32_t const bytes : {4U, 8U})
      BOOST_TEST(each.lanes(bytes) * bytes == (each.has_vectors() ? each.register_bytes : bytes));
}

BOOST_AUTO_TEST_CASE(a_vector_is_long_where_a_shorter_one_has_less_latency) {
  BOOST_TEST(targets::avx512.is_long(64));
  BOOST_TEST(!targets::avx512.is_long(32));
  for (targets::description const& each : all)
    if (each != targets::avx512) BOOST_TEST(!each.is_long(each.register_bytes));
}

BOOST_AUTO_TEST_CASE(what_masks_at_no_cost_reads_masked) {
  for (targets::description const& each : all) BOOST_TEST((!each.masks_at_no_cost || each.reads_masked));
}

BOOST_AUTO_TEST_CASE(what_computes_one_by_one_has_no_vectors_of_any_kind_and_no_doubles) {
  for (targets::description const& each : all) {
    BOOST_TEST(each.has_vectors() == (each != targets::portable));
    BOOST_TEST(each.has_vectors() == each.has_doubles);
    BOOST_TEST((each.short_vector_bytes != 0) == each.has_vectors());
    BOOST_TEST(each.prefers_small_code == (each == targets::portable));
    BOOST_TEST((each.has_vectors() || !each.reads_masked));
  }
}

BOOST_AUTO_TEST_CASE(a_target_has_the_registers_of_its_manual) {
  BOOST_TEST((targets::sse2.register_bytes == 16 && targets::avx2.register_bytes == 32));
  BOOST_TEST((targets::avx512.register_bytes == 64 && targets::neon.register_bytes == 16));
  for (targets::description const& each : all)
    BOOST_TEST(each.register_count == (each == targets::avx512 || each == targets::neon ? 32U : 16U));
  for (targets::description const& each : all)
    BOOST_TEST(each.has_many_registers() == (each == targets::avx512 || each == targets::neon));
  BOOST_TEST((targets::simd128 == targets::sse2));  // the same plans, hence the same bits
  BOOST_TEST((targets::avx2.reads_masked && targets::avx512.reads_masked && !targets::neon.reads_masked));
  BOOST_TEST((targets::avx512.masks_at_no_cost && !targets::avx2.masks_at_no_cost));
}

BOOST_AUTO_TEST_CASE(the_current_target_is_that_of_the_flags) {
#if defined(__AVX512F__)
  static_assert(targets::current == targets::avx512);
#elif defined(__AVX2__)
  static_assert(targets::current == targets::avx2);
#elif defined(__SSE2__)
  static_assert(targets::current == targets::sse2);
#elif defined(__aarch64__)
  static_assert(targets::current == targets::neon);
#elif defined(__wasm_simd128__)
  static_assert(targets::current == targets::simd128);
#endif
  static_assert(tapeless::register_width<float> == targets::current.lanes(4));
  BOOST_TEST(tapeless::vector_alignment<double> ==
             (targets::current.has_vectors() ? targets::current.register_bytes : alignof(double)));
}

BOOST_AUTO_TEST_SUITE_END()
