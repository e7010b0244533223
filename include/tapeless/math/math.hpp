// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/cos.hpp"
#include "tapeless/math/erf.hpp"
#include "tapeless/math/exp.hpp"
#include "tapeless/math/expm1.hpp"
#include "tapeless/math/integer_power.hpp"
#include "tapeless/math/log.hpp"
#include "tapeless/math/log1p.hpp"
#include "tapeless/math/pow.hpp"
#include "tapeless/math/scalar.hpp"
#include "tapeless/math/sigmoid.hpp"
#include "tapeless/math/sin.hpp"
#include "tapeless/math/softplus.hpp"
#include "tapeless/math/sqrt.hpp"
#include "tapeless/math/tanh.hpp"
