# SPDX-License-Identifier: BSL-1.0
# All element-wise functions with their derivatives against MPFR: a part of the sweep in every run, held to
# docs/mathematics.md; the whole one, which takes a minute, under the label exhaustive. build/tests/derivatives
# --document writes the section.

find_path(TAPELESS_MPFR_HEADER mpfr.h)
find_library(TAPELESS_MPFR mpfr)
find_library(TAPELESS_GMP gmp)
if(NOT TAPELESS_MPFR_HEADER OR NOT TAPELESS_MPFR OR NOT TAPELESS_GMP)
  message(STATUS "tapeless: no MPFR, the derivatives are not swept")
  return()
endif()

add_executable(derivatives derivatives/main.cpp derivatives/sweep.cpp derivatives/table.cpp)
target_link_libraries(derivatives PRIVATE tapeless::tapeless tapeless_warnings ${TAPELESS_MPFR} ${TAPELESS_GMP})
target_compile_options(derivatives PRIVATE -O0 -ffp-contract=off) # MPFR takes the time, and graphs are built once
add_test(NAME sweeps.derivatives COMMAND derivatives WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
set_tests_properties(sweeps.derivatives PROPERTIES LABELS sweeps TIMEOUT 120)
if(TAPELESS_EXHAUSTIVE_TESTS)
  add_dependencies(exhaustive derivatives)
  add_test(NAME exhaustive.derivatives COMMAND derivatives 2000 WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(exhaustive.derivatives PROPERTIES LABELS exhaustive TIMEOUT 3600)
endif()
