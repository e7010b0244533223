// SPDX-License-Identifier: BSL-1.0
// test: alone
#include "tapeless/save/save.hpp"

#include "saved_file.hpp"

#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <memory>
#include <string>

namespace {
namespace save_test {

namespace tl = tapeless;
constexpr auto W = tl::parameter<"W", 2, 3>;
constexpr auto b = tl::parameter<"b", 2>;
constexpr auto quoted = tl::parameter<"a \"b\\\n\xC3\xA9">;  // é in UTF-8
constexpr auto m = tl::state<"m", 2, 3>;
constexpr auto step_number = tl::integer_state<"optimizer.step">;
constexpr auto own = tl::integer_state<"own.integer">;
constexpr auto out = W * tl::input<"x", 3> + quoted * b;
constexpr auto update = tl::assign(m, 0.5 * m);
constexpr auto count = tl::assign(step_number, tl::successor(step_number));
constexpr auto count_own = tl::assign(own, tl::successor(own));
template <class T>
using program = tl::program<T, out, update, count, count_own>;

template <class T>
constexpr typename program<T>::parameters filled() {
  typename program<T>::parameters p{};
  p[W].copy_from(
      std::array<T, 6>{1, T(0.1), -T(0), std::numeric_limits<T>::denorm_min(), 5, std::numeric_limits<T>::max()});
  p[b].copy_from(std::array<T, 2>{-1, std::numeric_limits<T>::infinity()});
  p[quoted][0] = T(1) / 3;
  return p;
}
template <class T>
constexpr typename program<T>::state counted() {
  typename program<T>::state s{};
  s[m].copy_from(std::array<T, 6>{6, 5, 4, 3, 2, 1});
  tl::write_integer(s[step_number], 0xFEDCBA9876543210);
  tl::write_integer(s[own], 12345678901);
  return s;
}

template <class Store, class View>
constexpr bool same(Store const& first, Store const& second, View const& leaf) {
  for (std::uint32_t i = 0; i < first[leaf].rows(); ++i)
    for (std::uint32_t j = 0; j < first[leaf].columns(); ++j)
      if (std::bit_cast<std::array<char, sizeof(first[leaf](i, j))>>(first[leaf](i, j)) !=
          std::bit_cast<std::array<char, sizeof(first[leaf](i, j))>>(second[leaf](i, j)))
        return false;
  return true;
}

template <class T>
constexpr bool comes_back() {
  auto const parameters = filled<T>();
  auto const state = counted<T>();
  std::array<std::byte, tl::saved_bytes(parameters, state)> file{};
  if (!tl::save(file, parameters, state)) return false;
  typename program<T>::parameters p{};
  typename program<T>::state s{};
  if (!tl::load(file, s, p)) return false;  // in any order
  return p.is_filled() && same(p, parameters, W) && same(p, parameters, b) && same(p, parameters, quoted) &&
         same(s, state, m) && tl::read_integer(s[step_number]) == 0xFEDCBA9876543210 &&
         tl::read_integer(s[own]) == 12345678901;
}
static_assert(comes_back<double>());
static_assert(comes_back<float>());

constexpr auto in_read_only_memory = [] {
  std::array<std::byte, tl::saved_bytes<program<float>::parameters>()> file{};
  static_cast<void>(tl::save(file, filled<float>()));
  return file;
}();

struct net
    : tl::sequential<tl::in<"x", 5>, tl::dense<7, tl::activation::tanh>, tl::regularization::dropout<>, tl::dense<3>> {
};
// With all that a checkpoint may hold: moments, a step counter that schedule and dropout read, averages, a seed.
using optimizer = tl::optimizer::chain<tl::optimizer::clip_by_global_norm, tl::schedule::cosine, tl::optimizer::adam,
                                       tl::optimizer::average_weights>;
using classifier = tl::network_trainer<net, tl::objective::softmax_cross_entropy, optimizer, 4>;

constexpr std::array<float, 20> samples{1, 0, -1, 0.5f, -2, 1, 3, 0.25f, -0.5f, 2, 0, 0, 1, -1, 1, 2, -3, 1, 0.125f, 0};
constexpr std::array<int, 4> labels{0, 2, 1, 1};

struct trainer_beside_others {
  std::unique_ptr<classifier> trainer = std::make_unique<classifier>();
  float train(int steps) {
    float last = 0;
    for (int i = 0; i < steps; ++i) last = trainer->step(samples, labels).loss;
    return last;
  }
};

}  // namespace save_test
}  // namespace

