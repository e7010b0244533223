// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/test/unit_test.hpp>

#include <string>

#if defined(__unix__)
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace last_words {

/// What a child process writes to its standard error before it ends itself.
template <class Action>
std::string of(Action const& action) {
  int ends[2];
  BOOST_TEST_REQUIRE(pipe(ends) == 0);
  pid_t const child = fork();
  if (child == 0) {
    for (int const number : {SIGILL, SIGTRAP, SIGABRT}) std::signal(number, SIG_DFL);
    dup2(ends[1], 2);
    action();
    _exit(0);
  }
  close(ends[1]);
  std::string words;
  char each = 0;
  while (read(ends[0], &each, 1) == 1) words += each;
  close(ends[0]);
  int outcome = 0;
  waitpid(child, &outcome, 0);
  BOOST_TEST((WIFSIGNALED(outcome) || WEXITSTATUS(outcome) != 0));
  return words;
}

}  // namespace last_words
#endif
