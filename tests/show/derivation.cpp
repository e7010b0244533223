// SPDX-License-Identifier: BSL-1.0
#include "tapeless/show/derivation.hpp"

#include "classifier.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/nn/sequential.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {
namespace show_derivation_test {

using namespace classifier;
constexpr auto h = tl::define<"h">(tanh(W1 * x + b1));
constexpr auto named = cross_entropy(softmax(W2 * h + b2), y);

constexpr auto t = tl::input<"t", 3>;
constexpr auto squared = mean_squared_error(W2 * relu(W1 * x), t);

struct net : tl::sequential<tl::in<"x", 4>, tl::dense<16, tl::activation::tanh>, tl::dense<3>> {};
constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(cross_entropy_with_logits(tl::output<net>, y)));

constexpr auto w = tl::parameter<"w", 1, 16>;
constexpr auto c = tl::input<"c">;
constexpr auto yes_or_no = binary_cross_entropy_with_logits(w * sigmoid(W1 * x), c);

constexpr auto U = tl::parameter<"U", 16, 16>;
constexpr auto residual = cross_entropy(softmax(W2 * (h + tanh(U * h))), y);

constexpr auto no_layers = sum(exp(x) % x);

/// What stands between a heading and the next.
std::string section(std::string_view text, std::string_view heading) {
  std::string const mark = "\\paragraph{" + std::string(heading) + "}\n";
  std::size_t const at = text.find(mark);
  if (at == std::string_view::npos) return "no such section";
  std::string_view const rest = text.substr(at + mark.size());
  return std::string(rest.substr(0, rest.find("\\paragraph")));
}

}  // namespace show_derivation_test
}  // namespace

BOOST_AUTO_TEST_SUITE(show_derivation)

using namespace show_derivation_test;

