# SPDX-License-Identifier: BSL-1.0
set title "Backward pass through a softmax of n numbers: operations"
set logscale xy 2
set xrange [2:128]
set yrange [8:131072]
set format y "%.0f"
set xlabel "n"
set key top left
plot data using 1:2 title "v^T J with the Jacobian" with linespoints linetype 2 pointtype 7 pointsize 0.6, \
  data using 1:3 title "y ⊙ (v - y·v)" with linespoints linetype 1 pointtype 7 pointsize 0.6
