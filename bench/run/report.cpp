// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace bench {

namespace {

std::ofstream opened(std::string const& file) {
  std::ofstream out(file);
  if (!out) throw std::runtime_error("cannot write " + file);
  return out;
}

std::string place(column const& c, mode m) {
  return "{\"workload\": \"" + c.workload() + "\", \"batch\": " + std::to_string(c.batch) + ", \"mode\": \"" +
         name_of(m) + "\"";
}

}  // namespace

result summarized(contender const& who, column const& where, mode what, std::vector<double> taken) {
  std::sort(taken.begin(), taken.end());
  std::size_t const half = taken.size() / 2;
  double const median = taken.size() % 2 == 1 ? taken[half] : (taken[half - 1] + taken[half]) / 2;
  return {where, what, who.who->name, who.who->compiler, median, taken.front(), taken.back()};
}

void print(std::vector<result> of_one_column, ceilings const* best) {
  std::sort(of_one_column.begin(), of_one_column.end(),
            [](auto const& a, auto const& b) { return a.median_ns < b.median_ns; });
  double other = 0;  // the fastest that is not tapeless
  for (result const& each : of_one_column)
    if (other <= 0 && each.peer != "tapeless") other = each.median_ns;
  result const& first = of_one_column.front();
  std::printf("\n%s %s%30s %10s %10s %9s %10s %8s\n", first.where.name().c_str(), name_of(first.what), "median us",
              "min", "max", "GFLOP/s", "to best", "of roof");
  for (result const& each : of_one_column) {
    std::printf("  %-32s %12.3f %10.3f %10.3f %9.2f", each.peer.c_str(), each.median_ns / 1e3, each.min_ns / 1e3,
                each.max_ns / 1e3, each.gflops());
    if (other > 0) std::printf(" %10.2f", each.median_ns / other);
    if (best != nullptr) std::printf(" %7.0f%%", 100 * roof(*best, each.where, each.what) / each.median_ns);
    std::printf("\n");
  }
  std::fflush(stdout);
}

void print(ceilings const& best) {
  std::printf(
      "\nceilings: FMA %.1f GFLOP/s; L1 load %.0f, update %.0f GB/s; L2 load %.0f, update %.0f GB/s; tanh %.3f ns, exp %.3f ns\n",
      best.fma, best.l1_load, best.l1_update, best.l2_load, best.l2_update, best.tanh, best.exp);
}

void write_results(std::string const& file, std::vector<result> const& all) {
  std::ofstream out = opened(file);
  char const* separator = "[\n ";
  for (result const& each : all) {
    out << separator << place(each.where, each.what) << ", \"peer\": \"" << each.peer << "\", \"compiler\": \""
        << each.compiler << "\", \"median_ns\": " << each.median_ns << ", \"min_ns\": " << each.min_ns
        << ", \"max_ns\": " << each.max_ns << ", \"gflops\": " << each.gflops() << "}";
    separator = ",\n ";
  }
  out << (all.empty() ? "[]\n" : "\n]\n");
}

void write_ceilings(std::string const& file, ceilings const& best) {
  std::ofstream out = opened(file);
  out << "{\"fma_gflops\": " << best.fma << ", \"l1_load_gb_s\": " << best.l1_load
      << ", \"l1_update_gb_s\": " << best.l1_update << ", \"l2_load_gb_s\": " << best.l2_load
      << ", \"l2_update_gb_s\": " << best.l2_update << ", \"tanh_ns\": " << best.tanh << ", \"exp_ns\": " << best.exp
      << ",\n \"roofs\": [";
  char const* separator = "\n  ";
  for (column const& c : columns)
    for (mode const m : modes) {
      out << separator << place(c, m) << ", \"roof_ns\": " << roof(best, c, m)
          << ", \"limit_ns\": " << limit(best, c, m) << "}";
      separator = ",\n  ";
    }
  out << "\n]}\n";
}

std::vector<std::string> above_ceilings(std::vector<result> const& all, ceilings const& best) {
  std::vector<std::string> found;
  for (result const& each : all)
    if (double const least = limit(best, each.where, each.what); each.min_ns < least)
      found.push_back(each.where.name() + " " + name_of(each.what) + " of " + each.peer + ": " +
                      std::to_string(each.min_ns) + " ns, the ceilings allow " + std::to_string(least));
  return found;
}

}  // namespace bench
