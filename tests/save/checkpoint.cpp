// SPDX-License-Identifier: BSL-1.0
// test: alone, unoptimized, g++ suffices
#include "tapeless/save/checkpoint.hpp"

#include "../embedded/simulated_flash.hpp"

#include "tapeless/save/save.hpp"
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstring>
#include <vector>

namespace {
namespace save_checkpoint_test {

namespace tl = tapeless;
using tl::checkpoint_error;

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<5, tl::activation::tanh>, tl::dense<1, tl::activation::sigmoid>> {
};
using trainer = tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::adam, 1>;

template <std::uint32_t ProgramSize>
using small_flash = simulated_flash<512, ProgramSize, 2>;

/// Three blocks of four, each erasure a place to be cut at.
using flash_of_blocks = simulated_flash<128, 8, 8>;

/// All that a trainer has learnt, as bytes.
using image = std::vector<std::byte>;
template <class Store>
void append(image& all, Store const& of) {
  auto const bytes = std::as_bytes(std::span(of.data(), of.stored_size()));
  all.insert(all.end(), bytes.begin(), bytes.end());
}
image image_of(trainer const& of) {
  image all;
  append(all, of.parameters());
  append(all, of.state());
  auto const settings = std::as_bytes(std::span(of.settings_in_use().changes));
  all.insert(all.end(), settings.begin(), settings.end());
  return all;
}
void train(trainer& on, int steps) {
  constexpr std::array<float, 8> inputs{0, 0, 0, 1, 1, 0, 1, 1};
  constexpr std::array<float, 4> truths{0, 1, 1, 0};
  for (int i = 0; i < steps; ++i) {
    auto const sample = static_cast<std::size_t>(i) % 4;
    BOOST_REQUIRE(
        static_cast<bool>(on.step(std::span(inputs).subspan(2 * sample, 2), std::span(truths).subspan(sample, 1))));
  }
}
trainer trained(int steps) {
  trainer t{};
  t.initialize(tl::initializer::glorot{}, 7);
  static_cast<void>(t.set(tl::optimizer::learning_rate, 0.01f * static_cast<float>(1 + steps)));
  train(t, steps);
  return t;
}
struct three_trainers {
  trainer first = trained(3), second = trained(5), third = trained(8);
  image first_image = image_of(first), second_image = image_of(second), third_image = image_of(third);
};
three_trainers const& learnt() {
  static three_trainers const all;
  return all;
}

template <class Flash>
image loaded(Flash& flash) {
  trainer t{};
  auto const status = tl::load_checkpoint(flash, t);
  BOOST_REQUIRE_MESSAGE(static_cast<bool>(status), describe(status).data());
  return image_of(t);
}

/// Cuts the power at each event of a save: what is loaded afterwards is one of `allowed`, and goes on well.
template <class Flash>
void cut_everywhere(Flash const& before, std::vector<image> const& allowed, typename Flash::half_done how) {
  std::uint32_t cut = 0;
  bool was_cut = true;
  std::array<bool, 2> seen{};
  for (; was_cut; ++cut) {
    Flash flash = before;
    flash.seed(cut + 17);
    flash.read_half_done(how);
    flash.cut_after(cut);
    bool const is_saved = static_cast<bool>(tl::save_checkpoint(flash, learnt().second));
    was_cut = !flash.has_power();
    BOOST_REQUIRE(is_saved == !was_cut);
    flash.power_on();
    for (int again = 0; again < 2; ++again) {
      trainer t{};
      auto const status = tl::load_checkpoint(flash, t);
      if (status) {
        auto const found = std::find(allowed.begin(), allowed.end(), image_of(t));
        BOOST_REQUIRE_MESSAGE(found != allowed.end(), "a mixture after " << cut << " events");
        seen[static_cast<std::size_t>(found - allowed.begin())] = true;
        BOOST_REQUIRE((was_cut || found == allowed.begin()));
      } else {
        BOOST_REQUIRE_MESSAGE(allowed.size() == 1 && was_cut, describe(status).data());
        BOOST_REQUIRE(!t.parameters().is_filled());
      }
    }
    BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, learnt().third)));
    BOOST_REQUIRE(loaded(flash) == learnt().third_image);
    BOOST_REQUIRE(!flash.was_misused);
  }
  BOOST_TEST((cut > tl::checkpoint_bytes<Flash, trainer>()));
  BOOST_TEST(seen[0]);
  BOOST_TEST(seen[1] == (allowed.size() == 2));
}

