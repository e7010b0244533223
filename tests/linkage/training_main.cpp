// SPDX-License-Identifier: BSL-1.0
// Runs the functions of training.cpp, however that was compiled.
#include "training.hpp"

#include <cstdio>

int main() {
  float const loss = train();
  float const probability = predict();
  float const value = evaluate();
  std::printf("loss %.7g probability %.7g value %.7g\n", static_cast<double>(loss), static_cast<double>(probability),
              static_cast<double>(value));
  bool const good = loss > 0 && loss < 5 && probability > 0 && probability < 1 && value > 0 && value < 100;
  return good ? 0 : 1;
}
