// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The whole library but what needs a hosted system (io/), printing (show/) and checking (check/): include those by
/// name.
#include "tapeless/target/standard.hpp"

// The cores of Arduino define these as macros; they are as before behind this header.
#pragma push_macro("abs")
#pragma push_macro("max")
#pragma push_macro("min")
#pragma push_macro("round")
#undef abs
#undef max
#undef min
#undef round

// Lowest first, not by name: compilers print above an error how its header was reached, and this is the shortest way.
// clang-format off
#include "tapeless/target/reproducible.hpp"
#include "tapeless/shape/countable.hpp"
#include "tapeless/expr/node.hpp"
#include "tapeless/expr/operation.hpp"
#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/hints.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/expr/integer_state.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/expr/norm.hpp"
#include "tapeless/expr/triangle.hpp"
#include "tapeless/expr/gather.hpp"
#include "tapeless/expr/linear_algebra.hpp"
#include "tapeless/expr/assign.hpp"
#include "tapeless/expr/assigning.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/batch_statistic.hpp"
#include "tapeless/expr/mode.hpp"
#include "tapeless/expr/random.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/scan.hpp"
#include "tapeless/expr/leaf.hpp"
#include "tapeless/meta/version.hpp"
#include "tapeless/rules/term.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/diff/vjp.hpp"
#include "tapeless/diff/hvp.hpp"
#include "tapeless/diff/jacobian.hpp"
#include "tapeless/rules/primitive.hpp"
#include "tapeless/nn/activation.hpp"
#include "tapeless/nn/layer.hpp"
#include "tapeless/nn/setting.hpp"
#include "tapeless/nn/batch_norm.hpp"
#include "tapeless/nn/branches.hpp"
#include "tapeless/nn/embedding.hpp"
#include "tapeless/nn/residual.hpp"
#include "tapeless/nn/recurrent.hpp"
#include "tapeless/nn/regularization.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/nn/loss.hpp"
#include "tapeless/nn/classification_loss.hpp"
#include "tapeless/nn/regression_loss.hpp"
#include "tapeless/nn/sample_weight.hpp"
#include "tapeless/nn/normalization.hpp"
#include "tapeless/nn/frozen.hpp"
#include "tapeless/run/store.hpp"
#include "tapeless/nn/initialize.hpp"
#include "tapeless/run/constants.hpp"
#include "tapeless/run/acceptance.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"
#include "tapeless/train/objective.hpp"
#include "tapeless/train/objectives.hpp"
#include "tapeless/train/update.hpp"
#include "tapeless/train/rule.hpp"
#include "tapeless/train/parameter_group.hpp"
#include "tapeless/train/chain_element.hpp"
#include "tapeless/train/chain.hpp"
#include "tapeless/train/optimizer.hpp"
#include "tapeless/train/optimizers.hpp"
#include "tapeless/train/gradient_transformation.hpp"
#include "tapeless/train/schedule.hpp"
#include "tapeless/train/averaged_parameters.hpp"
#include "tapeless/train/network_loss.hpp"
#include "tapeless/train/training_step.hpp"
#include "tapeless/train/outcome.hpp"
#include "tapeless/train/placement.hpp"
#include "tapeless/train/settings.hpp"
#include "tapeless/train/network_data.hpp"
#include "tapeless/train/metrics.hpp"
#include "tapeless/train/early_stopping.hpp"
#include "tapeless/train/plateau.hpp"
#include "tapeless/train/any_loss.hpp"
#include "tapeless/train/trainer.hpp"
// clang-format on

#pragma pop_macro("abs")
#pragma pop_macro("max")
#pragma pop_macro("min")
#pragma pop_macro("round")
