# SPDX-License-Identifier: BSL-1.0
# Toolchain file: bare-metal Cortex-M with arm-none-eabi-g++ and newlib-nano; images run under QEMU.
#
#   cmake -S . -B build/m4f -DCMAKE_TOOLCHAIN_FILE=cmake/cortex-m.cmake [-DTAPELESS_CORTEX_M=m0|m3|m4f|m7|m33|m55]

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TAPELESS_CORTEX_M)
include("${CMAKE_CURRENT_LIST_DIR}/cortex-m-cores.cmake")

set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # there is no start-up code yet when CMake tries the compiler

set(CMAKE_CXX_FLAGS_INIT
  "-mthumb ${cortex_m_cpu} -fno-exceptions -fno-rtti -fno-threadsafe-statics -ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT
  "-nostartfiles --specs=nano.specs --specs=nosys.specs -Wl,--gc-sections ${cortex_m_memory}")
set(CMAKE_EXECUTABLE_SUFFIX_CXX .elf)
set(CMAKE_CROSSCOMPILING_EMULATOR ${cortex_m_emulator})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
