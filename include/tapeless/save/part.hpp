// SPDX-License-Identifier: BSL-1.0
//
// What can be saved: stores, trainers, and named values beside them.
#pragma once

#include "tapeless/expr/integer_state.hpp"
#include "tapeless/nn/random.hpp"
#include "tapeless/run/store.hpp"
#include "tapeless/save/tensor.hpp"
#include "tapeless/train/trainer.hpp"

#include <array>
#include <concepts>

namespace tapeless {
inline namespace TAPELESS_TARGET {

/// A value of the user's that is saved by that name beside stores: `saved<"epoch">(epoch)`. See `saved`.
template <fixed_string Name, class Value>
struct saved_value {
  Value& value;
};

/// A value to be saved and loaded beside stores: of type `std::uint64_t`, `float`, `double`, or a generator,
/// `random::pcg32`.
template <fixed_string Name, class Value>
constexpr saved_value<Name, Value> saved(Value& value) {
  using plain = std::remove_const_t<Value>;
  static_assert(std::same_as<plain, std::uint64_t> || std::same_as<plain, float> || std::same_as<plain, double> ||
                    std::same_as<plain, random::pcg32>,
                "tapeless: what is saved by name is a std::uint64_t, a float, a double or a random::pcg32");
  return {value};
}

namespace safetensors {

/// A part of a file: `count` tensors, which `list` describes; `check` says what forbids to save it; `write` and `read`
/// copy the numbers, the latter from where the tensors begin in a file that was found to be right.
template <class Argument>
struct part;

template <class Argument>
concept saveable = requires {
  part<std::remove_cvref_t<Argument>>::count;
};

/// Whether a leaf holds one of the integers of the library: kept in three numbers, saved as one.
constexpr bool is_integer(leaf_kind kind, run::slot const& leaf) {
  return kind == leaf_kind::state && leaf.shape == integer_state_shape &&
         (leaf.identifier.view() == "optimizer.step" || leaf.identifier.view() == "random.seed");
}

/// The rows of a matrix, one after the other.
template <class T>
constexpr void write_matrix(std::byte* to, T const* from, extents shape) {
  std::uint32_t const step = plan::leading_dimension(shape);
  for (std::uint32_t i = 0; i < shape.rows; ++i)
    for (std::uint32_t j = 0; j < shape.columns; ++j, to += sizeof(T))
      write_number<T>(to, from[std::size_t{j} * step + i]);
}
template <class T>
constexpr void read_matrix(T* to, std::byte const* from, extents shape) {
  std::uint32_t const step = plan::leading_dimension(shape);
  for (std::uint32_t i = 0; i < shape.rows; ++i)
    for (std::uint32_t j = 0; j < shape.columns; ++j, from += sizeof(T))
      to[std::size_t{j} * step + i] = read_number<T>(from);
}

template <class T>
constexpr bool is_part_of_integer(T part, T end) {
  return part >= 0 && part < end && static_cast<T>(static_cast<std::uint32_t>(part)) == part;
}

template <class T, class Source, leaf_kind Kind>
struct part<store<T, Source, Kind>> {
  using owner = store<T, Source, Kind>;
  static constexpr std::size_t count = owner::layout::count;

  static constexpr void list(tensor* to) {
    for (run::slot const& each : owner::layout::table.each)
      *to++ = is_integer(Kind, each) ? scalar_tensor(each.identifier, dtype::u64)
                                     : matrix_tensor(each.identifier, each.shape, dtype_of<T>);
  }
  static constexpr saving_status check(owner const& from) {
    if (count != 0 && !from.is_filled())
      return {saving_error::not_initialized, owner::layout::table.each[0].identifier.view(), {}, {}};
    for (run::slot const& each : owner::layout::table.each)
      if (is_integer(Kind, each)) {
        T const* const parts = from.data() + each.offset;
        if (!is_part_of_integer(parts[0], T(integer_part_size)) ||
            !is_part_of_integer(parts[1], T(integer_part_size)) || !is_part_of_integer(parts[2], T(0x1p16)))
          return {saving_error::no_integer, each.identifier.view(), {}, {}};
      }
    return {};
  }
  static constexpr void write(owner const& from, tensor const* mine, std::byte* to) {
    for (run::slot const& each : owner::layout::table.each) {
      T const* const numbers = from.data() + each.offset;
      std::byte* const place = to + (mine++)->begin;
      if (is_integer(Kind, each))
        write_number<std::uint64_t>(place, read_integer(view<T const, 3, 1>(numbers)));
      else
        write_matrix<T>(place, numbers, each.shape);
    }
  }
  static constexpr void read(owner& to, std::size_t const* begins, std::byte const* from) {
    for (run::slot const& each : owner::layout::table.each) {
      T* const numbers = to.data() + each.offset;
      std::byte const* const place = from + *begins++;
      if (is_integer(Kind, each))
        write_integer(view<T, 3, 1>(numbers), read_number<std::uint64_t>(place));
      else
        read_matrix<T>(numbers, place, each.shape);
    }
  }
};

/// The hyperparameters of a trainer as they are set: `setting.learning_rate`.
template <class T, class Optimizer>
struct part<train::settings<T, Optimizer>> {
  using owner = train::settings<T, Optimizer>;
  static constexpr std::size_t count = owner::count;

  static constexpr void list(tensor* to) {
    for (name const& each : owner::names) *to++ = scalar_tensor(name("setting", each.view()), dtype_of<T>);
  }
  static constexpr saving_status check(owner const&) { return {}; }
  static constexpr void write(owner const& from, tensor const* mine, std::byte* to) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (write_number<T>(to + mine[I].begin, from.template value<I>()), ...);
    }
    (std::make_index_sequence<count>{});
  }
  static constexpr void read(owner& to, std::size_t const* begins, std::byte const* from) {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (to.template set<I>(read_number<T>(from + begins[I])), ...); }
    (std::make_index_sequence<count>{});
  }
};

