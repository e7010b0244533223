# SPDX-License-Identifier: BSL-1.0
# Runs a fuzzer in a folder of its own, which keeps what it has found interesting: PROGRAM, FOLDER, SECONDS, SEED,
# LONGEST
file(MAKE_DIRECTORY "${FOLDER}/corpus")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "TAPELESS_FUZZ_CORPUS=${FOLDER}/corpus"
  "${PROGRAM}" -max_total_time=${SECONDS} -seed=${SEED} -max_len=${LONGEST} -print_final_stats=1 -verbosity=1
  "-artifact_prefix=${FOLDER}/" "${FOLDER}/corpus"
  RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "${text}")
endif()
string(REGEX MATCHALL "DONE +cov: [0-9]+|Done [^\n]*" figures "${text}")
list(JOIN figures ", " figures)
message("${figures}")
