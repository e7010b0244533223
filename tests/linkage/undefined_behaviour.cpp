// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
// What is compiled under the sanitizer; the rooms that clang++ has under it cover what g++ leaves out (scripts/test).
#include "training.cpp"
