// SPDX-License-Identifier: BSL-1.0
// test: unoptimized with g++
#include "tapeless/math/math.hpp"

#include <boost/test/unit_test.hpp>

#include "ulp.hpp"

/// The smallest value type that is no number: two lanes. It has what scalar.hpp asks of a pack, and nothing else.
namespace two_lanes {

struct mask {
  bool first;
  bool second;
};

template <class T>
struct lanes {
  T first;
  T second;
  constexpr explicit lanes(T both_lanes) : first(both_lanes), second(both_lanes) {}
  constexpr lanes(T a, T b) : first(a), second(b) {}
};

template <class T>
struct pack : lanes<T> {
  using value_type = T;
  using lanes<T>::lanes;
  static constexpr std::uint32_t size = 2;

  friend constexpr auto operator+(pack a, pack b) -> pack { return {a.first + b.first, a.second + b.second}; }
  friend constexpr auto operator-(pack a, pack b) -> pack { return {a.first - b.first, a.second - b.second}; }
  friend constexpr auto operator*(pack a, pack b) -> pack { return {a.first * b.first, a.second * b.second}; }
  friend constexpr auto operator/(pack a, pack b) -> pack { return {a.first / b.first, a.second / b.second}; }
  friend constexpr auto operator-(pack a) -> pack { return {-a.first, -a.second}; }
  friend constexpr auto operator<(pack a, pack b) -> mask { return {a.first < b.first, a.second < b.second}; }
  friend constexpr auto operator>(pack a, pack b) -> mask { return b < a; }
  friend constexpr auto operator<=(pack a, pack b) -> mask { return {a.first <= b.first, a.second <= b.second}; }
  friend constexpr auto operator>=(pack a, pack b) -> mask { return b <= a; }
  friend constexpr auto operator==(pack a, pack b) -> mask { return {a.first == b.first, a.second == b.second}; }
  friend constexpr auto operator!=(pack a, pack b) -> mask { return {a.first != b.first, a.second != b.second}; }
};

template <class B>
struct bit_pack : lanes<B> {
  using lanes<B>::lanes;

  friend constexpr auto operator+(bit_pack a, bit_pack b) -> bit_pack {
    return {a.first + b.first, a.second + b.second};
  }
  friend constexpr auto operator-(bit_pack a, bit_pack b) -> bit_pack {
    return {a.first - b.first, a.second - b.second};
  }
  friend constexpr auto operator&(bit_pack a, bit_pack b) -> bit_pack {
    return {a.first & b.first, a.second & b.second};
  }
  friend constexpr auto operator|(bit_pack a, bit_pack b) -> bit_pack {
    return {a.first | b.first, a.second | b.second};
  }
  friend constexpr auto operator<<(bit_pack a, int n) -> bit_pack { return {a.first << n, a.second << n}; }
  friend constexpr auto operator>>(bit_pack a, int n) -> bit_pack { return {a.first >> n, a.second >> n}; }
};

namespace math = tapeless::math;

template <class T>
constexpr auto bits_of(pack<T> x) {
  return bit_pack<typename math::ieee_format<T>::bits_type>{math::bits_of(x.first), math::bits_of(x.second)};
}

constexpr auto from_bits(bit_pack<std::uint32_t> b) -> pack<float> {
  return {math::from_bits(b.first), math::from_bits(b.second)};
}
constexpr auto from_bits(bit_pack<std::uint64_t> b) -> pack<double> {
  return {math::from_bits(b.first), math::from_bits(b.second)};
}

template <class T>
constexpr auto select(mask m, pack<T> a, pack<T> b) -> pack<T> {
  return {m.first ? a.first : b.first, m.second ? a.second : b.second};
}

constexpr auto both(mask a, mask b) -> mask { return {a.first && b.first, a.second && b.second}; }
constexpr auto any(mask a) -> bool { return a.first || a.second; }
constexpr auto either(mask a, mask b) -> mask { return {a.first || b.first, a.second || b.second}; }

template <class T>
constexpr auto lane(pack<T> x, std::uint32_t i) -> T {
  return i == 0 ? x.first : x.second;
}
template <class T>
constexpr void set_lane(pack<T>& x, std::uint32_t i, T number) {
  (i == 0 ? x.first : x.second) = number;
}

template <class T>
constexpr auto abs(pack<T> x) -> pack<T> {
  return {math::abs(x.first), math::abs(x.second)};
}

template <class T>
constexpr auto sqrt(pack<T> x) -> pack<T> {
  return {math::sqrt(x.first), math::sqrt(x.second)};
}

template <class T>
constexpr auto copysign(pack<T> x, pack<T> sign) -> pack<T> {
  return {math::copysign(x.first, sign.first), math::copysign(x.second, sign.second)};
}

}  // namespace two_lanes

