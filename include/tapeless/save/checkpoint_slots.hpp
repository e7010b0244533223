// SPDX-License-Identifier: BSL-1.0
//
// Two slots of flash, each the half of a device:
//
//     header   in whole units: which checkpoint, of what, how long, checksum
//     mark     in whole units: programmed when all else was read back and found right
//     numbers
//
// A save erases the slot that the last checkpoint is not in, programs the numbers, then the header, then the mark. A
// unit whose programming was cut off may read otherwise each time: that of a number or of the header makes a slot that
// has no mark, so the other one, which has, stays the better one; that of the mark makes one which is whole.
#pragma once

#include "tapeless/save/block_device.hpp"
#include "tapeless/save/checkpoint_status.hpp"
#include "tapeless/save/tensor.hpp"

#include <algorithm>
#include <cstring>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace checkpoints {

struct header {
  std::uint32_t format = this_format;
  std::uint32_t number = 0;
  std::uint64_t fingerprint = 0;
  std::uint32_t bytes = 0;
  std::uint32_t checksum = 0;  ///< of what stands before it, and of the numbers

  static constexpr std::uint32_t this_format = 0x31504354;  // "TCP1"
  static constexpr std::size_t checked_bytes = 20;
};
static_assert(sizeof(header) == header::checked_bytes + sizeof(std::uint32_t));
inline constexpr std::uint32_t mark = 0x656C6F77;  // "wole"

template <class Object>
std::span<std::byte const> bytes_of(Object const& object) {
  return std::as_bytes(std::span(&object, 1));
}
template <class Object>
std::span<std::byte> writable_bytes_of(Object& object) {
  return std::as_writable_bytes(std::span(&object, 1));
}

/// Where things lie in a slot, in bytes.
template <class Device>
struct places {
  static constexpr std::size_t whole_units(std::size_t bytes) {
    return (bytes + Device::program_size - 1) / Device::program_size * Device::program_size;
  }
  static constexpr std::uint32_t mark_at = static_cast<std::uint32_t>(whole_units(sizeof(header)));
  static constexpr std::uint32_t numbers_at = static_cast<std::uint32_t>(mark_at + whole_units(sizeof mark));
  static constexpr std::uint32_t slot_blocks = Device::block_count / 2;
  static constexpr std::uint32_t slot_bytes = slot_blocks * Device::block_size;
  static constexpr std::uint32_t room = slot_bytes > numbers_at ? slot_bytes - numbers_at : 0;

  static constexpr std::uint32_t blocks_of(std::size_t bytes) {
    return static_cast<std::uint32_t>((numbers_at + bytes + Device::block_size - 1) / Device::block_size);
  }
};

/// What is asked for.
struct request {
  std::uint64_t fingerprint;
  std::uint32_t bytes;
};

enum class condition : std::uint8_t { unreadable, empty, broken, foreign, own };

struct inspection {
  header head{};
  std::uint32_t checksum = 0;  ///< as it is found
  std::uint32_t place = 0;     ///< where it could not be read
  condition is = condition::unreadable;
  bool has_mark = false;

  constexpr bool is_whole() const { return is >= condition::foreign; }
};

template <class Device>
[[gnu::noinline]] inspection inspect(Device& device, std::uint32_t slot, request const& wanted) {
  inspection found;
  using place = places<Device>;
  std::uint32_t at = slot * place::slot_bytes;
  found.place = at;
  if (!device.read(at, writable_bytes_of(found.head))) return found;
  found.is = condition::empty;
  if (found.head.format != header::this_format) return found;
  found.is = condition::broken;
  found.checksum = safetensors::crc32(bytes_of(found.head).first(header::checked_bytes));
  std::uint32_t mark_found = 0;
  found.has_mark = device.read(at + place::mark_at, writable_bytes_of(mark_found)) && mark_found == mark;
  at += place::numbers_at;
  std::byte some[32];
  for (std::uint32_t left = std::min(found.head.bytes, place::room); left != 0;) {
    std::uint32_t const now = std::min<std::uint32_t>(left, sizeof some);
    if (!device.read(at, {some, now})) {
      found.place = at;
      found.is = condition::unreadable;
      return found;
    }
    found.checksum = safetensors::crc32({some, now}, found.checksum);
    at += now;
    left -= now;
  }
  if (found.checksum == found.head.checksum)
    found.is = found.head.fingerprint == wanted.fingerprint && found.head.bytes == wanted.bytes ? condition::own
                                                                                                : condition::foreign;
  return found;
}

/// What both slots hold. Which one is loaded is decided by what it is, which one is kept by whether it is certain to
/// stay; of equal ones it is the later one.
struct both_slots {
  inspection each[2];

  template <class Device>
  both_slots(Device& device, request const& wanted) : each{inspect(device, 0, wanted), inspect(device, 1, wanted)} {}

  constexpr int rank(std::uint32_t slot, bool to_keep) const {
    inspection const& of = each[slot];
    bool const is_certain = of.is_whole() && of.has_mark;
    return 2 * static_cast<int>(of.is) + (is_certain ? to_keep ? 16 : 1 : 0);
  }
  constexpr std::uint32_t best(bool to_keep) const {
    int const first = rank(0, to_keep), second = rank(1, to_keep);
    if (first != second) return second > first ? 1 : 0;
    return static_cast<std::int32_t>(each[1].head.number - each[0].head.number) >= 0 ? 1 : 0;
  }
};

}  // namespace checkpoints
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
