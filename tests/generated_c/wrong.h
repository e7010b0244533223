/* SPDX-License-Identifier: BSL-1.0 */
/* Included before generated C, it makes one of its functions another one: the comparison has to see it. */
#include <math.h>
#define tanh sin
