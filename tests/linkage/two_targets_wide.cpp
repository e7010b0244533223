// SPDX-License-Identifier: BSL-1.0
// Compiled twice, each time for a wider instruction set than the rest of the program.
#include "two_targets.hpp"

#if defined(__AVX512F__)
float avx512_loss() { return trained_loss(); }
std::string avx512_plans() { return all_plans(); }
#else
float avx2_loss() { return trained_loss(); }
std::string avx2_plans() { return all_plans(); }
#endif
