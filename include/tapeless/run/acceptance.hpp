// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/integer_input.hpp"
#include "tapeless/meta/diagnostic.hpp"
#include "tapeless/run/argument.hpp"
#include "tapeless/run/layout.hpp"
#include "tapeless/run/misbinding.hpp"

#include <boost/hana/at.hpp>
#include <boost/hana/basic_tuple.hpp>
#include <boost/hana/type.hpp>

#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

template <class Source, leaf_kind Kind, class... B>
struct bound_layout {
  using type = layout<Source, Kind>;
};
template <class Source, leaf_kind Kind, class First, class... Rest>
struct bound_layout<Source, Kind, First, Rest...> : bound_layout<Source, Kind, Rest...> {};
template <class Source, leaf_kind Kind, store_argument First, class... Rest>
  requires(std::remove_const_t<First>::kind == Kind)
struct bound_layout<Source, Kind, First, Rest...> {
  using type = typename std::remove_const_t<First>::layout;
};
template <class Source, constants_argument First, class... Rest>
  requires(!is_store_of<leaf_kind::parameter, Rest> && ...)
struct bound_layout<Source, leaf_kind::parameter, First, Rest...> {
  using type = empty_layout;
};

/// The constants among the arguments, or `void`.
template <class... B>
struct bound_constants {
  using type = void;
};
template <class First, class... Rest>
struct bound_constants<First, Rest...> : bound_constants<Rest...> {};
template <constants_argument First, class... Rest>
struct bound_constants<First, Rest...> {
  using type = std::remove_const_t<First>;
};

/// The first leaf of a program for which `wanted` holds, or their number. A loop over values: an instantiation for each
/// leaf would cost compile time and meet clang's limit of 256 operands in a fold.
template <class Source, class Wanted>
constexpr std::uint32_t first_leaf(Wanted const& wanted) {
  auto const& leaves = rules::lowered<Source>.leaves;
  std::uint32_t i = 0;
  while (i < leaves.size() && !wanted(leaves[i])) ++i;
  return i;
}

/// What can be wrong with a call, in the order in which it is told.
enum class objection : std::uint8_t {
  none,
  foreign,       ///< an argument that binds nothing
  unbound,       ///< a leaf without a binding
  bound_twice,   ///< a leaf with two
  unneeded,      ///< a binding without a leaf
  other_shape,   ///< a binding for a leaf of that name, but not of that shape
  not_in_store,  ///< a leaf that the bound store lacks
  not_writable,  ///< an assigned leaf in a constant store
  other_type,    ///< data of another element type
  too_long,      ///< an array of more samples than the batch has room for
};

/// What the compiler can say about one call of a program with bindings B: at most one error, for the first thing that
/// is wrong.
template <class T, class Source, class... B>
class acceptance {
public:
  template <leaf_kind Kind>
  using layout_of = typename bound_layout<Source, Kind, B...>::type;
  using constants_of = typename bound_constants<B...>::type;

