# SPDX-License-Identifier: BSL-1.0
# The boards that images are built for and run on, all of them emulated by QEMU, and a second compiler for one of them.
# The one place that knows them:
#
#   board_<name>_toolchain   file of this folder, one for each architecture and compiler
#   board_<name>_tools       prefix of the compiler's and its companions' names
#   board_<name>_flags       of the compiler
#   board_<name>_memory      flash and RAM, origin and bytes, for tests/embedded/image.ld
#   board_<name>_hardware    which arithmetic is not done in software: single, double
#   board_<name>_emulator    the command that takes the image as its last argument; the program's text arrives on
#                            standard error, what main() returns is the exit code
#   tapeless_board_names     all of them

set(tapeless_board_names "")

macro(tapeless_board name toolchain tools flags memory hardware) # <arguments of QEMU>...
  list(APPEND tapeless_board_names ${name})
  set(board_${name}_toolchain ${toolchain})
  set(board_${name}_tools ${tools})
  set(board_${name}_flags ${flags})
  set(board_${name}_memory ${memory})
  set(board_${name}_hardware ${hardware})
  set(board_${name}_emulator ${ARGN} -display none -serial none -monitor none
    -semihosting-config enable=on,target=native -kernel)
endmacro()

# Where most microcontrollers have them. QEMU's boards have more; what is used is what is common.
set(at_zero   flash=0x0,0x40000        ram=0x20000000,0x10000)
set(nrf51     flash=0x0,0x40000        ram=0x20000000,0x8000) # nRF51822, the variant with 32 KB of RAM
set(secure    flash=0x10000000,0x40000 ram=0x38000000,0x10000)
set(dram      flash=0x80000000,0x40000 ram=0x80200000,0x10000) # "flash" is RAM that nobody writes to

set(arm arm-none-eabi-)
set(riscv riscv64-unknown-elf-)
set(rv32 qemu-system-riscv32 -M virt -bios none)

#              name      toolchain tools     flags                              memory       in hardware
tapeless_board(m0        cortex-m ${arm}   "-mcpu=cortex-m0"                  "${nrf51}"   ""
  qemu-system-arm -M microbit -global nrf51-soc.sram-size=32768)
tapeless_board(m3        cortex-m ${arm}   "-mcpu=cortex-m3"                  "${at_zero}" ""
  qemu-system-arm -M mps2-an385)
tapeless_board(m4f       cortex-m ${arm}   "-mcpu=cortex-m4 -mfloat-abi=hard" "${at_zero}" "single"
  qemu-system-arm -M mps2-an386)
tapeless_board(m4f-clang cortex-m-clang ${arm} "-mcpu=cortex-m4 -mfloat-abi=hard" "${at_zero}" "single"
  qemu-system-arm -M mps2-an386)
tapeless_board(m7        cortex-m ${arm}   "-mcpu=cortex-m7 -mfloat-abi=hard" "${at_zero}" "single;double"
  qemu-system-arm -M mps2-an500)
tapeless_board(m33       cortex-m ${arm}   "-mcpu=cortex-m33 -mfloat-abi=hard" "${secure}" "single"
  qemu-system-arm -M mps2-an505)
tapeless_board(m55       cortex-m ${arm}   "-mcpu=cortex-m55 -mfloat-abi=hard" "${at_zero}" "single;double" # and Helium
  qemu-system-arm -M mps3-an547)
tapeless_board(rv32imac  riscv32  ${riscv} "-march=rv32imac -mabi=ilp32"      "${dram}"    ""
  ${rv32})
tapeless_board(rv32imafc riscv32  ${riscv} "-march=rv32imafc -mabi=ilp32f"    "${dram}"    "single"
  ${rv32})

# Definitions for the linker script: flash_origin, flash_size, ram_origin, ram_size.
function(tapeless_memory_options result board)
  set(options "")
  foreach(memory IN LISTS board_${board}_memory)
    string(REGEX MATCH "^(.*)=(.*),(.*)$" matched "${memory}")
    string(APPEND options " -Wl,--defsym=${CMAKE_MATCH_1}_origin=${CMAKE_MATCH_2}"
                          " -Wl,--defsym=${CMAKE_MATCH_1}_size=${CMAKE_MATCH_3}")
  endforeach()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()
