# SPDX-License-Identifier: BSL-1.0
# Toolchain file: WebAssembly with clang++, wasi-libc and libc++ (Debian: scripts/setup wasm). Programs are reactors: a
# module without main, whose functions are called once `_initialize` was; what needs no files and no clock then imports
# nothing.
#
#   cmake -S . -B build/wasm -DCMAKE_TOOLCHAIN_FILE=cmake/wasm32-wasi.cmake [-DTAPELESS_WASM_SIMD=OFF]
#
# Exported are functions with [[clang::export_name("...")]] and the memory. The stack lies below all data, so that a
# program that exceeds it stops instead of writing over them; its size and the memory's are options of the linker:
# -Wl,-z,stack-size=16384,
# -Wl,--initial-memory=1048576,--max-memory=1048576 (multiples of 65536).

option(TAPELESS_WASM_SIMD "Vectors of 128 bits" ON)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TAPELESS_WASM_SIMD)

set(CMAKE_SYSTEM_NAME Generic) # CMake 3.25 does not know WASI
set(CMAKE_SYSTEM_PROCESSOR wasm32)
find_program(TAPELESS_CLANG_WASM NAMES clang++-19 clang++ REQUIRED)
set(CMAKE_CXX_COMPILER "${TAPELESS_CLANG_WASM}")
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_FLAGS_INIT "-fno-exceptions -fno-rtti -fno-threadsafe-statics")
if(TAPELESS_WASM_SIMD)
  string(APPEND CMAKE_CXX_FLAGS_INIT " -msimd128")
endif()
set(CMAKE_EXE_LINKER_FLAGS_INIT "-mexec-model=reactor -Wl,--stack-first -Wl,--strip-debug")
set(CMAKE_EXECUTABLE_SUFFIX_CXX .wasm)
find_program(TAPELESS_NODE NAMES node nodejs)
if(TAPELESS_NODE)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${TAPELESS_NODE}" --no-warnings "${CMAKE_CURRENT_LIST_DIR}/../tests/wasm/run.mjs")
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
