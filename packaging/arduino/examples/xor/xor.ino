// Learns exclusive or on the board. Boards whose core compiles for an older C++ need -std=gnu++20, see docs/embedded.md.
#include <tapeless.hpp>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<5, tl::activation::tanh>, tl::dense<1, tl::activation::sigmoid>> {};
static constinit tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::sgd, 1> trainer{};
static_assert(trainer.storage_bytes() <= 200);

static constexpr float samples[4][2]{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static constexpr float truths[4][1]{{0}, {1}, {1}, {0}};

void setup() {
  Serial.begin(115200);
  trainer.initialize(tl::initializer::glorot{}, 7);
  auto const set = trainer.set(tl::optimizer::learning_rate, 1.0f);
  if (!set) Serial.println(describe(set).data());
}

void loop() {
  float loss = 0;
  for (int round_trip = 0; round_trip < 100; ++round_trip)
    for (int i = 0; i < 4; ++i) {
      auto const step = trainer.step(samples[i], truths[i]);
      if (!step) Serial.println(describe(step).data());
      loss = step.loss;
    }
  Serial.println(loss);
}
