# SPDX-License-Identifier: BSL-1.0
# Targets for the project's own programs. Consumers never link them.
#
#   tapeless_warnings   every warning of the house rules, as an error
#   tapeless_native     when TAPELESS_NATIVE is on: all this machine can do, fused multiply-add included; else nothing

add_library(tapeless_warnings INTERFACE)
target_compile_options(tapeless_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wdouble-promotion -Wold-style-cast -Wswitch-enum
  -Werror)

add_library(tapeless_native INTERFACE)
if(TAPELESS_NATIVE)
  target_compile_options(tapeless_native INTERFACE -march=native -ffp-contract=fast)
endif()
