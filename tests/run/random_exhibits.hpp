// SPDX-License-Identifier: BSL-1.0
// Programs that hand out all operations of one kind, on what is shared and on what each sample has of its own: kernels
// that programs of layers seldom reach are reached by each of them.
#pragma once

#include "random_operations.hpp"

namespace random_program {

class exhibits : public operations {
  enum class room : std::uint8_t {
    reductions,
    normalizations,
    movements,
    losses,
    products,
    one_sample,
    users,
    chance,
    statistics,
    step
  };
  static constexpr room rooms[]{room::reductions, room::normalizations, room::movements,  room::losses, room::losses,
                                room::products,   room::one_sample,     room::one_sample, room::users,  room::chance,
                                room::chance,     room::statistics,     room::step,       room::step,   room::step};
  static constexpr std::uint32_t room_count = std::size(rooms);

protected:
  constexpr explicit exhibits(std::uint32_t seed)
      : operations(seed), here(rooms[(seed / 5 + seed / (5 * room_count)) % room_count]) {}
  /// Every fifth program, one room after the other; a round later with other vectors.
  static constexpr bool is_exhibit(std::uint32_t seed) { return seed % 5 == 3; }

  /// A batch and sizes for which the kernels of this exhibit are chosen.
  constexpr void choose() {
    constexpr std::uint32_t with_gaps[]{3, 5, 6, 7, 11, 13, 23};  // columns end inside vectors
    constexpr std::uint32_t few[]{1, 2, 4, 8};
    constexpr std::uint32_t across_columns[]{3, 5, 9, 9, 17, 17, 19};
    constexpr std::uint32_t widths[]{1, 1, 1, 2, 9, 20};
    constexpr std::uint32_t many_samples[]{8, 12, 16, 17, 20};
    constexpr std::uint32_t class_counts[]{3, 5, 8, 20, 36};  // the last two in loops: more than four vectors
    written.batch = 2 + roll(5);
    only_vectors = false;
    rows = roll.one_of(with_gaps);
    columns = 2 + roll(8);
    switch (here) {
    case room::movements:
      if (roll(2) == 0) written.batch = 1;
      return;
    case room::reductions:
    case room::normalizations: return;
    case room::losses:
      written.batch = roll(3) == 0 ? roll(4) : roll.one_of(many_samples);
      only_vectors = written.batch >= 4 && roll(5) < 3;
      classes = roll.one_of(class_counts);
      return;
    case room::products:
      if (roll(3) == 0) written.batch = 1;
      rows = roll.one_of(few);
      columns = 16 + roll(17);
      return;
    case room::one_sample:
      written.batch = 1;
      rows = roll.one_of(across_columns);
      columns = roll.one_of(widths);
      classes = roll.one_of(across_columns);
      return;
    case room::users: only_vectors = written.batch >= 4; return;
    case room::chance:
    case room::statistics:
      if (here == room::chance && roll(5) == 0) written.batch = roll(2);
      if (roll(3) == 0) written.batch = roll.one_of(many_samples);
      only_vectors = written.batch >= 4 && roll(3) != 0;
      rows = roll(2) == 0 ? rows : 1 + roll(20);
      return;
    case room::step:
      written.batch = roll(5) < 2 ? 1 : roll.one_of(many_samples);
      only_vectors = true;
      rows = 1 + roll(8);
      classes = 2 + roll(7);
      return;
    }
  }
  /// Layers with their updates, of few rows: all that belongs to training.
  constexpr bool shows_a_step() const { return here == room::step; }
  constexpr void show() {
    h = keep(apply(op::tanh, product(A, false, x, false)));
    logits = keep(product(C, false, h, false));
    switch (here) {
    case room::reductions: return reductions();
    case room::normalizations: return normalizations();
    case room::movements: return movements();
    case room::losses: return losses();
    case room::products: return products();
    case room::one_sample: return of_one_sample();
    case room::users: return of_users();
    case room::chance: return of_chance();
    case room::statistics: return of_statistics();
    case room::step: return;
    }
  }

  constexpr void plant() {
    using tl::leaf_kind;
    constexpr leaf_kind parameter = leaf_kind::parameter;
    A = stored(parameter, "A", {rows, columns});
    D = stored(parameter, "D", {rows, rows});
    C = stored(parameter, "C", {classes, rows});
    S = stored(leaf_kind::state, "S", {rows, columns});
    u = stored(parameter, "u", {rows, 1});
    q = stored(leaf_kind::state, "q", {rows, 1});
    w = stored(parameter, "w", {columns, 1});
    c = stored(parameter, "c", {classes, 1});
    t = stored(parameter, "t", {classes, 1});
    stored(parameter, "r", {1, columns});
    stored(leaf_kind::state, "k", {1, columns});
    stored(parameter, "s", {});
    rate = leaf(leaf_kind::scalar, "rate", {});
    x = leaf(leaf_kind::input, "x", {columns, 1});
    y = leaf(leaf_kind::label, "y", {classes, 1});
    if (only_vectors) return;
    X = leaf(leaf_kind::input, "X", {rows, columns});
    leaf(leaf_kind::input, "z", {1, columns});
  }

private:
  constexpr void show_item(std::uint32_t e) { give_out(roll(3) == 0 ? apply(op::tanh, e) : e); }

