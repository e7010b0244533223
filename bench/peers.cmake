# SPDX-License-Identifier: BSL-1.0
# The peers, each with the flags that serve it best: bench_units, bench_libraries. What is not installed is left out by name.

function(tapeless_bench_wants result name)
  set(wanted ON)
  if(TAPELESS_BENCH_PEERS AND NOT "${name}" IN_LIST TAPELESS_BENCH_PEERS)
    set(wanted OFF)
  endif()
  set(${result} ${wanted} PARENT_SCOPE)
endfunction()

set(bench_units)
set(bench_libraries)
set(networks ${TAPELESS_BENCH_NETWORKS})
set(left_out)

tapeless_bench_wants(wanted tapeless)
if(wanted)
  tapeless_bench_peer(bench tapeless run/peers/tapeless.cpp NETWORKS ${networks}
    FLAGS ${TAPELESS_BENCH_OPTIMIZATION} -ffp-contract=fast LINK tapeless::tapeless tapeless_warnings)
endif()

foreach(layout feature batch)
  foreach(variant "" -512 -fast -fast-512)
    tapeless_bench_wants(wanted plain-${layout}${variant})
    if(NOT wanted)
      continue()
    endif()
    set(flags -O3 -ffp-contract=fast)
    if(variant MATCHES fast)
      list(APPEND flags -ffast-math)
    endif()
    if(variant MATCHES 512)
      list(APPEND flags -mprefer-vector-width=512)
    endif()
    tapeless_bench_peer(bench plain-${layout}${variant} run/peers/plain_${layout}.cpp NETWORKS ${networks}
      FLAGS ${flags} LINK tapeless_warnings)
  endforeach()
endforeach()
