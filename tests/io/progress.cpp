// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/progress.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>  // posix_openpt and its kin are not in <cstdlib>

BOOST_AUTO_TEST_SUITE(io_progress)

namespace io = tapeless::io;

namespace {

/// What `use` writes to a stream that is no terminal.
template <class Use>
std::string written(Use use) {
  std::FILE* const file = std::tmpfile();
  BOOST_REQUIRE(file != nullptr);
  use(file);
  std::rewind(file);
  std::string text(1 << 16, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

/// A bare chroot has no pseudo-terminals; the tests that need one are skipped there, and Boost.Test says so.
boost::test_tools::assertion_result there_are_pseudo_terminals(boost::unit_test::test_unit_id) {
  int const controller = ::posix_openpt(O_RDWR | O_NOCTTY);
  bool const works = controller >= 0 && ::grantpt(controller) == 0 && ::unlockpt(controller) == 0;
  if (controller >= 0) ::close(controller);
  boost::test_tools::assertion_result result(works);
  result.message() << "no pseudo-terminals on this machine";
  return result;
}

/// A pseudo-terminal: what is written to `stream` can be read back as a terminal would get it.
class pseudo_terminal {
public:
  explicit pseudo_terminal(unsigned short columns) : controller_{::posix_openpt(O_RDWR | O_NOCTTY)} {
    BOOST_REQUIRE(controller_ >= 0 && ::grantpt(controller_) == 0 && ::unlockpt(controller_) == 0);
    winsize size{};
    size.ws_row = 24;
    size.ws_col = columns;
    stream = std::fopen(::ptsname(controller_), "w");
    BOOST_REQUIRE(stream != nullptr);
    BOOST_REQUIRE(::ioctl(controller_, TIOCSWINSZ, &size) == 0);
  }
  pseudo_terminal(pseudo_terminal const&) = delete;
  pseudo_terminal& operator=(pseudo_terminal const&) = delete;
  ~pseudo_terminal() {
    std::fclose(stream);
    ::close(controller_);
  }

  std::string received() const {
    std::string text;
    char block[512];
    for (pollfd ready{controller_, POLLIN, 0}; ::poll(&ready, 1, 100) > 0;) {  // the kernel passes it on piece by piece
      auto const count = ::read(controller_, block, sizeof block);
      if (count <= 0) break;
      text.append(block, static_cast<std::size_t>(count));
    }
    return text;
  }

  std::FILE* stream = nullptr;

private:
  int controller_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_shows_bar_count_times_and_text) {
  BOOST_TEST(io::progress_line(40, 100, 12, "loss 0.5", 66) ==
             "[########............]   40/100  0:12 elapsed  0:18 left  loss 0.5");
  BOOST_TEST(io::progress_line(0, 7, 0, "", 45) == "[................]  0/7  0:00 elapsed  ? left");
  BOOST_TEST(io::progress_line(7, 7, 3661, "", 48) == "[#############]  7/7  1:01:01 elapsed  0:00 left");
}

BOOST_AUTO_TEST_CASE(a_line_is_never_wider_than_asked) {
  for (std::size_t width = 0; width < 120; ++width) {
    for (auto const* text : {"", "loss 0.1234  accuracy 0.97", "Verlust größer als ¼ – ständig – und so weiter"}) {
      auto const line = io::progress_line(3, 100, 5000, text, width);
      BOOST_TEST(io::detail::width_of(line) <= width);
      BOOST_TEST(line.find_first_of("\r\n") == line.npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(cutting_keeps_whole_characters_and_drops_control_characters) {
  BOOST_TEST(io::detail::fitted("größe", 3) == "grö");
  BOOST_TEST(io::detail::fitted("größe", 4) == "größ");
  BOOST_TEST(io::detail::fitted("a\nb\x1b[1m", 4) == "a b ");
}

BOOST_AUTO_TEST_CASE(no_steps_at_all_and_too_many_are_done) {
  BOOST_TEST(io::progress_line(0, 0, 1, "", 40).find("0/0") != std::string::npos);
  BOOST_TEST(io::progress_line(9, 5, 1, "", 40) == io::progress_line(5, 5, 1, "", 40));
}

BOOST_AUTO_TEST_CASE(a_pipe_gets_ten_plain_lines_in_all) {
  for (int const total : {10, 37, 1000}) {
    auto const text = written([&](std::FILE* file) {
      io::progress bar{static_cast<std::size_t>(total), file};
      for (int i = 1; i <= total; ++i) bar.update(static_cast<std::size_t>(i), "loss");
    });
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 10);
    BOOST_TEST(std::none_of(text.begin(), text.end(), [](char c) { return c != '\n' && c >= 0 && c < ' '; }));
    BOOST_TEST(text.find(std::to_string(total) + '/' + std::to_string(total)) != text.npos);
  }
}

BOOST_AUTO_TEST_CASE(few_steps_get_a_line_each) {
  auto const text = written([](std::FILE* file) {
    io::progress bar{3, file};
    for (std::size_t i = 1; i <= 3; ++i) bar.update(i);
    bar.update(3, "again");
  });
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 3);
}

BOOST_AUTO_TEST_CASE(a_terminal_is_redrawn_in_place_and_seldom,
                     *boost::unit_test::precondition(there_are_pseudo_terminals)) {
  pseudo_terminal const terminal{40};
  BOOST_TEST(io::is_terminal(terminal.stream));
  BOOST_TEST(io::terminal_width(terminal.stream) == 40U);
  auto const start = io::progress::clock::now();
  {
    io::progress bar{5000, terminal.stream};
    for (std::size_t i = 1; i <= 5000; ++i) bar.update(i, i < 5000 ? "a long text that does not fit the line" : "");
  }
  auto const elapsed = std::chrono::duration<double>(io::progress::clock::now() - start).count();
  auto const text = terminal.received();
  // The terminal turns the final \n into \r\n, which is one of the carriage returns counted; the first and the last
  // step are drawn at any rate, the others at most every 50 ms.
  auto const redraws = std::count(text.begin(), text.end(), '\r') - 1;
  BOOST_TEST(redraws >= 2);
  BOOST_TEST(static_cast<double>(redraws) <= 2 + elapsed / 0.05);
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 1);
  BOOST_TEST(text.find("5000/5000") != text.npos);
  std::size_t column = 0, widest = 0;
  for (char const letter : text) {
    column = letter == '\r' || letter == '\n' ? 0 : column + 1;
    widest = std::max(widest, column);
  }
  BOOST_TEST(widest == 39U);  // all of the line but its last column
}

BOOST_AUTO_TEST_CASE(a_loop_left_early_ends_its_line, *boost::unit_test::precondition(there_are_pseudo_terminals)) {
  pseudo_terminal const terminal{80};
  {
    io::progress bar{5, terminal.stream};
    bar.update(1);
  }
  BOOST_TEST(terminal.received().ends_with('\n'));
}

BOOST_AUTO_TEST_SUITE_END()
