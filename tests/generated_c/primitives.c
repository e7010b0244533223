/* SPDX-License-Identifier: BSL-1.0 */
/* What a user of generated C supplies: the primitives of programs.hpp, for one of the element types. */
extern double bump(double);
extern double saddle_point(double, double);

double bump(double x) { return 1 / (1 + x * x); }
double saddle_point(double a, double b) { return a * a - b * b; }
