# SPDX-License-Identifier: BSL-1.0
# The host's build: configures the cross build as a test fixture, has each image built by its test, compares with the
# host's own result.
add_custom_target(tapeless_cortex_m) # only says that the tools are here

set(cross_dir "${CMAKE_CURRENT_BINARY_DIR}/${TAPELESS_CORTEX_M}")
set(hana_dir "")
get_target_property(boost_dirs Boost::headers INTERFACE_INCLUDE_DIRECTORIES)
foreach(dir IN LISTS boost_dirs)
  if(EXISTS "${dir}/boost/hana/version.hpp")
    set(hana_dir "-DTAPELESS_HANA_INCLUDE_DIR=${dir}")
  endif()
endforeach()

add_test(NAME embedded.configure COMMAND "${CMAKE_COMMAND}"
  -S "${PROJECT_SOURCE_DIR}" -B "${cross_dir}" -G "${CMAKE_GENERATOR}"
  "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" "-DCMAKE_TOOLCHAIN_FILE=${PROJECT_SOURCE_DIR}/cmake/cortex-m.cmake"
  -DCMAKE_BUILD_TYPE=MinSizeRel "-DTAPELESS_CORTEX_M=${TAPELESS_CORTEX_M}"
  "-DPython3_EXECUTABLE=${Python3_EXECUTABLE}" ${hana_dir})
set_tests_properties(embedded.configure PROPERTIES
  FIXTURES_SETUP tapeless_cross_build RESOURCE_LOCK tapeless_cross_build)

add_test(NAME embedded.headers COMMAND "${CMAKE_COMMAND}" --build "${cross_dir}" --target tapeless_cortex_m_headers)
set_tests_properties(embedded.headers PROPERTIES
  FIXTURES_REQUIRED tapeless_cross_build RESOURCE_LOCK tapeless_cross_build)

function(add_built_image_test name)
  add_image_test(${name} "${cross_dir}/images/${name}.elf"
    "--build-dir=${cross_dir}" "--build-target=image_${name}" ${ARGN})
  set_tests_properties(embedded.${name} PROPERTIES
    FIXTURES_REQUIRED tapeless_cross_build RESOURCE_LOCK tapeless_cross_build)
endfunction()

function(tapeless_add_cortex_m_test name source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "COMPARE" "" "")
  set(host "")
  if(arg_COMPARE)
    add_executable(host_${name} "${source}" "${embedded_dir}/report_host.cpp")
    target_link_libraries(host_${name} PRIVATE tapeless::tapeless tapeless_warnings)
    target_include_directories(host_${name} PRIVATE "${embedded_dir}")
    target_compile_options(host_${name} PRIVATE -O2 -fno-exceptions -fno-rtti)
    set(host "--host=$<TARGET_FILE:host_${name}>")
  endif()
  add_built_image_test(${name} ${host})
endfunction()

function(tapeless_add_cortex_m_refusal name source)
  list(TRANSFORM ARGN PREPEND "--must-refuse=")
  add_built_image_test(${name} ${ARGN})
endfunction()

function(tapeless_add_cortex_m_footprint) # the cross build's
endfunction()

function(add_footprint_test name)
  add_measured_test(${name} "${cross_dir}" ${ARGN})
  set_tests_properties(embedded.${name} PROPERTIES
    FIXTURES_REQUIRED tapeless_cross_build RESOURCE_LOCK tapeless_cross_build)
endfunction()

# Writes the tables of docs/footprint.md from measurements.
add_custom_target(tapeless_footprint_document
  COMMAND "${CMAKE_CTEST_COMMAND}" -R "^embedded.configure$" --output-on-failure
  COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/footprint.py" "--build-dir=${cross_dir}"
    --nm "${TAPELESS_ARM_NM}" --size "${TAPELESS_ARM_SIZE}" --plugin-source "${embedded_dir}/instruction_count.c"
    --document "${PROJECT_SOURCE_DIR}/docs/footprint.md" -- ${cortex_m_emulator}
  WORKING_DIRECTORY "${PROJECT_BINARY_DIR}" USES_TERMINAL VERBATIM)

add_test(NAME embedded.self_test COMMAND "${Python3_EXECUTABLE}" "${embedded_dir}/self_test.py")
