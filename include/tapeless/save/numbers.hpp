// SPDX-License-Identifier: BSL-1.0
//
// What is saved as one stream of numbers: as they lie in memory, without what lies between columns for alignment.
#pragma once

#include "tapeless/expr/fingerprint.hpp"
#include "tapeless/save/checkpoint_status.hpp"
#include "tapeless/save/parts.hpp"

#include <bit>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace checkpoints {

/// How many bytes a part has; what forbids to save it; `pass` hands stream(address, bytes) all that is const to be
/// written, and all that is not to be read; `spoil` says that this was for nothing.
template <class Part>
struct numbers;

template <class T, class Source, leaf_kind Kind>
struct numbers<store<T, Source, Kind>> {
  using owner = store<T, Source, Kind>;
  static constexpr std::size_t bytes = owner::bytes();

  static constexpr checkpoint_error check(owner const& from) {
    return bytes == 0 || from.is_filled() ? checkpoint_error::none : checkpoint_error::not_initialized;
  }
  static constexpr void spoil(owner& whose) { whose.forget_filling(); }
  template <class Owner, class Stream>
  static void pass(Owner& whose, Stream& stream) {
    auto* const all = whose.data();
    if constexpr (owner::size() == owner::stored_size()) {
      if constexpr (bytes != 0) stream(all, bytes);
    } else {
      for (run::slot const& each : owner::layout::table.each)
        for (std::uint32_t j = 0; j < each.shape.columns; ++j)
          stream(all + each.offset + std::size_t{j} * plan::leading_dimension(each.shape), each.shape.rows * sizeof(T));
    }
  }
};

/// The settings as numbers, not as what differs from defaults: the next version of a program may have other ones.
template <class T, class Optimizer>
struct numbers<train::settings<T, Optimizer>> {
  using owner = train::settings<T, Optimizer>;
  static constexpr std::size_t bytes = owner::count * sizeof(T);

  static constexpr checkpoint_error check(owner const&) { return checkpoint_error::none; }
  static constexpr void spoil(owner&) {}
  template <class Owner, class Stream>
  static void pass(Owner& whose, Stream& stream) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      std::array<T, owner::count> values{whose.template value<I>()...};
      if constexpr (owner::count != 0) stream(values.data(), bytes);
      if constexpr (!std::is_const_v<Owner>) (whose.template set<I>(values[I]), ...);
    }
    (std::make_index_sequence<owner::count>{});
  }
};

template <fixed_string Name, class Value>
struct numbers<saved_value<Name, Value>> {
  static_assert(std::is_trivially_copyable_v<Value>);
  static constexpr std::size_t bytes = sizeof(Value);

  static constexpr checkpoint_error check(saved_value<Name, Value> const&) { return checkpoint_error::none; }
  static constexpr void spoil(saved_value<Name, Value> const&) {}
  template <class Stream>
  static void pass(saved_value<Name, Value> const& whose, Stream& stream) {
    stream(&whose.value, bytes);
  }
};

template <safetensors::trains Trainer>
struct numbers<Trainer> {
  using weights = numbers<std::remove_cvref_t<decltype(std::declval<Trainer const&>().parameters())>>;
  using states = numbers<std::remove_cvref_t<decltype(std::declval<Trainer const&>().state())>>;
  using settings = numbers<std::remove_cvref_t<decltype(std::declval<Trainer const&>().settings_in_use())>>;
  static constexpr std::size_t bytes = weights::bytes + states::bytes + settings::bytes;

  static constexpr checkpoint_error check(Trainer const& from) {
    return safetensors::is_under_way(from) ? checkpoint_error::step_under_way : weights::check(from.parameters());
  }
  static constexpr void spoil(Trainer& whose) { weights::spoil(whose.parameters()); }
  template <class Owner, class Stream>
  static void pass(Owner& whose, Stream& stream) {
    if constexpr (safetensors::steps_in_parts<Owner>) whose.abandon();  // no member of what is const
    weights::pass(whose.parameters(), stream);
    states::pass(whose.state(), stream);
    settings::pass(whose.settings_in_use(), stream);
  }
};

/// What had its error where it was written.
template <class Trainer>
  requires(safetensors::no_trainer_of<Trainer, float> || safetensors::no_trainer_of<Trainer, double>)
struct numbers<Trainer> {
  static constexpr std::size_t bytes = 0;
  static constexpr checkpoint_error check(Trainer const&) { return checkpoint_error::none; }
  static constexpr void spoil(Trainer&) {}
  static void pass(Trainer const&, auto&) {}
};

/// Of names, shapes and types in their order, and of the order of bytes: equal for what reads each other's numbers.
template <class... Parts>
inline constexpr std::uint64_t fingerprint = [] {
  std::uint64_t all =
      meta::mix((std::size_t{0} + ... + numbers<Parts>::bytes), std::endian::native == std::endian::little);
  for (safetensors::tensor const& each : safetensors::listed<Parts...>.each) {
    all = meta::mix(all, meta::hash(each.identifier.view()));
    all = meta::mix(all, matrix_datum(each.shape));
    all = meta::mix(all, static_cast<std::uint64_t>(each.type));
  }
  return all;
}();

}  // namespace checkpoints
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
