// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/text.hpp"

#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/reduction.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <string>

namespace {
namespace show_text_test {

namespace tl = tapeless;
constexpr auto x = tl::input<"x", 64>;
constexpr auto y = tl::label<"y", 10>;
constexpr auto W1 = tl::parameter<"W1", 32, 64>;
constexpr auto b1 = tl::parameter<"b1", 32>;
constexpr auto W2 = tl::parameter<"W2", 10, 32>;
constexpr auto b2 = tl::parameter<"b2", 10>;
constexpr auto lr = tl::scalar<"lr">;
constexpr auto V = tl::state<"V", 32, 64>;

constexpr auto net = W2 * tanh(W1 * x + b1) + b2;
constexpr auto loss = -sum(tl::xlogy(y, softmax(net)));
constexpr auto g1 = tl::grad(loss, W1);
constexpr auto g2 = tl::grad(loss, W2);
constexpr auto g3 = tl::grad(loss, b2);

constexpr auto h = tl::define<"h">(tanh(W1 * x + b1));
constexpr auto named_loss = -sum(tl::xlogy(y, softmax(W2* h + b2)));
constexpr auto named_g1 = tl::grad(named_loss, W1);
constexpr auto mean_g1 = tl::grad(tl::batch_mean(tl::batch<16>(named_loss)), W1);

constexpr auto retyped_g1 = (transpose(W2) * (softmax(W2 * h + b2) - y)) % (1 - square(h)) * transpose(x);

constexpr auto relu_g = tl::grad(-sum(tl::xlogy(y, softmax(W2* tl::define<"h">(relu(W1* x)) + b2))), W1);

constexpr auto step = tl::assign(W1, W1 - lr * V);
constexpr auto remember = tl::assign(V, 0.9 * V + 0.1 * W1);
constexpr auto Z = tl::parameter<"Z", 2, 3>;
constexpr auto untouched = tl::grad(tl::function_of(loss, Z), Z);

static_assert(tl::to_text<net>().view() == "W2 * tanh(W1 * x + b1) + b2");
static_assert(tl::to_text<net>().size() == 27);

}  // namespace show_text_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_text)

using namespace show_text_test;

BOOST_AUTO_TEST_CASE(a_text_ends_with_a_zero) {
  BOOST_TEST(std::strlen(tl::to_text<net>().data()) == tl::to_text<net>().size());
}

BOOST_AUTO_TEST_CASE(a_network_prints_as_written) {
  BOOST_TEST(tl::to_text<net>().view() == "W2 * tanh(W1 * x + b1) + b2");
}

BOOST_AUTO_TEST_CASE(the_loss_of_a_classifier_is_taken_from_the_logits) {
  BOOST_TEST(tl::to_text<loss>().view() == "cross_entropy_with_logits(W2 * tanh(W1 * x + b1) + b2, y)");
}

BOOST_AUTO_TEST_CASE(gradients_of_a_two_layer_classifier) {
  BOOST_TEST((tl::to_text<g1, "dW1">().view()) ==
             "t1 = tanh(W1 * x + b1)\n"
             "dW1 = (transpose(W2) * (softmax(W2 * t1 + b2) - y)) % (1 - square(t1)) * transpose(x)");
  BOOST_TEST((tl::to_text<g2, "dW2">().view()) == "t1 = tanh(W1 * x + b1)\n"
                                                  "dW2 = (softmax(W2 * t1 + b2) - y) * transpose(t1)");
  BOOST_TEST(tl::to_text<g3>().view() == "softmax(W2 * tanh(W1 * x + b1) + b2) - y");
}

BOOST_AUTO_TEST_CASE(a_defined_name_is_used) {
  BOOST_TEST((tl::to_text<named_g1, "dW1">().view()) ==
             "h = tanh(W1 * x + b1)\n"
             "dW1 = (transpose(W2) * (softmax(W2 * h + b2) - y)) % (1 - square(h)) * transpose(x)");
}

BOOST_AUTO_TEST_CASE(a_printed_gradient_can_be_typed_again) {
  BOOST_TEST(tl::to_text<retyped_g1>().view() == tl::to_text<named_g1>().view());
}

BOOST_AUTO_TEST_CASE(a_mean_gradient_sums_products_over_the_samples) {
  BOOST_TEST((tl::to_text<mean_g1, "dW1">().view()) ==
             "h = tanh(W1 * x + b1)\n"
             "dW1 = batch_sum(batch<16>((transpose(W2) * (1 / n * (softmax(W2 * h + b2) - y))) % (1 - square(h)) * "
             "transpose(x)))");
}

BOOST_AUTO_TEST_CASE(the_derivative_of_relu_is_a_choice) {
  BOOST_TEST(tl::to_text<relu_g>().view() ==
             "h = relu(W1 * x)\n"
             "where(h > 0, transpose(W2) * (softmax(W2 * h + b2) - y), 0) * transpose(x)");
}

BOOST_AUTO_TEST_CASE(an_assignment_prints_as_an_arrow) {
  BOOST_TEST(tl::to_text<step>().view() == "W1 <- W1 - lr * V");
  BOOST_TEST(tl::to_text<remember>().view() == "V <- 0.9 * V + 0.1 * W1");
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_zero_shows_its_shape) {
  BOOST_TEST(tl::to_text<untouched>().view() == "broadcast_to<2, 3>(0)");
}

BOOST_AUTO_TEST_CASE(the_function_that_writes_at_run_time_writes_the_same) {
  std::string text;
  tl::show::write_text<tl::rules::listed<mean_g1>, "dW1">([&](char character) { text += character; });
  BOOST_TEST(text == (tl::to_text<mean_g1, "dW1">().view()));
}

BOOST_AUTO_TEST_CASE(a_program_prints_outputs_and_assignments_with_common_lines) {
  std::string text;
  tl::show::write_text<tl::rules::listed<g3, g2, step>>([&](char character) { text += character; });
  BOOST_TEST(text == "t1 = tanh(W1 * x + b1)\n"
                     "t2 = softmax(W2 * t1 + b2) - y\n"
                     "t2\n"
                     "t2 * transpose(t1)\n"
                     "W1 <- W1 - lr * V");
}

BOOST_AUTO_TEST_SUITE_END()
