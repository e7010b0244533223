# SPDX-License-Identifier: BSL-1.0
# Toolchain file: bare-metal RISC-V of 32 bits with riscv64-unknown-elf-g++ and picolibc; images run under QEMU. Debian
# has no C++ library for it: the headers are those of Arm's newlib, and nothing of a library of C++ is linked.
#
#   cmake -S . -B build/rv32imac -DCMAKE_TOOLCHAIN_FILE=cmake/riscv32.cmake [-DTAPELESS_BOARD=rv32imac|rv32imafc]

set(TAPELESS_BOARD rv32imafc CACHE STRING "One of cmake/boards.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake")

file(GLOB versions /usr/include/newlib/c++/*)
list(SORT versions COMPARE NATURAL)
list(GET versions -1 headers)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
string(APPEND CMAKE_CXX_FLAGS_INIT " --specs=picolibc.specs -isystem ${headers} -isystem ${headers}/arm-none-eabi \
-isystem ${headers}/backward")
string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT " -nodefaultlibs")
set(CMAKE_CXX_STANDARD_LIBRARIES_INIT "-Wl,--start-group -lc -lgcc -Wl,--end-group")
