// SPDX-License-Identifier: BSL-1.0
// test: alone, clang suffices
// All assignments of a program happen at once, after everything that is read, however its kernels are fused: training
// steps written at random, with swaps, updates of momentum, squares of a weight and values that are wanted twice,
// against the interpreter.
#include "../run/random_program.hpp"

namespace plan_simultaneity_test {

namespace tl = tapeless;
using random_program::called;
using tl::extents;
using tl::leaf_kind;
using tl::op;
using tl::graph::id;

constexpr std::uint32_t samples = 4;

/// Two layers of width 3 and a softmax or a square as loss; what is done with the gradients is drawn.
template <class B>
class training_author {
public:
  constexpr training_author(B& builder, std::uint32_t seed) : b(builder), roll(seed) {
    W = both(leaf_kind::parameter, "A", "C", {3, 3});
    bias = both(leaf_kind::parameter, "u", "v", {3, 1});
    velocity = b.leaf(leaf_kind::state, called("S"), {3, 3});
    second = b.leaf(leaf_kind::state, called("Q"), {3, 3});
    slow = b.leaf(leaf_kind::state, called("q"), {3, 1});
    rate = b.leaf(leaf_kind::scalar, called("rate"), {});
    b.within_batch(samples, [&] { return root = forward(); });
    b.output(root);
    update_weights(0);
    update_weights(1);
    update_biases();
    if (roll(2) == 0) b.output(hidden);
    if (roll(3) == 0) b.output(logits);
    if (roll(3) == 0) b.output(gradient(W[roll(2)]));
    if (roll(4) == 0) b.output(W[roll(2)]);  // its old value
  }

private:
  struct pair {
    id each[2]{};
    constexpr id operator[](std::uint32_t i) const { return each[i]; }
  };
  constexpr pair both(leaf_kind kind, char const* first, char const* other, extents shape) {
    return {{b.leaf(kind, called(first), shape), b.leaf(kind, called(other), shape)}};
  }
  constexpr id forward() {
    id const input = b.leaf(leaf_kind::input, called("x"), {3, 1});
    id const truth = b.leaf(leaf_kind::label, called("y"), {3, 1});
    constexpr op activations[]{op::tanh, op::sigmoid, op::softplus, op::square};
    hidden = b.apply(activations[roll(4)], add(b.product(W[0], false, input, false), bias[0]));
    logits = add(b.product(W[1], roll(2) == 0, hidden, false), bias[1]);
    if (roll(3) == 0) logits = b.apply(op::tanh, logits);
    id const loss = roll(3) != 0 ? b.apply(op::softmax_cross_entropy, logits, truth)
                                 : b.apply(op::sum, b.apply(op::square, b.apply(op::subtract, logits, truth)));
    return b.apply(op::batch_sum, loss);
  }
  constexpr id gradient(id of) { return tl::diff::adjoint_of(b, root, of); }
  constexpr id add(id l, id r) { return b.apply(op::add, l, r); }
  constexpr id scaled(double factor, id v) { return b.apply(op::multiply, b.constant(factor), v); }
  constexpr id step_from(id from, id along) { return b.apply(op::subtract, from, b.apply(op::multiply, rate, along)); }

  /// Each of two weights: descent, momentum, a value of the other weight, or its own square beside the gradient.
  constexpr void update_weights(std::uint32_t which) {
    id const mine = W[which];
    id const other = W[1 - which];
    switch (roll(6)) {
    case 0: return b.assign(mine, step_from(mine, gradient(mine)));
    case 1: return b.assign(mine, step_from(other, gradient(mine)));
    case 2: return b.assign(mine, other);
    case 3: return b.assign(mine, step_from(mine, add(b.product(mine, false, mine, roll(2) == 0), gradient(mine))));
    default: break;
    }
    if (which == 1 && roll(2) == 0) return b.assign(mine, step_from(mine, b.apply(op::multiply, velocity, other)));
    id const memory = which == 0 ? velocity : second;
    id const moved = add(scaled(0.9, memory), gradient(mine));
    b.assign(memory, moved);
    b.assign(mine, step_from(mine, roll(2) == 0 ? moved : b.apply(op::tanh, moved)));
  }
  constexpr void update_biases() {
    switch (roll(4)) {
    case 0:  // a circle of three
      b.assign(bias[0], bias[1]);
      b.assign(bias[1], slow);
      return b.assign(slow, step_from(bias[0], gradient(bias[0])));
    case 1:
      b.assign(bias[0], step_from(bias[1], gradient(bias[0])));
      return b.assign(bias[1], step_from(bias[0], gradient(bias[1])));
    case 2: return b.assign(bias[0], b.product(W[0], false, bias[1], false));
    default: return b.assign(bias[1], step_from(bias[1], add(slow, gradient(bias[1]))));
    }
  }

  B& b;
  random_program::dice roll;
  pair W{};
  pair bias{};
  id velocity = 0;
  id second = 0;
  id slow = 0;
  id rate = 0;
  id hidden = 0;
  id logits = 0;
  id root = 0;
};

template <std::uint32_t Seed>
struct training {
  template <class B>
  static constexpr void lower(B& b) {
    training_author<B>(b, Seed);
  }
};
template <std::uint32_t... Seed>
void check(std::integer_sequence<std::uint32_t, Seed...>) {
  (random_program::experiment<double, training<Seed + 1>, Seed + 1>{}.run(), ...);
}

}  // namespace plan_simultaneity_test

BOOST_AUTO_TEST_SUITE(plan_simultaneity)

BOOST_AUTO_TEST_CASE(all_assignments_of_a_fused_training_step_happen_at_once) {
  plan_simultaneity_test::check(std::make_integer_sequence<std::uint32_t, 12>{});
}

BOOST_AUTO_TEST_SUITE_END()
