# SPDX-License-Identifier: BSL-1.0
# ctest label slow, built only if asked for: more random programs than the unit tests have, in files of ten; what is
# written in LaTeX, given to pdflatex if there is one.

include(CheckCXXSourceRuns)
set(widths baseline)
set(flags_of_baseline "")
function(add_width name feature flags) # if this machine runs it
  check_cxx_source_runs("int main() { return __builtin_cpu_supports(\"${feature}\") ? 0 : 1; }" TAPELESS_RUNS_${name})
  if(TAPELESS_RUNS_${name})
    set(widths ${widths} ${name} PARENT_SCOPE)
    set(flags_of_${name} "${flags}" PARENT_SCOPE)
  endif()
endfunction()
add_width(avx2 avx2 -march=x86-64-v3)
add_width(avx512 avx512vl -march=x86-64-v4)

set(TAPELESS_RANDOM_PROGRAMS 600 CACHE STRING "Number of random programs that are compiled among the slow tests")

# Files of ten programs go by turns to the vectors of this machine; each width is a test program of its own. What is
# compiled stays compiled, so the sweep can be stopped and taken up again. tests/oracle compares docs/random_programs.md
# with what was found.
list(LENGTH widths width_count)
set(count 10)
math(EXPR last "${TAPELESS_RANDOM_PROGRAMS}")
set(turn 0)
foreach(first RANGE 1 ${last} ${count})
  math(EXPR at "${turn} % ${width_count}")
  math(EXPR turn "${turn} + 1")
  list(GET widths ${at} width)
  set(source "${CMAKE_CURRENT_BINARY_DIR}/random_programs_${first}.cpp")
  configure_file(run/random_programs.cpp.in "${source}" @ONLY)
  list(APPEND sources_of_${width} "${source}")
endforeach()
set(results_of_random_programs "")
foreach(width IN LISTS widths)
  set(program slow_random_programs_${width})
  add_executable(${program} ${sources_of_${width}} run/random_results.cpp $<TARGET_OBJECTS:tapeless_unit_main>)
  target_include_directories(${program} PRIVATE run)
  target_link_libraries(${program} PRIVATE tapeless_unit_passes)
  target_compile_options(${program} PRIVATE ${flags_of_${width}})
  target_precompile_headers(${program} PRIVATE <boost/test/unit_test.hpp>
    "${CMAKE_CURRENT_SOURCE_DIR}/run/random_program.hpp")
  set(file "${CMAKE_CURRENT_BINARY_DIR}/random_programs_${width}.results")
  add_test(NAME slow.random_programs.${width} COMMAND ${program} --color_output=no -- "${file}")
  set_tests_properties(slow.random_programs.${width} PROPERTIES LABELS slow TIMEOUT 300 FIXTURES_SETUP random_programs)
  list(APPEND results_of_random_programs "${file}")
endforeach()
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
              -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/latex/${program} -P
              "${CMAKE_CURRENT_SOURCE_DIR}/latex/compiles.cmake")
    set_tests_properties(slow.latex.${program} PROPERTIES LABELS "slow;latex" TIMEOUT 120)
  endforeach()
else()
  message(STATUS "tapeless: no pdflatex, the tests slow.latex.* are left out")
endif()
