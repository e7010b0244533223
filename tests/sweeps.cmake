# SPDX-License-Identifier: BSL-1.0
# What is only run when asked for is compiled in any case, so that it keeps up with the headers; of the layers between protected pages
# three are run: without gaps between the columns of their weights, and with them.

set(rows 7)
set(first 1)
set(count 3)
set(element float)
set(source "${CMAKE_CURRENT_BINARY_DIR}/bounds_sample.cpp")
configure_file(bounds/rows.cpp.in "${source}" @ONLY)
add_executable(sweeps_bounds "${source}" $<TARGET_OBJECTS:tapeless_unit_main>)
target_include_directories(sweeps_bounds PRIVATE bounds)
target_link_libraries(sweeps_bounds PRIVATE tapeless_unit_options)
add_test(NAME sweeps.bounds COMMAND sweeps_bounds --color_output=no)
set_tests_properties(sweeps.bounds PROPERTIES LABELS sweeps TIMEOUT 60)

find_path(TAPELESS_MPFR_HEADER mpfr.h)
if(TAPELESS_MPFR_HEADER)
  add_library(sweeps_exhaustive OBJECT exhaustive/math.cpp exhaustive/document.cpp)
  target_link_libraries(sweeps_exhaustive PRIVATE tapeless::tapeless tapeless_warnings)
  target_compile_options(sweeps_exhaustive PRIVATE -O0)
else()
  message(STATUS "tapeless: no MPFR, tests/exhaustive is not compiled")
endif()
