
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <>
struct record<op::turn> : structural<family::matrix_function, 0>, linear {
  static constexpr notation written{"turn", R"(\operatorname{turn})", {}};
  static constexpr c_function c99{"turn", "static void turn($* y, $ const* a, int const* size) {\n"
                                          "  int const count = size[0] * size[1];\n"
                                          "  for (int i = 0; i < count; ++i) y[i] = a[count - 1 - i];\n"
                                          "}\n"};
  static constexpr extents shape(auto const&, extents a, extents) { return a; }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t i = 0; i < y.shape.rows; ++i) y(i, j) = a(y.shape.rows - 1 - i, y.shape.columns - 1 - j);
  }
  static constexpr auto vjp(auto& b, auto const&, auto, std::uint32_t, auto g) { return b.apply(op::turn, g); }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
