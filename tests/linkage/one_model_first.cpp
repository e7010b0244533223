// SPDX-License-Identifier: BSL-1.0
// Two translation units share a header with a model: one set of types, one set of functions, one object.
#include "model.hpp"

#include <cstdio>

model::view second_view();
model::probe second_evaluation(float weight);
float second_step();

namespace {

bool check(bool good, char const* what) {
  std::printf("%s %s\n", good ? "ok  " : "FAIL", what);
  return good;
}

}  // namespace

int main() {
  bool good = check(model::view{} == second_view(), "both units see the same objects, types and functions");
  model::probe const here = model::evaluate(0.25f);
  model::probe const there = second_evaluation(0.25f);
  good &=
      check(here.value == there.value && here.derivative == there.derivative, "both units compute the same numbers");
  // ∂/∂W₀₁ of Σ tanh²(s), every s = 0.25·(1 + 2 − 1) = 0.5: 2·tanh(s)·(1 − tanh²(s))·x₁ with x₁ = 2 is 1.45372…
  good &= check(here.derivative > 1.45370f && here.derivative < 1.45375f, "the derivative is right");

  if (!model::shared.start()) return 1;
  float const first = model::shared.step();
  float const second = second_step();
  good &= check(first > 0 && second > 0 && second < first, "a step in one unit is seen in the other");
  return good ? 0 : 1;
}
