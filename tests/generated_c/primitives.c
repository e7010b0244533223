/* SPDX-License-Identifier: BSL-1.0 */
/* What a user of generated C supplies: the primitives of programs.hpp, for one of the element types, and of random programs. */
extern double bump(double);
extern double saddle_point(double, double);
extern double serpentine(double);
extern double damped_product(double, double);

double bump(double x) { return 1 / (1 + x * x); }
double saddle_point(double a, double b) { return a * a - b * b; }
double serpentine(double x) { return x / (1 + x * x); }
double damped_product(double a, double b) { return a * b / (1 + b * b); }
