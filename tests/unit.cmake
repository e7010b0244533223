# SPDX-License-Identifier: BSL-1.0
# One Boost.Test executable per folder tests/<room>/, plus tests/laws/ for what spans rooms and tests/operations/ for the
# table of operations (ctest -R unit.operations -V prints it). A folder without files makes no target. Boost.Test is linked
# shared and its header precompiled once: a test file then pays for its own code only.

set(Boost_USE_STATIC_LIBS OFF)
find_package(Boost 1.74 REQUIRED COMPONENTS unit_test_framework)

# All that decides how a test is compiled stands here: a precompiled header is reused only under the very same options.
# main.cpp defines BOOST_TEST_MODULE before it includes the header, hence cannot start from the precompiled one; an empty
# unit can, and computed.cpp, which computes for the tests of several rooms.
file(CONFIGURE OUTPUT precompiled.cpp CONTENT "// The precompiled header of the unit tests.\n" @ONLY)
function(tapeless_unit_kind kind level)
  add_library(tapeless_unit_${kind} INTERFACE)
  target_link_libraries(tapeless_unit_${kind} INTERFACE tapeless::tapeless tapeless_warnings Boost::unit_test_framework)
  target_compile_definitions(tapeless_unit_${kind} INTERFACE BOOST_TEST_DYN_LINK)
  target_compile_options(tapeless_unit_${kind} INTERFACE ${level})
  add_library(tapeless_unit_precompiled_${kind} OBJECT "${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp" computed.cpp)
  target_link_libraries(tapeless_unit_precompiled_${kind} PRIVATE tapeless_unit_${kind})
  target_precompile_headers(tapeless_unit_precompiled_${kind} PRIVATE <boost/test/unit_test.hpp>)
endfunction()
set(TAPELESS_UNIT_OPTIMIZATION "-O1" CACHE STRING "How unit tests that run kernels are optimized")
tapeless_unit_kind(options "${TAPELESS_UNIT_OPTIMIZATION}")
# Passes of the compiler that a test runs itself are called once: optimizing them costs clang up to five times the whole compilation.
tapeless_unit_kind(passes -O0)
set(rooms_of_passes meta shape expr graph rules diff show check laws operations)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang") # g++ tests these kernels optimized, the examples clang's
  list(APPEND rooms_of_passes plan run nn train)
endif()

add_library(tapeless_unit_main OBJECT main.cpp)
target_link_libraries(tapeless_unit_main PRIVATE tapeless_unit_options)

set(unit_rooms ${rooms} laws operations)
if(TAPELESS_TEST_ROOMS)
  set(unit_rooms ${TAPELESS_TEST_ROOMS})
endif()

foreach(room IN LISTS unit_rooms)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${room}/*.cpp")
  if(NOT sources)
    continue()
  endif()
  set(kind options)
  if(room IN_LIST rooms_of_passes)
    set(kind passes)
  endif()
  add_executable(unit_${room} ${sources} $<TARGET_OBJECTS:tapeless_unit_main>
                 $<TARGET_OBJECTS:tapeless_unit_precompiled_${kind}>)
  target_link_libraries(unit_${room} PRIVATE tapeless_unit_${kind})
  target_precompile_headers(unit_${room} REUSE_FROM tapeless_unit_precompiled_${kind})
  # Tests name data files relative to the project's root.
  add_test(NAME unit.${room} COMMAND unit_${room} --color_output=no WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(unit.${room} PROPERTIES TIMEOUT 300)
endforeach()

if(TAPELESS_SLOW_TESTS)
  include(slow.cmake)
endif()
if(TAPELESS_BOUNDS_TESTS)
  include(bounds/bounds.cmake)
endif()
