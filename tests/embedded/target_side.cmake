# SPDX-License-Identifier: BSL-1.0
# The cross build: makes the images and, with nothing to compare with, runs them.
include(tapeless_header_units)

add_library(tapeless_cortex_m OBJECT start.cpp report_cortex_m.cpp)
target_compile_features(tapeless_cortex_m PUBLIC cxx_std_20)
target_link_libraries(tapeless_cortex_m PRIVATE tapeless_warnings)
target_include_directories(tapeless_cortex_m PUBLIC "${embedded_dir}")
target_link_options(tapeless_cortex_m INTERFACE "-T${embedded_dir}/cortex_m.ld")

# Every header that claims to run on a microcontroller is compiled for one.
set(bare_rooms meta math shape expr graph rules diff plan kernel run nn train save)
tapeless_header_units(tapeless_cortex_m_headers ROOMS ${bare_rooms} TOGETHER)

function(add_image name source)
  add_executable(image_${name} "${source}" $<TARGET_OBJECTS:tapeless_cortex_m>)
  target_link_libraries(image_${name} PRIVATE tapeless_cortex_m tapeless::tapeless tapeless_warnings)
  set_target_properties(image_${name} PROPERTIES OUTPUT_NAME ${name}
    LINK_DEPENDS "${embedded_dir}/cortex_m.ld" RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/images")
endfunction()

function(tapeless_add_cortex_m_test name source)
  add_image(${name} "${source}")
  add_image_test(${name} "$<TARGET_FILE:image_${name}>")
endfunction()

function(tapeless_add_cortex_m_refusal name source)
  add_image(${name} "${source}")
  list(TRANSFORM ARGN PREPEND "--must-refuse=")
  add_image_test(${name} "$<TARGET_FILE:image_${name}>" ${ARGN})
endfunction()

function(tapeless_add_cortex_m_footprint network source)
  foreach(level Os O2)
    set(case ${network}_${level})
    add_library(object_${case} OBJECT EXCLUDE_FROM_ALL "${source}")
    target_compile_features(object_${case} PRIVATE cxx_std_20)
    target_compile_options(object_${case} PRIVATE -${level})
    target_link_libraries(object_${case} PRIVATE tapeless_cortex_m tapeless::tapeless tapeless_warnings)
    add_executable(image_${case} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:object_${case}> $<TARGET_OBJECTS:tapeless_cortex_m>)
    target_link_libraries(image_${case} PRIVATE tapeless_cortex_m)
    set_target_properties(image_${case} PROPERTIES OUTPUT_NAME ${case} RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/images")
    set(images image_${case})
    foreach(function training_step prediction)
      set(alone alone_${case}_${function})
      add_executable(${alone} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:object_${case}>)
      target_link_options(${alone} PRIVATE "LINKER:--entry=${function}")
      set_target_properties(${alone} PROPERTIES LINKER_LANGUAGE CXX
        OUTPUT_NAME ${case}_${function} RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/images")
      list(APPEND images ${alone})
    endforeach()
    add_custom_target(footprint_${case} DEPENDS ${images})
  endforeach()
endfunction()

function(add_footprint_test name)
  add_measured_test(${name} "${PROJECT_BINARY_DIR}" ${ARGN})
endfunction()
