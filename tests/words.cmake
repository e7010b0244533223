# SPDX-License-Identifier: BSL-1.0
# How a test file is compiled stands in a line of its own, the second of the file:
#
#   // test: alone, wide with clang, clang suffices
#
#   alone                       in no batch with other files: it has much code of its own
#   optimized, unoptimized      otherwise than its room (unit.cmake), because it compiles faster so
#   many steps                  more steps of constant evaluation than clang allows by default
#   wide                        for the wider registers too, where TAPELESS_TEST_WIDE asks for that
#   g++ suffices                where TAPELESS_TEST_SHARED says that both compilers have their turn, this one only; what
#   clang suffices              is tested is the same, and takes the other one longer
#   g++ only, clang only        by the other one never
#
# The first five may be for one compiler: `wide with clang`. Any other word is an error. Whoever changes the line need
# not configure anew.

set(tapeless_test_words alone optimized unoptimized "many steps" wide)
set(tapeless_this_compiler g++)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  set(tapeless_this_compiler clang)
endif()

# The words that hold in this build; `left out` if the file is left to the other compiler.
function(tapeless_test_words_of file result)
  set(words "")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(STRINGS "${file}" lines ENCODING UTF-8 REGEX "^// *test *:")
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "^// test: ([^;]+)$")
      message(FATAL_ERROR "tapeless: ${file} says \"${line}\"; it is one line \"// test: <word>, <word>...\"")
    endif()
    string(REGEX REPLACE ", *" ";" said "${CMAKE_MATCH_1}")
    foreach(word IN LISTS said)
      string(REGEX REPLACE " with (g\\+\\+|clang)$" "" plain "${word}")
      string(REGEX MATCH "(g\\+\\+|clang)$" compiler "${word}")
      if(word MATCHES "^(g\\+\\+|clang) (suffices|only)$")
        if(NOT CMAKE_MATCH_1 STREQUAL tapeless_this_compiler AND (CMAKE_MATCH_2 STREQUAL only OR TAPELESS_TEST_SHARED))
          list(APPEND words "left out")
        endif()
      elseif(NOT plain IN_LIST tapeless_test_words)
        list(JOIN tapeless_test_words ", " known)
        message(FATAL_ERROR
          "tapeless: ${file} says \"${word}\"; the words are ${known}, each also \"... with g++\" or "
          "\"... with clang\", and g++ or clang with suffices or only (tests/words.cmake)")
      elseif(plain STREQUAL word OR compiler STREQUAL tapeless_this_compiler)
        list(APPEND words "${plain}")
      endif()
    endforeach()
  endforeach()
  set(${result} "${words}" PARENT_SCOPE)
endfunction()