BOOST_AUTO_TEST_SUITE(save_save)

using namespace save_test;

BOOST_AUTO_TEST_CASE(numbers_come_back_bit_for_bit_at_run_time_too) {
  BOOST_TEST(comes_back<double>());
  BOOST_TEST(comes_back<float>());
  program<float>::parameters p{};
  BOOST_TEST(static_cast<bool>(tl::load(in_read_only_memory, p)));
  BOOST_TEST(p[b][0] == -1.0f);
}

BOOST_AUTO_TEST_CASE(a_file_is_row_major_with_a_header_in_json) {
  auto const state = counted<float>();
  std::array<std::byte, tl::saved_bytes(state)> file{};
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(file, state)));
  std::string const text(reinterpret_cast<char const*>(file.data()), file.size());
  std::string const header =
      R"(","format":"tapeless"},"optimizer.step":{"dtype":"U64","shape":[],"data_offsets":[0,8]},)"
      R"("m":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},)"
      R"("own.integer":{"dtype":"F32","shape":[3],"data_offsets":[32,44]}})";
  BOOST_TEST(text.find(R"({"__metadata__":{"crc32":")") == 8U);
  BOOST_TEST_REQUIRE(text.find(header) == 8U + 26 + 8);
  std::size_t const begin = file.size() - 44;
  BOOST_TEST(begin % 8 == 0U);
  BOOST_TEST(static_cast<std::size_t>(static_cast<unsigned char>(text[0]) +
                                      256 * static_cast<unsigned char>(text[1])) == begin - 8);
  BOOST_TEST(text.substr(begin, 8) == std::string("\x10\x32\x54\x76\x98\xBA\xDC\xFE"));
  std::array<float, 6> rows{};
  std::memcpy(rows.data(), file.data() + begin + 8, sizeof rows);
  BOOST_TEST(rows == (std::array<float, 6>{6, 5, 4, 3, 2, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_are_written_as_json_wants_them) {
  std::string const text(reinterpret_cast<char const*>(in_read_only_memory.data()), in_read_only_memory.size());
  BOOST_TEST(text.find(R"("a \"b\\\u000a)"
                       "\xC3\xA9\":{") != text.npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_yet_or_does_not_fit_is_not_saved) {
  program<float>::parameters p{};
  std::array<std::byte, tl::saved_bytes(p)> file{};
  auto const before = file;
  BOOST_TEST(describe(tl::save(file, p)).view() == "W: the parameters are not filled yet: initialize or load them");
  auto const full = filled<float>();
  BOOST_TEST(describe(tl::save(std::span(file).first(100), full)).view() ==
             "the span is too small; expected " + std::to_string(file.size()) + " bytes, found 100 bytes");
  BOOST_TEST((file == before));
  for (float const wrong :
       {0.5f, -1.0f, 16777216.0f, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    auto s = counted<float>();
    s[step_number][1] = wrong;
    std::array<std::byte, tl::saved_bytes(s)> other{};
    BOOST_TEST((tl::save(other, s).error == tl::saving_error::no_integer));
  }
}

BOOST_AUTO_TEST_CASE(training_continues_bit_for_bit_where_it_was_saved) {
  trainer_beside_others whole, first, second;
  whole.trainer->initialize(tl::initializer::glorot{}, 3);
  first.trainer->initialize(tl::initializer::glorot{}, 3);
  for (auto* each : {&whole, &first}) {
    BOOST_TEST(static_cast<bool>(each->trainer->set(tl::optimizer::learning_rate, 0.05f)));
    BOOST_TEST(static_cast<bool>(each->trainer->set(tl::schedule::total_steps, 25)));
  }
  float const after_one = whole.train(1);
  float const after_twenty = whole.train(19);
  BOOST_TEST(after_twenty < 0.9f * after_one);
  first.train(10);
  static std::array<std::byte, tl::saved_bytes<classifier>()> file;
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(file, *first.trainer)));
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::load(file, *second.trainer)));
  BOOST_TEST(second.train(10) == after_twenty);
  static std::array<std::byte, tl::saved_bytes<classifier>()> one, other;
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(one, *whole.trainer)));
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(other, *second.trainer)));
  BOOST_TEST((one == other));
  auto const steps = second.trainer->state()[tl::integer_state<"optimizer.step">];
  BOOST_TEST(tl::read_integer(steps) == 20U);
  std::string const text(reinterpret_cast<char const*>(file.data()), file.size());
  for (auto const* integer : {"optimizer.step", "random.seed"})
    BOOST_TEST(text.find('"' + std::string(integer) + R"(":{"dtype":"U64","shape":[],"data_offsets":[)") != text.npos);
  // without the optimizer's state, it does not
  trainer_beside_others forgetful;
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::load_part(file, forgetful.trainer->parameters())));
  BOOST_TEST(forgetful.train(10) != after_twenty);
}