  static constexpr bool granted() {
    if constexpr ((requires { std::remove_const_t<B>::had_its_error; } || ...)) {
      return false;
    } else if constexpr (first_objection == objection::foreign) {
      if constexpr (requires { typename argument<foreign>::matrix_of; })
        static_assert(
            error::bound_what_a_store_holds<typename shown_leaf<typename argument<foreign>::matrix_of>::type>,
            "tapeless: a parameter or a state is not bound: its values live in a store, program::parameters or program::state, which run takes as it is; store[leaf] is a view to fill, initialize fills all");
      else
        static_assert(error::no_binding<argument<foreign>>,
                      "tapeless: run takes bind(leaf, data), parameter stores and state stores; see no_binding<type>");
    } else if constexpr (first_objection == objection::unbound) {
      using missing = error::named_as<leaf_identifier<unbound>>;
      if constexpr (is_stored(written_leaf(unbound).kind))
        static_assert(
            error::missing_binding<missing>,
            "tapeless: a leaf of the program is not bound: parameters and states are stores, the program's own (program::parameters, program::state) or a trainer's; pass them to run; see named<characters>");
      else if constexpr (unneeded < arguments)
        static_assert(
            error::missing_binding_beside<missing, what<argument<unneeded>>>,
            "tapeless: a leaf of the program is not bound, and a binding is not needed: is one meant by the other? see missing_binding_beside<leaf, binding>");
      else
        static_assert(error::missing_binding<missing>,
                      "tapeless: a leaf of the program is not bound; see named<characters>");
    } else if constexpr (first_objection == objection::bound_twice) {
      static_assert(error::bound_twice<error::named_as<leaf_identifier<bound_twice>>>,
                    "tapeless: a leaf of the program is bound twice; see named<characters>");
    } else if constexpr (first_objection == objection::unneeded) {
      static_assert(
          error::binding_nobody_needs<what<argument<unneeded>>>,
          "tapeless: the program has no leaf for what is bound; see named<characters>, and if_needed(bind(leaf, data))");
    } else if constexpr (first_objection == objection::other_shape) {
      using wrong = typename argument<other_shape>::leaf;
      constexpr extents of_program = written_leaf(leaf_served<argument<other_shape>>()).shape;
      using given = error::left<wrong::shape.rows, wrong::shape.columns>;
      using needed = error::right<of_program.rows, of_program.columns>;
      static_assert(
          error::bound_to_another_shape<error::named_as<leaf_name<wrong>>, given, needed>,
          "tapeless: what is bound is left<rows, columns>, the program's leaf of that name right<rows, columns>");
    } else if constexpr (first_objection == objection::not_in_store) {
      static_assert(error::missing_in_store<error::named_as<leaf_identifier<not_in_store>>>,
                    "tapeless: the bound store holds no such leaf of that shape; see named<characters>");
    } else if constexpr (first_objection == objection::not_writable) {
      static_assert(error::assigned_to_a_constant_store<error::named_as<leaf_identifier<not_writable>>>,
                    "tapeless: the program assigns to a leaf of a constant store; see named<characters>");
    } else if constexpr (first_objection == objection::other_type) {
      if constexpr (is_label<argument<other_type>>())
        static_assert(
            error::bound_to_another_type<what<argument<other_type>>, typename argument<other_type>::element, int>,
            "tapeless: labels are integers, of any type; see bound_to_another_type<name, given, needed>");
      else
        static_assert(
            error::bound_to_another_type<what<argument<other_type>>, typename argument<other_type>::element,
                                         needed_type<argument<other_type>>>,
            "tapeless: what is bound has another element type than the program: give program<type, ...> the type of your data, or convert it; see <name, given, needed>");
    } else if constexpr (first_objection == objection::too_long) {
      using wrong = argument<too_long>;
      constexpr std::size_t needed = room * wrong::sample_size;
      static_assert(
          error::bound_to_wrong_size<what<wrong>, needed, wrong::static_size>,
          "tapeless: the bound data holds more samples than the program takes; see bound_to_wrong_size<name, needed, given>");
    }
    return first_objection == objection::none;
  }

  static constexpr auto const& g = rules::lowered<Source>;
  static constexpr std::uint32_t leaves = g.size.leaves;
  static constexpr std::uint32_t arguments = sizeof...(B);
  static constexpr std::size_t room = g.batch == 0 ? 1 : g.batch;

  /// The leaves as they were written: those that are read, and those that the laws removed.
  static constexpr std::uint32_t written = leaves + g.size.unread;
  static constexpr graph::leaf_info const& written_leaf(std::uint32_t l) {
    return l < leaves ? g.leaves[l] : g.unread[l - leaves];
  }
  template <class Wanted>
  static constexpr std::uint32_t first_written(Wanted const& wanted) {
    std::uint32_t l = 0;
    while (l < written && !wanted(l, written_leaf(l))) ++l;
    return l;
  }

  static constexpr bool is_stored(leaf_kind kind) { return kind == leaf_kind::parameter || kind == leaf_kind::state; }
  template <std::uint32_t Leaf>
  static constexpr name leaf_identifier = written_leaf(Leaf).identifier;
  template <std::uint32_t I>
  using argument = std::remove_const_t<typename std::remove_cvref_t<decltype(boost::hana::at_c<I>(
      std::declval<boost::hana::basic_tuple<boost::hana::type<B>...> const&>()))>::type>;

  template <class Argument>
  struct shown {
    using type = error::store;
  };
  template <leaf_argument Argument>
  struct shown<Argument> {
    using type = error::named_as<leaf_name<typename Argument::leaf>>;
  };
  template <class Argument>
  using what = typename shown<Argument>::type;

