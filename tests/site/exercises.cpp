// SPDX-License-Identifier: BSL-1.0
// test: alone, unoptimized, clang suffices
#include "exercises/questions.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace site_exercises_test {

using exercises::judgement, exercises::verdict;

/// Exercises are counted from 1 here, as on the page.
judgement judged(std::size_t number, std::string_view typed) {
  judgement result;
  exercises::all[number - 1].judge(typed, result);
  return result;
}
bool is(verdict expected, std::size_t number, std::string_view typed) { return judged(number, typed).is == expected; }
std::string written(void (*put)(exercises::show::text_sink&)) {
  exercises::text_buffer<4096> sink;
  put(sink);
  return std::string(sink.view());
}

struct answers {
  std::size_t number;
  std::vector<std::string> shown_equal;
  std::vector<std::string> same_values;
  std::vector<std::string> wrong;
};
std::vector<answers> const table{
    {1, {"2*x", "x + x", "x*2", "2x"}, {"3x - x"}, {"x", "2", "x^2"}},
    {2, {"-exp(-x)", "-e^(-x)", "-e^-x"}, {"-1/exp(x)"}, {"exp(-x)", "-x*exp(-x)", "-exp(x)"}},
    {3, {"exp(x) + x*exp(x)", "x e^x + e^x", "e^x + e^x*x"}, {"(1 + x)*exp(x)"}, {"exp(x)", "x*exp(x)"}},
    {4, {"sigmoid(x)*(1 - sigmoid(x))", "σ(x)(1 − σ(x))", "(1-σ(x))·σ(x)"}, {"exp(-x)/(1+exp(-x))^2"}, {"σ(x)"}},
    {5,
     {"(1 - tanh(w*x + b)^2)*x", "x*(1 - tanh(wx+b)²)", "x(1-square(tanh(b+x*w)))"},
     {"x/cosh(wx+b)^2"},
     {"1 - tanh(w*x + b)^2"}},
    {6, {"(w*x - y)*x", "x*(w*x - y)", "x(wx−y)"}, {"w*x^2 - x*y"}, {"w*x - y", "2*(w*x-y)*x", "(w*x-y)*w"}},
    {7, {"A'*x + A*x", "A*x + A^T*x", "Ax + transpose(A)x"}, {"(A + A')*x"}, {"A*x", "2*A*x"}},
    {8, {"W'*(W*x - y)", "W^T(Wx-y)", "transpose(W)*(W*x - y)"}, {"W'*W*x - W'*y"}, {"2*W'*(W*x - y)", "W*x - y"}},
    {9, {"(W*x - y)*x'", "(Wx-y)x^T", "outer(W*x - y, x)"}, {"W*x*x' - y*x'"}, {"x*(W*x - y)'", "(W*x-y)"}},
    {10,
     {"(tanh(W*x+b) - y) .* (1 - tanh(W*x+b)^2)", "(1 - tanh(Wx+b)⊙tanh(Wx+b)) ⊙ (tanh(Wx+b)−y)",
      "(tanh(b+Wx) - y) % (1-square(tanh(Wx+b)))"},
     {"(tanh(W*x+b) - y) ./ cosh(W*x+b)^2"},
     {"(tanh(W*x+b) - y)", "W*x + b"}},
    {11,
     {"softmax(z) - y", "exp(z)/sum(exp(z)) - y", "-(y - softmax(z))"},
     {"exp(log_softmax(z)) - y"},
     {"y - softmax(z)", "softmax(z)"}},
    {12,
     {"(softmax(W*x + b) - y)*x'", "(softmax(b+Wx)-y)x^T", "outer(softmax(W*x+b) - y, x)"},
     {"softmax(Wx+b)*x' - y*x'"},
     {"(softmax(W*x) - y)*x'", "softmax(Wx+b)-y"}},
};

BOOST_AUTO_TEST_SUITE(site_exercises)

BOOST_AUTO_TEST_CASE(every_exercise_has_answers_here) { BOOST_TEST(table.size() == std::size(exercises::all)); }

