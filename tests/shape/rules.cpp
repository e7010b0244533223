// SPDX-License-Identifier: BSL-1.0
#include "tapeless/shape/rules.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(shape_rules)

using tapeless::extents;
namespace shape = tapeless::shape;

BOOST_AUTO_TEST_CASE(a_shared_value_combines_with_any_batch) {
  static_assert(shape::batches_agree({2, 1, 4}, {2, 1}) && shape::batches_agree({2, 1}, {2, 1, 4}) &&
                shape::batches_agree({2, 1, 4}, {2, 1, 4}));
  static_assert(shape::common_batch({1, 1, 4}, {}) == 4 && shape::common_batch({}, {}) == 0);
  BOOST_TEST(!shape::batches_agree({2, 1, 4}, {2, 1, 8}));
}
BOOST_AUTO_TEST_CASE(element_by_element_needs_equal_shapes_or_a_scalar) {
  static_assert(shape::elementwise_agree({2, 3}, {2, 3}) && shape::elementwise_agree({}, {2, 3}) &&
                shape::elementwise_agree({2, 3}, {}));
  static_assert(shape::elementwise({}, {2, 3, 4}) == extents{2, 3, 4} &&
                shape::elementwise({2, 3}, {1, 1, 4}) == extents{2, 3, 4});
  BOOST_TEST(!shape::elementwise_agree({2, 3}, {3, 2}));
}
BOOST_AUTO_TEST_CASE(a_vector_does_not_combine_with_a_matrix) {
  BOOST_TEST(!shape::elementwise_agree({2, 1}, {2, 3}));
  BOOST_TEST(!shape::elementwise_agree({1, 3}, {2, 3}));
}
BOOST_AUTO_TEST_CASE(a_product_needs_as_many_columns_left_as_rows_right) {
  static_assert(shape::product_agree({2, 3}, {3, 4}) && shape::product({2, 3}, {3, 4, 8}) == extents{2, 4, 8});
  BOOST_TEST(!shape::product_agree({2, 3}, {2, 3}));
}

BOOST_AUTO_TEST_SUITE_END()
