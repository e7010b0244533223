// SPDX-License-Identifier: BSL-1.0
// A part of the C text of some outputs, written alone.
#pragma once

#include "tapeless/show/c_program.hpp"

#include "tapeless/expr/define.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace c_parts {

namespace tl = tapeless;
namespace show = tapeless::show;

struct into_string {
  std::string& text;
  void operator()(char character) { text += character; }
};
using lines = show::c_lines;

/// What write(plan, scope, lines) writes for a program whose function is called `run`.
template <class T, auto const&... Outputs, class Write>
std::string written(Write const& write) {
  using tables = show::c_tables<tl::rules::listed<Outputs...>>;
  auto const names = show::c_names_of<tl::rules::listed<Outputs...>>("run", nullptr, 0);
  show::c_plan const& plan = tables::template plan_in<T>;
  std::string text;
  into_string append{text};
  show::forward_to sink(append);
  lines out(sink);
  write(plan, show::c_scope{names.each.data(), plan}, out);
  return text;
}
/// The first node that is this operation.
inline tl::graph::id node_of(show::c_plan const& plan, tl::op code) {
  tl::graph::id v = 0;
  while (v < plan.formulas.node_count && plan.formulas[v].code != code) ++v;
  BOOST_TEST_REQUIRE(v < plan.formulas.node_count);
  return v;
}

}  // namespace c_parts
