// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "functions.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace exhaustive {

/// Nanoseconds for an element: of single floats, of packs as wide as the registers, and from a pack to one that needs
/// it.
struct speed {
  double single = 0;
  double pack = 0;
  double latency = 0;
};

/// The fourth of fifteen measurements: on a machine that others use too, the longer ones are theirs.
template <class Work>
double nanoseconds(Work const& work, double divisor) {
  using clock = std::chrono::steady_clock;
  std::array<double, 15> taken{};
  for (double& each : taken) {
    auto const start = clock::now();
    work();
    each = std::chrono::duration<double, std::nano>(clock::now() - start).count() / divisor;
  }
  std::nth_element(taken.begin(), taken.begin() + 3, taken.end());
  return taken[3];
}

template <class F>
speed measure() {
  using pack = tapeless::kernel::pack<float, tapeless::register_width<float>>;
  constexpr std::size_t count = 1024;
  constexpr int repeated = 200;
  static std::array<float, count> in, out;
  for (std::size_t i = 0; i < count; ++i)
    in[i] = static_cast<float>(F::timed.low + (F::timed.high - F::timed.low) * (static_cast<double>(i) + 0.5) / count);
  auto const keep = [](float const& x) { static_cast<void>(*static_cast<float const volatile*>(&x)); };
  speed found;
  found.single = nanoseconds(
      [&] {
        for (int n = 0; n < repeated; ++n)
          for (std::size_t i = 0; i < count; ++i) *static_cast<float volatile*>(&out[i]) = F::of(in[i]);
      },
      repeated * static_cast<double>(count));
  found.pack = nanoseconds(
      [&] {
        for (int n = 0; n < repeated; ++n) {
          for (std::size_t i = 0; i < count; i += pack::size) F::of(pack::load(&in[i])).store(&out[i]);
          for (std::size_t i = 0; i < count; i += 256) keep(out[i]);
          in[0] += *static_cast<float volatile*>(&out[1]) * 0;
        }
      },
      repeated * static_cast<double>(count));
  found.latency = nanoseconds(
      [&] {
        auto const start = pack::load(in.data());
        auto x = start;
        for (int n = 0; n < 4000; ++n) x = start + F::of(x) * pack(0.0F);
        x.store(out.data());
        keep(out[0]);
      },
      4000.0);
  return found;
}

}  // namespace exhaustive
