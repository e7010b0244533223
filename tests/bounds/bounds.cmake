# SPDX-License-Identifier: BSL-1.0
# ctest label bounds, built only if asked for: one dense layer of all shapes 1…40 × 1…40, forward and backward, in
# memory that ends at protected pages. One translation unit for every 10 shapes.
#
#   cmake -S . -B build/bounds -G Ninja -DTAPELESS_BOUNDS_TESTS=ON -DTAPELESS_TEST_KINDS=unit \
#         -DTAPELESS_TEST_ROOMS=kernel
#   cmake --build build/bounds --target bounds_dense_layer && ctest --test-dir build/bounds -L bounds

set(TAPELESS_BOUNDS_ELEMENT float CACHE STRING "Element type of the layers")
set(TAPELESS_BOUNDS_LAST 40 CACHE STRING "Largest extent of the layers, a multiple of 10")
set(TAPELESS_BOUNDS_OPTIONS -march=native CACHE STRING "How the kernels of the layers are compiled, besides -O1")

set(element "${TAPELESS_BOUNDS_ELEMENT}")
set(count 10)
set(sources)
foreach(rows RANGE 1 ${TAPELESS_BOUNDS_LAST})
  foreach(first RANGE 1 ${TAPELESS_BOUNDS_LAST} ${count})
    set(source "${CMAKE_CURRENT_BINARY_DIR}/bounds_${element}_${rows}_${first}.cpp")
    configure_file(bounds/rows.cpp.in "${source}" @ONLY)
    list(APPEND sources "${source}")
  endforeach()
endforeach()

add_executable(bounds_dense_layer ${sources} $<TARGET_OBJECTS:tapeless_unit_main>)
target_include_directories(bounds_dense_layer PRIVATE bounds)
target_link_libraries(bounds_dense_layer PRIVATE tapeless_unit_options)
target_compile_options(bounds_dense_layer PRIVATE ${TAPELESS_BOUNDS_OPTIONS})
add_test(NAME bounds.dense_layer COMMAND bounds_dense_layer --color_output=no)
set_tests_properties(bounds.dense_layer PROPERTIES LABELS bounds TIMEOUT 600)
