// SPDX-License-Identifier: BSL-1.0
// Does the way from reset to a computed float work at all? Newton's iteration for the square root of 2, written without
// any library, so that a failure here is a failure of start-up, linking or QEMU. Initialised data, zeroed data and a
// constructor each take part.
#include "report.hpp"

namespace {

float volatile square = 2.0f;  // volatile: the compiler must not do the work
float volatile zeroed;
struct halving {
  float volatile factor;
  halving() { factor = square / 4.0f; }
} const constructed;

float root(float x) {
  float guess = x;
  for (int step = 0; step < 6; ++step) guess = constructed.factor * (guess + x / guess);
  return guess;
}

}  // namespace

int main() {
  float const result = root(square) + zeroed;
  report("root_of_2", result);
  float const error = result * result - square;
  return error * error < 1e-12f ? 0 : 1;
}
