// SPDX-License-Identifier: BSL-1.0
// What the host says of a core's plan is what the core's own compiler plans: the plans of all cores are the same on the
// host and here, and the one of this core is the one that runs here, to the bytes of the trainer.
#include "report.hpp"

#include <tapeless/train/memory_on.hpp>

#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
namespace act = tl::activation;
namespace targets = tl::targets;

struct digits_net : tl::sequential<tl::in<"x", 64>, tl::dense<32, act::tanh>, tl::dense<10>> {};
using one_by_one = tl::network_trainer<digits_net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 1>;
using in_batches = tl::network_trainer<digits_net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 8>;

#if defined(TAPELESS_CORE)
static_assert(targets::TAPELESS_CORE.kernels == targets::current);
static_assert(tl::memory_on<targets::TAPELESS_CORE, one_by_one>.total() == one_by_one::storage_bytes());
static_assert(tl::memory_on<targets::TAPELESS_CORE, in_batches>.total() == in_batches::storage_bytes());
static_assert(tl::memory_on<targets::TAPELESS_CORE, one_by_one::in_parts>.total() ==
              one_by_one::in_parts::storage_bytes());
static_assert(tl::memory_on<targets::TAPELESS_CORE, in_batches::in_parts>.total() ==
              in_batches::in_parts::storage_bytes());
#endif

namespace {

void report_of(std::string_view core, std::string_view what, std::uint32_t number) {
  tl::bounded_text<64> name;
  for (std::string_view const part : {core, std::string_view("."), what}) name.append(part);
  report(name.data(), static_cast<float>(number));
}

/// Which kernels there are, in 24 bits.
template <class Source>
constexpr std::uint32_t kernels_of() {
  std::uint32_t checksum = 0;
  for (tl::plan::choice_of_kernel const& each : tl::plan::selected<Source, float>)
    checksum = checksum * 53 + 2 * static_cast<std::uint32_t>(each.kernel) + static_cast<std::uint32_t>(each.why);
  return checksum & 0xffffff;
}

template <targets::core const& Core>
void report_plans() {
  using source = tl::plan::for_target<one_by_one::step_program::source, Core.kernels>;
  using batched = tl::plan::for_target<in_batches::step_program::source, Core.kernels>;
  report_of(Core.name, "single.bytes", static_cast<std::uint32_t>(tl::memory_on<Core, one_by_one>.total()));
  report_of(Core.name, "single.workspace", static_cast<std::uint32_t>(tl::memory_on<Core, one_by_one>.workspace));
  report_of(Core.name, "single.steps", tl::plan::planned<source>::step_count);
  report_of(Core.name, "single.kernels", kernels_of<source>());
  report_of(Core.name, "batch.bytes", static_cast<std::uint32_t>(tl::memory_on<Core, in_batches>.total()));
  report_of(Core.name, "batch.workspace", static_cast<std::uint32_t>(tl::memory_on<Core, in_batches>.workspace));
  report_of(Core.name, "batch.steps", tl::plan::planned<batched>::step_count);
  report_of(Core.name, "batch.kernels", kernels_of<batched>());
}

}  // namespace

int main() {
  report_plans<targets::cortex_m0>();
  report_plans<targets::cortex_m4f>();
  report_plans<targets::cortex_m55>();
  report_plans<targets::riscv32imafc>();
  return 0;
}
