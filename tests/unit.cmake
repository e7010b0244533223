# SPDX-License-Identifier: BSL-1.0
# One Boost.Test executable per folder tests/<room>/, plus tests/laws/ for what spans rooms, tests/operations/ for the
# table of operations (ctest -R unit.operations -V prints it) and tests/site/ for the programs of site/. A folder
# without files makes no target. Boost.Test is linked shared and its header precompiled once: a test file then pays for
# its own code only.

if(CMAKE_CROSSCOMPILING)
  include(cross/unit.cmake)
else()
  set(Boost_USE_STATIC_LIBS OFF)
  find_package(Boost 1.74 REQUIRED COMPONENTS unit_test_framework)
  find_package(ZLIB REQUIRED) # for io/npz.hpp
endif()

# All that decides how a test is compiled stands here: a precompiled header is reused only under the very same options.
# main.cpp defines BOOST_TEST_MODULE before it includes the header, hence cannot start from the precompiled one; an
# empty unit can.
file(CONFIGURE OUTPUT precompiled.cpp CONTENT "// The precompiled header of the unit tests.\n" @ONLY)
function(tapeless_unit_kind kind level)
  add_library(tapeless_unit_${kind} INTERFACE)
  target_link_libraries(tapeless_unit_${kind} INTERFACE tapeless::tapeless tapeless_warnings Boost::unit_test_framework)
  target_compile_definitions(tapeless_unit_${kind}
    INTERFACE "$<$<NOT:$<BOOL:${CMAKE_CROSSCOMPILING}>>:BOOST_TEST_DYN_LINK>")
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

# Two kinds of files: those with much code of kernels, and those with many passes of the compiler that the test itself
# runs once. Optimizing a pass costs up to five times the whole compilation. Kernels are inlined only where the compiler
# optimizes: g++ 12 takes about as long either way and has them optimized, clang 14 half as long without. Each file is
# of the kind in which it compiles faster; what it proves is the same.
set(TAPELESS_UNIT_OPTIMIZATION "-O1" CACHE STRING "How unit tests that run kernels are optimized")
set(TAPELESS_UNIT_PASSES_OPTIMIZATION "-O0" CACHE STRING "How unit tests that run passes of the compiler are optimized")
tapeless_unit_kind(options "${TAPELESS_UNIT_OPTIMIZATION}")
tapeless_unit_kind(passes "${TAPELESS_UNIT_PASSES_OPTIMIZATION}")
set(rooms_of_passes meta shape ops expr graph rules diff show check laws)
set(flags_of_many_steps "") # g++ allows 33 million
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang") # g++ tests these kernels optimized, the examples clang's
  list(APPEND rooms_of_passes plan run nn train operations)
  set(flags_of_many_steps -fconstexpr-steps=4000000) # by default 1.05 million
endif()

set(main main.cpp)
if(CMAKE_CROSSCOMPILING)
  set(main cross/main.cpp)
endif()
add_library(tapeless_unit_main OBJECT ${main})
target_link_libraries(tapeless_unit_main PRIVATE tapeless_unit_options)
tapeless_unit_objects(tapeless_unit_computed passes computed.cpp) # computes for the tests of several rooms

set(unit_rooms ${rooms} laws operations site)
if(CMAKE_CROSSCOMPILING)
  list(REMOVE_ITEM unit_rooms io) # reads files
endif()
foreach(room IN LISTS TAPELESS_TEST_ROOMS TAPELESS_TEST_ROOMS_LEFT_OUT)
  if(NOT room IN_LIST unit_rooms)
    message(FATAL_ERROR "tapeless: there is no room ${room}; there are ${unit_rooms}")
  endif()
endforeach()
if(TAPELESS_TEST_ROOMS)
  set(unit_rooms ${TAPELESS_TEST_ROOMS})
endif()
list(REMOVE_ITEM unit_rooms ${TAPELESS_TEST_ROOMS_LEFT_OUT} "")

# Files of a room that this build compiles, by kind: sources_of_options, sources_of_passes; `all` if that is every file.
function(tapeless_unit_sources room)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}"
    "${CMAKE_CURRENT_SOURCE_DIR}/${room}/*.cpp")
  set(sources_of_options "")
  set(sources_of_passes "")
  set(all TRUE)
  foreach(source IN LISTS sources)
    tapeless_test_words_of("${CMAKE_CURRENT_SOURCE_DIR}/${source}" words)
    if("left out" IN_LIST words OR (TAPELESS_TEST_FILES AND NOT source MATCHES "${TAPELESS_TEST_FILES}")
       OR (TAPELESS_TEST_WIDE AND NOT room STREQUAL kernel AND NOT "wide" IN_LIST words))
      set(all FALSE)
      continue()
    endif()
    if(NOT "optimized" IN_LIST words AND ("unoptimized" IN_LIST words OR room IN_LIST rooms_of_passes))
      list(APPEND sources_of_passes ${source})
    else()
      list(APPEND sources_of_options ${source})
    endif()
    if("alone" IN_LIST words)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
    if("many steps" IN_LIST words)
      set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "${flags_of_many_steps}")
    endif()
  endforeach()
  set(sources_of_options "${sources_of_options}" PARENT_SCOPE)
  set(sources_of_passes "${sources_of_passes}" PARENT_SCOPE)
  set(all ${all} PARENT_SCOPE)
endfunction()

set(any FALSE)
foreach(room IN LISTS unit_rooms)
  tapeless_unit_sources(${room})
  if(NOT sources_of_options AND NOT sources_of_passes)
    continue()
  endif()
  set(any TRUE)
  add_executable(unit_${room} $<TARGET_OBJECTS:tapeless_unit_main> $<TARGET_OBJECTS:tapeless_unit_computed>)
  target_link_libraries(unit_${room} PRIVATE tapeless_unit_options)
  foreach(kind IN ITEMS options passes)
    if(sources_of_${kind})
      tapeless_unit_objects(unit_${room}_${kind} ${kind} ${sources_of_${kind}})
      target_sources(unit_${room} PRIVATE $<TARGET_OBJECTS:unit_${room}_${kind}>)
    endif()
  endforeach()
  if(room STREQUAL io)
    target_link_libraries(unit_io PRIVATE ZLIB::ZLIB)
  elseif(room STREQUAL site)
    foreach(kind IN ITEMS options passes)
      if(TARGET unit_site_${kind})
        target_include_directories(unit_site_${kind} PRIVATE "${PROJECT_SOURCE_DIR}/site/programs")
      endif()
    endforeach()
  endif()
  # Tests name data files relative to the project's root.
  set(selection "")
  if(room STREQUAL operations AND NOT all)
    set(selection "--run_test=!@whole_table")
  endif()
  add_test(NAME unit.${room} COMMAND unit_${room} --color_output=no ${selection}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(unit.${room} PROPERTIES TIMEOUT 300)
endforeach()
if(NOT any)
  message(FATAL_ERROR
    "tapeless: no unit test is left: TAPELESS_TEST_FILES is \"${TAPELESS_TEST_FILES}\", which no file may match")
endif()

if(TAPELESS_SLOW_TESTS)
  include(slow.cmake)
endif()
if(TAPELESS_BOUNDS_TESTS)
  include(bounds/bounds.cmake)
endif()
