// SPDX-License-Identifier: BSL-1.0
//
// Exercises for learners as a wasm module: what is typed becomes a graph in the module, and the library judges it
// (exercises/judge.hpp). Texts end with a zero; those of `question`, `given`, `hint` and `answer` are the next call's.

#include "exercises/questions.hpp"

#include <new>

namespace {

/// Memory for the lists of the graph builder, which at run time come from operator new: taken from the front, and given
/// back all at once before the next text.
class arena {
public:
  void* take(std::size_t bytes) {
    std::size_t const rounded = (bytes + 15) / 16 * 16;
    if (rounded > sizeof memory - used) __builtin_trap();  // a text of 511 characters takes a small part
    void* const taken = memory + used;
    used += rounded;
    return taken;
  }
  void clear() { used = 0; }

private:
  alignas(16) unsigned char memory[4 << 20];
  std::size_t used;
};
constinit arena heap{};

char typed[exercises::longest_text];
exercises::judgement result;
exercises::text_buffer<4096> shown;

constexpr std::uint32_t count = std::size(exercises::all);
static_assert(count >= 10);

char const* written(std::uint32_t number, void (*exercises::exercise::*put)(exercises::show::text_sink&)) {
  heap.clear();
  shown.clear();
  if (number < count) (exercises::all[number].*put)(shown);
  return shown.data();
}

}  // namespace

void* operator new[](std::size_t bytes) { return heap.take(bytes); }
void operator delete[](void*) noexcept {}
void operator delete[](void*, std::size_t) noexcept {}
/// libc++'s last words, which would be printed.
void std::__libcpp_verbose_abort(char const*, ...) { __builtin_trap(); }

extern "C" {

[[clang::export_name("text")]] char* text() { return typed; }
[[clang::export_name("exercise_count")]] std::uint32_t exercise_count() { return count; }
[[clang::export_name("question")]] char const* question(std::uint32_t number) {
  return written(number, &exercises::exercise::put_question);
}
[[clang::export_name("given")]] char const* given(std::uint32_t number) {
  return written(number, &exercises::exercise::put_given);
}
[[clang::export_name("answer")]] char const* answer(std::uint32_t number) {
  return written(number, &exercises::exercise::put_answer);
}
[[clang::export_name("hint")]] char const* hint(std::uint32_t number) {
  shown.clear();
  if (number < count) shown(exercises::all[number].hint);
  return shown.data();
}
[[clang::export_name("judge")]] std::uint32_t judge(std::uint32_t number) {
  if (number >= count) return static_cast<std::uint32_t>(exercises::verdict::not_understood);
  heap.clear();
  typed[sizeof typed - 1] = '\0';
  exercises::all[number].judge(typed, result);
  return static_cast<std::uint32_t>(result.is);
}
[[clang::export_name("message")]] char const* message() { return result.message.data(); }
[[clang::export_name("typed_latex")]] char const* typed_latex() { return result.latex.data(); }
[[clang::export_name("mistake_at")]] std::uint32_t mistake_at() { return result.at; }
[[clang::export_name("mistake_length")]] std::uint32_t mistake_length() { return result.length; }
}
