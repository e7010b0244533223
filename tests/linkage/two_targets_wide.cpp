// SPDX-License-Identifier: BSL-1.0
// Compiled twice, each time for a wider instruction set than the rest of the program.
#include "two_targets.hpp"

#if defined(__AVX512F__)
float avx512_loss() { return trained_loss(); }
std::string avx512_plans() { return all_plans(); }
bytes_of_a_file avx512_file() { return saved_file(); }
bytes_of_a_file avx512_file_of(bytes_of_a_file const& from) { return loaded_and_saved(from); }
std::vector<double> avx512_numbers() { return random_numbers(); }
#else
float avx2_loss() { return trained_loss(); }
std::string avx2_plans() { return all_plans(); }
bytes_of_a_file avx2_file() { return saved_file(); }
bytes_of_a_file avx2_file_of(bytes_of_a_file const& from) { return loaded_and_saved(from); }
std::vector<double> avx2_numbers() { return random_numbers(); }
#endif