namespace math_pack_test {

using namespace tapeless_test;
namespace math = tapeless::math;

constexpr auto functions = [](auto x, auto visit) {
  visit("exp", math::exp(x));
  visit("expm1", math::expm1(x));
  visit("log", math::log(x));
  visit("log1p", math::log1p(x));
  visit("log2", math::log2(x));
  visit("tanh", math::tanh(x));
  visit("sigmoid", math::sigmoid(x));
  visit("softplus", math::softplus(x));
  visit("erf", math::erf(x));
  visit("erfc", math::erfc(x));
  visit("sin", math::sin(x));
  visit("cos", math::cos(x));
  visit("tan", math::tan(x));
  visit("asin", math::asin(x));
  visit("acos", math::acos(x));
  visit("atan", math::atan(x));
  visit("sinh", math::sinh(x));
  visit("cosh", math::cosh(x));
  visit("asinh", math::asinh(x));
  visit("acosh", math::acosh(x));
  visit("atanh", math::atanh(x));
  visit("cbrt", math::cbrt(x));
  visit("rsqrt", math::rsqrt(x));
  visit("floor", math::floor(x));
  visit("round", math::round(x));
  visit("integer_power 3", math::integer_power(x, 3));
  visit("integer_power -2", math::integer_power(x, -2));
  visit("pow", math::pow(x, x));
  visit("atan2", math::atan2(x, -x));
  visit("hypot", math::hypot(x, x));
};

/// Every lane against the scalar function, to the last bits an FMA target may contract differently.
template <class E>
void lanes_are_scalars(E a, E b) {
  E expected[2][30] = {};
  auto row = 0;
  for (auto const x : {a, b}) {
    auto column = 0;
    functions(x, [&](char const*, E value) { expected[row][column++] = value; });
    ++row;
  }
  auto column = 0;
  functions(two_lanes::pack<E>{a, b}, [&](char const* name, two_lanes::pack<E> value) {
    auto const agree = [](E x, E y) { return same(x, y) || ulp_error<E>(x, static_cast<oracle_t<E>>(y)) <= 4; };
    BOOST_TEST(agree(value.first, expected[0][column]), name << " in the first lane of " << a << ' ' << b);
    BOOST_TEST(agree(value.second, expected[1][column]), name << " in the second lane of " << a << ' ' << b);
    ++column;
  });
}

}  // namespace math_pack_test

BOOST_AUTO_TEST_SUITE(math_pack)

using namespace math_pack_test;

BOOST_AUTO_TEST_CASE(every_function_is_defined_lane_by_lane) {
  for (auto const a : {0.0F, -0.0F, 1.0F, -1.0F, 0.3F, -2.5F, 40.0F, -120.0F, 1e30F, infinite<float>, no_number<float>})
    for (auto const b : {-0.7F, 3.0F, -infinite<float>, smallest<float>}) lanes_are_scalars(a, b);
  for (auto const a : {0.0, -0.0, 1.0, -1.0, 0.3, -2.5, 40.0, -800.0, 1e300, infinite<double>, no_number<double>})
    for (auto const b : {-0.7, 3.0, -infinite<double>, smallest<double>}) lanes_are_scalars(a, b);
}

BOOST_AUTO_TEST_SUITE_END()
