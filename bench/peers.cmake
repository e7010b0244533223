# SPDX-License-Identifier: BSL-1.0
# The peers, each with the flags that serve it best: bench_units, bench_libraries. What is not installed is left out by
# name.

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


tapeless_bench_wants(wanted tapeless)
if(wanted)
  tapeless_bench_peer(bench tapeless run/peers/tapeless.cpp NETWORKS ${networks}
    FLAGS ${TAPELESS_BENCH_OPTIMIZATION} -ffp-contract=fast LINK tapeless::tapeless tapeless_warnings)
endif()

foreach(layout feature batch)
  foreach(variant "" -fast -fast-512) # wider vectors gain nothing without -ffast-math
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

# As exact as tapeless, and with approximate roots and quotients.
tapeless_bench_wants(wanted adam-update)
if(wanted)
  foreach(variant "" -fast)
    set(flags -fno-math-errno -fno-trapping-math)
    if(variant)
      set(flags -ffast-math)
    endif()
    tapeless_bench_peer(bench adam-update${variant} run/peers/adam_update.cpp NETWORKS ${networks}
      FLAGS -O3 -ffp-contract=fast ${flags} LINK tapeless_warnings)
  endforeach()
endif()

# tapeless_bench_optional(<name> <Debian package> HEADERS <file>... [SUFFIXES <folder>...] [LIBRARIES <library>...])
#
# sets <name>_found, <name>_includes and <name>_libraries; says so if the peer is wanted and not installed.
function(tapeless_bench_optional name package)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "HEADERS;SUFFIXES;LIBRARIES")
  tapeless_bench_wants(found ${name})
  set(includes)
  set(libraries)
  foreach(file IN LISTS arg_HEADERS arg_LIBRARIES)
    if(NOT found)
      break()
    endif()
    string(MAKE_C_IDENTIFIER "TAPELESS_BENCH_${file}" variable)
    if(file IN_LIST arg_HEADERS)
      find_path(${variable} ${file} PATH_SUFFIXES ${arg_SUFFIXES})
      list(APPEND includes "${${variable}}")
    else()
      find_library(${variable} ${file})
      list(APPEND libraries "${${variable}}")
    endif()
    mark_as_advanced(${variable})
    if(NOT ${variable})
      message(STATUS "tapeless: the benchmark's peer ${name} is left out: no ${file} (Debian: ${package})")
      set(found OFF)
    endif()
  endforeach()
  set(${name}_found ${found} PARENT_SCOPE)
  set(${name}_includes ${includes} PARENT_SCOPE)
  set(${name}_libraries ${libraries} PARENT_SCOPE)
endfunction()

# What includes a peer's headers, as a system's: its warnings are not ours.
function(tapeless_bench_link name)
  add_library(bench_with_${name} INTERFACE)
  target_include_directories(bench_with_${name} SYSTEM INTERFACE ${${name}_includes})
  target_link_libraries(bench_with_${name} INTERFACE tapeless_warnings)
  set(bench_libraries ${bench_libraries} ${${name}_libraries} PARENT_SCOPE)
endfunction()

tapeless_bench_optional(eigen libeigen3-dev HEADERS Eigen/Dense SUFFIXES eigen3)
if(eigen_found)
  tapeless_bench_link(eigen)
  # Large matrices of fixed size are allowed; g++ 12 warns of the intrinsics' own undefined vectors.
  target_compile_definitions(bench_with_eigen INTERFACE EIGEN_STACK_ALLOCATION_LIMIT=0)
  target_compile_options(bench_with_eigen INTERFACE -Wno-uninitialized -Wno-maybe-uninitialized)
  tapeless_bench_peer(bench eigen run/peers/eigen.cpp NETWORKS ${networks} FLAGS -O3 -ffp-contract=fast
    LINK bench_with_eigen)
endif()

tapeless_bench_optional(libxsmm libxsmm-dev HEADERS libxsmm.h SUFFIXES libxsmm LIBRARIES xsmm blas)
if(libxsmm_found)
  tapeless_bench_link(libxsmm)
  tapeless_bench_peer(bench libxsmm run/peers/libxsmm.cpp FLAGS -O3 -ffp-contract=fast LINK bench_with_libxsmm)
endif()

tapeless_bench_optional(libtorch libtorch-dev HEADERS torch/all.h torch/script.h SUFFIXES torch/csrc/api/include
  LIBRARIES torch torch_cpu c10)
if(libtorch_found)
  tapeless_bench_link(libtorch)
  tapeless_bench_peer(bench libtorch run/peers/libtorch.cpp FLAGS -O2 LINK bench_with_libtorch)
endif()

tapeless_bench_optional(adolc libadolc-dev HEADERS adolc/adolc.h LIBRARIES adolc)
if(adolc_found)
  tapeless_bench_link(adolc)
  tapeless_bench_peer(bench adolc run/peers/adolc.cpp FLAGS -O2 LINK bench_with_adolc)
endif()

# Sacado's headers include one of Kokkos.
tapeless_bench_optional(sacado "libtrilinos-sacado-dev libtrilinos-kokkos-dev"
  HEADERS Sacado_trad.hpp Kokkos_Macros.hpp SUFFIXES trilinos)
if(sacado_found)
  tapeless_bench_link(sacado)
  tapeless_bench_peer(bench sacado run/peers/sacado.cpp FLAGS -O2 LINK bench_with_sacado)
endif()

tapeless_bench_wants(wanted closures)
if(wanted)
  tapeless_bench_peer(bench closures run/peers/closures.cpp FLAGS -O2 LINK tapeless_warnings)
endif()
