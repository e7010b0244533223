# SPDX-License-Identifier: BSL-1.0
set table $edges
set contour base
set cntrparam levels discrete 0.05, 0.25, 0.5, 0.75, 0.95
unset surface
splot data index 2 using 1:2:3
unset table
unset contour

set multiplot
set size 0.5, 1
set origin 0, 0
set title "Loss"
set xlabel "epoch"
set yrange [0:]
plot data index 0 using 1:2 with lines linetype 1

set origin 0.5, 0
set title "Probability of the second blob"
set xlabel ""
set xrange [-5:5]
set yrange [-5:5]
set palette defined (0 "#9fc5e8", 0.5 "#ffffff", 1 "#f9cb9c")
set cbrange [0:1]
unset colorbox
unset key
plot data index 2 using 1:2:3 with image, \
  data index 1 using ($3 == 0 ? $1 : 1/0):2 with points linetype 1 pointtype 7 pointsize 0.4, \
  data index 1 using ($3 == 1 ? $1 : 1/0):2 with points linetype 2 pointtype 7 pointsize 0.4, \
  $edges using 1:2:($3 == 0.5 ? 0x000000 : 0x999999) with lines linecolor rgb variable linewidth 1
unset multiplot
