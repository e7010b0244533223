# SPDX-License-Identifier: BSL-1.0
#   tapeless_add_cortex_m_test(<name> <source> [COMPARE])
#     ctest embedded.<name>: the image has no heap and no double arithmetic, runs under QEMU and returns 0. With COMPARE
#     the same source is built for the host, too, and both must report() the same values (see run.py).
#   tapeless_add_cortex_m_refusal(<name> <source> <symbol>...)
#     ctest embedded.<name>: the gates refuse the image for these symbols.
#   tapeless_add_cortex_m_footprint(<network> <source>)
#     what footprint.py measures: for -Os and -O2 a target footprint_<network>_<level> that makes the image and, of the
#     same object file, an image of each measured function alone.
#   add_footprint_test(<name> <arguments of footprint.py>...)
#     ctest embedded.<name>; skipped where QEMU takes no plugins or there is no compiler for one.
#
# The target tapeless_cortex_m exists when the tools do; in the cross build every image is linked with it.

set(TAPELESS_SOURCE_DIR "${PROJECT_SOURCE_DIR}")
set(embedded_dir "${CMAKE_CURRENT_SOURCE_DIR}")
include("${PROJECT_SOURCE_DIR}/cmake/cortex-m-cores.cmake")
find_package(Python3 3.9 COMPONENTS Interpreter)
find_program(TAPELESS_ARM_GXX arm-none-eabi-g++)
find_program(TAPELESS_ARM_NM arm-none-eabi-nm)
find_program(TAPELESS_ARM_SIZE arm-none-eabi-size)
find_program(TAPELESS_QEMU_ARM qemu-system-arm)
if(NOT (Python3_FOUND AND TAPELESS_ARM_GXX AND TAPELESS_ARM_NM AND TAPELESS_ARM_SIZE AND TAPELESS_QEMU_ARM))
  message(STATUS "tapeless: the tests embedded.* are left out: no python3, arm-none-eabi-g++ or qemu-system-arm")
  return()
endif()

# The test proper, the same in both builds. Python by its path: CMake would start the target Python3::Interpreter in the
# emulator.
function(add_image_test name image)
  add_test(NAME embedded.${name} COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/run.py"
    --nm "${TAPELESS_ARM_NM}" --size "${TAPELESS_ARM_SIZE}" --image "${image}" ${ARGN} -- ${cortex_m_emulator})
  set_tests_properties(embedded.${name} PROPERTIES TIMEOUT 600)
endfunction()

function(add_measured_test name build_dir)
  add_test(NAME embedded.${name} COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/footprint.py"
    "--build-dir=${build_dir}" --nm "${TAPELESS_ARM_NM}" --size "${TAPELESS_ARM_SIZE}"
    --plugin-source "${embedded_dir}/instruction_count.c" ${ARGN} -- ${cortex_m_emulator})
  set_tests_properties(embedded.${name} PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77)
endfunction()

if(CMAKE_CROSSCOMPILING)
  include("${embedded_dir}/target_side.cmake")
else()
  include("${embedded_dir}/host_side.cmake")
endif()
