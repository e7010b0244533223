# SPDX-License-Identifier: BSL-1.0
# For the core named by TAPELESS_CORTEX_M:
#   cortex_m_cpu        compiler flags
#   cortex_m_memory     linker flags, where memory lies not at 0x0 (code) and 0x20000000 (data) as cortex_m.ld has it
#   cortex_m_emulator   the QEMU command that takes the image as its last argument: the program's text arrives on
#                       standard error, what main() returns is the exit code

set(TAPELESS_CORTEX_M m4f CACHE STRING "Core: m0, m3, m4f, m7, m33 or m55")

set(cortex_m_memory "")
if(TAPELESS_CORTEX_M STREQUAL "m0")
  set(cortex_m_cpu "-mcpu=cortex-m0")
  set(board microbit)
  set(cortex_m_memory "-Wl,--defsym=ram_size=16K")
elseif(TAPELESS_CORTEX_M STREQUAL "m3")
  set(cortex_m_cpu "-mcpu=cortex-m3")
  set(board mps2-an385)
elseif(TAPELESS_CORTEX_M STREQUAL "m4f")
  set(cortex_m_cpu "-mcpu=cortex-m4 -mfloat-abi=hard")
  set(board mps2-an386)
elseif(TAPELESS_CORTEX_M STREQUAL "m7")
  set(cortex_m_cpu "-mcpu=cortex-m7 -mfloat-abi=hard")
  set(board mps2-an500)
elseif(TAPELESS_CORTEX_M STREQUAL "m33")
  set(cortex_m_cpu "-mcpu=cortex-m33 -mfloat-abi=hard")
  set(board mps2-an505)
  set(cortex_m_memory "-Wl,--defsym=flash_origin=0x10000000 -Wl,--defsym=ram_origin=0x38000000")
elseif(TAPELESS_CORTEX_M STREQUAL "m55")
  set(cortex_m_cpu "-mcpu=cortex-m55 -mfloat-abi=hard")
  set(board mps3-an547)
else()
  message(FATAL_ERROR "TAPELESS_CORTEX_M is '${TAPELESS_CORTEX_M}', expected m0, m3, m4f, m7, m33 or m55")
endif()

set(cortex_m_emulator qemu-system-arm -M ${board} -display none -serial none -monitor none
  -semihosting-config enable=on,target=native -kernel)
