// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <cstddef>
#include <cstdint>

/// Instructions that compilers do not find by themselves and that some targets have: a target overloads those it has,
/// for vectors of its registers. Whoever calls one asks first whether it is there.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace isa {

/// No instruction, but the optimizer knows nothing of x behind it, which stays in its register.
template <class X>
void forget_in_register(X& x) = delete;

/// The sign bits of all lanes, as an integer.
template <class Lanes>
void signs(Lanes a) = delete;

/// Whether any lane of a mask is set.
template <class Mask>
void any_set(Mask mask) = delete;

/// The square roots of all lanes, correctly rounded.
template <class Lanes>
void roots(Lanes a) = delete;

/// The same of a number, where the compiler's own function may be an estimate.
template <class T>
void exact_root(T x) = delete;

/// a · 2ᵏ for integral k, rounded once.
template <class Lanes>
void scaled(Lanes a, Lanes k) = delete;

/// Quotients that are correctly rounded where the operator is an estimate.
template <class Lanes>
void exact_quotient(Lanes a, Lanes b) = delete;

/// Reads the first `count` lanes, the others are 0; writes them. Nothing else in memory is touched.
template <class Lanes, class T>
void load_first(Lanes& to, T const* from, std::size_t count) = delete;
template <class Lanes, class T>
void store_first(Lanes const& value, T* to, std::size_t count) = delete;

/// Registers that numbers go through together: a kernel that needs several lines of them at once names one group each.
struct first_group {};
struct second_group {};
struct third_group {};

/// `Count` neighbours, 8, 4 or 2, between memory and a group of registers, in one instruction, which also moves the
/// pointer behind them (when reading: if it should).
template <std::uint32_t Count, bool Moves, class Group, class T>
void load_next(Group, T* to, T const*& from) = delete;
template <std::uint32_t Count, class Group, class T>
void store_next(Group, T const* values, T*& to) = delete;

/// Four neighbours to a vector, and the pointer behind them; and back.
template <class Lanes, class T>
void load_four(Lanes& to, T const*& from) = delete;
template <class Lanes, class T>
void store_four(Lanes value, T* to) = delete;
/// sum + a · factor in each lane, rounded once.
template <class Lanes, class T>
void fused(Lanes sum, Lanes a, T factor) = delete;

}  // namespace isa
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
