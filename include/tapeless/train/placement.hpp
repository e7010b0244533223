// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/constants.hpp"
#include "tapeless/run/store.hpp"

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What `{}` is in `trainer = {}`: the trainer is then made anew where it lies, and no second one on the stack first.
enum class anew : std::uint8_t {};
template <class Trainer>
constexpr Trainer& made_anew(Trainer& there) noexcept {
  if (std::is_constant_evaluated()) {
    Trainer const fresh{};
    return there = fresh;
  }
  return *::new (static_cast<void*>(&there)) Trainer();
}

/// The parameters that a program assigns to, as a source of its own: their store has these alone.
template <class Source>
struct assigned_parameters {
  template <class B>
  static constexpr void lower(B& b) {
    auto const& program_graph = rules::lowered<Source>;
    for (std::uint32_t number = 0; number < program_graph.size.leaves; ++number) {
      graph::leaf_info const& leaf = program_graph.leaves[number];
      if (leaf.kind != leaf_kind::parameter) continue;
      for (graph::assigned_leaf const& assignment : program_graph.assigns)
        if (assignment.leaf == number) b.output(b.leaf(leaf.kind, leaf.identifier, leaf.shape, leaf.initial));
    }
  }
};

/// The store of those, of a trainer whose other parameters are constants; one error where there are no others.
template <class Program>
class assigned_beside_constants {
  using source = typename Program::source;
  using all = typename Program::parameters;
  using assigned = store<typename Program::element, assigned_parameters<source>, leaf_kind::parameter>;
  static constexpr bool is_sound =
      rules::lowered<source>.found.kind == graph::problem_kind::nothing;  // else it is said
  static constexpr bool are_others =
      !is_sound || all::layout::count == 0 || assigned::layout::count < all::layout::count;
  static_assert(are_others || error::nothing_is_frozen<source>,
                "tapeless: with_frozen<store> is for a trainer of which some parameters are frozen, by "
                "chain<freeze<group>, momentum> or a layer frozen<dense<32>>; here a step changes all of them");

public:
  using type = assigned;
};

}  // namespace train

struct placed_by_user;

/// All parameters are in the trainer's one store.
struct without_constants {
  static constexpr bool has_constants = false;
  using placed = placed_by_user;
  template <class Program>
  using parameters = typename Program::parameters;
  template <class Program, class... Stores>
  using parts = typename Program::template parts_of<Stores...>;
};

/// Where a trainer's memory is: parameters, state and workspace within the trainer, one object.
struct within_trainer : without_constants {
  static constexpr bool is_apart = false;
  template <class...>
  static constexpr std::size_t bytes_elsewhere = 0;

  template <class Parameters, class State, class Workspace>
  struct memory {
    Parameters parameters{};
    [[no_unique_address]] State state{};  // of most networks there is none
    Workspace workspace{};
  };
};

/// Three objects that the user places, each in a memory of its own; the trainer refers to them. They are at least as
/// long there as the trainer is.
struct placed_by_user : without_constants {
  static constexpr bool is_apart = true;
  template <class... Memory>
  static constexpr std::size_t bytes_elsewhere = (sizeof(Memory) + ...);

  template <class Parameters, class State, class Workspace>
  struct memory {
    Parameters& parameters;
    State& state;
    Workspace& workspace;
  };
};

/// What is trained as `Place` says, what is frozen in a store of static storage, which is only read.
template <auto const& Store, class Place>
struct frozen_in : Place {
  static constexpr bool has_constants = true;
  static constexpr run::constant_parameters<Store> constants{};
  using placed = frozen_in<Store, typename Place::placed>;
  template <class Program>
  using parameters = typename train::assigned_beside_constants<Program>::type;
  template <class Program, class... Stores>
  using parts = typename Program::template parts_of<Stores..., run::constant_parameters<Store>>;
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
