// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/plan.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/rules/primitive.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

namespace {
namespace show_plan_test {

namespace tl = tapeless;
namespace show = tapeless::show;
constexpr auto x = tl::input<"x", 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto m = tl::state<"m", 3, 4>;
constexpr auto lr = tl::scalar<"lr">;

constexpr auto layer = tanh(W * x + b);
using forward = tl::program<float, layer>;

constexpr auto loss = tl::batch_mean(tl::batch<8>(-sum(tl::xlogy(y, softmax(W* x + b)))));
constexpr auto momentum = tl::assign(m, 0.9 * m + tl::grad(loss, W));
constexpr auto step = tl::assign(W, W - lr * m);
using training = tl::program<double, loss, momentum, step>;

constexpr auto velocity = 0.9 * m + tl::grad(loss, W);
constexpr auto new_velocity = tl::assign(m, velocity);
constexpr auto step_with_it = tl::assign(W, W - lr * velocity);
using both_at_once = tl::program<double, new_velocity, step_with_it>;

constexpr auto W2 = tl::parameter<"W2", 3, 3>;
constexpr auto deep_loss = tl::batch_mean(tl::batch<16>(-sum(tl::xlogy(y, softmax(W2* tanh(W* x + b))))));
constexpr auto by_W = tl::grad(deep_loss, W);
constexpr auto hidden = tl::batch<16>(tanh(W * x + b));  // as an output it keeps the batch sample after sample
using through_two_layers = tl::program<float, by_W, hidden>;

constexpr auto u = x % x + 1;
constexpr auto reused = exp(u) % (1 - exp(u)) + where(x, 0.5, x);
using one_kernel = tl::program<float, reused>;

constexpr auto M = tl::input<"M", 2, 3>;
constexpr auto packed = transpose(M) * M;
using with_matrix = tl::program<float, packed>;

template <class Program>
std::string reported() {
  std::string text;
  show::plan_report<typename Program::source, typename Program::element>([&](char character) { text += character; });
  return text;
}

static_assert(show::plan_text<forward::source>().size() > 0);

struct twice {
  static constexpr std::string_view name = "twice";
  template <class T>
  static constexpr T value(T operand) {
    return operand + operand;
  }
  template <class Term>
  static constexpr Term derivative(Term operand, Term) {
    return 2 + 0 * operand;
  }
};
constexpr auto doubled = sum<1>(W) % tl::primitive<twice>(b);
using with_primitive = tl::program<float, doubled>;

}  // namespace show_plan_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_plan)

using namespace show_plan_test;

BOOST_AUTO_TEST_CASE(each_kernel_call_has_a_line) {
  std::uint32_t const room = tl::plan::whole_vectors(3);
  BOOST_TEST(show::plan_text<forward::source>().view() ==
             "step  operation          kernel  layout  why      computes               shape  batch  flops  bytes  "
             "reads    writes\n"
             "1     product and chain  tiles   -       general  tanh(in0 * in1 + in2)  3x1    -      93     88     "
             "W, x, b  @0\n"
             "work       93 flops, 88 bytes moved\n"
             "workspace  " +
                 std::to_string(room) + " elements, " + std::to_string(4 * room) +
                 " bytes\n"
                 "parameters 15 elements, 60 bytes\n"
                 "state      0 elements, 0 bytes\n"
                 "elementwise kernels 1\n");
}

BOOST_AUTO_TEST_CASE(the_report_at_run_time_is_the_same_text) {
  BOOST_TEST(reported<forward>() == show::plan_text<forward::source>().view());
  BOOST_TEST(reported<training>() == (show::plan_text<training::source, double>().view()));
}

BOOST_AUTO_TEST_CASE(the_plan_of_another_core_is_told_by_its_name_with_lifetimes_and_memory) {
  std::string text;
  tl::plan_report<tl::targets::cortex_m0>(forward{}, [&](char character) { text += character; });
  BOOST_TEST(text.starts_with("program on cortex_m0, float in software\nstep  "), text);
  BOOST_TEST(text.find("  in order  -       no vectors  ") != std::string::npos, text);
  BOOST_TEST(text.ends_with("workspace by lifetime\n"
                            "offset  bytes  1\n"
                            "     0     12  #\n"
                            "most at once 12 bytes, in step 1\n"
                            "memory     76 bytes: parameters 64, state 0, workspace 12, hyperparameters 0\n"
                            "stack      is the compiler's: bounded and measured on linked images "
                            "(scripts/test-embedded, docs/footprint.md)\n"),
             text);
}

BOOST_AUTO_TEST_CASE(parameters_in_flash_are_told_where_there_are_some) {
  auto const told = [](tl::memory_bytes const& memory) {
    std::string text;
    auto const append = [&](char character) { text += character; };
    show::forward_to out(append);
    show::write_memory(memory, out);
    return text;
  };
  BOOST_TEST(told({.parameters = 8, .frozen = 504})
                 .starts_with("memory     8 bytes: parameters 8, state 0, workspace 0, hyperparameters 0\n"
                              "flash      504 bytes of frozen parameters, read where they are\nstack "));
  BOOST_TEST(told({.parameters = 8}).find("flash ") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_line_for_each_step_and_totals_that_are_the_program_s) {
  std::string const text = reported<training>();
  using planned = tl::plan::planned<training::source>;
  auto const lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
  BOOST_TEST(lines == planned::step_count + 6);
  BOOST_TEST(text.find(", " + std::to_string(training::workspace_bytes) + " bytes") != std::string::npos);
  BOOST_TEST(text.find("parameters 15 elements, 120 bytes") != std::string::npos);
  BOOST_TEST(text.find("state      12 elements, 96 bytes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_assignment_in_place_writes_to_the_leaf) {
  std::string const text = reported<training>();
  BOOST_TEST(text.find("  class_index(in0) ") != std::string::npos);
  BOOST_TEST(text.find("  m\n") != std::string::npos);
  BOOST_TEST(text.find("  W\n") != std::string::npos);
  BOOST_TEST(text.find(", n ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_kernel_is_shown_with_what_is_fused_into_it_and_all_it_writes) {
  std::string const text = reported<training>();
  BOOST_TEST(text.find("  batch_product_sum and chain ") != std::string::npos, text);
  BOOST_TEST(text.find("  0.9 * in2 + batch_sum(in0 * transpose(in1)) ") != std::string::npos, text);
  BOOST_TEST(text.find("  softmax and cross_entropy and chain ") != std::string::npos, text);
  BOOST_TEST(text.find("; out1 = cross_entropy_with_logits(in0, one_hot(in1)) ") != std::string::npos, text);
  std::string const both = reported<both_at_once>();
  BOOST_TEST(both.find("  out0 = 0.9 * in2 + batch_sum(in0 * transpose(in1)); out1 = in4 - in3 * out0 ") !=
                 std::string::npos,
             both);
  BOOST_TEST(both.find("  m, W\n") != std::string::npos, both);
}

BOOST_AUTO_TEST_CASE(a_transposed_copy_is_shown_where_it_is_written) {
  std::string const text = reported<through_two_layers>();
  bool const copied = tl::targets::current.register_bytes != 0;
  BOOST_TEST((text.find("  transpose and product and chain ") != std::string::npos) == copied, text);
  BOOST_TEST((text.find(", copy @") != std::string::npos) == copied, text);
}

BOOST_AUTO_TEST_CASE(values_reused_inside_a_kernel_are_named) {
  std::string const computes = "  t1 = exp(1 + square(in0)); t1 % (1 - t1) + where(in0 > 0, 0.5, in0)  ";
  BOOST_TEST(reported<one_kernel>().find(computes) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_user_s_function_has_its_name_and_a_reduction_its_axis) {
  std::string const text = reported<with_primitive>();
  BOOST_TEST(text.find("  in1 % twice(in0)  ") != std::string::npos, text);
  BOOST_TEST(text.find("  sum<1>(in0)  ") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(an_input_matrix_is_packed_first) {
  std::string const text = reported<with_matrix>();
  BOOST_TEST(text.find("  pack(in0)  ") != std::string::npos);
  BOOST_TEST(text.find("  transpose(in0) * in1  ") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
