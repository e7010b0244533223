// SPDX-License-Identifier: BSL-1.0
// test: clang suffices, unoptimized
// Norms of the gradients of 20 layers, by activation and initialisation: where they vanish and where they explode, and
// what helps: an initialisation that fits the activation, residual connections, normalization, clipping.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace tl = tapeless;
namespace initializer = tapeless::initializer;
constexpr std::uint32_t depth = 20, width = 24, batch = 16;

/// A layer W·x + b that `Form` makes something of.
template <class Form>
struct block {
  template <tl::expression X>
  static constexpr auto apply(X const& x, tl::layer_scope const& scope) {
    return Form::of(x, scope.parameter<tl::extents{width, width}>("weight") * x + scope.parameter<X::shape>("bias"));
  }
};
struct sigmoid {
  static constexpr auto of(auto const&, auto const& z) { return tl::sigmoid(z); }
};
struct relu {
  static constexpr auto of(auto const&, auto const& z) { return tl::relu(z); }
};
struct with_residual {
  static constexpr auto of(auto const& x, auto const& z) { return x + tl::sigmoid(z); }
};
struct normalized {
  static constexpr auto of(auto const&, auto const& z) { return tl::sigmoid(tl::layer_norm(z)); }
};

template <class Form, class Numbers = std::make_index_sequence<depth>>
struct deep;
template <class Form, std::size_t... I>
struct deep<Form, std::index_sequence<I...>> {
  template <std::size_t>
  using layer = block<Form>;
  struct net : tl::sequential<tl::in<"x", width>, layer<I>...> {};
  static constexpr auto target = tl::input<"target", width>;
  static constexpr auto loss = tl::batch_mean(tl::batch<batch>(tl::mean_squared_error(tl::output<net>, target)));
  template <std::size_t L>
  static constexpr auto
      weight = tl::layer_scope{tl::name("net", L)}.template parameter<tl::extents{width, width}>("weight");
  static constexpr auto norms = tl::stack(norm(tl::grad(loss, weight<I>))...);
  using program = tl::program<double, norms>;
};

struct ends {
  double first = 0, last = 0;  ///< norms of the first and the last layer's gradient
};
/// Prints the norm of each layer's gradient at the start.
template <class Form, class Initializer>
static ends norms_of(std::FILE* data, char const* name, Initializer const& how, double gain = 1) {
  using program = typename deep<Form>::program;
  static constinit typename program::workspace memory{};
  static constinit typename program::parameters parameters{};
  tl::initialize(parameters, how, 1);
  parameters.for_each([&](tl::name const&, auto const& view) {
    for (std::uint32_t i = 0; i < view.rows(); ++i)
      for (std::uint32_t j = 0; j < view.columns(); ++j) view(i, j) *= gain;
  });
  std::array<double, batch * width> x{}, target{};
  tl::random::pcg32 numbers = tl::random::stream(1, "data");
  for (double& each : x) each = numbers() * 0x1p-31 - 1;
  for (double& each : target) each = numbers() * 0x1p-31 - 1;
  auto const run = program::run(memory, bind(deep<Form>::net::input, x), bind(deep<Form>::target, target), parameters);
  if (!run) return std::fprintf(stderr, "%s\n", describe(run.status()).data()), ends{};
  auto const found = run.template output<0>();
  for (std::uint32_t l = 0; data != nullptr && l < depth; ++l) std::fprintf(data, "%u %.6e\n", l + 1, found(l));
  if (data != nullptr) std::fprintf(data, "\n\n");
  std::printf("%-30s layer 1 %.1e, layer %u %.1e\n", name, found(0), depth, found(depth - 1));
  return {found(0), found(depth - 1)};
}

int main(int count, char** arguments) {
  std::FILE* const data = count > 1 ? std::fopen(arguments[1], "w") : nullptr;
  auto const vanishing = norms_of<sigmoid>(data, "sigmoid, Glorot", initializer::glorot{});
  auto const exploding = norms_of<relu>(data, "ReLU, He, 2.5 times as large", initializer::he{}, 2.5);
  auto const fitting = norms_of<relu>(data, "ReLU, He", initializer::he{});
  auto const residual = norms_of<with_residual>(data, "sigmoid with residuals", initializer::glorot{});
  auto const normal = norms_of<normalized>(data, "sigmoid, normalized before", initializer::glorot{});
  bool const is_so = vanishing.first < 1e-9 * vanishing.last && exploding.first > 1e9 && fitting.first > 1e-3 &&
                     fitting.first < 1e3 && residual.first > 1e-2 * residual.last &&
                     normal.first > 1e4 * vanishing.first;
  if (data != nullptr) std::fclose(data);
  return is_so ? 0 : 1;
}
