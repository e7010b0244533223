// SPDX-License-Identifier: BSL-1.0
#include "tapeless/kernel/attached_chain.hpp"

#include "guarded.hpp"

namespace kernel_attached_chain_test {

namespace kernel = tapeless::kernel;
namespace plan = tapeless::plan;

}  // namespace kernel_attached_chain_test

BOOST_AUTO_TEST_SUITE(kernel_attached_chain)

using namespace kernel_attached_chain_test;

BOOST_AUTO_TEST_CASE(results_that_are_stored_go_where_they_belong_in_the_order_of_the_code) {
  double const u[]{1, 2};
  double const w = 1;
  double sums[2]{}, tanhs[2]{}, chosen[2]{};
  kernel::target<double> const out[]{{sums, 0}, {tanhs, 0}, {chosen, 0}};
  kernel::operand<double> const in[]{{u, 0}, {&w, 0}, {}};
  kernel::attached_chain<double, guards::chosen> const attached(out, in);
  attached(-2.5, kernel::vector_at{0, 1}, kernel::all_lanes{});
  BOOST_TEST(sums[1] == 1.5);
  BOOST_TEST(plain::close(tanhs[1], std::tanh(1.5), 1e-15));
  BOOST_TEST(chosen[1] == tanhs[1]);
  BOOST_TEST((sums[0] == 0 && tanhs[0] == 0 && chosen[0] == 0));
}

BOOST_AUTO_TEST_CASE(all_inputs_are_read_before_any_result_is_written) {
  double u[]{1, 2};  // the first result takes its place; the selection reads it once more
  double const w = -1;
  double tanhs[2]{}, chosen[2]{};
  kernel::target<double> const out[]{{u, 0}, {tanhs, 0}, {chosen, 0}};
  kernel::operand<double> const in[]{{u, 0}, {&w, 0}, {}};
  kernel::attached_chain<double, guards::chosen>(out, in)(0.0, kernel::vector_at{0, 1}, kernel::all_lanes{});
  BOOST_TEST(u[1] == 4);
  BOOST_TEST(chosen[1] == 2);
}

BOOST_AUTO_TEST_CASE(one_number_for_all_is_read_before_the_first_element_is_written) {
  double number = 1;
  double const u[]{1, 2};
  double sums[2]{}, tanhs[2]{};
  kernel::target<double> const out[]{{sums, 0}, {tanhs, 0}, {&number, 0}};
  kernel::operand<double> const in[]{{u, 0}, {&number, 0}, {}};
  kernel::attached_chain<double, guards::chosen> const attached(out, in);
  number = -1;
  attached(0.0, kernel::vector_at{0, 0}, kernel::all_lanes{});
  BOOST_TEST(plain::close(number, std::tanh(2), 1e-15));
}

BOOST_AUTO_TEST_CASE(samples_are_one_line_if_nothing_differs_from_sample_to_sample_but_the_elements) {
  constexpr auto element_of_sample = [](std::uint32_t per_element, std::uint32_t per_sample) {
    plan::elementwise_code made = guards::as_it_is;
    made.input_count = 1;
    made.per_element = per_element;
    made.per_sample = per_sample;
    made.batched = true;
    return made;
  };
  double numbers[6]{};
  std::uint32_t const list[]{1, 0};
  kernel::target<double> const out[]{{numbers, 3}};
  auto const is_line = [&]<plan::elementwise_code Code>(kernel::operand<double> const& in) {
    kernel::operand<double> const inputs[]{in, {}};
    return kernel::attached_chain<double, Code>(out, inputs).is_one_line(3);
  };
  constexpr auto both = element_of_sample(1, 1);
  BOOST_TEST(is_line.template operator()<both>({numbers, 3}));
  BOOST_TEST(!is_line.template operator()<both>({numbers, 3, list}));
  BOOST_TEST(!is_line.template operator()<both>({numbers, 4}));
  constexpr auto number = element_of_sample(0, 0);
  BOOST_TEST(is_line.template operator()<number>({numbers, 0}));
  constexpr auto element_only = element_of_sample(1, 0);
  BOOST_TEST(!is_line.template operator()<element_only>({numbers, 0}));
  constexpr auto sample_only = element_of_sample(0, 1);
  BOOST_TEST(!is_line.template operator()<sample_only>({numbers, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
