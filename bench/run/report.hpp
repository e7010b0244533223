// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ceilings.hpp"
#include "timing.hpp"

#include <string>
#include <vector>

namespace bench {

/// One row of results.json.
struct result {
  column where;
  mode what;
  std::string peer, compiler;
  double median_ns, min_ns, max_ns;

  double gflops() const { return flops(where, what) / median_ns; }
};

result summarized(contender const& who, column const& where, mode what, std::vector<double> taken);

/// The peers of one column and mode, the fastest first.
void print(std::vector<result> of_one_column, ceilings const* best);
void print(ceilings const& best);

void write_results(std::string const& file, std::vector<result> const& all);
/// The ceilings, and the roof and the limit of every column in every mode.
void write_ceilings(std::string const& file, ceilings const& best);

/// What ran faster than the ceilings allow, hence makes the run invalid.
std::vector<std::string> above_ceilings(std::vector<result> const& all, ceilings const& best);

}  // namespace bench
