// SPDX-License-Identifier: BSL-1.0
// The main() of the unit tests for WebAssembly: Boost.Test is not there as a library, and libc++ not with files.
#include <fstream>
template class std::basic_filebuf<char>;
template class std::basic_ifstream<char>;
template class std::basic_ofstream<char>;

#define BOOST_TEST_MODULE tapeless
#include <boost/test/included/unit_test.hpp>
