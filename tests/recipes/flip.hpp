
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <>
struct record<op::flip> : structural<family::normalization, 0>, normalization<op::flip>, linear {
  static constexpr notation written{"flip", R"(\operatorname{flip})", {}};
  static constexpr c_function c99{
      "flip", "static $ flip($ const* x, int n, int stride, int k) { return x[(n - 1 - k) * stride]; }\n"};
  template <class T, spacing Spaced>
  static constexpr void of_line(line<T, Spaced> y, line<T const, Spaced> x) {
    for (std::uint32_t i = 0; i < x.size; ++i) y[i] = x[x.size - 1 - i];
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return b.along(op::flip, n.axis(), g);
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
