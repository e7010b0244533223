// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Writes one line `name = 0x3f800000`: the bits of the value as IEEE 754 binary32. No digit is lost and no decimal
/// conversion, with its double arithmetic, is linked into the image. Two implementations: report_host.cpp and
/// report_cortex_m.cpp.
/// @param name zero-terminated, without blanks and unique within the program
void report(char const* name, float value);
