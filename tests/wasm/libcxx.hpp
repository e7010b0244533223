// SPDX-License-Identifier: BSL-1.0
// Before all other headers of a unit test for WebAssembly. Boost.Test can write reports into files; Debian's libc++ for
// WebAssembly is configured without files, although wasi-libc has all that <fstream> needs (cross/main.cpp makes the
// code). And Boost 1.74 asks for a class that C++17 took away.
#pragma once
#define _LIBCPP_ENABLE_CXX17_REMOVED_UNARY_BINARY_FUNCTION
#include <__config>
#undef _LIBCPP_HAS_NO_FILESYSTEM
