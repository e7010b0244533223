// SPDX-License-Identifier: BSL-1.0
//
// Hosted: a progress bar for long loops.
#pragma once

#include "tapeless/target/current.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#if __has_include(<unistd.h>) && __has_include(<sys/ioctl.h>)
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// Whether the stream shows on a terminal; false where that cannot be asked.
inline bool is_terminal([[maybe_unused]] std::FILE* stream) noexcept {
#ifdef TIOCGWINSZ
  return ::isatty(::fileno(stream)) == 1;
#else
  return false;
#endif
}

/// The terminal's width in characters; 80 where it is not known.
inline std::size_t terminal_width([[maybe_unused]] std::FILE* stream) noexcept {
#ifdef TIOCGWINSZ
  winsize size{};
  if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
#endif
  return 80;
}

namespace detail {

/// Whether a byte begins a UTF-8 character, each of which is taken to be one column wide.
constexpr bool begins_character(char letter) noexcept { return (static_cast<unsigned char>(letter) & 0xc0U) != 0x80U; }

inline std::size_t width_of(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// At most `width` characters of the text, control characters as blanks.
inline std::string fitted(std::string_view text, std::size_t width) {
  std::string result;
  std::size_t used = 0;
  for (char const letter : text) {
    if (begins_character(letter) && ++used > width) break;
    auto const code = static_cast<unsigned char>(letter);
    result += code < 0x20U || code == 0x7fU ? ' ' : letter;
  }
  return result;
}

/// A duration as m:ss or h:mm:ss, rounded down to the second.
inline std::string clock_time(double seconds) {
  auto const whole = static_cast<long long>(std::clamp(seconds, 0.0, 3599999.0));  // at most 999:59:59
  char text[32];
  if (whole < 3600) {
    std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  }
  return text;
}

}  // namespace detail

/// One state of a progress bar, `[####....]  40/100  0:12 elapsed  0:18 left  text`, in at most `width` characters. The
/// bar takes what the rest leaves free, up to 30, and is dropped below 5; then the end is cut. The remaining time
/// supposes that the rest goes at the pace so far; it is "?" before the first step. `seconds` is the elapsed time.
inline std::string progress_line(std::size_t done, std::size_t total, double seconds, std::string_view text,
                                 std::size_t width) {
  done = std::min(done, total);
  double const part = total == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(total);
  std::string const goal = std::to_string(total);
  std::string count = std::to_string(done);
  count.insert(0, goal.size() - count.size(), ' ');  // so that the line does not jump at 10 and at 100
  std::string rest = count + '/' + goal + "  " + detail::clock_time(seconds) + " elapsed  " +
                     (part > 0 ? detail::clock_time(seconds / part - seconds) : "?") + " left";
  if (!text.empty()) rest.append("  ").append(text);
  constexpr std::size_t frame = 4;  // the brackets and two blanks
  std::size_t const used = detail::width_of(rest) + frame;
  std::size_t const bar = std::min<std::size_t>(width > used ? width - used : 0, 30);
  if (bar < 5) return detail::fitted(rest, width);
  auto const filled = static_cast<std::size_t>(part * static_cast<double>(bar));
  return '[' + std::string(filled, '#') + std::string(bar - filled, '.') + "]  " + detail::fitted(rest, width);
}

/// Shows how far a loop of `total` steps has come. On a terminal it redraws one line in place, at most 20 times a
/// second; elsewhere (a pipe, a log file) it writes about ten plain lines in all, without control characters.
///
///     io::progress bar{epochs};
///     for (std::size_t epoch = 1; epoch <= epochs; ++epoch) { /* … */ bar.update(epoch, "loss 0.1234"); }
class progress {
public:
  using clock = std::chrono::steady_clock;

  explicit progress(std::size_t total, std::FILE* stream = stderr)
      : total_{total}, stream_{stream}, terminal_{is_terminal(stream)}, start_{clock::now()} {}

  progress(progress const&) = delete;
  progress& operator=(progress const&) = delete;
  ~progress() { finish(); }

  /// `done` steps are finished; `text` stands at the end of the line. The last step is always shown.
  void update(std::size_t done, std::string_view text = {}) {
    if (finished_) return;
    auto const now = clock::now();
    if (terminal_ ? !due(done, now) : !reached_next_tenth(done)) return;
    // A terminal may wrap as soon as its last column is written: leave that one free.
    std::size_t const width = terminal_ ? std::max<std::size_t>(terminal_width(stream_), 2) - 1 : 80;
    double const seconds = std::chrono::duration<double>(now - start_).count();
    write(progress_line(done, total_, seconds, text, width), width);
    if (done >= total_) finish();
  }

  /// Ends the line; later updates show nothing. Done by the last step and by the destructor.
  void finish() {
    if (!finished_ && terminal_ && shown_) std::fputc('\n', stream_);
    finished_ = true;
    std::fflush(stream_);
  }

private:
  bool due(std::size_t done, clock::time_point now) {
    constexpr auto pause = std::chrono::milliseconds{50};
    if (shown_ && done < total_ && now - last_ < pause) return false;
    last_ = now;
    return true;
  }

  bool reached_next_tenth(std::size_t done) {
    std::size_t const tenth =
        done >= total_ ? 10 : static_cast<std::size_t>(10.0 * static_cast<double>(done) / static_cast<double>(total_));
    if (tenth <= tenth_) return false;
    tenth_ = tenth;
    return true;
  }

  void write(std::string line, std::size_t width) {
    if (terminal_) {
      std::size_t const shown = detail::width_of(line);
      if (shown < last_width_) line.append(std::min(last_width_, width) - std::min(shown, width), ' ');
      last_width_ = shown;
      line.insert(0, 1, '\r');
    } else {
      line += '\n';
    }
    std::fwrite(line.data(), 1, line.size(), stream_);
    std::fflush(stream_);
    shown_ = true;
  }

  std::size_t total_;
  std::FILE* stream_;
  bool terminal_;
  clock::time_point start_;
  clock::time_point last_{};
  std::size_t last_width_ = 0;  // of the line on the terminal, to blank out what a shorter one leaves
  std::size_t tenth_ = 0;       // the last tenth that was written as a plain line
  bool shown_ = false;
  bool finished_ = false;
};

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
