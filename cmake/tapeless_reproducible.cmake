# SPDX-License-Identifier: BSL-1.0
# tapeless::reproducible: tapeless::tapeless in its bit-exact mode (docs/contract.md). What links it computes the same
# bits on every target, with every compiler. The definition alone does for g++; the flags are for code before the first
# header of the library, for a -ffp-contract=fast of the project's, and for clang's vectors of Helium, which would take
# subnormal numbers for zeros.

if(NOT TARGET tapeless_reproducible)
  add_library(tapeless_reproducible INTERFACE)
  add_library(tapeless::reproducible ALIAS tapeless_reproducible)
  target_link_libraries(tapeless_reproducible INTERFACE tapeless::tapeless)
  target_compile_definitions(tapeless_reproducible INTERFACE TAPELESS_REPRODUCIBLE)
  target_compile_options(tapeless_reproducible INTERFACE -ffp-contract=off)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(arm|thumb|cortex)")
    target_compile_options(tapeless_reproducible INTERFACE
      $<$<CXX_COMPILER_ID:Clang>:-fno-vectorize -fno-slp-vectorize> $<$<CXX_COMPILER_ID:GNU>:-fno-tree-vectorize>)
  endif()
endif()