template <fixed_string Name, class Value>
  requires(!std::same_as<std::remove_const_t<Value>, random::pcg32>)
struct part<saved_value<Name, Value>> {
  using plain = std::remove_const_t<Value>;
  using owner = saved_value<Name, Value>;
  static constexpr std::size_t count = 1;

  static constexpr void list(tensor* to) { *to = scalar_tensor(name(Name.view()), dtype_of<plain>); }
  static constexpr saving_status check(owner const&) { return {}; }
  static constexpr void write(owner const& from, tensor const* mine, std::byte* to) {
    write_number<plain>(to + mine->begin, from.value);
  }
  static constexpr void read(owner const& to, std::size_t const* begins, std::byte const* from) {
    to.value = read_number<plain>(from + *begins);
  }
};

/// State and increment of a generator, which are its two members.
template <fixed_string Name, class Value>
  requires std::same_as<std::remove_const_t<Value>, random::pcg32>
struct part<saved_value<Name, Value>> {
  using owner = saved_value<Name, Value>;
  using numbers = std::array<std::uint64_t, 2>;
  static constexpr std::size_t count = 1;

  static constexpr void list(tensor* to) { *to = matrix_tensor(name(Name.view()), {2, 1}, dtype::u64); }
  static constexpr saving_status check(owner const&) { return {}; }
  static constexpr void write(owner const& from, tensor const* mine, std::byte* to) {
    auto const both = std::bit_cast<numbers>(from.value);
    for (std::size_t i = 0; i < 2; ++i) write_number<std::uint64_t>(to + mine->begin + 8 * i, both[i]);
  }
  static constexpr void read(owner const& to, std::size_t const* begins, std::byte const* from) {
    numbers both{};
    for (std::size_t i = 0; i < 2; ++i) both[i] = read_number<std::uint64_t>(from + *begins + 8 * i);
    to.value = std::bit_cast<random::pcg32>(both);
  }
};

template <class Argument>
concept trains = requires(Argument& trainer, Argument const& constant) {
  typename Argument::parameter_store;
  typename Argument::state_store;
  { trainer.parameters() } -> std::same_as<typename Argument::parameter_store&>;
  trainer.state();
  constant.settings_in_use();
};

template <class Trainer>
concept steps_in_parts = requires(Trainer& trainer) {
  trainer.is_under_way();
  trainer.abandon();
};
/// Whether some parameters are those before a step, and some those behind it.
template <class Trainer>
constexpr bool is_under_way(Trainer const& trainer) {
  if constexpr (steps_in_parts<Trainer>)
    return trainer.is_under_way();
  else
    return false;
}

/// A trainer: its parameters, its state and its settings; not its workspace.
template <trains Trainer>
struct part<Trainer> {
  using weights = part<typename Trainer::parameter_store>;
  using states = part<typename Trainer::state_store>;
  using settings = part<std::remove_cvref_t<decltype(std::declval<Trainer const&>().settings_in_use())>>;
  static constexpr std::size_t before_settings = weights::count + states::count;
  static constexpr std::size_t count = before_settings + settings::count;

  static constexpr void list(tensor* to) {
    weights::list(to);
    states::list(to + weights::count);
    settings::list(to + before_settings);
  }
  static constexpr saving_status check(Trainer const& from) {
    if (is_under_way(from)) return {saving_error::step_under_way, {}, {}, {}};
    saving_status const status = weights::check(from.parameters());
    return status ? states::check(from.state()) : status;
  }
  static constexpr void write(Trainer const& from, tensor const* mine, std::byte* to) {
    weights::write(from.parameters(), mine, to);
    states::write(from.state(), mine + weights::count, to);
    settings::write(from.settings_in_use(), mine + before_settings, to);
  }
  static constexpr void read(Trainer& to, std::size_t const* begins, std::byte const* from) {
    if constexpr (steps_in_parts<Trainer>) to.abandon();
    weights::read(to.parameters(), begins, from);
    states::read(to.state(), begins + weights::count, from);
    settings::read(to.settings_in_use(), begins + before_settings, from);
  }
};

/// What had its error where it was written.
template <class Trainer, class T>
concept no_trainer_of = std::derived_from<Trainer, train::no_trainer<T>>;
template <class Trainer>
  requires(no_trainer_of<Trainer, float> || no_trainer_of<Trainer, double>)
struct part<Trainer> {
  static constexpr std::size_t count = 0;
  static constexpr void list(tensor*) {}
  static constexpr saving_status check(Trainer const&) { return {}; }
  static constexpr void write(Trainer const&, tensor const*, std::byte*) {}
  static constexpr void read(Trainer&, std::size_t const*, std::byte const*) {}
};

}  // namespace safetensors
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
