# SPDX-License-Identifier: BSL-1.0
# tapeless_raise_limits(<target>): lets compilers derive larger programs in <target> than they do by default. What needs
# it, and what helps instead, is in docs/limits.md.

function(tapeless_raise_limits target)
  target_compile_options(${target} PRIVATE
    -ftemplate-depth=4000
    $<$<CXX_COMPILER_ID:GNU>:-fconstexpr-ops-limit=2000000000 -fconstexpr-loop-limit=16777216 -fconstexpr-depth=4000>
    $<$<CXX_COMPILER_ID:Clang,AppleClang>:-fconstexpr-steps=1073741824 -fconstexpr-depth=4000 -fbracket-depth=4000>)
endfunction()
