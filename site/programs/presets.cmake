# SPDX-License-Identifier: BSL-1.0
# All choices of all presets: a call of preset_program (site/CMakeLists.txt) for each. tests/embedded reads this, too,
# and makes images for boards of the default choices. TAPELESS_PYTHON is there.

# The longest compilations first, so that none is left alone at the end.
set(layer_of_plain "tl::dense<12, activation>")
set(layer_of_residual "tl::residual<tl::dense<12, activation>>")
foreach(layer relu tanh sigmoid tanh_residual)
  string(REGEX MATCH "^[a-z]+" activation ${layer})
  set(form "${layer_of_plain}")
  if(layer MATCHES "_residual$")
    set(form "${layer_of_residual}")
  endif()
  set(is_default "")
  if(layer STREQUAL "relu")
    set(is_default DEFAULT)
  endif()
  preset_program(depth-${layer}-adamw depth ACTIVATION ${activation} LAYER "${form}" OPTIMIZER adamw ${is_default})
endforeach()

set(last_layer_of_cross_entropy "tl::dense<1>")
set(objective_of_cross_entropy "binary_cross_entropy")
set(last_layer_of_squared "tl::dense<1, tl::activation::sigmoid>")
set(objective_of_squared "mean_squared_error")
foreach(width 16 8)
  set(losses cross_entropy)
  if(width EQUAL 16)
    list(APPEND losses squared)
  endif()
  foreach(activation tanh relu)
    foreach(loss ${losses})
      foreach(optimizer momentum sgd adamw)
        set(is_default "")
        if("${activation} ${loss} ${optimizer}" STREQUAL "tanh cross_entropy momentum")
          set(is_default DEFAULT)
          if(width EQUAL 16)
            list(APPEND is_default TIMED)
          endif()
        endif()
        preset_program(classifier-${width}x${width}-${activation}-${loss}-${optimizer} classifier
          WIDTH ${width} ACTIVATION ${activation} LAST_LAYER "${last_layer_of_${loss}}"
          OBJECTIVE ${objective_of_${loss}}
          OPTIMIZER ${optimizer} MASKS 7 ${is_default})
      endforeach()
    endforeach()
  endforeach()
endforeach()

# The digits are in their modules, as bytes; as floats they take 460 kB beside them.
set(digits "${CMAKE_CURRENT_LIST_DIR}/../../examples/data/digits.csv")
set(digits_data "${CMAKE_CURRENT_LIST_DIR}/digits_data.py")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${digits}" "${digits_data}")
execute_process(COMMAND "${TAPELESS_PYTHON}" "${digits_data}" "${digits}" 32
  "${PROJECT_BINARY_DIR}/data/digits_data.hpp"
  COMMAND_ERROR_IS_FATAL ANY)
foreach(activation tanh relu)
  foreach(optimizer adamw momentum)
    set(is_default "")
    if("${activation} ${optimizer}" STREQUAL "tanh adamw")
      set(is_default DEFAULT)
    endif()
    preset_program(digits-${activation}-${optimizer} digits ACTIVATION ${activation} OPTIMIZER ${optimizer}
      MASKS 3 MEMORY 1048576 ${is_default})
  endforeach()
endforeach()

preset_program(heat-tanh-adam heat ACTIVATION tanh OPTIMIZER adam MEMORY 1048576 DEFAULT)
preset_program(wave-elman-adamw wave CELL elman OPTIMIZER adamw DEFAULT)
