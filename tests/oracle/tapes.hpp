// SPDX-License-Identifier: BSL-1.0
// What the tape libraries say about a recipe. Each library is seen by its own translation unit only.
#pragma once

#include "recipe.hpp"

namespace oracle {

struct first_order {
  double value = 0;
  parameter_vector gradient{};
};

/// By ADOL-C: a tape, a reverse sweep over it, and a second-order sweep for the Hessian times the recipe's direction.
struct adolc_answer : first_order {
  parameter_vector hessian_times_direction{};
};
adolc_answer by_adolc(recipe const& r);

/// By the reverse mode of Sacado.
first_order by_sacado(recipe const& r);

}  // namespace oracle
