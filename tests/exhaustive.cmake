# SPDX-License-Identifier: BSL-1.0
# ctest label exhaustive, built only if asked for: every float through every function of math/, once as the compiler
# contracts sums of products and once without, on the vectors of this machine. Takes 25 minutes on two cores.
#
#   cmake --build <build> --target exhaustive && ctest --test-dir <build> -L exhaustive -j2

include(CheckCXXSourceCompiles)
find_library(TAPELESS_MPFR mpfr)
find_library(TAPELESS_GMP gmp)
if(NOT TAPELESS_MPFR OR NOT TAPELESS_GMP)
  message(STATUS "tapeless: no MPFR, the tests exhaustive.* are left out")
  return()
endif()

# glibc's functions of several doubles at once are 20 times as fast as those of one.
set(CMAKE_REQUIRED_FLAGS -march=native)
set(CMAKE_REQUIRED_LIBRARIES mvec m)
check_cxx_source_compiles("
#if defined(__AVX512F__)
typedef double doubles __attribute__((vector_size(64)));
#define NAME _ZGVeN8v_erfc
#else
typedef double doubles __attribute__((vector_size(32)));
#define NAME _ZGVdN4v_erfc
#endif
extern \"C\" doubles NAME(doubles);
int main(int count, char**) { return NAME(doubles{} + count)[0] > 2; }" TAPELESS_HAS_VECTOR_LIBM)
unset(CMAKE_REQUIRED_FLAGS)
unset(CMAKE_REQUIRED_LIBRARIES)

add_custom_target(exhaustive)
foreach(kind contracted uncontracted)
  set(program exhaustive_math_${kind})
  add_executable(${program} EXCLUDE_FROM_ALL exhaustive/math.cpp exhaustive/document.cpp)
  target_link_libraries(${program} PRIVATE tapeless::tapeless tapeless_warnings ${TAPELESS_MPFR} ${TAPELESS_GMP})
  target_compile_options(${program} PRIVATE -O3 -march=native -fno-math-errno -fno-trapping-math)
  if(TAPELESS_HAS_VECTOR_LIBM)
    target_compile_definitions(${program} PRIVATE TAPELESS_VECTOR_LIBM)
    target_link_libraries(${program} PRIVATE mvec m)
  endif()
  add_dependencies(exhaustive ${program})
  add_test(NAME exhaustive.math.${kind} COMMAND ${program} --results "${CMAKE_CURRENT_BINARY_DIR}/${kind}.results"
           WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(exhaustive.math.${kind} PROPERTIES LABELS exhaustive TIMEOUT 14400 FIXTURES_SETUP mathematics)
endforeach()
target_compile_definitions(exhaustive_math_contracted PRIVATE TAPELESS_CONTRACTED)
target_compile_options(exhaustive_math_contracted PRIVATE -ffp-contract=fast)
target_compile_options(exhaustive_math_uncontracted PRIVATE -ffp-contract=off)

# docs/mathematics.md is compared with what was found; --document instead of --check writes it.
add_test(NAME exhaustive.math.document
         COMMAND exhaustive_math_contracted --check "${CMAKE_CURRENT_BINARY_DIR}/contracted.results"
                 "${CMAKE_CURRENT_BINARY_DIR}/uncontracted.results"
         WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
set_tests_properties(exhaustive.math.document PROPERTIES LABELS exhaustive FIXTURES_REQUIRED mathematics)
