// SPDX-License-Identifier: BSL-1.0
// Writes a document with a formula for every operation and for names that LaTeX must not stumble over, and derivations
// of networks; ctest slow.latex.* gives it to pdflatex.
#include "tapeless/rules/primitive.hpp"
#include "tapeless/show/derivation.hpp"
#include "tapeless/show/latex.hpp"
#include "tapeless/tapeless.hpp"

#include <cstdio>

namespace {

namespace tl = tapeless;
constexpr auto a = tl::parameter<"a", 3>;
constexpr auto b = tl::parameter<"b", 3>;
constexpr auto A = tl::parameter<"A", 3, 3>;
constexpr auto B = tl::parameter<"net.0.weight", 3, 3>;
constexpr auto s = tl::scalar<"s">;
constexpr auto r = tl::scalar<"learning_rate">;
constexpr auto x = tl::input<"x", 3>;
constexpr auto y = tl::label<"y", 3>;

struct twice {
  static constexpr std::string_view name = "twice_#1";
  template <class T>
  static constexpr T value(T operand) {
    return operand + operand;
  }
  template <class Term>
  static constexpr Term derivative(Term operand, Term) {
    return 2 + 0 * operand;
  }
};

constexpr auto one_number = -a + exp(a) + expm1(a) + log(a) + log1p(a) + log2(a) + sqrt(a) + rsqrt(a) + cbrt(a) +
                            square(a + b) + abs(a / s) + sign(a) + floor(a) + round(a);
constexpr auto of_angles = sin(a) + cos(a) + tan(a) + asin(a) + acos(a) + atan(a) + sinh(a) + cosh(a) + tanh(a) +
                           asinh(a) + acosh(a) + atanh(a);
constexpr auto of_networks = sigmoid(a) + relu(a) + softplus(a) + erf(a) + erfc(a) + stop_gradient(a) +
                             tl::primitive<twice>(a) + gelu(a) + elu(a);
constexpr auto two_numbers =
    a - b % a / b + pow(a, 3) + atan2(a, b) + hypot(a, b) + over_hypot(a, b) + maximum(a, b) - minimum(a, b);
constexpr auto comparisons =
    (a > b) + (a >= b) % (a == b) + where(a > b, a, b) + where(a > b, 0, b) + xmuly(a, b) + xlogy(a, b) + xdivy(a, b);
constexpr auto of_matrices = transpose(A * B) * a + sum<0>(A) * b * a + max<1>(A) + tl::norm<1>(A) + logsumexp<1>(B) +
                             softmax<0>(A) * b + log_softmax<1>(A) * b + tl::diagonal(A) + tl::diagonal_matrix(a) * b;
constexpr auto to_numbers =
    sum(A) + max(a) + logsumexp(b) + sum(softmax(a)) + sum(log_softmax(b)) + sum(square(a)) + dot(a, b) + variance(a);
constexpr auto structure = A + tl::reshape<3, 3>(tl::concatenate(a, b, a)) + tl::broadcast_to<3, 3>(a) +
                           tl::concatenate<1>(a, tl::slice<0, 1, 3, 2>(A));
constexpr auto slices = tl::grad(sum(square(tl::slice<0, 1, 2, 2>(A))), A);
constexpr auto losses = cross_entropy_with_logits(a, y) + binary_cross_entropy_with_logits(a, b) +
                        sum(xlogy(b, sigmoid(a)) + xlogy(1 - b, 1 - sigmoid(a)));
constexpr auto over_samples = tl::batch_mean(tl::batch<4>(sum(x))) * tl::batch_sum(tl::batch<4>(outer(x, x)));
constexpr auto numbers = 0.1 * a + 1e-5 * b + 1.5e20 * a + a / 3.0 + (2.0 / 3) * b - 1.0;
constexpr auto names = s * r * tl::scalar<"alpha"> * tl::scalar<"θ1"> * tl::scalar<"a b"> * tl::scalar<"#$%&_{}~^\\"> *
                       tl::scalar<"x_train"> * tl::scalar<"net.1.0.bias.momentum"> * tl::scalar<"Ж">;
constexpr auto look_alike = tl::parameter<"W1", 3, 3> * tl::parameter<"W_1", 3>;
constexpr auto assigned = tl::assign(a, a - r * b);

struct net : tl::sequential<tl::in<"x", 3>, tl::dense<4, tl::activation::silu>,
                            tl::residual<tl::dense<4, tl::activation::gelu>>, tl::dense<3>> {};
constexpr auto mean_loss = tl::batch_mean(tl::batch<8>(cross_entropy_with_logits(tl::output<net>, y)));
constexpr auto h = tl::define<"hidden_values">(tanh(A * x));
constexpr auto squared = mean_squared_error(B * h, b);

template <auto const&... E>
void formulas() {
  (std::printf("\\[ %s \\]\n", tl::to_latex<E>().data()), ...);
}

}  // namespace

int main() {
  std::puts(
      "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\usepackage[margin=5mm]{geometry}\n\\begin{document}");
  formulas<one_number, of_angles, of_networks, two_numbers, comparisons, of_matrices, to_numbers, structure, slices>();
  formulas<losses, over_samples, numbers, names, look_alike, assigned>();
  std::puts(tl::derivation_body<mean_loss>().data());
  std::puts(tl::derivation_body<squared, h, A>().data());
  std::puts("\\end{document}");
}
