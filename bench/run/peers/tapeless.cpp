// SPDX-License-Identifier: BSL-1.0
// tapeless through its public interface: a trainer for the step, programs for predictions and gradients. The samples
// lie row by row, as users have them.
#include "../peer.hpp"

#include "tapeless/tapeless.hpp"

namespace bench::BENCH_UNIT {

namespace tl = tapeless;
using hidden_relu = tl::activation::relu;
using hidden_tanh = tl::activation::tanh;

template <std::uint32_t Number>
struct net;
template <>
struct net<1> : tl::sequential<tl::in<"x", 4>, tl::dense<6, hidden_relu>, tl::dense<3, hidden_relu>, tl::dense<1>> {};
template <>
struct net<2> : tl::sequential<tl::in<"x", 2>, tl::dense<8, hidden_relu>, tl::dense<8, hidden_relu>, tl::dense<1>> {};
template <>
struct net<3> : tl::sequential<tl::in<"x", 64>, tl::dense<32, hidden_tanh>, tl::dense<10>> {};
template <>
struct net<4> : tl::sequential<tl::in<"x", 13>, tl::dense<64, hidden_tanh>, tl::dense<64, hidden_tanh>, tl::dense<4>> {
};
template <>
struct net<5> : tl::sequential<tl::in<"x", 784>, tl::dense<128, hidden_relu>, tl::dense<10>> {};
template <>
struct net<6> : tl::sequential<tl::in<"x", 784>, tl::dense<256, hidden_relu>, tl::dense<128, hidden_relu>,
                               tl::dense<64, hidden_relu>, tl::dense<10>> {};
using wide_16 = tl::dense<16, hidden_tanh>;
template <>
struct net<7>
    : tl::sequential<tl::in<"x", 16>, wide_16, wide_16, wide_16, wide_16, wide_16, wide_16, wide_16, wide_16> {};

template <objective>
struct objective_of {
  using type = tl::objective::mean_squared_error;
};
template <>
struct objective_of<objective::softmax_cross_entropy> {
  using type = tl::objective::softmax_cross_entropy;
};
template <>
struct objective_of<objective::binary_cross_entropy> {
  using type = tl::objective::binary_cross_entropy;
};

/// The expressions of one column.
template <std::uint32_t Number, std::uint32_t Batch>
struct model {
  static constexpr network shape = networks[Number - 1];
  using layers = net<Number>;
  using goal = typename objective_of<shape.loss>::type;
  using trainer = tl::network_trainer<layers, goal, tl::optimizer::sgd, Batch>;
  using adam_trainer = tl::network_trainer<layers, goal, tl::optimizer::adam, Batch>;

  static constexpr auto predictions = tl::batch<Batch>(goal::prediction(tl::output<layers>));
  static constexpr auto loss = tl::batch_mean(tl::batch<Batch>(goal::loss(tl::output<layers>, trainer::truth)));

  template <std::uint32_t L>
  static constexpr tl::layer_scope scope{tl::name("net", L)};
  template <std::uint32_t L>
  static constexpr auto weight = scope<L>.template parameter<tl::extents{shape.width[L + 1], shape.width[L]}>("weight");
  template <std::uint32_t L>
  static constexpr auto bias = scope<L>.template parameter<tl::extents{shape.width[L + 1], 1}>("bias");

  template <std::uint32_t... L>
  static constexpr auto gradients_of(std::integer_sequence<std::uint32_t, L...>) {
    return boost::hana::make_tuple(loss, tl::grad(loss, weight<L>)..., tl::grad(loss, bias<L>)...);
  }
  static constexpr auto gradients = gradients_of(std::make_integer_sequence<std::uint32_t, shape.depth>{});

