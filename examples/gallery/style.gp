# SPDX-License-Identifier: BSL-1.0
# What the pictures have in common; `data` is the file that the program wrote (scripts/gallery --draw).
set terminal svg size 760,420 font "Helvetica,13" background "#ffffff"
set border 3 linecolor "#888888"
set tics nomirror textcolor "#333333"
set grid linecolor "#dddddd" linetype 1 linewidth 0.6
set key noautotitle
set linetype 1 linecolor "#3d85c6" linewidth 2
set linetype 2 linecolor "#e69138" linewidth 2
set linetype 3 linecolor "#6aa84f" linewidth 2
set linetype 4 linecolor "#a64d79" linewidth 2
set linetype 5 linecolor "#666666" linewidth 2
