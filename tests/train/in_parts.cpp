// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
#include "tapeless/train/in_parts.hpp"

#include "tapeless/train/trainer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

namespace {
namespace train_in_parts_test {

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 3>, tl::dense<4, tl::activation::tanh>, tl::dense<2>> {};
template <class T, std::uint32_t Batch>
using training = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, Batch, T>;

constinit training<float, 1>::in_parts in_bss{};
static_assert(in_bss.storage_bytes() == sizeof(in_bss));
static_assert(in_bss.part_count > 3);
static_assert(in_bss.most_flops_of_a_part >= 2 * 4 * 3);  // the first product
static_assert(in_bss.most_flops_of_a_part < tl::run::flops_of_largest_part<training<float, 2>::step_program::source>);

constexpr std::array<double, 12> numbers{1, 0, 2, -1, 0.5, 0.25, 0, 1, -2, 0.75, -0.5, 0.1};
constexpr std::array<std::uint8_t, 4> labels{0, 1, 1, 0};
template <class T>
constexpr auto samples = [] {
  std::array<T, 12> converted{};
  for (std::size_t i = 0; i < converted.size(); ++i) converted[i] = static_cast<T>(numbers[i]);
  return converted;
}();

template <class Left, class Right>
bool same_bits(Left const& left, Right const& right) {
  return left.stored_size() == right.stored_size() &&
         std::memcmp(left.data(), right.data(), left.stored_size() * sizeof(left.data()[0])) == 0;
}
bool is_under_way(tl::run_status const& status) { return status.error == tl::run_error::step_under_way; }

/// Steps in parts, and between the parts whatever an interrupt might do.
template <class T, std::uint32_t Batch, class Parts>
void steps_in_parts_are_steps(Parts& parts) {
  using whole = training<T, Batch>;
  using predict = typename whole::predict_program;
  whole one{};
  one.initialize(tl::initializer::glorot{}, 3);
  parts.initialize(tl::initializer::glorot{}, 3);
  auto const x = std::span(samples<T>).first(3 * Batch);
  auto const y = std::span(labels).first(Batch);
  auto const sample = std::span<T const, 3>(samples<T>.data() + 3, 3);
  typename predict::workspace own{};
  typename predict::parameters copy{};
  for (int i = 0; i < 3; ++i) {
    copy.copy_from(parts.parameters());
    std::array<T, 2> const before{one.predict(sample)[0], one.predict(sample)[1]};
    BOOST_TEST_REQUIRE(static_cast<bool>(parts.start(x, y)));
    std::uint32_t advanced = 1;
    bool is_answer_of_before = true, is_refused = true, is_some_answer = true;
    while (parts.advance()) {
      ++advanced;
      auto const answer = predict::run(own, bind(net::input, sample), copy);
      is_answer_of_before = is_answer_of_before && answer.template output<0>()[0] == before[0] &&
                            answer.template output<0>()[1] == before[1];
      auto const live = parts.template predict<tl::output<net>>(own, bind(net::input, sample));
      is_some_answer = is_some_answer && live && tl::run::is_finite(live[tl::output<net>][0]);
      is_refused = is_refused && is_under_way(parts.predict(sample).status()) &&
                   is_under_way(parts.evaluate(x, y).status()) && is_under_way(parts.start(x, y)) &&
                   is_under_way(parts.step(bind(net::input, x), bind(whole::truth, y)).status());
    }
    BOOST_TEST(advanced == parts.part_count);
    BOOST_TEST(is_answer_of_before);
    BOOST_TEST(is_some_answer);
    BOOST_TEST(is_refused);
    T const expected = one.step(x, y).loss;
    BOOST_TEST(parts.predict(sample)[1] == one.predict(sample)[1]);  // writes where the loss was
    BOOST_TEST(parts.result().loss == expected);
    BOOST_TEST(same_bits(parts.parameters(), one.parameters()));
    BOOST_TEST(same_bits(parts.state(), one.state()));
    BOOST_TEST(!same_bits(parts.parameters(), copy));
  }
  BOOST_TEST(parts.step(x, y).loss == one.step(x, y).loss);
  BOOST_TEST(parts.evaluate(x, y).loss == one.evaluate(x, y).loss);
}

}  // namespace train_in_parts_test
}  // namespace

BOOST_AUTO_TEST_SUITE(train_in_parts)

using namespace train_in_parts_test;

