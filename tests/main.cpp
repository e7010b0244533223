// SPDX-License-Identifier: BSL-1.0
// The one main() of every unit-test executable.
#define BOOST_TEST_MODULE tapeless
#include <boost/test/unit_test.hpp>

#if defined(__SANITIZE_ADDRESS__)
#define TAPELESS_TESTS_UNDER_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TAPELESS_TESTS_UNDER_ASAN
#endif
#endif

#if defined(TAPELESS_TESTS_UNDER_ASAN)
// The leak check reads /proc, which a bare chroot does not have, and ends the program without it. What is tested
// allocates nothing.
extern "C" char const* __asan_default_options() { return "detect_leaks=0"; }
#endif
