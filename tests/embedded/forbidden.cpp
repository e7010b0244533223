// SPDX-License-Identifier: BSL-1.0
// What no image of the library may contain, one of each kind, and functions whose use of the stack has no bound. The
// checks must see them all; the image is not run.
#include "report.hpp"

#include <cstdlib>

// Weak: nothing that the compiler sees of a function is used where it is called.
extern "C" {
int _Unwind_Backtrace(int (*)(void*, void*), void*);
[[noreturn]] void _exit(int code) {
  report("exit", static_cast<float>(code));
  for (;;) {
  }
}

int volatile input = 2;

[[gnu::weak]] int calls_in_a_circle(int depth);
[[gnu::weak]] int half_of_a_circle(int depth) { return depth + calls_in_a_circle(depth - input); }
[[gnu::weak]] int calls_in_a_circle(int depth) { return depth == 0 ? 0 : depth * half_of_a_circle(depth); }
[[gnu::weak]] void fill(char* memory) { *memory = static_cast<char>(input); }
[[gnu::weak]] void has_an_array_of_any_size(unsigned size) { fill(static_cast<char*>(__builtin_alloca(size))); }
[[gnu::weak]] int calls_any_function(int (*function)(int)) { return 1 + function(input); }
}

namespace {

double volatile number = 2.0;  // volatile: the compiler may not find out that float would do
double* volatile kept;

int& guarded() {
  static int value = input;
  return value;
}

void lock_and_call_the_system() {
#if defined(__arm__)
  asm volatile("cpsid i\n svc 0");
#else
  asm volatile("amoadd.w a0, a0, (a0)\n ecall" ::: "a0");
#endif
}

}  // namespace

int main() {
  kept = static_cast<double*>(std::malloc(sizeof(double)));
  double* const memory = kept;
  if (memory == nullptr) _exit(1);
  *memory = number * number;
  report("square", static_cast<float>(*memory));
  std::free(memory);
  lock_and_call_the_system();
  has_an_array_of_any_size(static_cast<unsigned>(input));
  return calls_in_a_circle(4) + calls_any_function(calls_in_a_circle) + guarded() + _Unwind_Backtrace(nullptr, nullptr);
}
