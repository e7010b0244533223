// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "workloads.hpp"

#include <vector>

namespace bench {

/// The numbers of one column, the same for every peer: from a fixed seed.
struct problem {
  explicit problem(column const& which);

  column where;
  network const& net;
  std::vector<float> inputs;         ///< sample after sample
  std::vector<std::uint8_t> labels;  ///< classes, for softmax cross-entropy
  std::vector<float> targets;        ///< sample after sample: the truth, or the labels as one-hot vectors
  std::vector<float> parameters;     ///< as network::offset says
};

}  // namespace bench
