// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// An extended Kalman filter as one program: a vehicle that turns is seen by its distance and its bearing, with noise.
// The Jacobians of motion and measurement are derived, and compared with the formulas.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tl = tapeless;

constexpr double dt = 0.1;
inline constexpr auto x = tl::state<"x", 5>;  // place (2), heading, speed, turn rate
inline constexpr auto P = tl::state<"P", 5, 5>;
inline constexpr auto z = tl::input<"z", 2>;  // what is measured
inline constexpr auto Q = tl::input<"Q", 5, 5>;
inline constexpr auto R = tl::input<"R", 2, 2>;

inline constexpr auto heading = tl::slice<2, 1>(x);
inline constexpr auto speed = tl::slice<3, 1>(x);
inline constexpr auto moved = tl::define<"moved">(
    x + dt * tl::stack(speed * cos(heading), speed* sin(heading), tl::slice<4, 1>(x), 0 * speed, 0 * speed));
inline constexpr auto F = tl::jacobian(moved, x);
inline constexpr auto P_moved = F * P * transpose(F) + Q;

inline constexpr auto east = tl::slice<0, 1>(moved);
inline constexpr auto north = tl::slice<1, 1>(moved);
inline constexpr auto expected = tl::stack(hypot(east, north), atan2(north, east));
inline constexpr auto H = tl::jacobian(expected, moved);  // by a named subexpression
inline constexpr auto K = P_moved * transpose(H) * inverse(H * P_moved * transpose(H) + R);
inline constexpr auto new_x = tl::assign(x, moved + K * (z - expected));
inline constexpr auto new_P = tl::assign(P, P_moved - K * H * P_moved);
using filter = tl::program<double, moved, F, H, new_x, new_P>;

static filter::workspace memory{};
static filter::state state{};

/// The largest difference of the derived Jacobians and those on paper, about the place where the filter is.
template <class Run>
static double difference_from_formulas(Run const& run, double theta, double v) {
  double const e = run[moved](0), n = run[moved](1), r = std::hypot(e, n);
  double const F_here[5][5]{{1, 0, -dt * v * std::sin(theta), dt * std::cos(theta), 0},
                            {0, 1, dt * v * std::cos(theta), dt * std::sin(theta), 0},
                            {0, 0, 1, 0, dt},
                            {0, 0, 0, 1, 0},
                            {0, 0, 0, 0, 1}};
  double const H_here[2][5]{{e / r, n / r, 0, 0, 0}, {-n / (r * r), e / (r * r), 0, 0, 0}};
  double worst = 0;
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = 0; j < 5; ++j) {
      worst = std::fmax(worst, std::abs(run[F](i, j) - F_here[i][j]));
      if (i < 2) worst = std::fmax(worst, std::abs(run[H](i, j) - H_here[i][j]));
    }
  return worst;
}

int main(int count, char** arguments) {
  std::FILE* const file = count > 1 ? std::fopen(arguments[1], "w") : nullptr;
  tl::random::pcg32 generator = tl::random::stream(2, "noise");
  std::array<double, 25> const motion_noise = [] {
    std::array<double, 25> q{};
    q[18] = 1e-4, q[24] = 1e-4;
    return q;
  }();
  constexpr double distance_noise = 0.3, bearing_noise = 0.03;
  std::array<double, 4> const noise{distance_noise * distance_noise, 0, 0, bearing_noise * bearing_noise};
  double truth[5]{14, -2, 1.2, 2, 0.4};
  state[x].copy_from(std::array<double, 5>{14, -2, 1, 1.5, 0});
  std::array<double, 25> first{};
  for (std::size_t i = 0; i < 5; ++i) first[6 * i] = 0.5;
  state[P].copy_from(first);

  double of_filter = 0, of_measurement = 0, jacobians = 0;
  for (int step = 0; step < 200; ++step) {
    truth[0] += dt * truth[3] * std::cos(truth[2]), truth[1] += dt * truth[3] * std::sin(truth[2]);
    truth[2] += dt * truth[4];
    double const r = std::hypot(truth[0], truth[1]) + distance_noise * tl::random::normal<double>(generator);
    double const angle = std::atan2(truth[1], truth[0]) + bearing_noise * tl::random::normal<double>(generator);
    double const theta = state[x](2), v = state[x](3);
    auto const run = filter::run(memory, bind(z, std::array{r, angle}), bind(Q, motion_noise), bind(R, noise), state);
    if (!run) return std::fprintf(stderr, "kalman: %s\n", describe(run.status()).data()), 1;
    jacobians = std::fmax(jacobians, difference_from_formulas(run, theta, v));
    double const east_seen = r * std::cos(angle), north_seen = r * std::sin(angle);
    if (step >= 50) {
      of_filter += std::pow(std::hypot(state[x](0) - truth[0], state[x](1) - truth[1]), 2) / 150;
      of_measurement += std::pow(std::hypot(east_seen - truth[0], north_seen - truth[1]), 2) / 150;
    }
    if (file != nullptr)
      std::fprintf(file, "%.4f %.4f %.4f %.4f %.4f %.4f\n", truth[0], truth[1], east_seen, north_seen, state[x](0),
                   state[x](1));
  }
  if (file != nullptr) std::fclose(file);
  std::printf("Jacobians: at most %.0e from the formulas\n", jacobians);
  std::printf("error of the place: measured %.3f, filtered %.3f\n", std::sqrt(of_measurement), std::sqrt(of_filter));
  return jacobians < 1e-14 && of_filter < of_measurement / 4 ? 0 : 1;
}
