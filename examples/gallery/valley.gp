# SPDX-License-Identifier: BSL-1.0
set title "400 steps in Rosenbrock's valley, from (-1, 1.5)"
set xrange [-1.6:1.6]
set yrange [-0.6:1.9]
set isosamples 160, 160
set table $levels
set contour base
set cntrparam levels discrete 0.1, 0.5, 2, 5, 10, 20, 40
unset surface
splot (1 - x)**2 + 10 * (y - x**2)**2
unset table
set key at graph 0.98, graph 0.3 right
plot $levels using 1:2 with lines linecolor rgb "#cccccc" linewidth 1, \
  data index 0 using 2:3 title "SGD" with linespoints linetype 1 pointtype 7 pointsize 0.25, \
  data index 1 using 2:3 title "momentum" with linespoints linetype 2 pointtype 7 pointsize 0.25, \
  data index 2 using 2:3 title "RMSProp" with linespoints linetype 3 pointtype 7 pointsize 0.25, \
  data index 3 using 2:3 title "Adam" with linespoints linetype 4 pointtype 7 pointsize 0.25, \
  data index 4 using 2:3 title "AdamW" with linespoints linetype 5 pointtype 7 pointsize 0.25, \
  '+' using (1):(1) every 1000 with points linecolor rgb "#000000" pointtype 3
