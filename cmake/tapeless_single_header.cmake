# SPDX-License-Identifier: BSL-1.0
# The library as one file.
#
#   cmake --build <build> --target tapeless_single_header       writes <build>/single-header/tapeless.hpp
#   tapeless_add_single_header(<target> <file> <option>...)     a target that writes <file>; options as
#                                                               scripts/single-header has

include_guard(GLOBAL)
find_package(Python3 3.9 QUIET COMPONENTS Interpreter)

function(tapeless_add_single_header target file)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/tapeless/*.hpp")
  set(script "${PROJECT_SOURCE_DIR}/scripts/single-header")
  set(boost "")
  tapeless_hana_folder(folder_of_hana)
  if(folder_of_hana)
    set(boost --boost "${folder_of_hana}")
  endif()
  get_filename_component(folder "${file}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  add_custom_command(OUTPUT "${file}"
    COMMAND Python3::Interpreter "${script}" --output "${file}" ${boost} ${ARGN}
    DEPENDS "${script}" "${PROJECT_SOURCE_DIR}/LICENSE" ${headers} VERBATIM)
  add_custom_target(${target} DEPENDS "${file}")
endfunction()

if(Python3_FOUND)
  tapeless_add_single_header(tapeless_single_header "${PROJECT_BINARY_DIR}/single-header/tapeless.hpp")
endif()