template <std::uint32_t ProgramSize>
void cut_everywhere_in_all_ways() {
  using flash = small_flash<ProgramSize>;
  using half_done = typename flash::half_done;
  flash empty, with_first;
  static_cast<void>(empty.erase(0) && empty.erase(1) && with_first.erase(0) && with_first.erase(1));
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(with_first, learnt().first)));
  flash with_an_older_one;
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(with_an_older_one, learnt().third)));
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(with_an_older_one, learnt().first)));
  cut_everywhere(empty, {learnt().second_image}, half_done::as_it_is);
  cut_everywhere(with_first, {learnt().second_image, learnt().first_image}, half_done::as_it_is);
  for (half_done const how : {half_done::otherwise_each_time, half_done::not_at_all})
    cut_everywhere(with_an_older_one, {learnt().second_image, learnt().first_image}, how);
}

/// The header of a slot as it lies in flash.
template <class Flash>
tl::checkpoints::header header_in(Flash const& flash, std::uint32_t slot) {
  tl::checkpoints::header head;
  std::memcpy(&head, flash.bytes.data() + slot * tl::checkpoints::places<Flash>::slot_bytes, sizeof head);
  return head;
}

/// A device that fails, or lies, when it is told to.
struct failing_flash : flash_of_blocks {
  std::uint32_t fails_to_erase = 99, fails_to_program = 9999, fails_to_read = 9999, lies = 9999, reads = 0;
  bool erase(std::uint32_t block) { return block != fails_to_erase && simulated_flash::erase(block); }
  bool program(std::uint32_t at, std::span<std::byte const> from) {
    if (at <= fails_to_program && fails_to_program < at + from.size()) return false;
    return simulated_flash::program(at, from);
  }
  bool read(std::uint32_t at, std::span<std::byte> to) {
    if (at <= fails_to_read && fails_to_read < at + to.size()) return false;
    bool const is_read = simulated_flash::read(at, to);
    if (++reads > lies) to[0] ^= std::byte{1};
    return is_read;
  }
};

}  // namespace save_checkpoint_test
}  // namespace

BOOST_AUTO_TEST_SUITE(save_checkpoint)

using namespace save_checkpoint_test;

BOOST_AUTO_TEST_CASE(power_lost_at_any_byte_leaves_the_old_or_the_new_one_whole) {
  cut_everywhere_in_all_ways<1>();
  cut_everywhere_in_all_ways<4>();
  cut_everywhere_in_all_ways<32>();
}

BOOST_AUTO_TEST_CASE(many_cuts_one_after_the_other_lose_nothing_that_was_saved) {
  using flash_type = flash_of_blocks;
  for (auto const how : {flash_type::half_done::as_it_is, flash_type::half_done::otherwise_each_time,
                         flash_type::half_done::not_at_all}) {
    flash_type flash;
    flash.read_half_done(how);
    std::array<trainer const*, 3> const all{&learnt().first, &learnt().second, &learnt().third};
    std::array<image const*, 3> const images{&learnt().first_image, &learnt().second_image, &learnt().third_image};
    std::vector<std::size_t> allowed;  // the last one that was saved, and those that were cut off since
    std::uint32_t random = 12345;
    for (int turn = 0; turn < 200; ++turn) {
      random = random * 1664525 + 1013904223;
      std::size_t const which = random >> 16 & 0xFF;
      flash.cut_after((random >> 8) % 600);
      bool const is_saved = static_cast<bool>(tl::save_checkpoint(flash, *all[which % 3]));
      flash.power_on();
      if (is_saved) allowed.clear();
      allowed.push_back(which % 3);
      trainer t{};
      if (!tl::load_checkpoint(flash, t)) {
        BOOST_REQUIRE_MESSAGE(!is_saved && turn < 50, "lost in turn " << turn);
        allowed.clear();
        continue;
      }
      image const now = image_of(t);
      BOOST_REQUIRE(std::any_of(allowed.begin(), allowed.end(), [&](std::size_t i) { return *images[i] == now; }));
    }
    BOOST_TEST(!flash.was_misused);
  }
}

BOOST_AUTO_TEST_CASE(a_trainer_goes_on_as_if_it_had_not_been_switched_off) {
  small_flash<4> flash;
  trainer first = trained(3), second{};
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, first)));
  BOOST_REQUIRE(static_cast<bool>(tl::load_checkpoint(flash, second)));
  train(first, 6);
  train(second, 6);
  BOOST_TEST((image_of(first) == image_of(second)));
  BOOST_TEST((image_of(first) != learnt().first_image));
}

