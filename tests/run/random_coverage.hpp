// SPDX-License-Identifier: BSL-1.0
// Which cells (operation × kernel × layout × sharing) the steps of random programs reach.
#pragma once

#include "tapeless/plan/plan.hpp"

#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace random_program {

/// Which operands of a step's core have a value for each sample; of a chain alone, which of its inputs.
enum class sharing : std::uint8_t {
  no_batch,         ///< nothing has
  left_shared,      ///< the second operand only
  right_shared,     ///< the first only
  all_per_sample,   ///< all, or the only one
  some_per_sample,  ///< of a chain alone: some inputs
};
constexpr std::string_view spelled(sharing how) {
  constexpr std::string_view texts[]{"no batch", "left shared", "right shared", "all per sample", "some per sample"};
  return texts[static_cast<std::size_t>(how)];
}

constexpr sharing sharing_of(tapeless::plan::step const& s, tapeless::plan::elementwise_code const& code) {
  if (s.kind == tapeless::plan::step_kind::elementwise) {
    std::uint32_t const all = (1u << code.input_count) - 1;
    if (!s.shape.is_batched()) return sharing::no_batch;
    return code.per_sample == all ? sharing::all_per_sample : sharing::some_per_sample;
  }
  bool const left = s.left.is_batched();
  bool const has_right = s.core_inputs - (s.scaled ? 1u : 0u) > 1;
  bool const right = has_right && s.right.is_batched();
  if (!left && !right) return s.shape.is_batched() ? sharing::all_per_sample : sharing::no_batch;
  if (!has_right) return sharing::all_per_sample;
  return !left ? sharing::left_shared : right ? sharing::all_per_sample : sharing::right_shared;
}

struct cell {
  std::string operation;
  tapeless::plan::kernel_id kernel;
  tapeless::plan::layout samples_lie;
  sharing operands;

  auto key() const { return std::tuple(operation, kernel, samples_lie, operands); }
  friend bool operator<(cell const& x, cell const& y) { return x.key() < y.key(); }
};

/// What a test program has run.
struct tally {
  std::uint32_t programs = 0;
  std::uint32_t numbers = 0;
  std::uint32_t disagreements = 0;
  std::uint32_t across = 0;  ///< programs whose samples lie across lanes
};
inline tally& total() {
  static tally all;
  return all;
}

/// How many steps reached each cell, in the whole test program.
inline std::map<cell, std::uint32_t>& cells_reached() {
  static std::map<cell, std::uint32_t> reached;
  return reached;
}

inline std::string operation_of(tapeless::plan::step const& s, tapeless::plan::elementwise_code const& code) {
  using tapeless::op;
  using tapeless::plan::step_kind;
  switch (s.kind) {
  case step_kind::elementwise:
    return code.primitive_identity != 0 ? "chain with a user's primitive"
           : code.random != 0           ? "chain with random numbers"
                                        : "element-wise chain";
  case step_kind::product:
    if (s.code == op::product) return code.random != 0 ? "product, then random numbers" : "product";
    return s.scaled ? "scaled outer product" : "sum of products";
  case step_kind::batch_sum: return "sum over samples";
  case step_kind::class_index: return "classes as numbers";
  case step_kind::one_hot: return "labels brought in";
  case step_kind::pack: return "input brought in";
  case step_kind::softmax_cross_entropy:
    return s.chain == tapeless::plan::none ? "softmax_cross_entropy" : "softmax and cross_entropy";
  case step_kind::reduce:
  case step_kind::normalize:
  case step_kind::reference: return std::string(tapeless::ops::entry_of(s.code).written.text);
  }
  return {};
}

template <class T, class Source>
void note_kernels() {
  using plan = tapeless::plan::planned<Source>;
  ++total().programs;
  if (plan::samples_lie == tapeless::plan::layout::batch_minor) ++total().across;
  for (std::size_t i = 0; i < plan::step_count; ++i) {
    tapeless::plan::step const& each = plan::table.steps[i];
    bool const has_code = each.chain != tapeless::plan::none;
    tapeless::plan::elementwise_code const code =
        has_code ? plan::table.codes[each.chain] : tapeless::plan::elementwise_code{};
    ++cells_reached()[{operation_of(each, code), tapeless::plan::selected<Source, T>[i].kernel, each.samples_lie,
                       sharing_of(each, code)}];
  }
}

/// One line for the totals, and one for each cell: `cell operation|kernel|layout|sharing|steps`.
inline bool write_results(char const* path) {
  std::FILE* const to = std::fopen(path, "w");
  if (to == nullptr) return false;
  tally const& all = total();
  std::fprintf(to, "compiled %u %u %u %u\n", all.programs, all.numbers, all.across, all.disagreements);
  for (auto const& [each, steps] : cells_reached()) {
    char const* const layout = each.samples_lie == tapeless::plan::layout::batch_minor ? "across lanes" : "one by one";
    std::fprintf(to, "cell %s|%s|%s|%s|%u\n", each.operation.c_str(), tapeless::plan::spelled(each.kernel).data(),
                 layout, spelled(each.operands).data(), steps);
  }
  std::fclose(to);
  return true;
}

}  // namespace random_program
