// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/cost.hpp"
#include "tapeless/train/trainer.hpp"

/// Which layers of a network can be trained in so many bytes of RAM: the last ones, as many as fit.
namespace tapeless {

namespace error {
template <std::size_t Bytes>
struct needed;
template <std::size_t Bytes>
struct given;
template <class Needed, class Given>
inline constexpr bool budget_too_small = false;
}  // namespace error

namespace group {

/// The parameters of a network's layers before number `Layer`.
template <class Net, std::uint32_t Layer>
struct layers_before {
  static constexpr bool selects(name const& parameter, extents) { return number_of(parameter) < Layer; }

  /// The number of the layer in which a parameter stands: 2 of `net.2.0.weight`. What is no layer's counts as the last.
  static constexpr std::uint32_t number_of(name const& parameter) {
    std::string_view const scope = Net::scope_name.view();
    std::string_view rest = parameter.view();
    if (!rest.starts_with(scope) || rest.size() <= scope.size() + 1 || rest[scope.size()] != '.') return ~0u;
    std::uint32_t number = 0;
    for (char const digit : rest.substr(scope.size() + 1)) {
      if (digit < '0' || digit > '9') break;
      number = 10 * number + static_cast<std::uint32_t>(digit - '0');
    }
    return number;
  }
};

}  // namespace group

namespace optimizer {

/// The optimizer for a network's layers from number `First` on; the ones before are frozen.
template <class Net, std::uint32_t First, class Optimizer>
struct from_layer : chain<freeze<group::layers_before<Net, First>>, Optimizer> {};

}  // namespace optimizer

inline namespace TAPELESS_TARGET {
namespace train {

/// What training takes: RAM for parameters that change, for the optimizer's state, for the workspace and for the
/// hyperparameters, in bytes of this target; and the work of a step.
struct training_cost {
  std::size_t parameters = 0;
  std::size_t state = 0;
  std::size_t workspace = 0;
  std::size_t settings = 0;
  std::uint64_t flops = 0;

  constexpr std::size_t bytes() const { return parameters + state + workspace + settings; }
};
template <class Trainer>
inline constexpr training_cost cost_of = [] {
  using step = typename Trainer::step_program;
  using trained = store<typename step::element, assigned_parameters<typename step::source>, leaf_kind::parameter>;
  constexpr bool has_state = Trainer::state_store::layout::count != 0;
  return training_cost{sizeof(trained), has_state ? sizeof(typename Trainer::state_store) : 0,
                       sizeof(typename Trainer::workspace), sizeof(std::declval<Trainer&>().settings_in_use()),
                       rules::flops_of(graph::view_of(rules::lowered<typename step::source>))};
}();

/// The numbers of the layers that have parameters which the optimizer trains.
template <class Net, class Trainer>
inline constexpr auto trained_layers_of = [] {
  auto const& g = rules::lowered<typename Trainer::step_program::source>;
  constexpr auto visit = [](auto const& program_graph, auto const& note) {
    std::uint32_t last = ~0u;
    for (std::uint32_t number = 0; number < program_graph.leaves.size(); ++number)
      for (auto const& assignment : program_graph.assigns)
        if (assignment.leaf == number && program_graph.leaves[number].kind == leaf_kind::parameter)
          if (std::uint32_t const layer =
                  group::layers_before<Net, 0>::number_of(program_graph.leaves[number].identifier);
              layer != last)
            note(last = layer);
  };
  constexpr std::size_t how_many = [&] {
    std::size_t found = 0;
    visit(rules::lowered<typename Trainer::step_program::source>, [&](std::uint32_t) { ++found; });
    return found;
  }();
  std::array<std::uint32_t, how_many> layers{};
  std::size_t next = 0;
  visit(g, [&](std::uint32_t layer) { layers[next++] = layer; });
  return layers;
}();

template <class Net, class Objective, class Optimizer, std::uint32_t Batch, class T, non_finite Policy>
struct last_layers {
  using all = network_trainer<Net, Objective, Optimizer, Batch, T, Policy>;
  static constexpr auto numbers = trained_layers_of<Net, all>;

  template <std::size_t Count>
  struct of {
    using type = network_trainer<Net, Objective, optimizer::from_layer<Net, numbers[numbers.size() - Count], Optimizer>,
                                 Batch, T, Policy>;
  };
  template <std::size_t Count>
    requires(Count == numbers.size())
  struct of<Count> {
    /// Nothing is frozen, so nothing of a store in flash is read: firmware need not know how many layers fit.
    class type : public all {
    public:
      template <auto const& Store>
      using with_frozen = type;
    };
  };
  /// The trainer of the last `Count` layers.
  template <std::size_t Count>
  using trainer_of = typename of<Count>::type;
  template <std::size_t Count>
  static constexpr training_cost cost = cost_of<trainer_of<Count>>;

  /// How many of the last layers fit; plans are made from the last layer on until one does not.
  template <std::size_t Bytes, std::size_t Count = 0>
  static constexpr std::size_t fitting() {
    if constexpr (Count == numbers.size()) {
      return Count;
    } else if constexpr (cost<Count + 1>.bytes() > Bytes) {
      return Count;
    } else {
      return fitting<Bytes, Count + 1>();
    }
  }
};

}  // namespace train

/// Training in at most `Bytes` of RAM: for the parameters that change, the optimizer's state, the workspace and the
/// hyperparameters. As many of the last layers are trained as fit, the others are frozen and belong into flash:
/// `training_within<4096, net, objective, optimizer::sgd, 1>::trainer::with_frozen<pretrained>`, which is the trainer
/// itself where all layers fit. Decided for the target that this is compiled for. One error with the numbers where not
/// even the last layer fits. The compiler plans a step for each layer that it tries; `show::budget_report` tells all of
/// them.
template <std::size_t Bytes, class Net, class Objective, class Optimizer, std::uint32_t Batch, class T = float,
          non_finite Policy = non_finite::refused>
struct training_within {
  using choices = train::last_layers<Net, Objective, Optimizer, Batch, T, Policy>;
  static constexpr std::size_t budget = Bytes;
  static constexpr std::size_t layers = choices::numbers.size();
  static constexpr std::size_t trained_layers = choices::template fitting<Bytes>();
  static_assert(trained_layers != 0 ||
                    error::budget_too_small<error::needed<choices::template cost<1>.bytes()>, error::given<Bytes>>,
                "tapeless: not even the last layer can be trained in so little RAM; see needed<bytes>, given<bytes>");
  using trainer = typename choices::template trainer_of<trained_layers == 0 ? 1 : trained_layers>;
  static constexpr train::training_cost cost = train::cost_of<trainer>;
};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
