// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/fingerprint.hpp"
#include "tapeless/graph/node.hpp"
#include "tapeless/meta/list.hpp"

namespace tapeless::graph {

/// In what an expression is lowered: under which batch axis, in which mode, with parameters frozen or not, with what
/// standing in the place of other expressions. The same expression in the same surroundings is the same node.
class surroundings {
public:
  constexpr std::uint32_t batch_axis() const { return current_batch; }

  /// Lowers in training mode or in inference mode, in which everything is without it (expr/mode.hpp).
  template <class Lower>
  constexpr id within_mode(bool training, Lower const& lower) {
    if (training == trains) return lower();
    std::uint64_t const outer = key;
    trains = training;
    key = fingerprint_of(fingerprint_tag::surrounding_mode, outer, training);
    id const made = lower();
    trains = !training;
    key = outer;
    return made;
  }
  constexpr bool is_training() const { return trains; }

  /// Lowers with parameters that are constants for every derivative (expr/freeze.hpp).
  template <class Lower>
  constexpr id within_freeze(Lower const& lower) {
    if (freezes) return lower();
    std::uint64_t const outer = key;
    freezes = true;
    key = fingerprint_of(fingerprint_tag::surrounding_freeze, outer);
    id const made = lower();
    freezes = false;
    key = outer;
    return made;
  }

  constexpr bool is_freezing() const { return freezes; }

  /// From here to `leave_replacement`, `substitute` stands in the place of every expression of this fingerprint, and
  /// `frozen_substitute` where it stands frozen.
  constexpr void enter_replacement(std::uint64_t fingerprint, id substitute, id frozen_substitute) {
    replacements.push_back({fingerprint, key, substitute, frozen_substitute});
    key = fingerprint_of(fingerprint_tag::surrounding_replacement, key, fingerprint, substitute);
  }
  constexpr void enter_replacement(std::uint64_t fingerprint, id substitute) {
    enter_replacement(fingerprint, substitute, substitute);
  }
  constexpr void leave_replacement() {
    last_met = replacements.back().met;
    key = replacements.back().outer_key;
    replacements.pop_back();
  }
  /// Lowers within one replacement; `met_what_was_replaced` says whether there was such an expression.
  template <class Lower>
  constexpr id with_replacement(std::uint64_t fingerprint, id substitute, Lower const& lower) {
    return with_replacement(fingerprint, substitute, substitute, lower);
  }
  template <class Lower>
  constexpr id with_replacement(std::uint64_t fingerprint, id substitute, id frozen_substitute, Lower const& lower) {
    enter_replacement(fingerprint, substitute, frozen_substitute);
    id const made = lower();
    leave_replacement();
    return made;
  }
  /// Of the `with_replacement` that ended last, as it was written: expressions are asked for before any law sees them.
  constexpr bool met_what_was_replaced() const { return last_met != 0; }
  constexpr bool met_what_was_replaced(bool in_training) const {
    return (last_met & (met_in(in_training, false) | met_in(in_training, true))) != 0;
  }
  constexpr bool met_free_what_was_replaced() const {
    return (last_met & (met_in(false, false) | met_in(true, false))) != 0;
  }
  constexpr bool met_frozen_what_was_replaced() const {
    return (last_met & (met_in(false, true) | met_in(true, true))) != 0;
  }

protected:
  template <class Lower>
  constexpr id within_batch_axis(std::uint32_t samples, Lower const& lower) {
    std::uint32_t const outer_batch = current_batch;
    std::uint64_t const outer = key;
    current_batch = samples;
    key = fingerprint_of(fingerprint_tag::surrounding_batch, outer, samples);
    id const made = lower();
    current_batch = outer_batch;
    key = outer;
    return made;
  }
  /// What an expression met here is known by.
  constexpr std::uint64_t key_of(std::uint64_t fingerprint) const { return meta::mix(key, fingerprint); }
  /// What stands in the place of an expression, or `none`.
  constexpr id replaced(std::uint64_t fingerprint) {
    for (std::uint32_t i = replacements.size(); i-- > 0;)
      if (replacements[i].fingerprint == fingerprint) {
        replacements[i].met |= met_in(trains, freezes);
        return freezes ? replacements[i].frozen_node : replacements[i].node;
      }
    return none;
  }

private:
  struct replacement {
    std::uint64_t fingerprint = 0;
    std::uint64_t outer_key = 0;
    id node = none;
    id frozen_node = none;
    std::uint32_t met = 0;  // in which mode, frozen or not
  };
  static constexpr std::uint32_t met_in(bool training, bool frozen) {
    return 1u << ((training ? 2 : 0) + (frozen ? 1 : 0));
  }

  meta::list<replacement> replacements;
  std::uint64_t key = 0;
  std::uint32_t last_met = 0;
  std::uint32_t current_batch = 0;
  bool trains = false;
  bool freezes = false;
};

}  // namespace tapeless::graph
