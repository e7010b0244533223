# SPDX-License-Identifier: BSL-1.0
# One Boost.Test executable per folder tests/<room>/, plus tests/laws/ for what spans rooms and tests/operations/ for the
# table of operations (ctest -R unit.operations -V prints it). A folder without files makes no target. Boost.Test is linked
# shared and its header precompiled once: a test file then pays for its own code only.

set(Boost_USE_STATIC_LIBS OFF)
find_package(Boost 1.74 REQUIRED COMPONENTS unit_test_framework)

# All that decides how a test is compiled stands here: a precompiled header is reused only under the very same options.
# main.cpp defines BOOST_TEST_MODULE before it includes the header, hence cannot start from the precompiled one; an empty
# unit can.
file(CONFIGURE OUTPUT precompiled.cpp CONTENT "// The precompiled header of the unit tests.\n" @ONLY)
function(tapeless_unit_kind kind level)
  add_library(tapeless_unit_${kind} INTERFACE)
  target_link_libraries(tapeless_unit_${kind} INTERFACE tapeless::tapeless tapeless_warnings Boost::unit_test_framework)
  target_compile_definitions(tapeless_unit_${kind} INTERFACE BOOST_TEST_DYN_LINK)
  target_compile_options(tapeless_unit_${kind} INTERFACE ${level})
  add_library(tapeless_unit_precompiled_${kind} OBJECT "${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp")
  target_link_libraries(tapeless_unit_precompiled_${kind} PRIVATE tapeless_unit_${kind})
  target_precompile_headers(tapeless_unit_precompiled_${kind} PRIVATE <boost/test/unit_test.hpp>)
endfunction()
function(tapeless_unit_objects target kind) # <target> <kind> <source>...
  add_library(${target} OBJECT ${ARGN})
  target_link_libraries(${target} PRIVATE tapeless_unit_${kind})
  target_precompile_headers(${target} REUSE_FROM tapeless_unit_precompiled_${kind})
  if(TAPELESS_UNIT_BATCH GREATER 1 AND NOT target MATCHES "^unit_operations") # each of those has much code of its own
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${TAPELESS_UNIT_BATCH})
  endif()
endfunction()

# Two kinds of files: those with much code of kernels, and those with many passes of the compiler that the test itself runs once.
# Optimizing a pass costs up to five times the whole compilation. Kernels are inlined only where the compiler optimizes: g++ 12 takes
# about as long either way and has them optimized, clang 14 half as long without. Each file is of the kind in which it compiles faster;
# what it proves is the same.
set(TAPELESS_UNIT_OPTIMIZATION "-O1" CACHE STRING "How unit tests that run kernels are optimized")
set(TAPELESS_UNIT_PASSES_OPTIMIZATION "-O0" CACHE STRING "How unit tests that run passes of the compiler are optimized")
tapeless_unit_kind(options "${TAPELESS_UNIT_OPTIMIZATION}")
tapeless_unit_kind(passes "${TAPELESS_UNIT_PASSES_OPTIMIZATION}")
set(rooms_of_passes meta shape ops expr graph rules diff show check laws)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang") # g++ tests these kernels optimized, the examples clang's
  list(APPEND rooms_of_passes plan run nn train operations)
  # One program of 25 functions and their derivatives; by default 1.05 million steps are allowed.
  set_source_files_properties(operations/exponential_functions.cpp PROPERTIES COMPILE_OPTIONS -fconstexpr-steps=4000000)
  set(files_of_passes kernel/pack.cpp kernel/pack_functions.cpp)
  set(files_for_another_compiler laws/users_names_do_not_clash.cpp) # what -Wshadow of g++ finds
else()
  set(files_of_kernels check/gradient.cpp laws/users_names_do_not_clash.cpp)
  set(files_of_passes
    kernel/pack_functions.cpp kernel/tile.cpp math/pack.cpp operations/document.cpp operations/judgement.cpp
    operations/movements.cpp operations/reductions_along_an_axis.cpp operations/table.cpp)
endif()

add_library(tapeless_unit_main OBJECT main.cpp)
target_link_libraries(tapeless_unit_main PRIVATE tapeless_unit_options)
tapeless_unit_objects(tapeless_unit_computed passes computed.cpp) # computes for the tests of several rooms

set(unit_rooms ${rooms} laws operations)
if(TAPELESS_TEST_ROOMS)
  set(unit_rooms ${TAPELESS_TEST_ROOMS})
endif()

# Files that gain nothing by being compiled together with others: each has much code of its own.
set(files_alone
  check/gradient.cpp diff/jacobian.cpp kernel/pack.cpp kernel/pack_functions.cpp kernel/product.cpp kernel/tile.cpp
  laws/algebra.cpp laws/tower.cpp laws/users_names_do_not_clash.cpp plan/simultaneity.cpp run/bound_run.cpp run/execute.cpp
  run/random_programs_1.cpp run/random_programs_2.cpp train/training_step.cpp)
set_source_files_properties(${files_alone} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

# A name that is none would be a file that is tested where it should not be, or twice.
foreach(file IN LISTS files_of_kernels files_of_passes files_for_another_compiler files_alone TAPELESS_TEST_FILES_LEFT_OUT)
  if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${file}" AND NOT EXISTS "${PROJECT_SOURCE_DIR}/${file}"
     AND NOT file STREQUAL "linkage/undefined_behaviour")
    message(FATAL_ERROR "tapeless: there is no test ${file}")
  endif()
endforeach()

foreach(room IN LISTS unit_rooms)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/${room}/*.cpp")
  if(TAPELESS_TEST_FILES)
    list(FILTER sources INCLUDE REGEX "${TAPELESS_TEST_FILES}")
  endif()
  if(NOT sources OR room IN_LIST TAPELESS_TEST_ROOMS_LEFT_OUT)
    continue()
  endif()
  set(sources_options)
  set(sources_passes)
  foreach(source IN LISTS sources)
    set(kind options)
    if(source IN_LIST files_for_another_compiler OR source IN_LIST TAPELESS_TEST_FILES_LEFT_OUT)
      continue()
    endif()
    if(source IN_LIST files_of_passes OR (room IN_LIST rooms_of_passes AND NOT source IN_LIST files_of_kernels))
      set(kind passes)
    endif()
    list(APPEND sources_${kind} ${source})
  endforeach()
  add_executable(unit_${room} $<TARGET_OBJECTS:tapeless_unit_main> $<TARGET_OBJECTS:tapeless_unit_computed>)
  target_link_libraries(unit_${room} PRIVATE tapeless_unit_options)
  foreach(kind IN ITEMS options passes)
    if(sources_${kind})
      tapeless_unit_objects(unit_${room}_${kind} ${kind} ${sources_${kind}})
      target_sources(unit_${room} PRIVATE $<TARGET_OBJECTS:unit_${room}_${kind}>)
    endif()
  endforeach()
  # Tests name data files relative to the project's root.
  set(selection "")
  if(room STREQUAL operations AND TAPELESS_TEST_FILES_LEFT_OUT MATCHES "(^|;)operations/")
    set(selection "--run_test=!@whole_table")
  endif()
  add_test(NAME unit.${room} COMMAND unit_${room} --color_output=no ${selection} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(unit.${room} PROPERTIES TIMEOUT 300)
endforeach()

if(TAPELESS_SLOW_TESTS)
  include(slow.cmake)
endif()
if(TAPELESS_BOUNDS_TESTS)
  include(bounds/bounds.cmake)
endif()
