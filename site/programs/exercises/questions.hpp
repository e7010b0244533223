// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "exercises/judge.hpp"

/// The exercises, from x² to a layer of a classifier.
namespace exercises {

namespace on_numbers {
inline constexpr auto x = tapeless::input<"x">;
inline constexpr auto y = tapeless::input<"y">;
inline constexpr auto w = tapeless::parameter<"w">;
inline constexpr auto b = tapeless::parameter<"b">;

inline constexpr auto square = x * x;
inline constexpr auto decay = exp(-x);
inline constexpr auto product = x * exp(x);
inline constexpr auto logistic = sigmoid(x);
inline constexpr auto neuron = tanh(w * x + b);
inline constexpr auto residual = tapeless::square(w * x - y) / 2;
}  // namespace on_numbers

namespace on_vectors {
inline constexpr auto x = tapeless::input<"x", 3>;
inline constexpr auto y = tapeless::input<"y", 2>;
inline constexpr auto W = tapeless::parameter<"W", 2, 3>;
inline constexpr auto b = tapeless::parameter<"b", 2>;
inline constexpr auto A = tapeless::parameter<"A", 3, 3>;

inline constexpr auto quadratic = tapeless::dot(x, A* x);
inline constexpr auto least_squares = sum(tapeless::square(W * x - y)) / 2;
inline constexpr auto layer = sum(tapeless::square(tanh(W * x + b) - y)) / 2;
}  // namespace on_vectors

namespace on_classes {
inline constexpr auto x = tapeless::input<"x", 2>;
inline constexpr auto y = tapeless::label<"y", 3>;
inline constexpr auto z = tapeless::parameter<"z", 3>;
inline constexpr auto W = tapeless::parameter<"W", 3, 2>;
inline constexpr auto b = tapeless::parameter<"b", 3>;

inline constexpr auto logits = tapeless::cross_entropy(tapeless::softmax(z), y);
inline constexpr auto classifier = tapeless::cross_entropy(tapeless::softmax(W * x + b), y);
}  // namespace on_classes

struct exercise {
  std::string_view hint;
  void (*put_question)(show::text_sink&);
  void (*put_answer)(show::text_sink&);
  void (*put_given)(show::text_sink&);
  void (*judge)(std::string_view, judgement&);
};

/// f and what is asked for, as the library writes it: its own simplified formula.
template <class Question, auto const& Function, auto const& Variable>
void put_question(show::text_sink& sink) {
  builder b;
  id const function = Function.lower(b);
  id const variable = Variable.lower(b);
  sink("f = ");
  with_latex_writer<Question>(b, function, sink, [&](show::latex_writer& writer) {
    writer.use(function);
    sink(R"(, \quad )");
    writer.derivative_by(variable);
    sink(" = \\,?");
  });
}
template <class Question>
void put_answer(show::text_sink& sink) {
  builder b;
  Question::declare(b);
  id const derivative = Question::expected(b);
  with_latex_writer<Question>(b, derivative, sink, [&](show::latex_writer& writer) { writer.use(derivative); });
}
/// What stands in f, with shapes.
template <class Question>
void put_given(show::text_sink& sink) {
  builder b;
  Question::declare(b);
  show::listing list{sink, ", "};
  for (tapeless::graph::leaf_info const& leaf : b.leaves) {
    list.next();
    sink(leaf.identifier.view(), ": ");
    put_shape(leaf.shape, sink);
    if (leaf.kind == tapeless::leaf_kind::label) sink(", one of them 1, the others 0");
  }
}

template <auto const& Function, auto const& Variable>
constexpr exercise asked(std::string_view hint) {
  using asks = question<Function, Variable>;
  return {hint, &put_question<asks, Function, Variable>, &put_answer<asks>, &put_given<asks>, &judge<asks>};
}

inline constexpr exercise all[] = {
    asked<on_numbers::square, on_numbers::x>("The exponent comes down as a factor: 2*x. Type it and see."),
    asked<on_numbers::decay, on_numbers::x>("The exponential is its own derivative; the chain rule adds that of -x."),
    asked<on_numbers::product, on_numbers::x>("Product rule: (u v)' = u' v + u v'."),
    asked<on_numbers::logistic, on_numbers::x>(
        "The sigmoid's derivative is a product of two of its own values: σ(x) and what is missing to 1."),
    asked<on_numbers::neuron, on_numbers::w>("tanh' = 1 - tanh^2, times the derivative of w*x + b by w."),
    asked<on_numbers::residual, on_numbers::w>("The 2 of the square cancels the half; the chain rule leaves a factor."),
    asked<on_vectors::quadratic, on_vectors::x>(
        "x stands there twice: vary one and hold the other, then add. A transpose appears: write A' or A^T."),
    asked<on_vectors::least_squares, on_vectors::x>(
        "The residual W*x - y, carried back through W. The result has x's shape: 3 x 1."),
    asked<on_vectors::least_squares, on_vectors::W>(
        "The result has W's shape, 2 x 3: an outer product of the residual and the input, r*x'."),
    asked<on_vectors::layer, on_vectors::b>(
        "The residual, element by element (.* or ⊙) times tanh' = 1 - tanh^2. This is the layer's δ."),
    asked<on_classes::logits, on_classes::z>("Most of it cancels: what is predicted minus what is true."),
    asked<on_classes::classifier, on_classes::W>(
        "The δ of the logits times the transposed input: the δ is the last answer."),
};

}  // namespace exercises
