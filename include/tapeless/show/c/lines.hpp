// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/number.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes indented lines of C. A line begins with its line break, so that ` {` can still follow what is there.
template <class Sink>
class c_lines {
public:
  constexpr explicit c_lines(Sink& to) : sink(to) {}

  constexpr void line(std::string_view text = {}) {
    sink('\n');
    for (std::uint32_t i = 0; i < depth; ++i) write("  ");
    write(text);
  }
  constexpr void write(std::string_view text) { put(text, sink); }
  constexpr void number(std::uint64_t value) { put_integer(value, sink); }

  /// Opens a loop; none where there is one round only.
  constexpr void loop(char variable, std::uint32_t rounds) {
    if (rounds == 1) return;
    head(variable);
    number(rounds);
    tail(variable);
  }
  constexpr void loop_over_samples(bool is_batched) {
    if (!is_batched) return;
    head('s');
    write("samples");
    tail('s');
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
  constexpr void statement(std::string_view text = {}) {
    is_loop_head = false;
    line(text);
  }
  constexpr void end_loops(std::uint32_t outside) {
    is_loop_head = false;
    depth = outside;
  }

  Sink& sink;
  std::uint32_t depth = 0;

private:
  constexpr void head(char variable) {
    line("for (int ");
    sink(variable);
    write(" = 0; ");
    sink(variable);
    write(" < ");
  }
  constexpr void tail(char variable) {
    write("; ++");
    sink(variable);
    write(")");
    ++depth;
    is_loop_head = true;
  }
  bool is_loop_head = false;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
