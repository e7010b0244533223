# SPDX-License-Identifier: BSL-1.0
# What is only run when asked for is compiled in any case, so that it keeps up with the headers; of the layers between
# protected pages a few are run: without gaps between the columns of their weights, with them, and with this machine's
# masked reads.

include(CheckCXXCompilerFlag)
check_cxx_compiler_flag(-march=native TAPELESS_HAS_NATIVE)

set(first 1)
set(count 3)
set(element float)
function(add_sample name rows) # [options]...: layers of so many outputs and 1 to 3 inputs
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
  configure_file(bounds/rows.cpp.in "${source}" @ONLY)
  add_executable(${name} "${source}" $<TARGET_OBJECTS:tapeless_unit_main>)
  target_include_directories(${name} PRIVATE bounds)
  target_link_libraries(${name} PRIVATE tapeless_unit_options)
  target_compile_options(${name} PRIVATE ${ARGN})
  add_test(NAME sweeps.${name} COMMAND ${name} --color_output=no)
  set_tests_properties(sweeps.${name} PROPERTIES LABELS sweeps TIMEOUT 60)
endfunction()
add_sample(bounds_with_gaps 7)
if(TAPELESS_HAS_NATIVE)
  add_sample(bounds_of_this_machine 4 -march=native)
endif()

find_path(TAPELESS_MPFR_HEADER mpfr.h)
if(TAPELESS_MPFR_HEADER)
  add_library(sweeps_exhaustive OBJECT exhaustive/math.cpp exhaustive/document.cpp)
  target_link_libraries(sweeps_exhaustive PRIVATE tapeless::tapeless tapeless_warnings)
  target_compile_options(sweeps_exhaustive PRIVATE -O0)
else()
  message(STATUS "tapeless: no MPFR, tests/exhaustive is not compiled")
endif()
