// SPDX-License-Identifier: BSL-1.0
#include "ceilings.hpp"

#include "vector_math.hpp"

#include <algorithm>
#include <chrono>
#include <span>

namespace bench {

namespace {

/// The compiler must have the value in a register, and must not know it afterwards.
inline void keep(floats& a) {
#if defined(__AVX512F__)
  asm volatile("" : "+v"(a));
#else
  asm volatile("" : "+m"(a));
#endif
}

/// f(0), f(1), … without a loop, whatever the compiler thinks of unrolling.
template <std::uint32_t Count, class F>
inline void unrolled(F const& f) {
  [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) { (f(I), ...); }
  (std::make_integer_sequence<std::uint32_t, Count>{});
}

/// The shortest of several times of f, in ns.
template <class F>
double shortest(F const& f) {
  double best = 1e18;
  for (int i = 0; i < 12; ++i) {
    auto const start = std::chrono::steady_clock::now();
    f();
    std::chrono::duration<double, std::nano> const took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  return best;
}

/// Chains of fused multiply-adds side by side: more than latency times throughput of any core, and they fit 32
/// registers.
template <std::uint32_t Chains>
double fma_rate() {
  constexpr int rounds = 4000;
  floats factor = all_lanes(0.5F), summand = all_lanes(1);
  keep(factor);
  keep(summand);
  floats chain[Chains]{};
  double const time = shortest([&] {
    for (int r = 0; r < rounds; ++r) unrolled<Chains>([&](std::uint32_t c) { chain[c] = chain[c] * factor + summand; });
    for (floats& each : chain) keep(each);
  });
  return 2.0 * lanes * Chains * rounds / time;
}

constexpr std::uint32_t block = 8;  // vectors per turn of a loop

// Pointers and summands are copied into the timed function: behind a reference they would be read again after each
// store.
double load_rate(std::span<float> data, int passes) {
  double const time = shortest([from = data.data(), size = data.size(), passes] {
    for (int p = 0; p < passes; ++p)
      for (std::size_t i = 0; i < size; i += block * lanes)
        unrolled<block>([at = from + i](std::uint32_t b) {
          floats value = load(at + b * lanes);
          keep(value);
        });
  });
  return static_cast<double>(data.size() * sizeof(float)) * passes / time;
}

double update_rate(std::span<float> data, int passes) {
  double const time = shortest([to = data.data(), size = data.size(), passes] {
    floats summand{};
    keep(summand);
    for (int p = 0; p < passes; ++p)
      for (std::size_t i = 0; i < size; i += block * lanes)
        unrolled<block>(
            [at = to + i, addend = summand](std::uint32_t b) { store(at + b * lanes, load(at + b * lanes) + addend); });
  });
  return static_cast<double>(data.size() * sizeof(float)) * passes / time;
}

template <class F>
double time_per_element(std::span<float> data, F const& f) {
  constexpr int passes = 20;
  double const time = shortest([&] {
    for (int p = 0; p < passes; ++p)
      for (std::size_t i = 0; i < data.size(); i += lanes) {
        floats value = load(&data[i]);
        keep(value);
        value = f(value);
        keep(value);
      }
  });
  return time / (static_cast<double>(data.size()) * passes);
}

constexpr double l1_bytes = 32 * 1024;
constexpr std::size_t in_l1 = 4096;       // floats: 16 KB
constexpr std::size_t in_l2 = 96 * 1024;  // floats: 384 KB, the size of W5's parameters

double traffic(ceilings const& best, column const& c, mode m) {
  double const parameters = 4.0 * c.net().parameters();
  bool const small = (m == mode::gradient ? 2 : 1) * parameters <= l1_bytes;
  double const load = small ? best.l1_load : best.l2_load, update = small ? best.l1_update : best.l2_update;
  // The parameters are read on the way forward; what is written for each afterwards costs an update.
  return parameters / load + (m == mode::forward ? 0 : parameters / update);
}

}  // namespace

void measure(ceilings& best) {
  alignas(64) static float small[in_l1], large[in_l2];  // unaligned vectors would cross cache lines
  best.fma = std::max({best.fma, fma_rate<12>(), fma_rate<16>(), fma_rate<24>()});
  best.l1_load = std::max(best.l1_load, load_rate(small, 40));
  best.l1_update = std::max(best.l1_update, update_rate(small, 40));
  best.l2_load = std::max(best.l2_load, load_rate(large, 4));
  best.l2_update = std::max(best.l2_update, update_rate(large, 4));
  best.tanh = std::min(best.tanh, time_per_element(small, fast_tanh));
  best.exp = std::min(best.exp, time_per_element(small, fast_exp));
}

double limit(ceilings const& best, column const& c, mode m) {
  return std::max(flops(c, m) / best.fma, traffic(best, c, m));
}

double roof(ceilings const& best, column const& c, mode m) {
  network const& n = c.net();
  double time = limit(best, c, m);
  for (std::uint32_t l = 0; l < n.depth; ++l)
    if (n.after(l) == activation::tanh) time += best.tanh * n.width[l + 1] * c.batch;
  if (n.loss != objective::mean_squared_error) time += best.exp * n.outputs() * c.batch;
  return time;
}

}  // namespace bench
