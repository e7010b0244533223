// SPDX-License-Identifier: BSL-1.0
#include "tapeless/run/refusal.hpp"

#include "../last_words.hpp"

BOOST_AUTO_TEST_SUITE(run_refusal)

#if defined(__unix__)
BOOST_AUTO_TEST_CASE(the_program_ends_with_one_line_that_says_what_is_wrong_with_which_datum) {
  namespace tl = tapeless;
  tl::run_status const some[]{{tl::run_error::no_samples},
                              {tl::run_error::label_out_of_range, "y", 2, 3, 7},
                              {tl::run_error::stride_not_positive, "x", 0, 1, static_cast<std::uint64_t>(-4), true}};
  std::string const sentences[]{"the bound data holds no whole sample", "y, sample 2: ", "x"};
  for (std::size_t i = 0; i < 3; ++i) {
    std::string const words = last_words::of([&] { tl::run::a_refused_run_has_no_values(some[i]); });
    BOOST_TEST(words == "tapeless: a refused run has no values: " + std::string(describe(some[i])) + "\n");
    BOOST_TEST(words.find(sentences[i]) != std::string::npos);
  }
}
#endif
BOOST_AUTO_TEST_CASE(
    nothing_of_it_happens_in_a_constant_expression) {  // so that evaluate there is an error of the compiler's
  constexpr auto ends = [](bool refused) constexpr {
    if (refused) tapeless::run::a_refused_run_has_no_values({});
    return 1;
  };
  static_assert(ends(false) == 1);
  BOOST_TEST(!noexcept(ends(true)));
}

BOOST_AUTO_TEST_SUITE_END()
