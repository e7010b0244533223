# SPDX-License-Identifier: BSL-1.0
set multiplot
set size 0.5, 1
set origin 0, 0
set title "Mean squared residual of the equation"
set xlabel "step"
set logscale y
set format y "10^{%T}"
plot data index 0 using 1:2 with lines linetype 1

unset logscale y
set format y "%g"
set origin 0.5, 0
set title "u(x, t): learnt, and the solution"
set xlabel "x"
set yrange [0:1.1]
set key at graph 0.98, graph 0.98 right
plot for [i = 0:4] data index 1 using ($2 == i / 4.0 ? $1 : 1/0):4 title (i == 0 ? "solution" : "") with lines linetype 5, \
  for [i = 0:4] data index 1 using ($2 == i / 4.0 ? $1 : 1/0):3 title (i == 0 ? "learnt" : "") with points linetype 1 pointtype 7 pointsize 0.5
unset multiplot
