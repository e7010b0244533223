// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../vector_math.hpp"

#include <libxsmm.h>

#include <immintrin.h>

#include <stdexcept>
#include <vector>

/// What the libxsmm peer is written with: products, transposition, loops over whole vectors.
namespace bench::BENCH_UNIT {

/// C (m×n) = A (m×k) · B (k×n), all column after column; with `transposed`, B lies as n×k.
class product {
public:
  product() = default;
  product(std::uint32_t m, std::uint32_t n, std::uint32_t k, bool transposed) {
    int const lda = static_cast<int>(m), ldb = static_cast<int>(transposed ? n : k), ldc = static_cast<int>(m);
    float const alpha = 1, beta = 0;
    int const flags = transposed ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
    int const prefetch = LIBXSMM_GEMM_PREFETCH_NONE;
    kernel = libxsmm_smmdispatch(lda, static_cast<int>(n), static_cast<int>(k), &lda, &ldb, &ldc, &alpha, &beta, &flags,
                                 &prefetch);
    if (kernel == nullptr) throw std::runtime_error("libxsmm has no kernel for a product");
  }
  void operator()(float const* a, float const* b, float* c) const {
    kernel(a, b, c);
    _mm256_zeroupper();  // the generated code leaves the upper halves dirty, which slows all that follows
  }

private:
  libxsmm_smmfunction kernel = nullptr;
};

/// Room for whole vectors beyond the last element.
struct memory : std::vector<float> {
  memory() = default;
  explicit memory(std::size_t elements) : std::vector<float>((elements + 2 * lanes - 1) / lanes * lanes) {}
};

template <class F>
void map(float* values, std::size_t count, F const& f) {
  for (std::size_t i = 0; i < count; i += lanes) store(values + i, f(load(values + i)));
}
template <class F>
void map(float* to, float const* other, std::size_t count, F const& f) {
  for (std::size_t i = 0; i < count; i += lanes) store(to + i, f(load(to + i), load(other + i)));
}
inline float total(memory const& values, std::size_t count) {  // what lies beyond count must be zero
  floats sum{};
  for (std::size_t i = 0; i < count; i += lanes) sum += load(&values[i]);
  float all = 0;
  for (std::uint32_t j = 0; j < lanes; ++j) all += sum[j];
  return all;
}
inline void transpose(float* __restrict to, float const* __restrict from, std::uint32_t rows, std::uint32_t columns) {
  libxsmm_otrans(to, from, sizeof(float), static_cast<int>(rows), static_cast<int>(columns), static_cast<int>(rows),
                 static_cast<int>(columns));
  _mm256_zeroupper();
}

}  // namespace bench::BENCH_UNIT
