// SPDX-License-Identifier: BSL-1.0
// What becomes of a preset, which stands above the line that includes this: the module's exports, the native twin, or
// what writes its description.
#pragma once

#include "module.hpp"

#ifdef __wasm__
#include "exports.hpp"
#endif
