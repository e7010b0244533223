// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Writes the derivation of a two-layer classifier's gradients, step by step, as a document in LaTeX.
//
//   derivation [derivation.tex]
//   derivation --dot [graph.dot]     the same as a graph for Graphviz
#include "tapeless/show/derivation.hpp"
#include "tapeless/show/dot.hpp"
#include "tapeless/tapeless.hpp"

#include <cstdio>
#include <string_view>

// [classifier]
namespace tl = tapeless;
inline constexpr auto x = tl::input<"x", 4>;
inline constexpr auto y = tl::label<"y", 3>;
inline constexpr auto W1 = tl::parameter<"W1", 16, 4>;
inline constexpr auto b1 = tl::parameter<"b1", 16>;
inline constexpr auto W2 = tl::parameter<"W2", 3, 16>;
inline constexpr auto b2 = tl::parameter<"b2", 3>;
inline constexpr auto loss = tl::cross_entropy(tl::softmax(W2 * tanh(W1 * x + b1) + b2), y);
inline constexpr auto gradients = tl::grad(loss, W1, b1, W2, b2);

// Both texts are constants: the compiler has derived and written them.
constexpr std::string_view document = tl::derivation<loss, W1, b1, W2, b2>().view();
constexpr std::string_view graph = tl::to_dot<loss, gradients>().view();
// [classifier]

static int fail(char const* what, char const* path) {
  std::fprintf(stderr, "derivation: %s %s\n", what, path);
  return 1;
}

int main(int count, char** arguments) {
  bool const as_graph = count > 1 && std::string_view(arguments[1]) == "--dot";
  int const path_at = as_graph ? 2 : 1;
  std::string_view const text = as_graph ? graph : document;
  if (count > path_at + 1)
    return fail("usage: derivation [--dot] [file]; one argument too many:", arguments[path_at + 1]);
  if (count == path_at) return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
  std::FILE* const file = std::fopen(arguments[path_at], "w");
  if (file == nullptr) return fail("cannot write", arguments[path_at]);
  bool const written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written ? 0 : fail("cannot write all of", arguments[path_at]);
}
