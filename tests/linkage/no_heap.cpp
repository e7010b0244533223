// SPDX-License-Identifier: BSL-1.0
// Counts every allocation while training.cpp trains and predicts. `operator new` is replaced for the whole program,
// malloc and its kin for the objects of this program (linker option --wrap).
#include "training.hpp"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {
unsigned allocations = 0;
}

// The linker turns each call of malloc into one of __wrap_malloc and gives the C library's own the name __real_malloc;
// these are the functions behind the names.
void* real_malloc(std::size_t size) asm("__real_malloc");
void* real_calloc(std::size_t count, std::size_t size) asm("__real_calloc");
void* real_realloc(void* old, std::size_t size) asm("__real_realloc");
void* real_aligned_alloc(std::size_t alignment, std::size_t size) asm("__real_aligned_alloc");
void* counted_malloc(std::size_t size) asm("__wrap_malloc");
void* counted_calloc(std::size_t count, std::size_t size) asm("__wrap_calloc");
void* counted_realloc(void* old, std::size_t size) asm("__wrap_realloc");
void* counted_aligned_alloc(std::size_t alignment, std::size_t size) asm("__wrap_aligned_alloc");

void* counted_malloc(std::size_t size) {
  ++allocations;
  return real_malloc(size);
}
void* counted_calloc(std::size_t count, std::size_t size) {
  ++allocations;
  return real_calloc(count, size);
}
void* counted_realloc(void* old, std::size_t size) {
  ++allocations;
  return real_realloc(old, size);
}
void* counted_aligned_alloc(std::size_t alignment, std::size_t size) {
  ++allocations;
  return real_aligned_alloc(alignment, size);
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = real_malloc(size)) return memory;
  std::abort();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  if (void* const memory = real_aligned_alloc(static_cast<std::size_t>(alignment), size)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

int main() {
  // The counter counts at all: these two must be seen, and not be optimized away.
  int* const volatile by_new = new int(1);
  void* const volatile by_malloc = std::malloc(1);
  bool const counts = allocations == 2;
  delete by_new;
  std::free(by_malloc);

  allocations = 0;
  float const loss = train();
  float const probability = predict();
  float const value = evaluate();
  std::printf("counter %s, %u allocations; loss %.7g probability %.7g value %.7g\n", counts ? "works" : "IS BLIND",
              allocations, static_cast<double>(loss), static_cast<double>(probability), static_cast<double>(value));
  return counts && allocations == 0 && loss > 0 && probability > 0 && value > 0 ? 0 : 1;
}
