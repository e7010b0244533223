# SPDX-License-Identifier: BSL-1.0
set title "XOR: the loss, computed by the compiler"
set xlabel "step of gradient descent"
set yrange [0:]
plot data using 1:2 with lines linetype 1
