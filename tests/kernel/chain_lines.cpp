// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/chain_lines.hpp"

#include "guarded.hpp"

#include "tapeless/kernel/attached_chain.hpp"

namespace kernel_chain_lines_test {

namespace kernel = tapeless::kernel;

/// A line of `Size` elements of the second sample, in two parts: the same as element by element.
template <guards::plan::elementwise_code Code, std::uint32_t Size>
void expect_as_element_by_element() {
  plain::numbers draw(0.1 * Size);
  guards::buffer<float> cores(Size, draw), inputs(2 * Size * Code.input_count, draw);
  guards::buffer<float> made(guards::stored_matrix(2 * Size * 4)), expected(guards::stored_matrix(2 * Size * 4));
  auto const attached = [&](float* to) {
    kernel::target<float> out[kernel::attached_chain<float, Code>::results];
    kernel::operand<float> in[Code.input_count + 1];
    for (std::uint32_t o = 0; o < kernel::attached_chain<float, Code>::results; ++o) out[o] = {to + 2 * Size * o, Size};
    for (std::uint32_t i = 0; i < Code.input_count; ++i)
      in[i] = {inputs.data() + 2 * Size * i, (Code.per_element >> i & 1) != 0 ? std::ptrdiff_t{Size} : 1, nullptr};
    return kernel::attached_chain<float, Code>(out, in);
  };
  auto const chain = attached(expected.data());
  for (std::size_t e = 0; e < Size; ++e) chain(cores.data()[e], kernel::vector_at{1, e}, kernel::all_lanes{});
  auto const same = attached(made.data());
  auto lines = same.lines_from(kernel::vector_at{1, 0});
  constexpr std::uint32_t part = Size / 3;
  lines.template apply<part>(cores.data());
  lines.template apply<Size - part>(cores.data() + part);
  for (std::size_t e = 0; e < made.size(); ++e) {
    bool const both_nothing = std::isnan(made[e]) && std::isnan(expected[e]);
    BOOST_TEST((both_nothing || made[e] == expected[e]), "number " << e << ": " << made[e] << ", " << expected[e]);
  }
}

}  // namespace kernel_chain_lines_test

BOOST_AUTO_TEST_SUITE(kernel_chain_lines)

BOOST_AUTO_TEST_CASE(a_chain_along_a_line_makes_what_it_makes_of_each_element) {
  using namespace kernel_chain_lines_test;
  expect_as_element_by_element<guards::of_samples, 17>();
  expect_as_element_by_element<guards::added, 3>();
  expect_as_element_by_element<guards::chosen, 11>();
}

BOOST_AUTO_TEST_SUITE_END()
