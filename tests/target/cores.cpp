// SPDX-License-Identifier: BSL-1.0
#include "tapeless/target/cores.hpp"

#include "tapeless/target/current.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace {
namespace target_cores_test {

namespace targets = tapeless::targets;
constexpr targets::core all[]{targets::cortex_m0,  targets::cortex_m3,     targets::cortex_m4f,  targets::cortex_m7,
                              targets::cortex_m33, targets::cortex_m55,    targets::riscv32imac, targets::riscv32imafc,
                              targets::aarch64,    targets::x86_64,        targets::x86_64_v3,   targets::x86_64_v4,
                              targets::wasm32,     targets::wasm32_simd128};

}  // namespace target_cores_test
}  // namespace

BOOST_AUTO_TEST_SUITE(target_cores)

using namespace target_cores_test;

BOOST_AUTO_TEST_CASE(every_core_has_a_name_of_its_own) {
  std::set<std::string_view> names;
  for (targets::core const& each : all) names.insert(each.name);
  BOOST_TEST(names.size() == std::size(all));
}

BOOST_AUTO_TEST_CASE(a_core_computes_in_vectors_by_instructions_or_in_software) {
  BOOST_TEST(targets::cortex_m0.computes(4) == "in software");
  BOOST_TEST(targets::cortex_m4f.computes(4) == "by instructions");
  BOOST_TEST(targets::cortex_m4f.computes(8) == "in software");
  BOOST_TEST(targets::cortex_m7.computes(8) == "by instructions");
  BOOST_TEST(targets::x86_64_v3.computes(8) == "in vectors");
  for (targets::core const& each : all)
    if (each.kernels.has_doubles) BOOST_TEST(each.computes(8) != "in software");
}

BOOST_AUTO_TEST_CASE(one_of_the_cores_is_what_this_is_compiled_for) {
  bool found = false;
  for (targets::core const& each : all) found = found || each.kernels == targets::current;
  BOOST_TEST(found);
}

BOOST_AUTO_TEST_SUITE_END()
