// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/kernel_id.hpp"
#include "tapeless/plan/layout.hpp"
#include "tapeless/rules/lowered.hpp"

#include <type_traits>

/// What a planner decides, decided for it: each special case can be turned off, so that what it gains is measured and
/// what it does is compared with the program without it. One value, which belongs to the source of a program and which
/// all passes are given.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Whether the planner decides, or what.
enum class choice : std::uint8_t { automatic, never, always };

/// A layout of which the kernels do not know all that the program does is not taken: it is the other one then.
enum class layout_choice : std::uint8_t { automatic, feature_minor, batch_minor };

/// All that is decided, as the planner decides it; a member that is changed takes one decision from it.
struct options {
  targets::description target = targets::current;  ///< whose kernels are to run; another's plan can be shown
  layout_choice samples_lie = layout_choice::automatic;
  bool drops_batch_of_one = true;            ///< one sample is no batch (plan/one_sample.hpp)
  bool fuses_chains = true;                  ///< element-wise operations with each other
  bool fuses_cores = true;                   ///< and with the core before them
  bool stores_on_the_way = true;             ///< groups of several results
  bool gathers_numbers = true;               ///< that have nothing to do with each other: one kernel, several results
  bool ends_tiles = true;                    ///< what is stored anyway is not handed on to elementary functions
  bool joins_losses = true;                  ///< a softmax and the cross-entropy of the same logits
  bool recomputes = true;                    ///< what costs less than to write and to read it
  bool scales_vectors = true;                ///< instead of their outer product
  bool copies_transposed = true;             ///< matrices, for the vectors of many samples
  bool updates_while_reading = true;         ///< Wᵀ·δ and the update of W are one kernel
  bool keeps_classes = true;                 ///< of labels, and no one-hot vectors (plan/labels.hpp)
  bool knows_first_output_first = false;     ///< before anything is assigned
  choice inlines = choice::automatic;        ///< kernels where they are called
  choice shares_panels = choice::automatic;  ///< products of all shapes
  kernel_options kernels{};                  ///< which kernels are taken, or not (plan/select.hpp)

  friend constexpr bool operator==(options const&, options const&) = default;
};

/// A source that is planned as `How` says. It has the graph of `Source`, and its programs, for the same target, run on
/// the same stores: `basic_program<float, with_options<listed<loss, update>, options{.samples_lie =
/// layout_choice::batch_minor}>>`.
template <class Source, options How>
struct with_options : Source {};

template <class Source>
inline constexpr options options_of{};
template <class Source, options How>
inline constexpr options options_of<with_options<Source, How>> = How;

constexpr options retargeted(options how, targets::description const& target) {
  how.target = target;
  return how;
}
/// A source that is planned for a target, which need not be the one this is compiled for: to show, not to run. For the
/// target that it is planned for anyway it is the source itself, so that the compiler plans once.
template <class Source, targets::description Target>
using for_target = std::conditional_t<Target == options_of<Source>.target, Source,
                                      with_options<Source, retargeted(options_of<Source>, Target)>>;

/// The layout of a program: as wanted where the kernels know all that it does, or else as it costs least.
constexpr layout layout_for(graph::view const& g, options const& how) {
  if (how.samples_lie == layout_choice::automatic) return choose_layout(g, how.target);
  bool const across =
      how.samples_lie == layout_choice::batch_minor && how.target.has_vectors() && can_be_batch_minor(g);
  return across ? layout::batch_minor : layout::feature_minor;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

template <class Source, plan::options How>
inline constexpr auto const& lowered<plan::with_options<Source, How>> = lowered<Source>;

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
