// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/op.hpp"
#include "tapeless/meta/target.hpp"

#include <string_view>

/// How the operations are called: the one table behind the library's own notation, LaTeX and the labels of graphs.
namespace tapeless::inline TAPELESS_TARGET::show {

struct notation {
  std::string_view text;   ///< the function or the operator of the library
  std::string_view latex;  ///< the operator, the function's name, or what stands before the operand …
  std::string_view close;  ///< … and after it, where the notation encloses its operand: √{ }, | |
};

constexpr notation notation_of_unary(op code) {
  switch (code) {
  case op::negate: return {"-", "-", {}};
  case op::exp: return {"exp", "e^{", "}"};
  case op::expm1: return {"expm1", "e^{", "} - 1"};
  case op::log: return {"log", R"(\log)", {}};
  case op::log1p: return {"log1p", R"(\log(1 + )", ")"};
  case op::log2: return {"log2", R"(\log_{2})", {}};
  case op::sqrt: return {"sqrt", R"(\sqrt{)", "}"};
  case op::rsqrt: return {"rsqrt", R"(\frac{1}{\sqrt{)", "}}"};
  case op::cbrt: return {"cbrt", R"(\sqrt[3]{)", "}"};
  case op::square: return {"square", "^{2}", {}};
  case op::absolute: return {"abs", R"(\lvert )", R"( \rvert)"};
  case op::sign: return {"sign", R"(\operatorname{sgn})", {}};
  case op::floor: return {"floor", R"(\lfloor )", R"( \rfloor)"};
  case op::round: return {"round", R"(\lfloor )", R"( \rceil)"};
  case op::sin: return {"sin", R"(\sin)", {}};
  case op::cos: return {"cos", R"(\cos)", {}};
  case op::tan: return {"tan", R"(\tan)", {}};
  case op::asin: return {"asin", R"(\arcsin)", {}};
  case op::acos: return {"acos", R"(\arccos)", {}};
  case op::atan: return {"atan", R"(\arctan)", {}};
  case op::sinh: return {"sinh", R"(\sinh)", {}};
  case op::cosh: return {"cosh", R"(\cosh)", {}};
  case op::tanh: return {"tanh", R"(\tanh)", {}};
  case op::asinh: return {"asinh", R"(\operatorname{arsinh})", {}};
  case op::acosh: return {"acosh", R"(\operatorname{arcosh})", {}};
  case op::atanh: return {"atanh", R"(\operatorname{artanh})", {}};
  case op::sigmoid: return {"sigmoid", R"(\sigma)", {}};
  case op::relu: return {"relu", R"(\operatorname{relu})", {}};
  case op::softplus: return {"softplus", R"(\operatorname{softplus})", {}};
  case op::erf: return {"erf", R"(\operatorname{erf})", {}};
  case op::erfc: return {"erfc", R"(\operatorname{erfc})", {}};
  case op::stop_gradient: return {"stop_gradient", R"(\operatorname{stop\_gradient})", {}};
  case op::unary_primitive: return {"unary_primitive", R"(\operatorname{unary\_primitive})", {}};
  default: return {"broadcast_to", R"(\mathbf{1})", {}};
  }
}

constexpr notation notation_of_binary(op code) {
  switch (code) {
  case op::add: return {"+", "+", {}};
  case op::subtract: return {"-", "-", {}};
  case op::multiply: return {"%", R"(\odot)", {}};
  case op::divide: return {"/", R"(\oslash)", {}};
  case op::power: return {"pow", "^", {}};
  case op::atan2: return {"atan2", R"(\operatorname{atan2})", {}};
  case op::hypot: return {"hypot", R"(\operatorname{hypot})", {}};
  case op::over_hypot: return {"over_hypot", R"(\operatorname{over\_hypot})", {}};
  case op::maximum: return {"maximum", R"(\max)", {}};
  case op::minimum: return {"minimum", R"(\min)", {}};
  case op::greater: return {">", ">", {}};
  case op::greater_equal: return {">=", R"(\ge)", {}};
  case op::equal: return {"==", "=", {}};
  case op::xmuly: return {"xmuly", R"(\odot)", {}};
  case op::xlogy: return {"xlogy", R"(\odot \log)", {}};
  case op::xdivy: return {"xdivy", R"(\frac)", {}};
  case op::logistic_loss: return {"logistic_loss", R"(\log \sigma)", {}};
  default: return {"binary_primitive", R"(\operatorname{binary\_primitive})", {}};
  }
}

/// Every operation. Matrix products have no sign in LaTeX; `\,` stands where one is needed.
constexpr notation notation_of(op code) {
  if (is_elementwise_unary(code)) return notation_of_unary(code);
  if (is_elementwise_binary(code)) return notation_of_binary(code);
  switch (code) {
  case op::leaf: return {"leaf", R"(\mathrm{leaf})", {}};
  case op::constant: return {"constant", R"(\mathrm{constant})", {}};
  case op::batch_size: return {"n", "n", {}};
  case op::select: return {"where", R"(\begin{cases})", R"(\end{cases})"};
  case op::transpose: return {"transpose", R"(\top)", {}};
  case op::product: return {"*", R"(\,)", {}};
  case op::sum: return {"sum", R"(\sum)", {}};
  case op::max: return {"max", R"(\max)", {}};
  case op::norm: return {"norm", R"(\lVert )", R"( \rVert)"};
  case op::logsumexp: return {"logsumexp", R"(\operatorname{logsumexp})", {}};
  case op::softmax: return {"softmax", R"(\operatorname{softmax})", {}};
  case op::log_softmax: return {"log_softmax", R"(\log \operatorname{softmax})", {}};
  case op::softmax_cross_entropy: return {"cross_entropy_with_logits", R"(\log \operatorname{softmax})", {}};
  case op::reshape: return {"reshape", R"(\operatorname{reshape})", {}};
  case op::slice: return {"slice", ":", {}};
  case op::pad: return {"pad", R"(\operatorname{pad})", {}};
  case op::concatenate: return {"concatenate", R"(\begin{bmatrix})", R"(\end{bmatrix})"};
  case op::diagonal: return {"diagonal", R"(\operatorname{diag})", {}};
  case op::diagonal_matrix: return {"diagonal_matrix", R"(\operatorname{diag})", {}};
  case op::repeat: return {"broadcast_to", R"(\mathbf{1})", {}};
  case op::batch_sum: return {"batch_sum", R"(\sum)", {}};
  case op::batch_product_sum: return {"batch_sum", R"(\sum)", {}};
  default: return {};
  }
}

/// The function of the library that a node prints as.
constexpr std::string_view function_name(op code) { return notation_of(code).text; }

}  // namespace tapeless::inline TAPELESS_TARGET::show
