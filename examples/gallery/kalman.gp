# SPDX-License-Identifier: BSL-1.0
set title "A vehicle that turns, seen from the origin by distance and bearing"
set size ratio -1
set xrange [0:18]
set yrange [-7:6]
set key at graph 0.3, graph 0.97
plot data using 3:4 title "measured" with points linetype 2 pointtype 7 pointsize 0.3, \
  data using 1:2 title "true" with lines linetype 5 linewidth 1, \
  data using 5:6 title "filtered" with lines linetype 1, \
  "<echo 0 0" using 1:2 with points linetype 5 pointtype 2
