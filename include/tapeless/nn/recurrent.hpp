// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/assigning.hpp"
#include "tapeless/expr/scan.hpp"
#include "tapeless/nn/layer.hpp"

/// Recurrent layers, over the columns of a matrix (features × steps): the parameters, their names and the order of the
/// gates are PyTorch's. `weight_ih` (gates·n × features), `weight_hh` (gates·n × n), `bias_ih` and `bias_hh` (gates·n),
/// which start at 0.
namespace tapeless {
namespace error {
template <class Layer>
inline constexpr bool no_recurrent_layer = false;
}

namespace nn {

/// A step of a cell with the leaves of one layer.
template <class Cell>
struct cell_step {
  layer_scope scope;
  template <expression H, expression X>
  constexpr auto operator()(H const& carry, X const& x) const {
    return Cell::step(carry, x, scope);
  }
};

/// W·x + b of all gates, from the input (`ih`) or from the last output (`hh`).
template <std::uint32_t Rows, expression X>
constexpr auto gates(X const& x, layer_scope const& scope, std::string_view weight, std::string_view bias) {
  return scope.template parameter<extents{Rows, X::shape.rows}>(weight) * x +
         scope.template parameter<extents{Rows, 1}>(bias, 0);
}
template <std::uint32_t Rows, expression X>
constexpr auto gates_of_input(X const& x, layer_scope const& scope) {
  return gates<Rows>(x, scope, "weight_ih", "bias_ih");
}
template <std::uint32_t Rows, expression H>
constexpr auto gates_of_output(H const& h, layer_scope const& scope) {
  return gates<Rows>(h, scope, "weight_hh", "bias_hh");
}

/// What the cells share: from zeros over all columns, and the last output.
template <class Cell>
struct recurrent {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    return Cell::output(tapeless::scan(cell_step<Cell>{scope}, broadcast_to<Cell::carry_rows>(0), x));
  }
};

template <class Cell>
concept recurrent_layer = requires {
  { Cell::carry_rows } -> std::convertible_to<std::uint32_t>;
  requires std::is_base_of_v<recurrent<Cell>, Cell>;
};

}  // namespace nn

/// h′ = φ(W_ih·x + b_ih + W_hh·h + b_hh) over the columns of its input, from h = 0; the last h, of n numbers.
/// (J. L. Elman, "Finding structure in time", 1990.)
template <std::uint32_t Units, class Activation = activation::tanh>
struct elman : nn::recurrent<elman<Units, Activation>> {
  static constexpr std::uint32_t carry_rows = Units;

  template <expression H, expression X>
  static constexpr auto step(H const& h, X const& x, layer_scope const& scope) {
    auto const sum = nn::gates_of_input<Units>(x, scope) + nn::gates_of_output<Units>(h, scope);
    if constexpr (nn::activation<Activation, std::remove_const_t<decltype(sum)>>) {
      return Activation::apply(sum);
    } else {
      return nn::no_activation<Activation>();
    }
  }
  template <expression H>
  static constexpr auto output(H const& h) {
    return h;
  }
};

/// A gated recurrent unit, gates r, z, n: r = σ(Wᵣ·x + bᵣ + Uᵣ·h + cᵣ), z likewise, n = tanh(Wₙ·x + bₙ + r ⊙ (Uₙ·h +
/// cₙ)), h′ = (1 − z) ⊙ n + z ⊙ h; from h = 0 over the columns of its input; the last h. (K. Cho et al., 2014; as in
/// PyTorch r multiplies behind the product.)
template <std::uint32_t Units>
struct gru : nn::recurrent<gru<Units>> {
  static constexpr std::uint32_t carry_rows = Units;

  template <expression H, expression X>
  static constexpr auto step(H const& h, X const& x, layer_scope const& scope) {
    auto const from_x = nn::gates_of_input<3 * Units>(x, scope);
    auto const from_h = nn::gates_of_output<3 * Units>(h, scope);
    auto const both = sigmoid(slice<0, 2 * Units>(from_x) + slice<0, 2 * Units>(from_h));
    auto const z = slice<Units, Units>(both);
    auto const n = tanh(slice<2 * Units, Units>(from_x) + slice<0, Units>(both) % slice<2 * Units, Units>(from_h));
    return n + z % (h - n);
  }
  template <expression H>
  static constexpr auto output(H const& h) {
    return h;
  }
};

/// Long short-term memory, gates i, f, g, o: with s = W_ih·x + b_ih + W_hh·h + b_hh, c′ = σ(s_f) ⊙ c + σ(s_i) ⊙
/// tanh(s_g), h′ = σ(s_o) ⊙ tanh(c′); from h = c = 0 over the columns of its input; the last h. What is carried is h
/// above c. (S. Hochreiter, J. Schmidhuber, 1997; with forget gates, F. Gers et al., 2000.)
template <std::uint32_t Units>
struct lstm : nn::recurrent<lstm<Units>> {
  static constexpr std::uint32_t carry_rows = 2 * Units;

  template <expression H, expression X>
  static constexpr auto step(H const& carry, X const& x, layer_scope const& scope) {
    auto const sum =
        nn::gates_of_input<4 * Units>(x, scope) + nn::gates_of_output<4 * Units>(slice<0, Units>(carry), scope);
    auto const in_and_forget = sigmoid(slice<0, 2 * Units>(sum));
    auto const c = slice<Units, Units>(in_and_forget) % slice<Units, Units>(carry) +
                   slice<0, Units>(in_and_forget) % tanh(slice<2 * Units, Units>(sum));
    return concatenate<0>(sigmoid(slice<3 * Units, Units>(sum)) % tanh(c), c);
  }
  template <expression H>
  static constexpr auto output(H const& carry) {
    return slice<0, Units>(carry);
  }
};

/// All outputs of a recurrent layer side by side, n × steps, instead of the last.
template <class Layer>
struct return_sequences {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (nn::recurrent_layer<Layer>) {
      return Layer::output(scan_outputs(nn::cell_step<Layer>{scope}, broadcast_to<Layer::carry_rows>(0), x));
    } else {
      static_assert(
          error::no_recurrent_layer<Layer>,
          "tapeless: return_sequences<layer> and stateful<layer> take a recurrent layer: elman<n>, gru<n>, lstm<n>");
      return ill_formed{};
    }
  }
};

/// A recurrent layer that goes on where the last run ended: what it carries is the state leaf `carry`, which each run
/// assigns. Its input is what is new, one column or some. For one sequence, as a device receives it; train without.
template <class Layer>
struct stateful {
  template <expression X>
  static constexpr auto apply(X const& x, layer_scope const& scope) {
    if constexpr (nn::recurrent_layer<Layer>) {
      auto const carry = scope.template state<extents{Layer::carry_rows, 1}>("carry");
      auto const next = tapeless::scan(nn::cell_step<Layer>{scope}, carry, x);
      if constexpr (any_ill_formed<std::remove_const_t<decltype(next)>>) {
        return ill_formed{};
      } else {
        return Layer::output(assigning(next, assign(carry, next)));
      }
    } else {
      static_assert(
          error::no_recurrent_layer<Layer>,
          "tapeless: return_sequences<layer> and stateful<layer> take a recurrent layer: elman<n>, gru<n>, lstm<n>");
      return ill_formed{};
    }
  }
};

}  // namespace tapeless