BOOST_AUTO_TEST_CASE(a_static_trainer_in_parts_is_all_zeros_at_first) {
  auto const* bytes = reinterpret_cast<unsigned char const*>(&in_bss);
  std::size_t others = 0;
  for (std::size_t i = 0; i < sizeof(in_bss); ++i) others += bytes[i] != 0 ? 1U : 0U;
  BOOST_TEST(others == 0U);
}

BOOST_AUTO_TEST_CASE(a_step_in_parts_gives_the_bits_of_a_step_whatever_predicts_in_between) {
  steps_in_parts_are_steps<float, 1>(in_bss);
  static typename training<double, 4>::parameter_store weights{};
  static typename training<double, 4>::state_store momenta{};
  static typename training<double, 4>::workspace memory{};
  training<double, 4>::placed::in_parts apart{weights, momenta, memory};
  steps_in_parts_are_steps<double, 4>(apart);
}

BOOST_AUTO_TEST_CASE(wrong_data_begins_no_step) {
  training<float, 1>::in_parts trainer{};
  BOOST_TEST((trainer.result().status().error == tl::run_error::no_step_started));
  BOOST_TEST((trainer.start(std::array{1.F, 2.F, 3.F}, std::array{0}).error == tl::run_error::not_initialized));
  trainer.initialize(tl::initializer::glorot{}, 1);
  auto const before = trainer.parameters();
  float const nan = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST((trainer.start(std::array{1.F, nan, 3.F}, std::array{0}).error == tl::run_error::data_not_finite));
  BOOST_TEST(!trainer.advance());
  BOOST_TEST((trainer.result().status().error == tl::run_error::data_not_finite));
  BOOST_TEST(trainer.result().loss != trainer.result().loss);
  BOOST_TEST(same_bits(trainer.parameters(), before));
}

BOOST_AUTO_TEST_CASE(a_step_in_one_piece_takes_the_label_of_one_sample_as_a_number) {
  training<float, 1> whole{};
  whole.initialize(tl::initializer::glorot{}, 3);
  in_bss.initialize(tl::initializer::glorot{}, 3);
  auto const sample = std::span(samples<float>).first(3);
  float const expected = whole.step(sample, labels[1]).loss;
  BOOST_TEST(expected > 0);
  BOOST_TEST(in_bss.step(sample, labels[1]).loss == expected);
  BOOST_TEST(same_bits(in_bss.parameters(), whole.parameters()));
}

BOOST_AUTO_TEST_CASE(a_trainer_is_made_anew_where_it_lies) {
  static_assert(noexcept(in_bss = {}) && std::is_trivially_copyable_v<training<float, 1>>);
  in_bss.initialize(tl::initializer::glorot{}, 3);
  static_cast<void>(in_bss.set(tl::optimizer::learning_rate, 0.5F));
  BOOST_TEST(bool(in_bss.start(std::span(samples<float>).first(3), std::span(labels).first(1))));
  BOOST_TEST(&(in_bss = {}) == &in_bss);
  BOOST_TEST(!in_bss.is_under_way());
  BOOST_TEST(!std::as_const(in_bss).parameters().is_filled());
  BOOST_TEST((in_bss.result().status().error == tl::run_error::no_step_started));
  training<float, 1> whole{};
  whole.initialize(tl::initializer::glorot{}, 3);
  training<float, 1> const trained = whole;
  whole = {};
  BOOST_TEST(!whole.parameters().is_filled());
  whole = trained;
  BOOST_TEST(same_bits(std::as_const(whole).parameters(), trained.parameters()));
}

BOOST_AUTO_TEST_CASE(initializing_abandons_the_step) {
  training<float, 1>::in_parts trainer{};
  trainer.initialize(tl::initializer::glorot{}, 1);
  auto const x = std::array{1.F, 2.F, 3.F};
  auto const y = std::array{1};
  BOOST_TEST(static_cast<bool>(trainer.start(x, y)));
  BOOST_TEST(trainer.advance());
  trainer.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST(!trainer.is_under_way());
  BOOST_TEST((trainer.result().status().error == tl::run_error::no_step_started));
  training<float, 1> fresh{};
  fresh.initialize(tl::initializer::glorot{}, 1);
  BOOST_TEST(trainer.step(x, y).loss == fresh.step(x, y).loss);
}

BOOST_AUTO_TEST_SUITE_END()
