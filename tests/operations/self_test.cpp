// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Does the judge see what is wrong, and in which column?
#include "judgement.hpp"
#include "rows.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/rules/primitive.hpp"

#include <boost/test/unit_test.hpp>

namespace operations_self_test {

using namespace operations;

/// sin, with a derivative of the user's choice.
template <class Derivative>
struct sine {
  static constexpr std::string_view name = "sine";
  template <class T>
  static constexpr T value(T a) {
    return tl::math::sin(a);
  }
  template <class Term>
  static constexpr auto derivative(Term a, Term) {
    return Derivative{}(a);
  }
};
struct right_derivative {
  template <class Term>
  constexpr Term operator()(Term a) const {
    return cos(a);
  }
};
struct wrong_derivative {
  template <class Term>
  constexpr Term operator()(Term a) const {
    return 1.000001 * cos(a);
  }
};
/// The right value, as a constant.
struct held_derivative {
  template <class Term>
  constexpr Term operator()(Term a) const {
    return stop_gradient(cos(a));
  }
};
struct no_derivative {
  template <class Term>
  constexpr double operator()(Term) const {
    return 0;
  }
};

template <class Derivative>
constexpr auto applied = [](auto a) { return tl::primitive<sine<Derivative>>(a); };

of_one claim_of_sine() {
  return {.name = "sine(x)", .at = {anywhere}, .formula = [](double a) { return std::sin(a); }, .slope = {[](double a) {
                                                                                                  return std::cos(a);
                                                                                                }}};
}
template <class Derivative>
row sine_row(of_one const& claimed) {
  return together(lowered_by_each(function(applied<Derivative>, claimed)))[0];
}
row good_row() {
  static row const made = sine_row<right_derivative>(claim_of_sine());
  return made;
}
std::string wrong(judgement const& found) {
  std::string all;
  for (int c = 0; c < columns; ++c)
    if (!found.passes(static_cast<column>(c))) all += std::string(all.empty() ? "" : " ") + column_names[c];
  return all;
}

}  // namespace operations_self_test

BOOST_AUTO_TEST_SUITE(operations_self_test_suite)

using namespace operations_self_test;

BOOST_AUTO_TEST_CASE(what_is_right_passes) { BOOST_TEST(wrong(judge(good_row())) == ""); }
BOOST_AUTO_TEST_CASE(a_wrong_formula_is_noticed) {
  row claimed = good_row();
  claimed.formula = [](point const& at) {
    return (1 + 1e-13) * plain::map(at[0], [](double e) { return std::sin(e); });
  };
  BOOST_TEST(wrong(judge(claimed)) == "formula");
}
BOOST_AUTO_TEST_CASE(a_wrong_derivative_is_noticed_by_formula_and_by_difference_quotient) {
  BOOST_TEST(wrong(judge(sine_row<wrong_derivative>(claim_of_sine()))) == "formula reverse");
}
BOOST_AUTO_TEST_CASE(a_wrong_second_derivative_is_noticed) {
  BOOST_TEST(wrong(judge(sine_row<held_derivative>(claim_of_sine()))) == "second");
}
BOOST_AUTO_TEST_CASE(a_derivative_of_zero_passes_only_on_purpose) {
  of_one claimed = claim_of_sine();
  claimed.slope = {[](double) { return 0.0; }};
  claimed.is_declared = true;
  BOOST_TEST(wrong(judge(sine_row<no_derivative>(claimed))) == "reverse");
  claimed.constant_in = {0};
  BOOST_TEST(wrong(judge(sine_row<no_derivative>(claimed))) == "");
}
BOOST_AUTO_TEST_CASE(another_convention_at_a_kink_is_noticed) {
  row claimed = good_row();
  claimed.kinks = {{{matrix(length, 1)}, {matrix(length, 1)}}};  // cos 0 is 1, not 0
  BOOST_TEST(wrong(judge(claimed)) == "kinks");
}
BOOST_AUTO_TEST_CASE(a_kernel_that_computes_something_else_is_noticed) {
  row claimed = good_row();
  claimed.by_float_program = [](leaf_values const& values) {
    std::vector<matrix> outputs = good_row().by_float_program(values);
    outputs[3] = (1 + 1e-5) * outputs[3];
    return outputs;
  };
  BOOST_TEST(wrong(judge(claimed)) == "float");
  claimed = good_row();
  claimed.by_double_program = claimed.by_float_program;
  BOOST_TEST(wrong(judge(claimed)) == "double");
}
BOOST_AUTO_TEST_CASE(a_row_that_compares_nothing_does_not_pass) {
  judgement empty;
  BOOST_TEST(wrong(empty) == "formula forward reverse second double float kinks");
}

BOOST_AUTO_TEST_SUITE_END()
