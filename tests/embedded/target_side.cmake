# SPDX-License-Identifier: BSL-1.0
# The cross build for one board: makes the images and, with nothing to compare with, runs them.
include(tapeless_header_units)

set(core $<IF:$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},arm>,cortex_m,riscv32>)
add_library(tapeless_board OBJECT start_${core}.cpp start.cpp report_board.cpp)
target_compile_features(tapeless_board PUBLIC cxx_std_20)
target_link_libraries(tapeless_board PRIVATE tapeless_warnings)
target_include_directories(tapeless_board PUBLIC "${embedded_dir}")

# Every header that claims to run on a microcontroller is compiled for one.
set(bare_rooms meta math shape expr graph rules diff plan kernel run nn train save)
tapeless_header_units(tapeless_bare_headers ROOMS ${bare_rooms} TOGETHER)

function(make_image name)
  target_link_options(image_${name} PRIVATE "-T${embedded_dir}/image.ld")
  set_target_properties(image_${name} PROPERTIES OUTPUT_NAME ${name} LINKER_LANGUAGE CXX
    LINK_DEPENDS "${embedded_dir}/image.ld" RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/images")
endfunction()

function(add_image name source)
  add_executable(image_${name} "${source}")
  target_link_libraries(image_${name} PRIVATE tapeless_board tapeless::tapeless tapeless_warnings)
  make_image(${name})
endfunction()

function(tapeless_add_image name source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "COMPARE" "" "ALSO_ON;ARGUMENTS")
  add_image(${name} "${source}")
  add_image_test(${TAPELESS_BOARD} ${name} "$<TARGET_FILE:image_${name}>" ${arg_ARGUMENTS})
endfunction()

function(tapeless_add_footprint network source)
  foreach(level Os O2 Og)
    set(case ${network}_${level})
    add_library(object_${case} OBJECT EXCLUDE_FROM_ALL "${source}")
    target_compile_features(object_${case} PRIVATE cxx_std_20)
    target_compile_options(object_${case} PRIVATE -${level})
    target_link_libraries(object_${case} PRIVATE tapeless_board tapeless::tapeless tapeless_warnings)
    add_executable(image_${case} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:object_${case}>)
    target_link_libraries(image_${case} PRIVATE tapeless_board)
    make_image(${case})
    set(images image_${case})
    foreach(function training_step prediction)
      set(alone ${case}_${function})
      add_executable(image_${alone} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:object_${case}>)
      target_link_options(image_${alone} PRIVATE "LINKER:--entry=${function}")
      make_image(${alone})
      list(APPEND images image_${alone})
    endforeach()
    add_custom_target(footprint_${case} DEPENDS ${images})
  endforeach()
endfunction()

function(tapeless_add_footprint_test name board)
  if(board STREQUAL TAPELESS_BOARD)
    add_measured_test(${board} ${name} "${PROJECT_BINARY_DIR}" ${ARGN})
  endif()
endfunction()
