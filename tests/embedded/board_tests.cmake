# SPDX-License-Identifier: BSL-1.0
#   tapeless_add_image(<name> <source> [COMPARE] [TOOLCHAIN <regular expression>] [ALSO_ON <board>...]
#                      [ARGUMENTS <argument of run.py>...])
#     ctest embedded.<board>.<name>: the image passes the checks of run.py, runs under QEMU and returns 0. With COMPARE
#     the same source is built for the host, too, and both must report() the same values. On the boards that are tested
#     whole, and on those of ALSO_ON, which are too costly to be tested whole in every run of scripts/test. With
#     TOOLCHAIN on no others than those whose toolchain file is named so.
#   tapeless_add_footprint(<network> <source> [FUNCTIONS <function>...] [LINK_OPTIONS <option>...])
#     what footprint.py measures: for -Os, -O2 and -Og a target footprint_<network>_<level> that makes the image and, of
#     the same object file, an image of each measured function alone; these are training_step and prediction by default.
#   tapeless_add_footprint_test(<name> <board> <argument of footprint.py>...)
#     ctest embedded.<board>.<name>; skipped where QEMU takes no plugins or there is no compiler for one.
#
# tapeless_boards are those whose tools are here; in a cross build, the one it is for.

set(TAPELESS_SOURCE_DIR "${PROJECT_SOURCE_DIR}")
set(embedded_dir "${CMAKE_CURRENT_SOURCE_DIR}")
include("${PROJECT_SOURCE_DIR}/cmake/boards.cmake")
find_package(Python3 3.9 COMPONENTS Interpreter)

set(tapeless_boards "")
foreach(board IN LISTS tapeless_board_names)
  set(missing "")
  list(GET board_${board}_emulator 0 emulator)
  set(compiler "")
  if(board_${board}_toolchain MATCHES "clang")
    set(compiler clang++)
  endif()
  foreach(tool IN ITEMS ${compiler} ${board_${board}_tools}g++ ${board_${board}_tools}objdump ${emulator})
    find_program(TAPELESS_FOUND_${tool} ${tool})
    if(NOT TAPELESS_FOUND_${tool})
      list(APPEND missing ${tool})
    endif()
  endforeach()
  if(missing)
    list(JOIN missing ", " missing)
    message(STATUS "tapeless: the tests embedded.${board}.* are left out: no ${missing}")
  elseif(NOT CMAKE_CROSSCOMPILING OR board STREQUAL "${TAPELESS_BOARD}")
    list(APPEND tapeless_boards ${board})
  endif()
endforeach()

# The tests proper, the same in both builds. Python by its path: CMake would start the target Python3::Interpreter in
# the emulator.
function(add_image_test board name image)
  add_test(NAME embedded.${board}.${name} COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/run.py"
    --tools "${board_${board}_tools}" "--hardware=${board_${board}_hardware}" --image "${image}" ${ARGN}
    -- ${board_${board}_emulator})
  set_tests_properties(embedded.${board}.${name} PROPERTIES TIMEOUT 600)
endfunction()

function(add_measured_test board name build_dir)
  add_test(NAME embedded.${board}.${name} COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/footprint.py"
    --tools "${board_${board}_tools}" "--build-dir=${build_dir}" ${ARGN} -- ${board_${board}_emulator})
  set_tests_properties(embedded.${board}.${name} PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77)
endfunction()

if(CMAKE_CROSSCOMPILING)
  include("${embedded_dir}/target_side.cmake")
else()
  include("${embedded_dir}/host_side.cmake")
endif()