  template <leaf_kind Kind>
  static constexpr bool in_store(graph::leaf_info const& info) {
    std::uint32_t const found = layout_of<Kind>::find(info.identifier);
    if (found < layout_of<Kind>::count) return layout_of<Kind>::table.each[found].shape == info.shape;
    if constexpr (Kind == leaf_kind::parameter && !std::is_void_v<constants_of>)
      return constants_of::holds(info.identifier, info.shape);
    return false;
  }
  static constexpr bool is_held_by_a_store(graph::leaf_info const& info) {
    return info.kind != leaf_kind::parameter || std::is_void_v<constants_of> ||
           layout_of<leaf_kind::parameter>::find(info.identifier) < layout_of<leaf_kind::parameter>::count;
  }
  static constexpr bool is_assigned(graph::leaf_info const& info) {
    for (auto const& assignment : g.assigns)
      if (g.leaves[assignment.leaf].identifier == info.identifier) return true;
    return false;
  }
  /// A leaf that no law has left must be bound where it alone says how many samples there are.
  static constexpr bool counts_samples(graph::leaf_info const& info) {
    return g.batch != 0 && is_per_sample(info.kind) && !(data_argument<B> || ...);
  }
  static constexpr std::uint32_t unbound = first_written([](std::uint32_t nth, graph::leaf_info const& info) {
    return (nth < leaves || counts_samples(info)) && !(serves<B>(info) || ...);
  });
  static constexpr std::uint32_t bound_twice = first_written([](std::uint32_t, graph::leaf_info const& info) {
    return (std::uint32_t{!constants_argument<B> && serves<B>(info)} + ... + 0u) > 1;
  });
  static constexpr std::uint32_t not_in_store = first_leaf<Source>([](graph::leaf_info const& info) {
    return (info.kind == leaf_kind::parameter && !in_store<leaf_kind::parameter>(info)) ||
           (info.kind == leaf_kind::state && !in_store<leaf_kind::state>(info));
  });
  static constexpr std::uint32_t not_writable = first_leaf<Source>([](graph::leaf_info const& info) {
    return is_assigned(info) &&
           ((std::is_const_v<B> && !constants_argument<B> && serves<B>(info)) || ... || !is_held_by_a_store(info));
  });

  /// The first argument that is marked, or `arguments`.
  static constexpr std::uint32_t first_argument(std::array<bool, arguments + 1> const& wrong) {
    std::uint32_t i = 0;
    while (i < arguments && !wrong[i]) ++i;
    return i;
  }
  template <class Argument>
  static constexpr bool is_label() {
    if constexpr (data_argument<Argument>) {
      return Argument::leaf::kind == leaf_kind::label;
    } else {
      return false;
    }
  }
  template <class Argument>
  static constexpr bool has_other_type() {
    if constexpr (store_argument<Argument> || constants_argument<Argument>) {
      return !std::is_same_v<typename Argument::element, T>;
    } else if constexpr (!data_argument<Argument>) {
      return false;
    } else if constexpr (Argument::leaf::kind == leaf_kind::label) {
      return !std::is_integral_v<typename Argument::element>;
    } else {
      return !std::is_same_v<typename Argument::element, needed_type<Argument>>;
    }
  }
  /// Of the data of an input: the program's type, or the integers that its leaf in the program has.
  template <class Argument>
  static constexpr data_format format_needed() {
    constexpr std::uint32_t l = leaf_served<Argument>();
    return l < written ? written_leaf(l).format : data_format::of_program;
  }
  template <class Argument>
  using needed_type = data_type<T, format_needed<Argument>()>;
  template <class Argument>
  static constexpr bool is_too_long() {
    if constexpr (data_argument<Argument>) {
      return Argument::static_size != unknown_size && Argument::static_size / Argument::sample_size > room;
    } else {
      return false;
    }
  }
  template <class Argument>
  static constexpr std::uint32_t leaf_served() {
    return first_written([](std::uint32_t, graph::leaf_info const& info) { return serves<Argument>(info); });
  }
  template <class Argument>
  static constexpr bool is_unneeded() {
    return !is_optional<Argument>() && leaf_served<Argument>() == written;
  }
  template <class Argument>
  static constexpr bool has_other_shape() {
    if constexpr (leaf_argument<Argument>) {
      constexpr std::uint32_t l = leaf_served<Argument>();
      return l < written && !(written_leaf(l).shape == Argument::leaf::shape);
    } else {
      return false;
    }
  }
  static constexpr std::uint32_t unneeded = first_argument({is_unneeded<std::remove_const_t<B>>()...});
  static constexpr std::uint32_t other_shape = first_argument({has_other_shape<std::remove_const_t<B>>()...});
  static constexpr std::uint32_t foreign = first_argument({!run_argument<B>...});
  static constexpr std::uint32_t other_type = first_argument({has_other_type<std::remove_const_t<B>>()...});
  static constexpr std::uint32_t too_long = first_argument({is_too_long<std::remove_const_t<B>>()...});

  static constexpr objection first_objection = foreign < arguments       ? objection::foreign
                                               : unbound < written       ? objection::unbound
                                               : bound_twice < written   ? objection::bound_twice
                                               : unneeded < arguments    ? objection::unneeded
                                               : other_shape < arguments ? objection::other_shape
                                               : not_in_store < leaves   ? objection::not_in_store
                                               : not_writable < leaves   ? objection::not_writable
                                               : other_type < arguments  ? objection::other_type
                                               : too_long < arguments    ? objection::too_long
                                                                         : objection::none;
};

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