BOOST_AUTO_TEST_CASE(what_one_trainer_saved_another_loads_whose_memory_lies_elsewhere_or_that_steps_in_parts) {
  small_flash<4> flash;
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, learnt().first)));
  trainer::parameter_store parameters{};
  trainer::state_store state{};
  trainer::workspace workspace{};
  trainer::placed::in_parts patient(parameters, state, workspace);
  constexpr std::array<float, 2> sample{0, 1};
  constexpr std::array<float, 1> truth{1};
  BOOST_REQUIRE(static_cast<bool>(tl::load_checkpoint(flash, patient)));
  BOOST_REQUIRE(static_cast<bool>(patient.start(sample, truth)));
  static_cast<void>(patient.advance());
  BOOST_TEST(describe(tl::save_checkpoint(flash, patient)).view() ==
             "a step is under way: advance to its end, or abandon it");
  std::array<std::byte, tl::saved_bytes(patient)> file{};
  BOOST_TEST((tl::save(file, patient).error == tl::saving_error::step_under_way));
  BOOST_REQUIRE(static_cast<bool>(tl::load_checkpoint(flash, patient)));
  BOOST_TEST(!patient.is_under_way());
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, patient)));
  BOOST_TEST((loaded(flash) == learnt().first_image));
}

BOOST_AUTO_TEST_CASE(the_number_of_a_checkpoint_wraps) {
  using flash_type = flash_of_blocks;
  flash_type flash;
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, learnt().first)));
  auto head = header_in(flash, 0);
  BOOST_TEST(head.number == 0U);
  head.number = 0xFFFFFFFE;
  std::span const whole(flash.bytes);
  std::memcpy(flash.bytes.data(), &head, sizeof head);
  head.checksum = tl::safetensors::crc32(whole.subspan(tl::checkpoints::places<flash_type>::numbers_at, head.bytes),
                                         tl::safetensors::crc32(whole.first(20)));
  std::memcpy(flash.bytes.data(), &head, sizeof head);
  for (std::uint32_t const number : {0xFFFFFFFFU, 0U, 1U}) {
    auto const& which = number == 0 ? learnt().third : learnt().second;
    BOOST_TEST(loaded(flash).empty() == false);
    auto const saved = tl::save_checkpoint(flash, which);
    BOOST_TEST(saved.number == number);
    trainer t{};
    auto const status = tl::load_checkpoint(flash, t);
    BOOST_TEST(status.number == number);
    BOOST_TEST(status.slot == saved.slot);
    BOOST_TEST((image_of(t) == image_of(which)));
  }
}

BOOST_AUTO_TEST_CASE(slots_take_turns_and_wear_alike) {
  using flash_type = flash_of_blocks;
  flash_type flash;
  for (int i = 0; i < 10; ++i) BOOST_TEST(tl::save_checkpoint(flash, learnt().first).slot == i % 2);
  constexpr std::size_t blocks = tl::erased_blocks<flash_type, trainer>();
  BOOST_TEST(blocks == 3U);  // (48 + 21 · 3 + ...) · 4 bytes
  for (std::uint32_t i = 0; i < 8; ++i) BOOST_TEST(flash.erasures[i] == (i % 4 < blocks ? 5U : 0U));
  BOOST_TEST(tl::saves_within(5) == 10U);
}

BOOST_AUTO_TEST_CASE(another_topology_is_refused_and_kept) {
  constexpr auto W = tl::parameter<"W", 3, 2>;
  constexpr auto V = tl::parameter<"V", 3, 2>;
  constexpr auto x = tl::input<"x", 2>;
  static constexpr auto of_W = W * x;
  static constexpr auto of_V = V * x;
  tl::program<float, of_W>::parameters w{};
  tl::program<float, of_V>::parameters v{};
  w[W](2, 1) = 5;
  v[V](2, 1) = 6;
  small_flash<4> flash;
  BOOST_TEST((tl::load_checkpoint(flash, w).error == checkpoint_error::no_checkpoint));
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, w)));
  auto const status = tl::load_checkpoint(flash, v);
  BOOST_TEST((status.error == checkpoint_error::another_topology));
  BOOST_TEST(status.slot == 0);
  BOOST_TEST(status.expected == (tl::checkpoints::fingerprint<std::remove_cvref_t<decltype(v)>>));
  BOOST_TEST(status.found == (tl::checkpoints::fingerprint<std::remove_cvref_t<decltype(w)>>));
  BOOST_TEST(v[V](2, 1) == 6);
  BOOST_TEST(describe(status).view().find("slot 0: the checkpoint is of another topology; expected fingerprint 0x") ==
             0U);
  // Firmware that is rolled back finds its own, and the newer one's saves take the other slot only.
  for (int i = 0; i < 3; ++i) {
    if (i == 0) BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, v)));
    w[W](2, 1) = v[V](2, 1) = 0;
    BOOST_REQUIRE(static_cast<bool>(tl::load_checkpoint(flash, w)));
    BOOST_REQUIRE(static_cast<bool>(tl::load_checkpoint(flash, v)));
    BOOST_TEST(w[W](2, 1) == 5);
    BOOST_TEST(v[V](2, 1) == 6);
  }
}

