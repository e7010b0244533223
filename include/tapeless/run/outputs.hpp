// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/options.hpp"

#include <boost/hana/tuple.hpp>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

template <class... E>
struct expression_list {
  static constexpr std::uint32_t size = sizeof...(E);
  template <class Wanted>
  static constexpr std::uint32_t first = [] {
    bool const same[sizeof...(E) + 1]{std::is_same_v<E, Wanted>..., true};
    std::uint32_t i = 0;
    while (!same[i]) ++i;
    return i;
  }();
};

template <class... A, class... B>
constexpr expression_list<A..., B...> operator+(expression_list<A...>, expression_list<B...>) {
  return {};
}

template <class Output>
struct expressions_in {
  using type = expression_list<>;  // an assignment has no value to look at
};
template <expression E>
struct expressions_in<E> {
  using type = expression_list<E>;
};
template <class... E>
struct expressions_in<boost::hana::tuple<E...>> {
  using type = decltype((expression_list<>{} + ... + typename expressions_in<E>::type{}));
};

/// The output expressions of a source, tuples taken apart, in the order of the graph's outputs.
template <class Source>
struct outputs_of {
  using type = expression_list<>;
};
template <auto const&... Outputs>
struct outputs_of<rules::listed<Outputs...>> {
  using type =
      decltype((expression_list<>{} + ... + typename expressions_in<std::remove_cvref_t<decltype(Outputs)>>::type{}));

  template <class Output>
  static constexpr void collect(Output const& output, std::uint64_t*& to) {
    if constexpr (expression<Output>) {
      *to++ = output.fingerprint;
    } else if constexpr (!assignment_statement<Output>) {
      boost::hana::for_each(output, [&](auto const& each) { collect(each, to); });
    }
  }
  static constexpr auto fingerprints = [] {
    std::array<std::uint64_t, type::size + 1> found{};
    std::uint64_t* to = found.data();
    if constexpr (rules::listed<Outputs...>::are_constants) (collect(Outputs, to), ...);
    return found;
  }();
};

template <class Source, plan::options How>
struct outputs_of<plan::with_options<Source, How>> : outputs_of<Source> {};

template <class Source, class E>
inline constexpr std::uint32_t first_output = outputs_of<Source>::type::template first<E>;
template <class Source, class E>
inline constexpr bool is_output = first_output<Source, E> < outputs_of<Source>::type::size;

/// Ends the program; a debugger shows this name.
[[noreturn, gnu::noinline, gnu::cold]] inline void this_expression_is_no_output_of_the_program() { __builtin_trap(); }

/// The number of an output. Expressions that differ in a plain number have one type, so it is the fingerprint that
/// decides; an expression that is no output after all stops the program.
template <class Source, class E>
constexpr std::uint32_t find_output(E const& e) {
  for (std::uint32_t i = 0; i < outputs_of<Source>::type::size; ++i)
    if (outputs_of<Source>::fingerprints[i] == e.fingerprint) return i;
  this_expression_is_no_output_of_the_program();
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
