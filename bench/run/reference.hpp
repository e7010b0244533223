// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "problem.hpp"

namespace bench {

/// What every peer must compute, in double precision and by the plainest code there is.
struct reference {
  double loss = 0;
  std::vector<double> predictions;  ///< sample after sample
  std::vector<double> gradients;    ///< as network::offset says
};

reference compute_reference(problem const& p, std::vector<double> const& parameters);

/// The largest error of the reference's gradients against central differences of its loss, relative to the largest
/// difference quotient, over all parameters of small networks and evenly spread ones of large.
double difference_error(problem const& p);

}  // namespace bench