BOOST_AUTO_TEST_CASE(what_another_firmware_saved_is_kept_until_the_own_is_certain) {
  constexpr auto x = tl::input<"x", 2>;
  static constexpr auto of_W = tl::parameter<"W", 3, 2> * x;
  static constexpr auto of_V = tl::parameter<"V", 3, 2> * x;
  tl::program<float, of_W>::parameters w{};
  tl::program<float, of_V>::parameters v{};
  w.at<"W">()(0, 0) = v.at<"V">()(0, 0) = 3;
  small_flash<4> flash;
  for (int i = 0; i < 2; ++i) BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, w)));
  auto uncertain = flash;
  for (std::uint32_t cut = 0;; ++cut) {  // one event after the other, until all but the mark is there
    uncertain = flash;
    uncertain.cut_after(cut);
    static_cast<void>(tl::save_checkpoint(uncertain, v));
    uncertain.power_on();
    if (tl::load_checkpoint(uncertain, v)) break;
  }
  BOOST_TEST(tl::save_checkpoint(uncertain, v).slot == 0);  // over what is uncertain
  BOOST_TEST(static_cast<bool>(tl::load_checkpoint(uncertain, w)));
  BOOST_TEST(tl::save_checkpoint(uncertain, v).slot == 1);
  BOOST_TEST(static_cast<bool>(tl::load_checkpoint(uncertain, v)));
  BOOST_TEST((tl::load_checkpoint(uncertain, w).error == checkpoint_error::another_topology));
}

BOOST_AUTO_TEST_CASE(fingerprints_tell_names_shapes_types_and_order) {
  constexpr auto x = tl::input<"x", 2>;
  static constexpr auto a = tl::parameter<"W", 3, 2> * x;
  static constexpr auto b = tl::parameter<"V", 3, 2> * x;
  static constexpr auto c = tl::parameter<"W", 2, 3> * tl::input<"y", 3>;
  static constexpr auto both = sum(a) + sum(b);
  std::array const all{
      tl::checkpoints::fingerprint<tl::program<float, a>::parameters>,
      tl::checkpoints::fingerprint<tl::program<float, b>::parameters>,
      tl::checkpoints::fingerprint<tl::program<float, c>::parameters>,
      tl::checkpoints::fingerprint<tl::program<double, a>::parameters>,
      tl::checkpoints::fingerprint<tl::program<float, both>::parameters>,
      tl::checkpoints::fingerprint<tl::program<float, a>::parameters, tl::program<float, b>::parameters>,
      tl::checkpoints::fingerprint<tl::program<float, b>::parameters, tl::program<float, a>::parameters>,
  };
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) BOOST_TEST((all[i] != all[j] || (i == 5 && j == 4)), i << " and " << j);
}

BOOST_AUTO_TEST_CASE(numbers_come_back_bit_for_bit_whatever_lies_between_them) {
  constexpr auto W = tl::parameter<"W", 13, 9>;
  constexpr auto V = tl::parameter<"V", 16, 13>;
  static constexpr auto out = V * (W * tl::input<"x", 9>);
  tl::program<double, out>::parameters saved{}, loaded{};
  double next = 1;
  for (auto const each : {0, 1})
    for (std::uint32_t i = 0; i < (each == 0 ? 13U : 16U); ++i)
      for (std::uint32_t j = 0; j < (each == 0 ? 9U : 13U); ++j)
        (each == 0 ? saved[W](i, j) : saved[V](i, j)) = next += 1.0 / 3;
  std::uint64_t epoch = 77;
  tl::random::pcg32 order(3, 4);
  static_cast<void>(order());
  simulated_flash<4096, 256, 2> flash;  // as large a unit as any
  BOOST_REQUIRE(
      static_cast<bool>(tl::save_checkpoint(flash, saved, tl::saved<"epoch">(epoch), tl::saved<"order">(order))));
  std::uint32_t const expected = order();
  epoch = 0;
  BOOST_REQUIRE(
      static_cast<bool>(tl::load_checkpoint(flash, loaded, tl::saved<"epoch">(epoch), tl::saved<"order">(order))));
  BOOST_TEST(epoch == 77U);
  BOOST_TEST(order() == expected);
  BOOST_TEST(loaded.is_filled());
  for (std::uint32_t i = 0; i < 13; ++i)
    for (std::uint32_t j = 0; j < 9; ++j) BOOST_TEST(loaded[W](i, j) == saved[W](i, j));
  for (std::uint32_t i = 0; i < 16; ++i)
    for (std::uint32_t j = 0; j < 13; ++j) BOOST_TEST(loaded[V](i, j) == saved[V](i, j));
}

