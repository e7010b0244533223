# SPDX-License-Identifier: BSL-1.0
# What tests/words.cmake makes of the second line of a test file, and what it refuses.
#
#   cmake -DFOLDER=<scratch> -P test_words.cmake
#   cmake -DFOLDER=<scratch> -DCMAKE_CXX_COMPILER_ID=<id> -DTAPELESS_TEST_SHARED=<ON|OFF> -DLINE=<line>
#         -P test_words.cmake
cmake_minimum_required(VERSION 3.21...3.31)

if(DEFINED LINE)
  include("${CMAKE_CURRENT_LIST_DIR}/../words.cmake")
  file(WRITE "${FOLDER}/a.cpp"
    "// SPDX-License-Identifier: BSL-1.0\n${LINE}\n// ∂f/∂x: a test of nothing\nint main() {}\n")
  tapeless_test_words_of("${FOLDER}/a.cpp" words)
  message("words <${words}>")
  return()
endif()

set(wrong 0)
function(expect compiler shared line pattern)
  execute_process(COMMAND "${CMAKE_COMMAND}" -DFOLDER=${FOLDER} -DCMAKE_CXX_COMPILER_ID=${compiler}
    -DTAPELESS_TEST_SHARED=${shared}
    "-DLINE=${line}" -P "${CMAKE_CURRENT_LIST_FILE}" OUTPUT_VARIABLE said ERROR_VARIABLE said)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(NOT said MATCHES "${pattern}")
    message("${line} with ${compiler} says\n${said}")
    math(EXPR wrong "${wrong} + 1")
    set(wrong ${wrong} PARENT_SCOPE)
  endif()
endfunction()

expect(GNU OFF "// a remark" "words <>")
expect(GNU OFF "// test: alone, many steps" "words <alone;many steps>")
expect(GNU OFF "// test: wide with clang, unoptimized with g++" "words <unoptimized>")
expect(Clang OFF "// test: wide with clang, unoptimized with g++" "words <wide>")
expect(GNU OFF "// test: clang suffices" "words <>")
expect(GNU ON "// test: clang suffices" "words <left out>")
expect(AppleClang ON "// test: clang suffices" "words <>")
expect(Clang ON "// test: alone, g++ suffices" "words <alone;left out>")
expect(Clang OFF "// test: g++ only" "words <left out>")
expect(GNU OFF "// test: g++ only" "words <>")
foreach(compiler IN ITEMS GNU Clang) # a misspelt word is no word, whomever it is for
  expect(${compiler} OFF "// test: alone, slowly" "a.cpp says \"slowly\"; the words are alone")
  expect(${compiler} OFF "// test: wide with icc" "says \"wide with icc\"")
  expect(${compiler} OFF "// test: clang suffice" "says \"clang suffice\"")
  expect(${compiler} OFF "//test: alone" "says \"//test: alone\"")
  expect(${compiler} OFF "// test:" "says \"// test:\"")
endforeach()
if(wrong)
  message(FATAL_ERROR "${wrong} lines are not read as they should be")
endif()