BOOST_AUTO_TEST_CASE(parameters_can_be_taken_out_of_a_trainers_file) {
  trainer_beside_others saved;
  saved.trainer->initialize(tl::initializer::glorot{}, 3);
  static std::array<std::byte, tl::saved_bytes<classifier>()> file;
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::save(file, *saved.trainer)));
  classifier::predict_program::parameters alone{};
  auto const refused = tl::load(file, alone);
  BOOST_TEST(describe(refused).view() == "random.seed: a tensor that nothing here is called by");
  BOOST_TEST(!alone.is_filled());
  BOOST_TEST_REQUIRE(static_cast<bool>(tl::load_part(file, alone)));
  BOOST_TEST(alone.is_filled());
  BOOST_TEST(alone.at<"net.0.weight">()(6, 4) == std::as_const(*saved.trainer).parameters().at<"net.0.weight">()(6, 4));
}

BOOST_AUTO_TEST_CASE(values_of_the_users_own_stand_beside_stores) {
  auto const state = counted<double>();
  std::uint64_t const epoch = 0x123456789ABCDEF0;
  double const best = 0.1;
  float const worst = -0.3f;
  tl::random::pcg32 order = tl::random::stream(5, "order");
  static_cast<void>(order());
  auto const write = [&](auto& file) {
    return tl::save(file, state, tl::saved<"epoch">(epoch), tl::saved<"best">(best), tl::saved<"worst">(worst),
                    tl::saved<"order">(order));
  };
  std::array<std::byte, tl::saved_bytes<program<double>::state, decltype(tl::saved<"epoch">(epoch)),
                                        decltype(tl::saved<"best">(best)), decltype(tl::saved<"worst">(worst)),
                                        decltype(tl::saved<"order">(order))>()>
      file{};
  BOOST_TEST_REQUIRE(static_cast<bool>(write(file)));
  program<double>::state s{};
  std::uint64_t e = 0;
  double d = 0;
  float f = 0;
  tl::random::pcg32 o(1);
  BOOST_TEST_REQUIRE(static_cast<bool>(
      tl::load(file, s, tl::saved<"epoch">(e), tl::saved<"best">(d), tl::saved<"worst">(f), tl::saved<"order">(o))));
  BOOST_TEST(e == epoch);
  BOOST_TEST(d == best);
  BOOST_TEST(f == worst);
  BOOST_TEST((o == order));
  BOOST_TEST(o() == order());
}

BOOST_AUTO_TEST_SUITE_END()
