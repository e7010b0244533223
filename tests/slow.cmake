# SPDX-License-Identifier: BSL-1.0
# ctest label slow, built only if asked for: more random programs than the unit tests have, one translation unit for every 40 seeds;
# what is written in LaTeX, given to pdflatex if there is one.

set(TAPELESS_RANDOM_PROGRAMS 400 CACHE STRING "Number of random programs among the slow tests")

set(sources)
set(count 40)
math(EXPR last "999 + ${TAPELESS_RANDOM_PROGRAMS}")
foreach(first RANGE 1000 ${last} ${count})
  set(source "${CMAKE_CURRENT_BINARY_DIR}/random_programs_${first}.cpp")
  configure_file(run/random_programs.cpp.in "${source}" @ONLY)
  list(APPEND sources "${source}")
endforeach()

add_executable(slow_random_programs ${sources} $<TARGET_OBJECTS:tapeless_unit_main>)
target_include_directories(slow_random_programs PRIVATE run)
target_link_libraries(slow_random_programs PRIVATE tapeless_unit_options)
target_precompile_headers(slow_random_programs REUSE_FROM tapeless_unit_precompiled_options)
add_test(NAME slow.random_programs COMMAND slow_random_programs --color_output=no)
set_tests_properties(slow.random_programs PROPERTIES LABELS slow TIMEOUT 300)

find_program(TAPELESS_PDFLATEX pdflatex)
if(TAPELESS_PDFLATEX)
  add_executable(slow_latex_every_operation latex/every_operation.cpp)
  target_link_libraries(slow_latex_every_operation PRIVATE tapeless::tapeless tapeless_warnings)
  set(programs slow_latex_every_operation)
  if(TAPELESS_BUILD_EXAMPLES)
    list(APPEND programs example_derivation)
  endif()
  foreach(program IN LISTS programs)
    add_test(NAME slow.latex.${program}
      COMMAND "${CMAKE_COMMAND}" -DPROGRAM=$<TARGET_FILE:${program}> -DPDFLATEX=${TAPELESS_PDFLATEX}
              -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/latex/${program} -P "${CMAKE_CURRENT_SOURCE_DIR}/latex/compiles.cmake")
    set_tests_properties(slow.latex.${program} PROPERTIES LABELS "slow;latex" TIMEOUT 120)
  endforeach()
else()
  message(STATUS "tapeless: no pdflatex, the tests slow.latex.* are left out")
endif()
