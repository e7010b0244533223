# SPDX-License-Identifier: BSL-1.0
# Toolchain file: bare-metal Cortex-M with clang++, the headers and libraries of arm-none-eabi-g++, which also links.
#
#   cmake -S . -B build/m4f-clang -DCMAKE_TOOLCHAIN_FILE=cmake/cortex-m-clang.cmake

set(TAPELESS_BOARD m4f-clang CACHE STRING "One of cmake/boards.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/cortex-m.cmake")
set(gcc ${CMAKE_CXX_COMPILER})
find_program(TAPELESS_CLANG NAMES clang++-14 clang++ REQUIRED) # 14 is the oldest that is supported
set(CMAKE_CXX_COMPILER "${TAPELESS_CLANG}")
set(core "${board_${TAPELESS_BOARD}_flags} -mthumb")

# Where g++ looks for headers, but for those that belong to a compiler.
separate_arguments(arguments UNIX_COMMAND "${core} --specs=nano.specs -E -v -x c++ /dev/null")
execute_process(COMMAND ${gcc} ${arguments} OUTPUT_QUIET ERROR_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE ".*search starts here:\n(.*)\nEnd of search list.*" "\\1" folders "${said}")
string(REGEX REPLACE "[ \n]+" ";" folders "${folders}")
list(FILTER folders EXCLUDE REGEX "^$|/lib/gcc/arm-none-eabi/[^/]*/include(-fixed)?$")
string(APPEND CMAKE_CXX_FLAGS_INIT " --target=arm-none-eabi -fshort-enums -nostdinc++") # enumerations as g++ has them
foreach(folder IN LISTS folders)
  string(APPEND CMAKE_CXX_FLAGS_INIT " -isystem ${folder}")
endforeach()
string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT " -Wl,-z,noexecstack") # newlib's assembly does not say so
set(CMAKE_CXX_LINK_EXECUTABLE
  "${gcc} ${core} <CMAKE_CXX_LINK_FLAGS> <LINK_FLAGS> <OBJECTS> -o <TARGET> <LINK_LIBRARIES>")