BOOST_AUTO_TEST_CASE(right_answers_are_equal_in_three_spellings) {
  for (answers const& each : table) {
    BOOST_TEST(each.shown_equal.size() >= 3u);
    for (std::string const& typed : each.shown_equal)
      BOOST_TEST(is(verdict::equal, each.number, typed),
                 each.number << ": " << typed << ": " << judged(each.number, typed).message.view());
  }
}
BOOST_AUTO_TEST_CASE(what_the_laws_do_not_show_has_the_same_values) {
  for (answers const& each : table)
    for (std::string const& typed : each.same_values)
      BOOST_TEST(is(verdict::same_values, each.number, typed),
                 each.number << ": " << typed << ": " << judged(each.number, typed).message.view());
}
BOOST_AUTO_TEST_CASE(wrong_answers_differ) {
  for (answers const& each : table)
    for (std::string const& typed : each.wrong) {
      judgement const found = judged(each.number, typed);
      BOOST_TEST(bool(found.is == verdict::differs), each.number << ": " << typed << ": " << found.message.view());
      BOOST_TEST(!found.latex.view().empty());
    }
}
/// The second judge alone agrees with the first: what the laws call equal has the same values.
BOOST_AUTO_TEST_CASE(equal_answers_have_equal_values) {
  using asks = exercises::question<exercises::on_vectors::least_squares, exercises::on_vectors::W>;
  exercises::builder b;
  asks::declare(b);
  exercises::id const expected = asks::expected(b);
  exercises::text_buffer<1024> message;
  for (std::string_view const typed : {"(W*x - y)*x'", "W*x*x' - y*x'"}) {
    exercises::id const yours = exercises::parser<exercises::builder>(b, typed).parsed();
    BOOST_TEST(exercises::comparison_of_values(b, yours, expected).agree(message));
  }
  exercises::id const wrong = exercises::parser<exercises::builder>(b, "(W*x - y)*x' * 1.000001").parsed();
  BOOST_TEST(!exercises::comparison_of_values(b, wrong, expected).agree(message));
}

BOOST_AUTO_TEST_CASE(a_difference_is_told_with_its_point) {
  BOOST_TEST(judged(1, "x").message.view() ==
             "Not equal. It differs at x = 1.42: yours is 1.42, the derivative is 2.84.");
  BOOST_TEST(judged(9, "x*(W*x - y)'").message.view() == "Not equal. The derivative is 2 × 3, yours is 3 × 2.");
}
BOOST_AUTO_TEST_CASE(what_was_understood_is_shown_as_it_was_typed) {
  BOOST_TEST(judged(1, "x + x").latex.view() == "x + x");
  BOOST_TEST(judged(8, "W'(Wx-y)").latex.view() == R"(W^{\top} (W x - y))");
  BOOST_TEST(judged(1, "1/2x").latex.view() == R"(\frac{1}{2} x)");
  BOOST_TEST(judged(1, "-x^2").latex.view() == "-x^{2}");
}
BOOST_AUTO_TEST_CASE(products_powers_and_signs_bind_as_usual) {
  BOOST_TEST(is(verdict::same_values, 1, "1 + 2*x - 1"));
  BOOST_TEST(is(verdict::same_values, 1, "2^2*x/2"));
  BOOST_TEST(is(verdict::equal, 1, "2^2^0*x"));
  BOOST_TEST(is(verdict::same_values, 1, "(x - 1)^2 - x² + 4x - 1"));
  BOOST_TEST(is(verdict::equal, 1, "-(-x) - -x"));
  BOOST_TEST(is(verdict::equal, 1, "where(x > 0, 2x, x + x)"));
  BOOST_TEST(is(verdict::same_values, 1, "4 .* x ./ 2"));
  BOOST_TEST(is(verdict::equal, 1, ".5*4x"));
}

