# SPDX-License-Identifier: BSL-1.0
# cmake -DPROGRAM=… -DPDFLATEX=… -DFOLDER=… -P compiles.cmake
# The program writes a document to its standard output; pdflatex must take it without an error and without a warning of
# its own.

file(MAKE_DIRECTORY "${FOLDER}")
execute_process(COMMAND "${PROGRAM}" OUTPUT_FILE "${FOLDER}/document.tex" RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${PROGRAM} failed: ${failed}")
endif()
execute_process(
  COMMAND "${PDFLATEX}" -interaction=nonstopmode -halt-on-error document.tex
  WORKING_DIRECTORY "${FOLDER}" OUTPUT_VARIABLE printed ERROR_VARIABLE printed RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "pdflatex does not take what ${PROGRAM} writes:\n${printed}")
endif()
file(STRINGS "${FOLDER}/document.log" warnings REGEX "^(Overfull|Missing character|LaTeX Warning)")
if(warnings)
  message(FATAL_ERROR "pdflatex warns of what ${PROGRAM} writes:\n${warnings}")
endif()
