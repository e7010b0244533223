// SPDX-License-Identifier: BSL-1.0
// The main() of the unit tests for another target: Boost.Test is not there as a library, and libc++ for WebAssembly not
// with files.
#if defined(__wasm__)
#include <fstream>
template class std::basic_filebuf<char>;
template class std::basic_ifstream<char>;
template class std::basic_ofstream<char>;
#endif

#define BOOST_TEST_MODULE tapeless
#include <boost/test/included/unit_test.hpp>
