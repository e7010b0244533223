# SPDX-License-Identifier: BSL-1.0
set title "Norm of the gradient of each layer's weights, 20 layers"
set xlabel "layer"
set logscale y
set format y "10^{%T}"
set xrange [0.5:20.5]
set key below maxrows 2
plot data index 1 using 1:2 title "ReLU, He, 2.5 times as large" with linespoints linetype 2 pointtype 7 pointsize 0.4, \
  data index 3 using 1:2 title "sigmoid with residuals" with linespoints linetype 3 pointtype 7 pointsize 0.4, \
  data index 2 using 1:2 title "ReLU, He" with linespoints linetype 5 pointtype 7 pointsize 0.4, \
  data index 4 using 1:2 title "sigmoid, normalized before" with linespoints linetype 4 pointtype 7 pointsize 0.4, \
  data index 0 using 1:2 title "sigmoid, Glorot" with linespoints linetype 1 pointtype 7 pointsize 0.4
