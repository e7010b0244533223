# SPDX-License-Identifier: BSL-1.0
# The host's build: configures a cross build for each board as a test fixture, has each image built by its test,
# compares with the host's own result.
set(TAPELESS_BOARDS m4f
  CACHE STRING "Boards that are tested whole, of cmake/boards.cmake, or all; the others have one image")
if(TAPELESS_BOARDS STREQUAL "all")
  set(boards_tested_whole ${tapeless_boards})
else()
  set(boards_tested_whole ${TAPELESS_BOARDS})
  list(REMOVE_ITEM boards_tested_whole ${tapeless_board_names})
  if(boards_tested_whole)
    message(FATAL_ERROR "tapeless: there are no boards ${boards_tested_whole}; there are ${tapeless_board_names}")
  endif()
  foreach(board IN LISTS tapeless_boards) # those whose tools are missing have been named
    if(board IN_LIST TAPELESS_BOARDS)
      list(APPEND boards_tested_whole ${board})
    endif()
  endforeach()
endif()

set(hana_dir "")
tapeless_hana_folder(folder_of_hana)
if(folder_of_hana)
  set(hana_dir "-DTAPELESS_HANA_INCLUDE_DIR=${folder_of_hana}")
endif()

function(cross_dir result board)
  set(${result} "${CMAKE_CURRENT_BINARY_DIR}/${board}" PARENT_SCOPE)
endfunction()

# One test at a time builds in a board's folder.
function(in_cross_build board name)
  set_tests_properties(embedded.${board}.${name} PROPERTIES
    FIXTURES_REQUIRED tapeless_cross_build_${board} RESOURCE_LOCK tapeless_cross_build_${board})
endfunction()

foreach(board IN LISTS tapeless_boards)
  cross_dir(dir ${board})
  add_test(NAME embedded.${board}.configure COMMAND "${CMAKE_COMMAND}"
    -S "${PROJECT_SOURCE_DIR}" -B "${dir}" -G "${CMAKE_GENERATOR}" "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}"
    "-DCMAKE_TOOLCHAIN_FILE=${PROJECT_SOURCE_DIR}/cmake/${board_${board}_toolchain}.cmake"
    -DCMAKE_BUILD_TYPE=MinSizeRel "-DTAPELESS_BOARD=${board}" "-DPython3_EXECUTABLE=${Python3_EXECUTABLE}" ${hana_dir})
  set_tests_properties(embedded.${board}.configure PROPERTIES
    FIXTURES_SETUP tapeless_cross_build_${board} RESOURCE_LOCK tapeless_cross_build_${board})
endforeach()
foreach(board IN LISTS boards_tested_whole)
  cross_dir(dir ${board})
  add_test(NAME embedded.${board}.headers COMMAND "${CMAKE_COMMAND}" --build "${dir}" --target tapeless_bare_headers)
  in_cross_build(${board} headers)
endforeach()

function(add_built_image_test board name)
  cross_dir(dir ${board})
  add_image_test(${board} ${name} "${dir}/images/${name}.elf" "--build-dir=${dir}" "--build-target=image_${name}"
    ${ARGN})
  in_cross_build(${board} ${name})
endfunction()

function(tapeless_add_image name source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "COMPARE" "TOOLCHAIN" "ALSO_ON;ARGUMENTS")
  set(host "")
  if(arg_COMPARE)
    add_executable(host_${name} "${source}" "${embedded_dir}/report_host.cpp")
    target_link_libraries(host_${name} PRIVATE tapeless::tapeless tapeless_warnings)
    target_include_directories(host_${name} PRIVATE "${embedded_dir}")
    target_compile_options(host_${name} PRIVATE -O1 -fno-exceptions -fno-rtti)
    set(host "--host=$<TARGET_FILE:host_${name}>")
  endif()
  foreach(board IN LISTS tapeless_boards)
    if((board IN_LIST arg_ALSO_ON OR board IN_LIST boards_tested_whole) AND
       board_${board}_toolchain MATCHES "${arg_TOOLCHAIN}")
      add_built_image_test(${board} ${name} ${host} ${arg_ARGUMENTS})
    endif()
  endforeach()
endfunction()

function(tapeless_add_footprint) # the cross build's
endfunction()

function(tapeless_add_footprint_test name board)
  if(board IN_LIST boards_tested_whole)
    cross_dir(dir ${board})
    add_measured_test(${board} ${name} "${dir}" ${ARGN})
    in_cross_build(${board} ${name})
  endif()
endfunction()

# Writes the tables of docs/footprint.md from measurements.
set(measured "")
foreach(board IN LISTS tapeless_boards)
  cross_dir(dir ${board})
  list(JOIN board_${board}_emulator " " emulator)
  list(APPEND measured "--board=${board}|${board_${board}_tools}|${dir}|${emulator}")
endforeach()
add_custom_target(tapeless_footprint_document
  COMMAND "${CMAKE_CTEST_COMMAND}" -R "^embedded.*[.]configure$" --output-on-failure
  COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/footprint_document.py" ${measured}
    --plugin-dir "${CMAKE_CURRENT_BINARY_DIR}" "${PROJECT_SOURCE_DIR}/docs/footprint.md"
  WORKING_DIRECTORY "${PROJECT_BINARY_DIR}" USES_TERMINAL VERBATIM)

# Writes site/boards.json from measurements.
add_custom_target(tapeless_site_boards
  COMMAND "${CMAKE_CTEST_COMMAND}" -R "^embedded.*[.]configure$" --output-on-failure
  COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/boards_json.py" ${measured}
  --plugin-dir "${CMAKE_CURRENT_BINARY_DIR}"
    "${PROJECT_SOURCE_DIR}/site/presets.json" "${PROJECT_SOURCE_DIR}/site/boards.json"
  WORKING_DIRECTORY "${PROJECT_BINARY_DIR}" USES_TERMINAL VERBATIM)

add_test(NAME embedded.self_test COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/self_test.py")
