// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/program.hpp"
#include "tapeless/target/force_inline.hpp"
#include "tapeless/train/network_loss.hpp"
#include "tapeless/train/outcome.hpp"
#include "tapeless/train/settings.hpp"

#include <span>
#include <type_traits>

/// Samples and truths as they lie, for the loss of a network; other losses have their data bound by leaf.
namespace tapeless::error {
template <class Named>
inline constexpr bool data_beside_samples_and_truths = false;
}  // namespace tapeless::error

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace train {

/// What a loss that is not a network's predicts in a trainer's workspace: nothing.
struct no_prediction {
  static constexpr std::size_t workspace_bytes = 0;
  struct workspace;
};

/// Data as a range: one number, as the label of one sample, is a range of one while the call lasts.
template <class Data>
TAPELESS_FORCE_INLINE constexpr decltype(auto) as_range(Data const& data) {
  if constexpr (std::is_arithmetic_v<Data>) {
    return std::span<Data const, 1>(&data, 1);
  } else {
    return (data);
  }
}

template <class Loss, class T>
struct network_data {
  static constexpr ill_formed input{};
  static constexpr ill_formed truth{};
  static constexpr extents answer_shape{};
  using answer = prediction<T, 1, 1>;
  template <non_finite>
  using program = no_prediction;

  template <class F, class... Arguments>
  static constexpr step_result<T> bound(F const&, Arguments const&...) {
    is_no_call<Arguments...>();
    return {};
  }
  template <class F, class... Arguments>
  static constexpr step_result<T> run(F const& f, Arguments const&... arguments) {
    return bound(f, arguments...);
  }
  template <class Answer, class F, class Sample>
  static constexpr Answer bound_sample(F const&, Sample const&) {
    is_no_call<Sample>();
    return Answer(run_status{});
  }
};

template <loss_of_samples Loss, class T>
struct network_data<Loss, T> {
  static constexpr auto input = Loss::input;
  static constexpr auto truth = Loss::truth;
  static constexpr extents answer_shape = Loss::prediction.shape;
  using answer = prediction<T, answer_shape.rows, answer_shape.columns>;
  template <non_finite Policy>
  using program = basic_program<T, inference<Loss>, Policy>;
  using input_leaf = std::remove_const_t<decltype(input)>;
  using truth_leaf = std::remove_const_t<decltype(truth)>;

  /// The same as `bound`, for what is over when it returns: then one number is a range, too.
  template <class F, class Inputs, class Truths, class... Options>
  TAPELESS_FORCE_INLINE static step_result<T> run(F const& f, Inputs const& inputs, Truths const& truths,
                                                  Options const&... options) {
    return bound(f, as_range(inputs), as_range(truths), options...);
  }
  /// f(bindings), if the data is data: of the right types, and chosen by options there are.
  template <class F, class Inputs, class Truths, class... Options>
  TAPELESS_FORCE_INLINE static step_result<T> bound(F const& f, Inputs const& inputs, Truths const& truths,
                                                    Options const&... options) {
    if constexpr (!spanned<Inputs const> || !spanned<Truths const>) {
      using given = std::conditional_t<spanned<Inputs const>, Truths, Inputs>;
      using leaf = std::conditional_t<spanned<Inputs const>, truth_leaf, input_leaf>;
      static_assert(
          error::bound_to_no_range<error::named_as<leaf::identifier>, given>,
          "tapeless: step(inputs, truths) takes vectors, arrays or spans, with data() and size(), a std::vector<bool> has none; see bound_to_no_range<name, given>");
      return {};
    } else if constexpr (!is_data_of<input_leaf, element_of<Inputs>>) {
      static_assert(
          error::bound_to_another_type<error::named_as<input_leaf::identifier>, element_of<Inputs>,
                                       number_of<input_leaf>>,
          "tapeless: the inputs have another element type than the trainer; see bound_to_another_type<name, given, needed>");
      return {};
    } else if constexpr (!is_data_of<truth_leaf, element_of<Truths>>) {
      static_assert(
          error::bound_to_another_type<error::named_as<truth_leaf::identifier>, element_of<Truths>, T>,
          "tapeless: labels are integers, of any type; other targets have the trainer's element type; see bound_to_another_type<name, given, needed>");
      return {};
    } else if constexpr (!run::are_options<2, Options...>) {
      static_assert(
          error::wrong_options<Options...>,
          "tapeless: step(inputs, truths, options) takes stride{n} of the inputs, then of the truths, one rows{list} and one first_row{n}; see wrong_options<types>");
      return {};
    } else {
      return f(run::bind_data<0, input_leaf, Inputs const&>(inputs, run::seen(options)...),
               run::bind_data<1, truth_leaf, Truths const&>(truths, run::seen(options)...));
    }
  }

  template <class Answer, class F, class Sample>
  TAPELESS_FORCE_INLINE static Answer bound_sample(F const& f, Sample const& sample) {
    if constexpr (!is_data_of<input_leaf, element_of<Sample>>) {
      static_assert(
          error::bound_to_another_type<error::named_as<input_leaf::identifier>, element_of<Sample>,
                                       number_of<input_leaf>>,
          "tapeless: the sample has another element type than the trainer; see bound_to_another_type<name, given, needed>");
      return Answer(run_status{});
    } else {
      return f(run::bind_data<0, input_leaf, Sample const&>(sample));
    }
  }

private:
  template <class Leaf>
  struct number {
    using type = T;
  };
  template <class Leaf>
    requires requires { typename Leaf::integer; }
  struct number<Leaf> {
    using type = typename Leaf::integer;
  };
  template <class Leaf>
  using number_of = typename number<Leaf>::type;
  template <class Leaf, class Element>
  static constexpr bool is_data_of =
      Leaf::kind == leaf_kind::label ? std::is_integral_v<Element> : std::is_same_v<Element, number_of<Leaf>>;
  template <class Range>
  using element_of = std::remove_cv_t<typename decltype(std::span(std::declval<Range const&>()))::element_type>;
};

template <class Source, std::uint32_t Leaf>
inline constexpr name name_of_leaf = rules::lowered<Source>.leaves[Leaf].identifier;
/// Whether a loss needs no data but samples and truths.
template <class Source, class Loss>
constexpr bool data_is_all() {
  if constexpr (loss_of_samples<Loss>) {
    constexpr std::uint32_t wrong = run::first_leaf<Source>([](graph::leaf_info const& info) {
      return is_per_sample(info.kind) && info.identifier != Loss::input.identifier &&
             info.identifier != Loss::truth.identifier;
    });
    if constexpr (wrong < rules::lowered<Source>.leaves.size())
      static_assert(
          error::data_beside_samples_and_truths<error::named_as<name_of_leaf<Source, wrong>>>,
          "tapeless: the loss needs data beside samples and truths, as a weight: bind all by leaf, step(bind(net::input, samples), bind(trainer.truth, truths), bind(weight, weights)); see named<characters>");
    return wrong == rules::lowered<Source>.leaves.size();
  } else {
    return true;
  }
}
/// Whether samples and truths alone give all that a step needs a value: of its scalars each is one of the optimizer's
/// hyperparameters.
template <class Source, class Settings, class Loss>
constexpr bool data_alone_will_do() {
  constexpr std::uint32_t wrong = run::first_leaf<Source>([](graph::leaf_info const& info) {
    return info.kind == leaf_kind::scalar && Settings::find(info.identifier) == Settings::count;
  });
  if constexpr (!data_is_all<Source, Loss>()) {
    return false;
  } else if constexpr (wrong < rules::lowered<Source>.leaves.size()) {
    static_assert(
        error::scalar_without_a_value<error::named_as<name_of_leaf<Source, wrong>>, typename Settings::known_names>,
        "tapeless: a scalar of the optimizer's rule does not stand in its hyperparameters; see scalar_without_a_value<named, one_of<those that do>>");
    return false;
  } else {
    return true;
  }
}

}  // namespace train
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
