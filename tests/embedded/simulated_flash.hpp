// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

/// A block device in memory whose power can be cut at every byte. What is cut off has arbitrary bits: every unit that
/// was being programmed, every byte of the block that was being erased. No heap, no exceptions, a few bytes more than
/// the flash has.
template <std::uint32_t BlockSize, std::uint32_t ProgramSize, std::uint32_t BlockCount>
class simulated_flash {
public:
  static constexpr std::uint32_t block_size = BlockSize;
  static constexpr std::uint32_t program_size = ProgramSize;
  static constexpr std::uint32_t block_count = BlockCount;
  static constexpr std::uint32_t endless = 0xFFFFFFFF;

  /// How a unit reads that is half programmed or half erased.
  enum class half_done : std::uint8_t { as_it_is, otherwise_each_time, not_at_all };

  /// The power goes after that many events: of each erasure the begin and the end, of each unit its begin and its
  /// bytes.
  void cut_after(std::uint32_t events) { events_left_ = events; }
  void power_on() { events_left_ = endless; }
  bool has_power() const { return events_left_ != 0; }
  void read_half_done(half_done how) { how_ = how; }
  void seed(std::uint32_t seed) { random_ = 2 * seed + 1; }

  bool erase(std::uint32_t block) {
    if (block >= BlockCount) was_misused = true;
    if (was_misused || !spend()) return false;
    bool const is_cut = !spend();
    for (std::uint32_t at = block * BlockSize; at < (block + 1) * BlockSize; ++at) {
      bytes[at] = is_cut ? arbitrary(bytes[at]) : std::byte{0xFF};
      units_[at / ProgramSize] = is_cut ? unit::half_done : unit::erased;
    }
    if (!is_cut) ++erasures[block];
    return !is_cut;
  }

  bool program(std::uint32_t at, std::span<std::byte const> from) {
    if (at % ProgramSize != 0 || from.size() % ProgramSize != 0 || at + from.size() > bytes.size() ||
        reinterpret_cast<std::uintptr_t>(from.data()) % 8 != 0)
      was_misused = true;
    for (std::uint32_t i = 0; i < from.size() && !was_misused; i += ProgramSize)
      if (!program_unit(at + i, from.subspan(i, ProgramSize))) return false;
    return !was_misused;
  }

  bool read(std::uint32_t at, std::span<std::byte> to) {
    if (at + to.size() > bytes.size()) was_misused = true;
    if (was_misused || !has_power()) return false;
    for (std::byte& each : to) {
      bool const is_half_done = units_[at / ProgramSize] == unit::half_done;
      if (is_half_done && how_ == half_done::not_at_all) return false;
      each = is_half_done && how_ == half_done::otherwise_each_time ? arbitrary(bytes[at]) : bytes[at];
      ++at;
    }
    return true;
  }

  std::array<std::byte, std::size_t{BlockSize} * BlockCount> bytes{};
  std::array<std::uint32_t, BlockCount> erasures{};
  bool was_misused = false;  ///< a unit programmed twice, a place outside or between units

private:
  enum class unit : std::uint8_t { erased, programmed, half_done };

  bool spend() {
    if (events_left_ != endless && events_left_ != 0) --events_left_;
    return events_left_ != 0;
  }
  std::uint32_t random() {  // xorshift32, Marsaglia 2003
    random_ ^= random_ << 13;
    random_ ^= random_ >> 17;
    return random_ ^= random_ << 5;
  }
  /// As it was, erased, or any.
  std::byte arbitrary(std::byte before) {
    std::uint32_t const some = random() >> 8;
    return some % 3 == 0 ? before : some % 3 == 1 ? std::byte{0xFF} : static_cast<std::byte>(some >> 8 & 0xFF);
  }
  bool program_unit(std::uint32_t at, std::span<std::byte const> from) {
    unit& state = units_[at / ProgramSize];
    if (state != unit::erased) was_misused = true;
    if (was_misused || !spend()) return false;
    for (std::uint32_t i = 0; i < ProgramSize; ++i)
      if (!spend()) {
        for (std::uint32_t j = 0; j < ProgramSize; ++j) bytes[at + j] = arbitrary(from[j]);
        state = unit::half_done;
        return false;
      }
    for (std::uint32_t i = 0; i < ProgramSize; ++i) bytes[at + i] &= from[i];
    state = unit::programmed;
    return true;
  }

  std::array<unit, std::size_t{BlockSize} * BlockCount / ProgramSize> units_{};
  std::uint32_t events_left_ = endless;
  std::uint32_t random_ = 1;
  half_done how_ = half_done::as_it_is;
};
