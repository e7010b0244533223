// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation/sink.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes indented lines of C. A line begins with its line break, so that ` {` can still follow what is there.
class c_lines {
public:
  constexpr explicit c_lines(text_sink& to) : sink(to) {}

  template <class... Parts>
  constexpr void line(Parts const&... parts) {
    sink('\n');
    for (std::uint32_t i = 0; i < depth; ++i) sink("  ");
    sink(parts...);
  }
  template <class... Parts>
  constexpr void write(Parts const&... parts) {
    sink(parts...);
  }

  template <class Rounds>
  constexpr void head(char variable, Rounds const& rounds) {
    line("for (int ", variable, " = 0; ", variable, " < ", rounds, "; ++", variable, ')');
    ++depth;
    is_loop_head = true;
  }
  /// Opens a loop; none where there is one round only.
  constexpr void loop(char variable, std::uint32_t rounds) {
    if (rounds != 1) head(variable, rounds);
  }
  constexpr void loop_over_samples(bool is_batched) {
    if (is_batched) head('s', "samples");
  }
  /// Braces around what follows, up to `close`: after the loop that was opened last, or on a line of their own.
  constexpr void open() {
    if (is_loop_head) {
      write(" {");
    } else {
      line("{");
      ++depth;
    }
    is_loop_head = false;
  }
  /// The lines after it stand `outside` deep, like those before the outermost loop around the braces.
  constexpr void close(std::uint32_t outside) {
    --depth;
    line("}");
    end_loops(outside);
  }
  template <class... Parts>
  constexpr void statement(Parts const&... parts) {
    is_loop_head = false;
    line(parts...);
  }
  constexpr void end_loops(std::uint32_t outside) {
    is_loop_head = false;
    depth = outside;
  }

  text_sink& sink;
  std::uint32_t depth = 0;

private:
  bool is_loop_head = false;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
