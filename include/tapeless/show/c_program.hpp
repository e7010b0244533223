// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/run/verdict.hpp"
#include "tapeless/show/c/body.hpp"
#include "tapeless/show/c/frame.hpp"
#include "tapeless/show/c/weights.hpp"

#include <concepts>

/// A program as C99, for those whose compilers stop at C: one function with scalar loops that needs nothing but
/// <math.h>. All its memory is in a struct that the caller passes. Matrices lie row after row, samples one after the
/// other, in the arguments and within. The text follows the graph, the order of the tasks and their places in the
/// workspace; what the kernels do plays no part in it.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

constexpr void write_c_file(c_plan const& plan, c_scope const& scope, text_sink& sink) {
  c_lines text(sink);
  c_signature signature(plan, scope, text);
  signature.write_comment();
  signature.write_includes();
  c_prologue(plan, scope, text).write();
  signature.write_weights();
  signature.write_memory();
  signature.write_head();
  sink(" {");
  text.depth = 1;
  if (plan.workspace_elements != 0)
    text.line(plan.is_float ? "float" : "double", "* const workspace = memory->workspace;");
  signature.write_checks();
  signature.write_keys();
  c_body(plan, scope, text).write();
  signature.write_end();
}

/// What others include: the struct and the function's declaration, for C and C++.
constexpr void write_c_declaration(c_plan const& plan, c_scope const& scope, text_sink& sink) {
  c_lines text(sink);
  c_signature signature(plan, scope, text);
  signature.write_comment();
  std::string_view const function = scope.function();
  sink("#ifndef ", function, "_is_declared\n#define ", function, "_is_declared\n");
  signature.write_include_of_integers();
  sink("#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
  signature.write_memory();
  signature.write_head();
  sink(";\n\n#ifdef __cplusplus\n}\n#endif\n#endif\n");
}

/// The names of the file: outputs are called as given, else by the user's name of their value, else output0, output1,
/// ….
template <class Source>
constexpr auto c_names_of(std::string_view function, std::string_view const* given, std::size_t given_count) {
  using tables = c_tables<Source>;
  graph::view const formulas = tables::formulas;
  c_names<tables::name_count> names;
  names.add(function);
  for (std::uint32_t i = 0; i < tables::size.primitives; ++i) names.add(formulas.primitives[i].identifier.view());
  for (std::uint32_t l = 0; l < formulas.leaf_count; ++l) names.add(formulas.leaves[l].identifier.view());
  for (std::uint32_t o = 0; o < formulas.output_count; ++o) {
    c_identifier numbered = in_c("output");
    if (formulas.output_count > 1) numbered(o);
    std::string_view wanted = numbered.view();
    for (std::uint32_t i = formulas.name_count; i-- > 0;)
      if (formulas.names[i].node == formulas.outputs[o]) wanted = formulas.names[i].identifier.view();
    names.add(o < given_count ? given[o] : wanted);
  }
  for (std::uint32_t i = 0; i < formulas.name_count; ++i) names.add(formulas.names[i].identifier.view());
  return names;
}

using c_writer = void (*)(c_plan const&, c_scope const&, text_sink&);

template <class Program>
constexpr void write_c_of(c_writer written, text_sink& sink, std::string_view function, std::string_view const* outputs,
                          std::size_t count, c_weights const* weights = nullptr) {
  using source = typename Program::source;
  static_assert(run::verdict<source>::well_formed());
  c_plan plan = c_tables<source>::template plan_in<typename Program::element>;
  plan.weights = weights;
  auto const names = c_names_of<source>(function, outputs, count);
  written(plan, c_scope{names.each.data(), plan}, sink);
}

template <c_writer Written, class Program, fixed_string Function, fixed_string... Outputs>
struct c_program {
  static constexpr void write(text_sink& sink) {
    std::string_view const outputs[sizeof...(Outputs) + 1]{Outputs.view()...};
    write_c_of<Program>(Written, sink, Function.view(), outputs, sizeof...(Outputs));
  }
};

/// Writes a program (`program<…>`, or `trainer<…>::step_program`) as a C file, character by character into
/// `sink(char)`. The function is called `function`, its outputs, in their order, as given. An ordinary function without
/// heap, for programs of any size.
template <class Program, class Sink, std::convertible_to<std::string_view>... Outputs>
void write_c(Sink&& sink, std::string_view function, Outputs const&... outputs) {
  std::string_view const given[sizeof...(Outputs) + 1]{std::string_view(outputs)...};
  forward_to out(sink);
  write_c_of<Program>(write_c_file, out, function, given, sizeof...(Outputs));
}
/// Writes the header of that file: for who calls the function.
template <class Program, class Sink, std::convertible_to<std::string_view>... Outputs>
void write_c_header(Sink&& sink, std::string_view function, Outputs const&... outputs) {
  std::string_view const given[sizeof...(Outputs) + 1]{std::string_view(outputs)...};
  forward_to out(sink);
  write_c_of<Program>(write_c_declaration, out, function, given, sizeof...(Outputs));
}

/// The same with numbers of a store in the file, as constants in the place of arguments: of those leaves that the
/// program does not assign. `write_c_with<inference>(parameters, sink, "classify")`.
template <class Program, class Store, class Sink, std::convertible_to<std::string_view>... Outputs>
void write_c_with(Store const& weights, Sink&& sink, std::string_view function, Outputs const&... outputs) {
  std::string_view const given[sizeof...(Outputs) + 1]{std::string_view(outputs)...};
  forward_to out(sink);
  c_weights_of<Program, Store> const inside(weights);
  write_c_of<Program>(write_c_file, out, function, given, sizeof...(Outputs), &inside);
}
/// Writes the header of that file.
template <class Program, class Store, class Sink, std::convertible_to<std::string_view>... Outputs>
void write_c_header_with(Store const& weights, Sink&& sink, std::string_view function, Outputs const&... outputs) {
  std::string_view const given[sizeof...(Outputs) + 1]{std::string_view(outputs)...};
  forward_to out(sink);
  c_weights_of<Program, Store> const inside(weights);
  write_c_of<Program>(write_c_declaration, out, function, given, sizeof...(Outputs), &inside);
}

}  // namespace show

/// A program as a C function, a constant: `to_c<step_program, "digits_step", "loss">()`, with `.view()`, `.data()`
/// (ends with a zero), `.size()`. The compiler writes it, within its limits: two layers are 7 kB and cost nothing that
/// can be measured, the step of 64 layers, 150 kB, is for `show::write_c`.
template <class Program, fixed_string Function, fixed_string... Outputs>
constexpr auto const& to_c() {
  return show::text_by<show::c_program<show::write_c_file, Program, Function, Outputs...>>;
}
/// Its header: `to_c_header<step_program, "digits_step", "loss">()`.
template <class Program, fixed_string Function, fixed_string... Outputs>
constexpr auto const& to_c_header() {
  return show::text_by<show::c_program<show::write_c_declaration, Program, Function, Outputs...>>;
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
