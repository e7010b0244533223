# SPDX-License-Identifier: BSL-1.0
# Where the Boost.Hana headers come from.
#
#   tapeless_link_hana(<target>)      adds them to an INTERFACE target
#   tapeless_hana_folder(<result>)    the folder above boost/ that Boost::headers has them in, or nothing
#
# Host: the CMake target Boost::headers; a super-project that defines it first keeps its own Boost.
# Cross: only boost/hana, linked into a folder of the build tree. The host's include folder as a whole would shadow the
# target's C library.

function(tapeless_link_hana target)
  if(CMAKE_CROSSCOMPILING AND NOT TARGET Boost::headers)
    tapeless_hana_mirror(folder)
    target_include_directories(${target} SYSTEM INTERFACE "$<BUILD_INTERFACE:${folder}>")
    return()
  endif()
  if(NOT TARGET Boost::headers)
    find_package(Boost 1.74 QUIET)
  endif()
  if(NOT TARGET Boost::headers)
    message(FATAL_ERROR "tapeless needs the Boost.Hana headers (Boost 1.74 or later): "
                        "install them (Debian: libboost-dev) or set Boost_ROOT")
  endif()
  target_link_libraries(${target} INTERFACE Boost::headers)
endfunction()

function(tapeless_hana_folder result)
  set(${result} "" PARENT_SCOPE)
  get_target_property(dirs Boost::headers INTERFACE_INCLUDE_DIRECTORIES)
  foreach(dir IN LISTS dirs)
    if(EXISTS "${dir}/boost/hana/version.hpp")
      set(${result} "${dir}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

function(tapeless_hana_mirror result)
  find_path(TAPELESS_HANA_INCLUDE_DIR boost/hana/version.hpp
    PATHS /usr/include /usr/local/include /opt/homebrew/include NO_CMAKE_FIND_ROOT_PATH
    DOC "Folder that holds boost/hana/")
  if(NOT TAPELESS_HANA_INCLUDE_DIR)
    message(FATAL_ERROR "tapeless: no boost/hana/version.hpp found; "
                        "set TAPELESS_HANA_INCLUDE_DIR to the folder above boost/")
  endif()
  set(folder "${PROJECT_BINARY_DIR}/hana-only")
  file(MAKE_DIRECTORY "${folder}/boost")
  file(CREATE_LINK "${TAPELESS_HANA_INCLUDE_DIR}/boost/hana" "${folder}/boost/hana" SYMBOLIC COPY_ON_ERROR)
  set(${result} "${folder}" PARENT_SCOPE)
endfunction()
