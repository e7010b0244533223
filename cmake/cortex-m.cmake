# SPDX-License-Identifier: BSL-1.0
# Toolchain file: bare-metal Cortex-M with arm-none-eabi-g++ and newlib-nano; images run under QEMU.
#
#   cmake -S . -B build/m4f -DCMAKE_TOOLCHAIN_FILE=cmake/cortex-m.cmake [-DTAPELESS_BOARD=m0|m3|m4f|m7|m33|m55]

set(TAPELESS_BOARD m4f CACHE STRING "One of cmake/boards.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake")

set(CMAKE_SYSTEM_PROCESSOR arm)
string(APPEND CMAKE_CXX_FLAGS_INIT " -mthumb")
string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT " --specs=nano.specs --specs=nosys.specs")
