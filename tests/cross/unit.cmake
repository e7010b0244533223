# SPDX-License-Identifier: BSL-1.0
# What unit tests need where they are compiled for another target, whose programs an emulator runs: Boost.Test as
# headers, and nothing of the host's besides.
find_path(TAPELESS_BOOST_TEST_INCLUDE_DIR boost/test/included/unit_test.hpp PATHS /usr/include /usr/local/include
  REQUIRED
  NO_CMAKE_FIND_ROOT_PATH DOC "Folder that holds boost/test/")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/boost-only")
file(CREATE_LINK "${TAPELESS_BOOST_TEST_INCLUDE_DIR}/boost" "${PROJECT_BINARY_DIR}/boost-only/boost" SYMBOLIC)

add_library(tapeless_unit_test_headers INTERFACE)
add_library(Boost::unit_test_framework ALIAS tapeless_unit_test_headers)
target_include_directories(tapeless_unit_test_headers SYSTEM INTERFACE "${PROJECT_BINARY_DIR}/boost-only")

if(CMAKE_SYSTEM_PROCESSOR STREQUAL wasm32)
  target_compile_definitions(tapeless_unit_test_headers INTERFACE _WASI_EMULATED_SIGNAL)
  target_compile_options(tapeless_unit_test_headers
    INTERFACE "SHELL:-include ${CMAKE_CURRENT_LIST_DIR}/../wasm/libcxx.hpp")
  target_link_libraries(tapeless_unit_test_headers INTERFACE wasi-emulated-signal wasi-emulated-process-clocks)
  target_link_options(tapeless_unit_test_headers INTERFACE -mexec-model=command -Wl,-z,stack-size=1048576)
endif()
