# SPDX-License-Identifier: BSL-1.0
set title "Derived gradient against central differences, 4-6-3-1, batch of 8"
set logscale y
set format y "10^{%T}"
set yrange [1e-12:1]
set xrange [-0.5:5.5]
set key at graph 0.98, graph 0.72 right
plot 1e-7 title "what is asked: 10^{-7}" with lines linetype 2 dashtype 2, \
  data using 0:2:xticlabels(1) title "slope where the two differ most" with points linetype 1 pointtype 7, \
  data using 0:3 title "their difference / largest slope" with points linetype 4 pointtype 5