struct refused {
  std::size_t number;
  std::string typed;
  std::uint32_t at, length;
  std::string says;
};
std::vector<refused> const mistakes{
    {1, "", 0, 0, "nothing is written yet"},
    {1, "2*", 2, 0, "the end comes too early"},
    {1, "(2x", 0, 1, "not closed"},
    {1, "2x)", 2, 1, "closes none"},
    {1, "2 ** x", 3, 1, "expected"},
    {1, "2x 3", 3, 1, "operator was expected"},
    {1, "1.2.3", 0, 4, "no number"},
    {1, "q + x", 0, 1, "there is no q here; there is x"},
    {12, "x + Q", 4, 1, "there is y, W, x and b"},
    {1, "exp", 0, 3, "is a function"},
    {1, "foo(x)", 0, 3, "no function foo"},
    {1, "exp(x, x)", 0, 9, "takes 1 operand, not 2"},
    {1, "exp(x", 0, 5, "not closed"},
    {1, "σ(x) + €", 7, 1, "there is no €"},
    {8, "W*(W*x - y)", 0, 11, "the product of 2 × 3 and 2 × 1"},
    {8, "y + W'*x", 4, 4, "the product of 3 × 2 and 3 × 1"},
    {10, "(W*x) * b", 0, 9, "element by element it is ⊙"},
    {8, "x + y", 0, 5, "3 × 1 and 2 × 1 do not fit"},
    {7, "softmax(A)", 0, 10, "is of a column"},
    {1, std::string(200, '('), 60, 1, "too deep"},
    {1, "2x ø", 3, 1, "there is no ø"},
    {1, "\x80 2x", 0, 0, "no character"},
};
BOOST_AUTO_TEST_CASE(mistakes_are_told_with_their_place) {
  for (refused const& each : mistakes) {
    judgement const found = judged(each.number, each.typed);
    BOOST_TEST_CONTEXT(each.typed << ": " << found.message.view()) {
      BOOST_TEST(bool(found.is == verdict::not_understood));
      BOOST_TEST(found.at == each.at);
      BOOST_TEST(found.length == each.length);
      BOOST_TEST(found.message.view().find(each.says) != std::string_view::npos);
      BOOST_TEST(found.latex.view().empty());
    }
  }
}
/// Any text is judged or refused, whatever its bytes are.
BOOST_AUTO_TEST_CASE(no_text_is_too_strange) {
  std::string_view const pieces[] = {"x",    "2", "(", ")", "*",    "'", "^", "T", "-",
                                     "exp(", ",", "²", " ", "\xe2", "σ", ".", "e"};
  tapeless::random::pcg32 generator(3);
  std::size_t understood = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string typed;
    for (std::uint32_t n = generator() % 12; n > 0; --n) typed += pieces[generator() % std::size(pieces)];
    judgement const found = judged(1 + generator() % std::size(exercises::all), typed);
    BOOST_REQUIRE(found.at + found.length <= typed.size());
    understood += found.is != verdict::not_understood;
  }
  BOOST_TEST(understood > 100u);
}

BOOST_AUTO_TEST_CASE(questions_are_written_by_the_library) {
  BOOST_TEST(written(exercises::all[0].put_question) == R"(f = x^{2}, \quad \frac{\partial f}{\partial x} = \,?)");
  BOOST_TEST(written(exercises::all[7].put_given) == "W: 2 × 3, x: 3 × 1, y: 2 × 1");
  BOOST_TEST(written(exercises::all[11].put_answer) == R"((\operatorname{softmax}(W x + b) - y) x^{\top})");
  for (exercises::exercise const& each : exercises::all) BOOST_TEST(!each.hint.empty());
}
BOOST_AUTO_TEST_CASE(numbers_are_rounded_to_four_digits) {
  auto const rounded = [](double number) {
    exercises::text_buffer<32> sink;
    exercises::put_rounded(number, sink);
    return std::string(sink.view());
  };
  BOOST_TEST(rounded(0) == "0");
  BOOST_TEST(rounded(-1.42) == "-1.42");
  BOOST_TEST(rounded(1. / 3) == "0.3333");
  BOOST_TEST(rounded(99999) == "100000");
  BOOST_TEST(rounded(12345678) == "12350000");
  BOOST_TEST(rounded(0.000123456) == "0.0001235");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace site_exercises_test
