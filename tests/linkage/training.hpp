// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Training and prediction, behind plain functions: what the unit is compiled with stays in it.
/// @return the last mean loss of some steps on fixed samples, or −1 where a step was refused
float train();
/// @return the probability of the second class for a fixed sample
float predict();
/// @return a value of an expression plus one of its derivatives, by a program without trainer
float evaluate();
