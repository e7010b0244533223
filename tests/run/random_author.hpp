// SPDX-License-Identifier: BSL-1.0
// Programs written at random, each given by a seed: layers and losses with their updates, and single operations between
// all of it.
#pragma once

#include "random_exhibits.hpp"

namespace random_program {

class author : public exhibits {
  /// Two kinds are both: layers, and operations between all that.
  enum class kind : std::uint8_t { soup, training, both, both_too, showcase };

public:
  constexpr explicit author(std::uint32_t seed) : exhibits(seed) {
    what = is_exhibit(seed) ? kind::showcase : static_cast<kind>(roll(4));
    constexpr std::uint32_t batches[]{0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 16, 17, 20};
    constexpr std::uint32_t sizes[]{1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 11, 13, 16, 17, 19, 24, 33};
    constexpr std::uint32_t long_sizes[]{1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 40};
    written.batch = what == kind::training && roll(2) == 0 ? 1 : roll.one_of(batches);
    only_vectors = written.batch >= 4 && roll(3) != 0;
    rows = roll.one_of(sizes);
    columns = roll(6) == 0 ? 1 : roll.one_of(long_sizes);
    classes = 2 + roll(roll(2) == 0 ? 24 : 5);
    if (what == kind::showcase) choose();
    plant();
    if (what == kind::showcase)
      exhibit();
    else
      compose();
  }

private:
  constexpr void exhibit() {
    if (shows_a_step())
      network(true);
    else
      show();
    if (taken.size() == 0) assign_some();
    give_out(late());
  }
  constexpr void compose() {
    if (what != kind::soup) network(what == kind::training);
    if (what != kind::training) {
      for (std::uint32_t count = 4 + roll(what == kind::soup ? 9 : 5); count > 0; --count) grow();
      if (roll(3) == 0) derive();
    }
    if (what != kind::training || taken.size() == 0) assign_some();
    for (std::uint32_t outputs = 1 + roll(2); outputs > 0; --outputs) give_out(late());
  }

  constexpr std::uint32_t activated(std::uint32_t z) {
    constexpr op codes[]{op::tanh, op::sigmoid, op::relu, op::softplus, op::erf, op::tanh};
    if (roll(5) == 0) return apply(op::multiply, z, apply(op::sigmoid, z));
    return roll(5) == 0 ? z : apply(roll.one_of(codes), z);
  }
  /// What a layer has behind it, or nothing; the running mean or variance of a batch is kept.
  constexpr std::uint32_t trained(std::uint32_t v) {
    std::uint32_t const which = roll(9);
    if (which == 0) return dropped(v);
    if (which == 1) return with_noise(v);
    if (which != 2 || !shape(v).is_batched()) return v;
    statistics const made = standardized(v);
    bool const is_variance = roll(2) == 0;
    if (shape(v) == shape(q).with_batch(written.batch) && roll(3) != 0)
      give(q, running(q, is_variance ? made.variance : made.mean, is_variance));
    return made.normal;
  }
  /// 0 to 5 layers, a loss of what they make or of what all samples share, and updates of some parameters.
  constexpr void network(bool all_of_it) {
    h = keep(trained(activated(apply(op::add, product(A, false, x, false), u))));
    for (std::uint32_t hidden = roll(4) == 0 ? roll(5) : roll(2); hidden > 0; --hidden)
      h = keep(trained(activated(apply(op::add, product(D, false, h, false), roll(3) == 0 ? q : u))));
    logits = roll(6) == 0 ? c : keep(apply(op::add, product(C, false, h, false), c));
    std::uint32_t const truth = roll(3) == 0 ? t : y;
    std::uint32_t const root = keep(mean(loss(logits, truth)));
    if (shape(root).is_batched() || (!all_of_it && roll(8) == 0)) return;
    std::uint32_t const parameters[]{A, D, C, u, c, t};
    for (std::uint32_t i = 0; i < 6; ++i)
      if (roll(all_of_it ? 6 : 2) != 0) update(root, parameters[i]);
  }
  constexpr std::uint32_t loss(std::uint32_t z, std::uint32_t truth) {
    switch (roll(5)) {
    case 0: return apply(op::softmax_cross_entropy, z, truth);
    case 1: {
      std::uint32_t const surprise = apply(op::multiply, truth, apply(op::log, apply(op::softmax, z)));
      return apply(op::negate, along(op::sum, tl::all_axes, surprise));
    }
    case 2: return along(op::sum, tl::all_axes, apply(op::square, apply(op::subtract, z, truth)));
    case 3: return along(op::sum, tl::all_axes, apply(op::logistic_loss, z, truth));
    default: {
      std::uint32_t const p = keep(apply(op::softmax, z));
      keep(apply(op::subtract, p, truth));
      return apply(op::softmax_cross_entropy, z, truth);
    }
    }
  }
  constexpr void update(std::uint32_t root, std::uint32_t parameter) {
    std::uint32_t step = keep(adjoint(root, parameter));
    if (parameter == A && roll(2) == 0) {
      step = apply(op::add, apply(op::multiply, constant(0.875), S), step);
      give(S, step);
    }
    give(parameter, apply(op::subtract, parameter, apply(op::multiply, rate, step)));
  }

  /// Adjoints of everything kept, of one scalar without batch axis: a backward pass for the forward pass above.
  constexpr void derive() {
    std::uint32_t const root = mean(apply(op::tanh, along(op::sum, tl::all_axes, pool[pool.size() - 1])));
    std::uint32_t const count = 1 + roll(2);
    for (std::uint32_t i = 0; i < count; ++i) keep(adjoint(root, targets[roll(targets.size())]));
  }

  /// Swaps, updates and plain values, to distinct targets; one value to several of them.
  constexpr void assign_some() {
    if (roll(4) == 0) {
      bool const vectors = roll(2) == 0;
      give(vectors ? u : A, vectors ? q : S);
      give(vectors ? q : S, roll(2) == 0 ? (vectors ? u : A) : apply(op::add, vectors ? u : A, vectors ? q : S));
    }
    std::uint32_t const count = 1 + roll(3);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t const to = targets[roll(targets.size())];
      std::uint32_t value = some([&](std::uint32_t e) { return shape(e) == shape(to); });
      if (value == none) continue;
      if (roll(3) == 0) value = apply(op::subtract, to, value);
      give(to, value);
      for (std::uint32_t const also : targets)
        if (shape(also) == shape(to) && roll(3) == 0) give(also, value);
    }
    if (taken.size() == 0) give(A, apply(op::tanh, A));
  }
  constexpr void give(std::uint32_t to, std::uint32_t value) {
    if (taken.contains(to)) return;
    taken.push_back(to);
    add({act::assign, {.shape = shape(to), .a = to, .b = value}});
  }

  kind what = kind::soup;
  tl::meta::list<std::uint32_t> taken;
};

template <std::uint32_t Seed>
struct source {
  template <class B>
  static constexpr void lower(B& b) {
    write(author(Seed).written, b);
  }
};

}  // namespace random_program