  constexpr void reductions() {
    for (op const code : {op::sum, op::max, op::norm, op::logsumexp})
      for (std::uint32_t const m : {A, X})
        for (std::uint32_t const axis : {0u, 1u, tl::all_axes}) show_item(along(code, axis, m));
    for (std::uint32_t const m : {A, X})
      for (std::uint32_t const axis : {0u, 1u}) show_item(along(op::argmax, axis, m));
  }
  constexpr void normalizations() {
    for (op const code : {op::softmax, op::log_softmax, op::cumsum, op::reverse_cumsum, op::cumprod})
      for (std::uint32_t const m : {A, X})
        for (std::uint32_t const axis : {0u, 1u}) show_item(along(code, axis, m));
    for (std::uint32_t const m : {A, X})
      for (std::uint32_t const truth : {S, apply(op::tanh, X)}) {
        show_item(apply(op::softmax_cross_entropy, m, truth));
        for (op const code : {op::recurrence, op::reverse_recurrence})
          show_item(build({.code = code, .a = m, .b = truth, .detail = tl::axis_detail(roll(2))}));
      }
  }
  constexpr void movements() {
    for (std::uint32_t const m : {A, X}) {
      extents const from = shape(m);
      show_item(apply(op::transpose, m));
      show_item(apply(op::diagonal, m));
      show_item(build({.code = op::reshape, .shape = {1, from.size(), from.batch}, .a = m}));
      show_item(build(
          {.code = op::pad, .shape = {rows + 2, columns + 1, from.batch}, .a = m, .detail = tl::offset_detail(1, 0)}));
      show_item(build({.code = op::slice,
                       .shape = {rows - 1, columns - 1, from.batch},
                       .a = m,
                       .detail = tl::offset_detail(1, 1)}));
      for (std::uint32_t const other : {S, apply(op::tanh, X)})
        show_item(build({.code = op::concatenate, .a = m, .b = other, .detail = tl::axis_detail(roll(2))}));
    }
    for (op const code : {op::tril, op::triu})
      for (std::uint32_t const m : {A, X}) show_item(apply(code, m));
    for (std::uint32_t const m : {A, X})
      for (std::uint32_t const numbers : {along(op::argmax, 0, S), along(op::argmax, 0, X)}) {
        show_item(build({.code = op::gather, .a = m, .b = numbers, .detail = tl::axis_detail(0)}));
        std::uint32_t const added = product(m, true, m, false);
        std::uint32_t const scattered =
            build({.code = op::scatter_add, .a = added, .b = numbers, .detail = tl::offset_detail(0, rows)});
        show_item(scattered);
        if (shape(scattered).is_batched())
          give_out(add({act::batch_sum, {.shape = shape(scattered).with_batch(0), .a = scattered}}));
      }
    for (std::uint32_t const v : {u, h}) {
      show_item(apply(op::diagonal_matrix, v));
      give_out(add({act::repeat, {.shape = {rows, columns, shape(v).batch}, .a = v}}));
    }
  }
  /// Of each pair of logits and truth: the loss, and the loss of others with their softmax.
  constexpr void losses() {
    double factor = 1;
    for (std::uint32_t const z : {c, logits})
      for (std::uint32_t const truth : {t, y}) {
        auto const other_logits = [&] { return apply(op::multiply, z, constant(factor += 0.125)); };
        give_out(apply(op::softmax_cross_entropy, other_logits(), truth));
        std::uint32_t const joined = other_logits();
        give_out(apply(op::softmax_cross_entropy, joined, truth));
        give_out(along(op::sum, tl::all_axes, apply(op::multiply, apply(op::softmax, joined), truth)));
      }
    for (std::uint32_t const z : {c, logits})
      give_out(along(op::sum, tl::all_axes, apply(op::square, apply(op::softmax, z))));
  }
  constexpr void products() {
    for (std::uint32_t const m : {A, X})
      for (std::uint32_t const v : {w, x}) show_item(apply(op::add, product(m, false, v, false), roll(2) == 0 ? u : h));
    for (std::uint32_t const m : {A, X})
      for (std::uint32_t const v : {u, h}) show_item(product(m, true, v, false));
    for (std::uint32_t const m : {S, X})
      show_item(roll(2) == 0 ? product(A, true, m, false) : product(m, false, A, true));
    show_item(product(X, false, apply(op::tanh, X), true));
    std::uint32_t const row = along(op::sum, 0, A);  // one row, whose chain takes over what dies with it
    std::uint32_t const chained = roll(2) == 0 ? apply(op::tanh, row) : apply(op::multiply, row, rate);
    show_item(apply(roll(2) == 0 ? op::add : op::subtract, product(u, true, A, false), roll(3) == 0 ? row : chained));
    std::uint32_t const root = mean(along(op::sum, tl::all_axes, apply(op::tanh, product(D, false, X, false))));
    give_out(adjoint(root, D));
    systems();
  }
  constexpr void systems() {
    for (std::uint32_t const m : {definite(D), definite(X)}) {
      std::uint32_t const factors = apply(op::lu, m);
      show_item(apply(op::cholesky, m));
      for (op const code : {op::determinant, op::logdet}) show_item(apply(code, factors));
      for (std::uint32_t const right : {S, apply(op::tanh, X)}) {
        for (op const code : {op::solve, op::solve_transposed}) show_item(apply(code, factors, right));
        for (op const code : {op::solve_lower, op::solve_upper}) show_item(apply(code, m, right));
      }
    }
  }
  /// What a learning rate makes of gradients of one sample.
  constexpr void of_one_sample() {
    std::uint32_t const outer = mean(product(h, false, x, true));
    give_out(apply(op::subtract, A, apply(op::multiply, rate, outer)));
    give_out(apply(op::multiply, mean(product(logits, false, x, true)), rate));
    give_out(apply(op::multiply, rate, mean(product(x, false, logits, true))));
    std::uint32_t const root = mean(along(op::sum, tl::all_axes, apply(op::tanh, product(D, false, X, false))));
    give_out(apply(op::subtract, D, apply(op::multiply, rate, adjoint(root, D))));
  }
  constexpr void of_users() {
    for (std::uint32_t const v : {w, x}) {
      std::uint32_t const one = apply(op::unary_primitive, v);
      std::uint32_t const two = apply(op::binary_primitive, x, roll(2) == 0 ? w : v);
      for (std::uint32_t const e : {one, two}) {  // somebody reads it in another kernel
        std::uint32_t const read = mean(along(op::sum, tl::all_axes, apply(op::tanh, product(A, false, e, false))));
        give_out(read);
        give_out(adjoint(read, A));
      }
    }
    std::uint32_t const root = mean(along(op::sum, tl::all_axes, apply(op::unary_primitive, logits)));
    for (std::uint32_t const by : {A, C}) give_out(adjoint(root, by));
  }
  /// Numbers alone, in chains and behind every kind of product; masks of weights, inputs and layers, and what is
  /// learnt through them.
  constexpr void of_chance() {
    for (std::uint32_t const v : {A, only_vectors ? u : X, h, x, c}) {
      show_number(numbers_like(v));
      show_number(roll(2) == 0 ? dropped(v) : with_noise(v));
    }
    show_number(dropped(product(A, false, x, false)));
    show_number(dropped(apply(op::tanh, product(A, true, h, false))));
    std::uint32_t const weights = dropped(A);
    show_number(product(weights, false, dropped(x), false));
    show_number(dropped(along(op::softmax, tl::all_axes, with_noise(logits))));
    show_number(dropped(apply(op::tanh, product(C, false, h, false))));
    if (!only_vectors)
      for (std::uint32_t const m : {A, X}) {
        for (std::uint32_t const v : {w, x}) show_number(with_noise(product(m, false, v, false)));
        for (std::uint32_t const v : {u, h}) show_number(dropped(product(m, true, v, false)));
      }
    std::uint32_t const hidden = dropped(apply(op::tanh, product(A, false, dropped(x), false)));
    std::uint32_t const root =
        mean(along(op::sum, tl::all_axes, apply(op::square, with_noise(product(C, false, hidden, false)))));
    give_out(root);
    for (std::uint32_t const by : {A, C}) give_out(adjoint(root, by));
  }
  /// Of samples across lanes only single numbers are handed out.
  constexpr void show_number(std::uint32_t e) {
    show_item(shape(e).is_batched() && !may_take_apart(e) ? along(op::sum, tl::all_axes, e) : e);
  }
  /// Layers between means and variances over the samples, and what is learnt through them.
  constexpr void of_statistics() {
    std::uint32_t const first = standardized(h).normal;
    statistics const second = standardized(apply(op::tanh, product(D, false, first, false)));
    give_out(running(q, second.mean, false));
    give_out(running(q, second.variance, true));
    show_number(second.normal);
    std::uint32_t const root = mean(apply(op::softmax_cross_entropy, product(C, false, second.normal, false), y));
    give_out(root);
    for (std::uint32_t const by : {A, D, C}) give_out(adjoint(root, by));
    if (only_vectors) return;
    statistics const of_matrix = standardized(product(D, false, X, false));
    show_item(of_matrix.normal);
    std::uint32_t const other = mean(along(op::sum, tl::all_axes, apply(op::tanh, of_matrix.normal)));
    give_out(adjoint(other, D));
  }

protected:
  std::uint32_t A = 0, D = 0, C = 0, S = 0, u = 0, q = 0, w = 0, c = 0, t = 0, x = 0, y = 0;
  std::uint32_t X = 0, h = 0, logits = 0;

private:
  room here;
};

}  // namespace random_program
