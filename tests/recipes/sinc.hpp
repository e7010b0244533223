
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <>
struct record<op::sinc> : even, smooth, folds_everywhere {
  static constexpr notation written{"sinc", R"(\operatorname{sinc})", {}};
  static constexpr c_function c99{"sinc", "static $ sinc($ x) { return x == 0 ? 1 : sin@(x) / x; }\n"};
  static constexpr std::uint32_t flops = 26;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T x) {
    return select(x == T(0), T(1), math::sin(x) / select(x == T(0), T(1), x));
  }
  static constexpr auto vjp(auto g, auto x, auto y) { return g * xdivy(cos(x) - y, x); }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET

/// sin(x)/x, and 1 at 0.
template <ops::argument X>
constexpr auto sinc(X const& x) {
  return elementwise(ops::applied<op::sinc>{}, x);
}

}  // namespace tapeless
