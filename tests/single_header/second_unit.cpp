// SPDX-License-Identifier: BSL-1.0
#include "model.hpp"

float step_of_second_unit() { return model::step(); }
