// SPDX-License-Identifier: BSL-1.0
#include "classifier.hpp"

#include <tapeless/tapeless.hpp>

namespace classifier {

namespace tl = tapeless;

namespace {

struct net : tl::sequential<tl::in<"x", inputs>, tl::dense<hidden, tl::activation::tanh>, tl::dense<classes>> {};
template <std::uint32_t Batch>
using trainer = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, Batch>;
constinit trainer<1> of_one{};
constinit trainer<32> of_32{};

template <std::uint32_t Batch>
void set(trainer<Batch>& trained, float const* flat) {
  static_cast<void>(trained.set(tl::optimizer::learning_rate, learning_rate));
  auto const take = [&](auto const& leaf) {
    constexpr std::size_t size = std::remove_cvref_t<decltype(leaf)>::size();
    leaf.copy_from(std::span<float const, size>(flat, size));
    flat += size;
  };
  take(trained.parameters().template at<"net.0.weight">());
  take(trained.parameters().template at<"net.0.bias">());
  take(trained.parameters().template at<"net.1.weight">());
  take(trained.parameters().template at<"net.1.bias">());
}
template <std::uint32_t Batch>
float step(trainer<Batch>& trained, float const* samples, std::uint8_t const* labels) {
  return trained.step(std::span(samples, Batch * inputs), std::span(labels, Batch)).loss;
}

}  // namespace

void set_parameters(float const* flat) {
  set(of_one, flat);
  set(of_32, flat);
}
float step_of_one(float const* samples, std::uint8_t const* labels) { return step(of_one, samples, labels); }
float step_of_32(float const* samples, std::uint8_t const* labels) { return step(of_32, samples, labels); }

}  // namespace classifier