BOOST_AUTO_TEST_CASE(every_byte_that_flash_loses_is_found_and_nothing_is_overwritten) {
  using flash_type = small_flash<32>;
  flash_type flash;
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, learnt().first)));
  using place = tl::checkpoints::places<flash_type>;
  std::size_t const end = place::numbers_at + tl::checkpoints::bytes_of_all<trainer>;
  trainer t = trained(5);
  for (std::size_t i = 0; i < end; ++i) {
    flash.bytes[i] ^= std::byte{0x40};
    auto const status = tl::load_checkpoint(flash, t);
    if (i >= sizeof(tl::checkpoints::header) && i < place::numbers_at) {
      BOOST_REQUIRE(static_cast<bool>(status));  // the mark, or what fills up the header's unit: it is whole
      t = trained(5);
    } else {
      BOOST_REQUIRE(status.error == (i < 4 ? checkpoint_error::no_checkpoint : checkpoint_error::another_checksum));
      BOOST_REQUIRE((image_of(t) == learnt().second_image));
      if (i >= 4) BOOST_REQUIRE(status.expected != status.found);
    }
    flash.bytes[i] ^= std::byte{0x40};
  }
}

BOOST_AUTO_TEST_CASE(what_a_device_says_is_handed_on_with_the_place) {
  failing_flash flash;
  trainer nothing{};
  BOOST_TEST(describe(tl::save_checkpoint(flash, nothing)).view() ==
             "the parameters are not filled yet: initialize or load them");
  BOOST_TEST(describe(tl::load_checkpoint(flash, nothing)).view() == "there is no checkpoint");
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, learnt().first)));
  auto const still_there = [&] {
    failing_flash working = flash;
    working.fails_to_erase = working.fails_to_program = working.fails_to_read = 9999;
    return loaded(working) == learnt().first_image;
  };
  flash.fails_to_erase = 5;
  BOOST_TEST(describe(tl::save_checkpoint(flash, learnt().second)).view() ==
             "slot 1: the device could not erase block 5");
  BOOST_TEST(still_there());
  flash.fails_to_erase = 99;
  flash.fails_to_program = 512 + 160;
  BOOST_TEST(describe(tl::save_checkpoint(flash, learnt().second)).view() ==
             "slot 1: the device could not program from byte 672");
  BOOST_TEST(still_there());
  flash.fails_to_program = 512 + 24;  // the mark: all is there, and nobody is told that it is
  BOOST_TEST(describe(tl::save_checkpoint(flash, learnt().second)).view() ==
             "slot 1: the device could not program from byte 536");
  BOOST_TEST(still_there());
  flash.fails_to_program = 9999;
  flash.fails_to_read = 512 + 100;
  BOOST_TEST(
      describe(tl::save_checkpoint(flash, learnt().second)).view().starts_with("slot 1: what is read back is not"));
  BOOST_TEST(still_there());
  flash.fails_to_read = 60;
  trainer t = trained(5);
  flash.bytes[512] = std::byte{0};
  BOOST_TEST(
      (tl::load_checkpoint(flash, t).error == checkpoint_error::no_checkpoint));  // in slot 1, where it can be read
  BOOST_TEST((image_of(t) == learnt().second_image));
}

BOOST_AUTO_TEST_CASE(a_device_that_reads_otherwise_the_second_time_is_caught) {
  failing_flash flash;
  BOOST_REQUIRE(static_cast<bool>(tl::save_checkpoint(flash, learnt().first)));
  flash.reads = 0;
  trainer t = trained(5);
  BOOST_REQUIRE(static_cast<bool>(tl::load_checkpoint(flash, t)));
  flash.lies = flash.reads - 1;
  flash.reads = 0;
  auto const status = tl::load_checkpoint(flash, t);
  BOOST_TEST((status.error == checkpoint_error::changed_while_read));
  BOOST_TEST(
      describe(status).view().starts_with("slot 0: the checkpoint changed while it was read; expected checksum 0x"));
  BOOST_TEST(!t.parameters().is_filled());
}

BOOST_AUTO_TEST_SUITE_END()
