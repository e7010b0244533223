// SPDX-License-Identifier: BSL-1.0
#include "timing.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

namespace bench {

namespace {

void call(peer& each, mode m) {
  switch (m) {
  case mode::forward: return each.forward();
  case mode::gradient: return each.gradient();
  case mode::step: return each.step();
  case mode::adam: return each.adam();
  }
}

/// Takes what Google Benchmark measured; a benchmark's name is the contender's number. Processor time of the whole
/// process: threads that a peer might start count, time the machine gives to others does not.
class collector : public benchmark::BenchmarkReporter {
public:
  explicit collector(times& results) : into(results) {}
  bool ReportContext(Context const&) override { return true; }
  void ReportRuns(std::vector<Run> const& runs) override {
    for (Run const& run : runs)
      into[std::stoul(run.run_name.function_name)].push_back(run.cpu_accumulated_time * 1e9 /
                                                             static_cast<double>(run.iterations));
  }

private:
  times& into;
};

/// How many calls fill the slice.
benchmark::IterationCount calibrate(peer& each, mode m, double slice_ms) {
  using clock = std::chrono::steady_clock;
  call(each, m);
  for (benchmark::IterationCount count = 1;; count *= 4) {
    auto const start = clock::now();
    for (benchmark::IterationCount i = 0; i < count; ++i) call(each, m);
    double const ms = std::chrono::duration<double, std::milli>(clock::now() - start).count();
    if (ms > 0.1 * slice_ms)
      return std::max<benchmark::IterationCount>(
          1, static_cast<benchmark::IterationCount>(static_cast<double>(count) * slice_ms / ms));
  }
}

void start_google_benchmark() {
  static bool const started = [] {
    char program[] = "bench";
    char* arguments[] = {program, nullptr};
    int count = 1;
    benchmark::Initialize(&count, arguments);
    return true;
  }();
  static_cast<void>(started);
}

}  // namespace

times time_in_rounds(std::vector<contender>& contenders, problem const& p, mode m, options const& how) {
  start_google_benchmark();
  std::vector<benchmark::IterationCount> counts;
  for (contender& each : contenders) {
    each.what->set_parameters(p.parameters.data());
    each.what->learning_rate = 1e-6F;  // all steps of a run together move a parameter by less than 1 % of its size
    counts.push_back(calibrate(*each.what, m, how.slice_ms));
  }
  times results(contenders.size());
  collector reporter(results);
  std::vector<std::size_t> order(contenders.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937 shuffle(1);
  for (int round = 0; round < how.rounds; ++round) {
    std::shuffle(order.begin(), order.end(), shuffle);
    benchmark::ClearRegisteredBenchmarks();
    for (std::size_t const i : order) {
      peer& each = *contenders[i].what;
      each.set_parameters(p.parameters.data());
      benchmark::RegisterBenchmark(std::to_string(i).c_str(),
                                   [&each, m, warm = counts[i] / 8 + 1](benchmark::State& state) {
                                     for (benchmark::IterationCount w = 0; w < warm; ++w) call(each, m);
                                     for (auto _ : state) call(each, m);
                                   })
          ->Iterations(counts[i])
          ->MeasureProcessCPUTime()
          ->Unit(benchmark::kNanosecond);
    }
    benchmark::RunSpecifiedBenchmarks(&reporter);
  }
  benchmark::ClearRegisteredBenchmarks();
  return results;
}

}  // namespace bench
