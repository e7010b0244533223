# SPDX-License-Identifier: BSL-1.0
# What the toolchain files have in common; includes the boards, of which TAPELESS_BOARD is one.
include("${CMAKE_CURRENT_LIST_DIR}/boards.cmake")

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TAPELESS_BOARD)
if(NOT TAPELESS_BOARD IN_LIST tapeless_board_names)
  message(FATAL_ERROR "TAPELESS_BOARD is '${TAPELESS_BOARD}', expected one of ${tapeless_board_names}")
endif()
tapeless_memory_options(memory_options ${TAPELESS_BOARD})

set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_CXX_COMPILER ${board_${TAPELESS_BOARD}_tools}g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # there is no start-up code yet when CMake tries the compiler
set(CMAKE_CXX_FLAGS_INIT "${board_${TAPELESS_BOARD}_flags} -fno-exceptions -fno-rtti -fno-threadsafe-statics \
-ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostartfiles -Wl,--gc-sections${memory_options}")
set(CMAKE_EXECUTABLE_SUFFIX_CXX .elf)
set(CMAKE_CROSSCOMPILING_EMULATOR ${board_${TAPELESS_BOARD}_emulator})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
