# SPDX-License-Identifier: BSL-1.0
set multiplot
set size 0.5, 1
set origin 0, 0
set title "Error of the gradient"
set xlabel "step h of the differences"
set logscale xy
set format xy "10^{%T}"
set xrange [1e-15:0.1]
set xtics 1e-15, 1e3
set yrange [1e-22:10]
set ytics 1e-16, 1e4
set key bottom left samplen 1.5
plot data index 0 using 1:2 title "one-sided" with lines linetype 2, \
  data index 0 using 1:3 title "central" with lines linetype 4, \
  data index 0 using 1:4 title "forward, reverse, formula" with lines linetype 1

set origin 0.5, 0
set title "Cost of the gradient in evaluations of f"
set xlabel "n"
set logscale xy 2
set format xy "%.0f"
set xrange [2:64]
set xtics 2, 2
set yrange [1:256]
set ytics 1, 2
set key top left
plot data index 1 using 1:2 title "central differences" with linespoints linetype 4 pointtype 7 pointsize 0.6, \
  data index 1 using 1:3 title "forward" with linespoints linetype 3 pointtype 7 pointsize 0.6, \
  data index 1 using 1:4 title "reverse" with linespoints linetype 1 pointtype 7 pointsize 0.6
unset multiplot
