// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The whole library but what needs a hosted system (io/), printing (show/) and checking (check/): include those by name.

// First what most errors come from: compilers print on top of an error how its header was reached, and this is the shortest way.
#include "tapeless/shape/countable.hpp"
//
#include "tapeless/expr/operation.hpp"
//
#include "tapeless/expr/arithmetic.hpp"
//
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/leaf.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/meta/version.hpp"
//
#include "tapeless/run/verdict.hpp"
//
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/initialize.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/nn/normalization.hpp"
#include "tapeless/nn/residual.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/rules/primitive.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/train/metrics.hpp"
#include "tapeless/train/trainer.hpp"