BOOST_AUTO_TEST_CASE(a_two_layer_classifier_is_derived_as_in_a_textbook) {
  BOOST_TEST((tl::derivation<loss, W1, b1, W2, b2>().view()) == R"(\documentclass[fleqn]{article}
\usepackage{amsmath,amssymb}
\usepackage[margin=2cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{\medskipamount}
\setlength{\jot}{6pt}
\pagestyle{empty}
\begin{document}
\paragraph{Given}
$x \in \mathbb{R}^{4}$,
$y \in \{0, 1\}^{3}$ (one-hot),
$W_{1} \in \mathbb{R}^{16 \times 4}$,
$b_{1} \in \mathbb{R}^{16}$,
$W_{2} \in \mathbb{R}^{3 \times 16}$,
$b_{2} \in \mathbb{R}^{3}$.
Here $\odot$ and all functions of one number go element by element.
\paragraph{Forward}
\begin{align*}
z^{(1)} &= W_{1} x + b_{1} \\
a^{(1)} &= \tanh z^{(1)} \\
z^{(2)} &= W_{2} a^{(1)} + b_{2} \\
\hat{y} &= \operatorname{softmax}(z^{(2)}) \\
L &= -y^{\top} \log \hat{y}
\end{align*}
\paragraph{Backward}
From the loss back to the input, with $\delta^{(k)} = \partial L / \partial z^{(k)}$:
\begin{align*}
\delta^{(2)} &= \frac{\partial L}{\partial z^{(2)}} = \hat{y} - y \\
\delta^{(1)} &= \frac{\partial L}{\partial z^{(1)}} = \frac{\partial L}{\partial a^{(1)}} \odot \tanh'(z^{(1)}) = W_{2}^{\top} \delta^{(2)} \odot (1 - a^{(1)} \odot a^{(1)})
\end{align*}
\paragraph{Gradients}
\begin{align*}
\frac{\partial L}{\partial W_{1}} &= \delta^{(1)} x^{\top} \\
\frac{\partial L}{\partial b_{1}} &= \delta^{(1)} \\
\frac{\partial L}{\partial W_{2}} &= \delta^{(2)} a^{(1)\top} \\
\frac{\partial L}{\partial b_{2}} &= \delta^{(2)}
\end{align*}
\end{document}
)");
}

BOOST_AUTO_TEST_CASE(without_a_list_all_parameters_are_meant) {
  BOOST_TEST((tl::derivation<loss>().view()) == (tl::derivation<loss, W1, b1, W2, b2>().view()));
}

BOOST_AUTO_TEST_CASE(only_what_the_gradients_need_is_derived) {
  std::string_view const text = tl::derivation_body<loss, W2>().view();
  BOOST_TEST(section(text, "Backward").find("\\delta^{(1)}") == std::string::npos);
  BOOST_TEST(section(text, "Forward") == section(tl::derivation_body<loss>().view(), "Forward"));
  BOOST_TEST(section(text, "Gradients") == R"(\begin{align*}
\frac{\partial L}{\partial W_{2}} &= \delta^{(2)} a^{(1)\top}
\end{align*}
)");
}

BOOST_AUTO_TEST_CASE(a_user_s_name_is_kept_and_its_adjoint_named_where_it_is_used_twice) {
  std::string_view const text = tl::derivation_body<named, h, W1>().view();
  BOOST_TEST(section(text, "Forward").find("\nh &= \\tanh z^{(1)} ") != std::string::npos);
  BOOST_TEST(section(text, "Backward").find(R"(
\frac{\partial L}{\partial h} &= W_{2}^{\top} \delta^{(2)} \\
\delta^{(1)} &= \frac{\partial L}{\partial z^{(1)}} = \frac{\partial L}{\partial h} \odot \tanh'(z^{(1)}) = \frac{\partial L}{\partial h} \odot (1 - h \odot h)
)") != std::string::npos);
  BOOST_TEST(section(text, "Gradients") == R"(\begin{align*}
\frac{\partial L}{\partial h} &= W_{2}^{\top} \delta^{(2)} \\
\frac{\partial L}{\partial W_{1}} &= \delta^{(1)} x^{\top}
\end{align*}
)");
}

BOOST_AUTO_TEST_CASE(relu_is_an_indicator_and_an_error_is_a_delta) {
  std::string_view const text = tl::derivation_body<squared>().view();
  BOOST_TEST(section(text, "Forward") == R"(\begin{align*}
z^{(1)} &= W_{1} x \\
a^{(1)} &= \operatorname{relu}(z^{(1)}) \\
z^{(2)} &= W_{2} a^{(1)} \\
u_{1} &= z^{(2)} - t \\
L &= \frac{1}{3} \lVert u_{1} \rVert^{2}
\end{align*}
)");
  BOOST_TEST(section(text, "Backward").find(R"(
\delta^{(2)} &= \frac{\partial L}{\partial z^{(2)}} = \frac{2}{3} u_{1} \\
\delta^{(1)} &= \frac{\partial L}{\partial z^{(1)}} = \frac{\partial L}{\partial a^{(1)}} \odot \operatorname{relu}'(z^{(1)}) = W_{2}^{\top} \delta^{(2)} \odot \mathbf{1}[a^{(1)} > 0]
)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_network_of_layers_is_numbered_as_its_leaves_and_summed_over_the_samples) {
  std::string_view const text = tl::derivation_body<mean_loss>().view();
  BOOST_TEST(section(text, "Forward") == R"(\begin{align*}
z^{(0)} &= W^{(0)} x + b^{(0)} \\
a^{(0)} &= \tanh z^{(0)} \\
z^{(1)} &= W^{(1)} a^{(0)} + b^{(1)} \\
\hat{y} &= \operatorname{softmax}(z^{(1)}) \\
L &= -\frac{1}{n} \sum_{s=1}^{n} y^{\top} \log \hat{y}
\end{align*}
)");
  BOOST_TEST(section(text, "Given").find("for sample $s$ of $n$") != std::string::npos);
  BOOST_TEST(section(text, "Backward").find(R"(= \frac{1}{n} (\hat{y} - y) \\)") != std::string::npos);
  BOOST_TEST(section(text, "Gradients") == R"(\begin{align*}
\frac{\partial L}{\partial W^{(0)}} &= \sum_{s=1}^{n} \delta^{(0)} x^{\top} \\
\frac{\partial L}{\partial b^{(0)}} &= \sum_{s=1}^{n} \delta^{(0)} \\
\frac{\partial L}{\partial W^{(1)}} &= \sum_{s=1}^{n} \delta^{(1)} a^{(0)\top} \\
\frac{\partial L}{\partial b^{(1)}} &= \sum_{s=1}^{n} \delta^{(1)}
\end{align*}
)");
}

BOOST_AUTO_TEST_CASE(sigma_is_explained_and_its_cross_entropy_written_out) {
  std::string_view const text = tl::derivation_body<yes_or_no>().view();
  BOOST_TEST(section(text, "Given").find(R"($\sigma(u) = 1 / (1 + e^{-u})$)") != std::string::npos);
  BOOST_TEST(section(text, "Forward").find(R"(
\hat{c} &= \sigma(z^{(2)}) \\
L &= -c \log \hat{c} - (1 - c) \log(1 - \hat{c})
)") != std::string::npos);
  BOOST_TEST(section(text, "Backward").find(R"(
\delta^{(2)} &= \frac{\partial L}{\partial z^{(2)}} = \hat{c} - c \\
)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(where_two_ways_meet_their_adjoints_add_up) {
  std::string const backward = section(tl::derivation_body<residual, W1>().view(), "Backward");
  BOOST_TEST(backward.find(R"(
\frac{\partial L}{\partial a^{(2)}} &= W_{2}^{\top} \delta^{(3)} \\
)") != std::string::npos,
             backward);
  BOOST_TEST(backward.find(R"(
\delta^{(1)} &= \frac{\partial L}{\partial z^{(1)}} = \frac{\partial L}{\partial h} \odot \tanh'(z^{(1)}) = \left( \frac{\partial L}{\partial a^{(2)}} + U^{\top} \delta^{(2)} \right) \odot (1 - h \odot h)
)") != std::string::npos,
             backward);
}

BOOST_AUTO_TEST_CASE(a_function_without_layers_has_no_delta) {
  BOOST_TEST((tl::derivation_body<no_layers, x>().view()) == R"(\paragraph{Given}
$x \in \mathbb{R}^{4}$.
Here $\odot$ and all functions of one number go element by element.
\paragraph{Forward}
\begin{align*}
t_{1} &= e^{x} \\
t_{2} &= t_{1} \odot x \\
L &= \sum_{i} t_{2,i}
\end{align*}
\paragraph{Gradients}
\begin{align*}
\frac{\partial L}{\partial x} &= t_{1} + t_{2}
\end{align*}
)");
}

BOOST_AUTO_TEST_SUITE_END()
