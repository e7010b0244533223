// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapes.hpp"
#include "written.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace oracle {

/// What tapeless makes of a recipe: the outputs of writer::outputs, one after the other, each column after column.
struct tapeless_answer {
  order highest = order::first;
  std::vector<std::vector<double>> outputs;
};

/// The number that a leaf of tapeless stands for: the point, the direction, or the input of a sample.
double leaf_element(recipe const& r, tl::graph::leaf_info const& leaf, std::uint32_t sample, std::uint32_t element);

/// Where tapeless and the tape libraries differ, in words with both numbers; nothing where they agree.
std::string difference(recipe const& r, tapeless_answer const& found);

/// The recipe in the library's notation, as it was written, before simplification.
std::string text_of(recipe const& r);

/// By the interpreter, node after node, from a graph that is built now. `Builder`: with the laws, or plain.
template <class Builder>
tapeless_answer interpreted(recipe const& r, order highest);

}  // namespace oracle