  using predict_program = tl::program<float, predictions>;
  using gradient_program = tl::program<float, gradients>;
};

/// Calls f(view, offset) for each parameter of a store, with its place in a flat list.
template <std::uint32_t Number, class Store, class F>
void for_each_parameter(Store& store, F const& f) {
  constexpr network shape = networks[Number - 1];
  store.for_each([&](tl::name const& name, auto const& view) {
    std::string_view const text = name.view();  // net.<layer>.weight or net.<layer>.bias
    std::uint32_t const l = static_cast<std::uint32_t>(text[4] - '0');
    f(view, shape.offset(l) + (text.ends_with("bias") ? shape.weights(l) : 0));
  });
}
template <std::uint32_t Number, class Store>
void write_store(Store& store, float const* flat) {
  for_each_parameter<Number>(store, [&]<class View>(View const& view, std::uint32_t at) {
    view.copy_from(std::span<float const, View::size()>(flat + at, View::size()));
  });
}
template <class View>
void read_view(View const& view, float* flat) {
  view.copy_to(std::span<float, View::size()>(flat, View::size()));
}

template <std::uint32_t Number, std::uint32_t Batch>
class tapeless_peer : public peer {
  using m = model<Number, Batch>;
  static constexpr network shape = m::shape;

public:
  explicit tapeless_peer(problem const& p) : given(p) {}

  void set_parameters(float const* flat) override {
    write_store<Number>(trainer.parameters(), flat);
    adam_trainer.initialize(tl::initializer::zeros{}, 0);  // its states
    write_store<Number>(adam_trainer.parameters(), flat);
    adam_was_last = false;
    write_store<Number>(predict_parameters, flat);
    write_store<Number>(gradient_parameters, flat);
  }
  void forward() override { static_cast<void>(predict()); }
  void gradient() override { mean_loss = differentiate().template output<0>(); }
  void step() override {
    static_cast<void>(trainer.set(tl::optimizer::learning_rate, learning_rate));  // a step says what is wrong with it
    mean_loss = with_truth([&](auto const& truth) { return trainer.step(given.inputs, truth).loss; });
  }
  void adam() override {
    static_cast<void>(adam_trainer.set(tl::optimizer::learning_rate, learning_rate));
    static_cast<void>(adam_trainer.set(tl::optimizer::epsilon, adam_constants::epsilon));
    mean_loss = with_truth([&](auto const& truth) { return adam_trainer.step(given.inputs, truth).loss; });
    adam_was_last = true;
  }

  void read_predictions(float* predictions) override {
    auto const run = predict();
    auto const each = run.template output<0>();
    for (std::uint32_t s = 0; s < Batch; ++s)
      for (std::uint32_t o = 0; o < shape.outputs(); ++o) predictions[s * shape.outputs() + o] = each[s](o);
  }
  void read_gradients(float* flat) override {
    auto const run = differentiate();
    [&]<std::uint32_t... L>(std::integer_sequence<std::uint32_t, L...>) {
      (read_view(run.template output<1 + L>(), flat + shape.offset(L)), ...);
      (read_view(run.template output<1 + shape.depth + L>(), flat + shape.offset(L) + shape.weights(L)), ...);
    }
    (std::make_integer_sequence<std::uint32_t, shape.depth>{});
  }
  void read_parameters(float* flat) override {
    auto const read = [&](auto const& view, std::uint32_t at) { read_view(view, flat + at); };
    if (adam_was_last)
      for_each_parameter<Number>(adam_trainer.parameters(), read);
    else
      for_each_parameter<Number>(trainer.parameters(), read);
  }

private:
  template <class F>
  auto with_truth(F const& f) {
    if constexpr (shape.loss == objective::softmax_cross_entropy) {
      return f(given.labels);
    } else {
      return f(given.targets);
    }
  }
  auto predict() {
    return m::predict_program::run(predict_memory, bind(m::trainer::input, given.inputs), predict_parameters);
  }
  auto differentiate() {
    return with_truth([&](auto const& truth) {
      return m::gradient_program::run(gradient_memory, bind(m::trainer::input, given.inputs),
                                      bind(m::trainer::truth, truth), gradient_parameters);
    });
  }

  problem const& given;
  typename m::trainer trainer{};
  typename m::adam_trainer adam_trainer{};
  bool adam_was_last = false;
  typename m::predict_program::workspace predict_memory{};
  typename m::predict_program::parameters predict_parameters{};
  typename m::gradient_program::workspace gradient_memory{};
  typename m::gradient_program::parameters gradient_parameters{};
};

enrolment const enrolled(entries_of<BENCH_NETWORK, tapeless_peer>(BENCH_PEER, BENCH_COMPILER, true));

}  // namespace bench::BENCH_UNIT
