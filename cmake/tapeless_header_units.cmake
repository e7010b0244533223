# SPDX-License-Identifier: BSL-1.0
# One translation unit per header, so that every header is compiled alone.
#
#   tapeless_header_units(<target> ROOMS <room>... [TOP] [TOGETHER] [OPTIONS <flag>...])
#
# makes an OBJECT library of all headers in the given rooms (with TOP: of those that lie above the rooms). Each unit
# includes its header twice, so a forgotten `#pragma once` is an error too. Without any header there is no target.
# TOGETHER: one unit with all of them instead; for a second compiler, where each alone has been seen.
# TAPELESS_SOURCE_DIR is the project's root.

function(tapeless_header_units target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "TOP;TOGETHER" "" "ROOMS;OPTIONS")
  set(include_dir "${TAPELESS_SOURCE_DIR}/include")
  set(patterns "")
  foreach(room IN LISTS arg_ROOMS)
    list(APPEND patterns "${include_dir}/tapeless/${room}/*.hpp")
  endforeach()
  set(headers "")
  if(patterns)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${include_dir}" ${patterns})
  endif()
  if(arg_TOP)
    file(GLOB top CONFIGURE_DEPENDS RELATIVE "${include_dir}" "${include_dir}/tapeless/*.hpp")
    list(APPEND headers ${top})
  endif()
  list(FILTER headers EXCLUDE REGEX "/users_macros_back") # gives back what another one took
  if(NOT headers)
    return()
  endif()

  set(units "")
  foreach(header IN LISTS headers)
    string(REGEX REPLACE "\\.hpp$" ".cpp" unit "${header}")
    if(arg_TOGETHER)
      set(unit "together.cpp")
    endif()
    set(unit "${CMAKE_CURRENT_BINARY_DIR}/${target}/${unit}")
    string(APPEND includes_of_${unit} "#include <${header}>\n#include <${header}>\n")
    list(APPEND units "${unit}")
  endforeach()
  list(REMOVE_DUPLICATES units)
  foreach(unit IN LISTS units)
    file(CONFIGURE OUTPUT "${unit}" CONTENT "${includes_of_${unit}}" @ONLY)
  endforeach()
  add_library(${target} OBJECT ${units})
  target_link_libraries(${target} PRIVATE tapeless::tapeless tapeless_warnings)
  target_compile_options(${target} PRIVATE -O0 -g0 ${arg_OPTIONS})
endfunction()
