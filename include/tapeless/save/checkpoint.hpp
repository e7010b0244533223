// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/save/checkpoint_slots.hpp"
#include "tapeless/save/numbers.hpp"

namespace tapeless {
namespace error {
template <class Device>
inline constexpr bool no_block_device = false;
template <class Device>
inline constexpr bool blocks_of_no_whole_units = false;
template <std::size_t Needed, std::size_t SlotHas>
inline constexpr bool checkpoint_too_large = false;
}  // namespace error

inline namespace TAPELESS_TARGET {
namespace checkpoints {

/// Programs whole units from what comes in pieces.
template <class Device>
class programmer {
public:
  explicit programmer(Device& device) : device_(device) {}

  void begin(std::uint32_t at) { at_ = at; }
  [[gnu::noinline]] void put(std::span<std::byte const> from) {
    for (std::byte const each : from) {
      buffer_[filled_++] = each;
      if (filled_ == sizeof buffer_) flush();
    }
  }
  /// The last unit is filled up.
  [[gnu::noinline]] void flush() {
    while (filled_ % Device::program_size != 0) buffer_[filled_++] = std::byte{0xFF};
    if (!failed_ && filled_ != 0 && !device_.program(at_, {buffer_, filled_}))
      failed_ = true;
    else if (!failed_)
      at_ += filled_;
    filled_ = 0;
  }
  bool has_failed() const { return failed_; }
  std::uint32_t at() const { return at_; }

private:
  Device& device_;
  std::uint32_t at_ = 0;
  std::uint32_t filled_ = 0;
  bool failed_ = false;
  alignas(8) std::byte buffer_[(32 + Device::program_size - 1) / Device::program_size * Device::program_size];
};

/// A save: begins with the erasure of a slot, takes numbers, and is finished with header and mark.
template <class Device>
class saving {
  using place = places<Device>;

public:
  saving(Device& device, request const& wanted) : device_(device), to_(device), wanted_(wanted) {
    both_slots const found(device, wanted);
    std::uint32_t const kept = found.best(true);
    status_.slot = static_cast<std::uint8_t>(1 - kept);
    head_.number = found.each[kept].is_whole() ? found.each[kept].head.number + 1 : 0;
    head_.fingerprint = wanted.fingerprint;
    head_.bytes = wanted.bytes;
    head_.checksum = safetensors::crc32(bytes_of(head_).first(header::checked_bytes));
    erase();
    to_.begin(slot_at() + place::numbers_at);
  }

  void operator()(void const* from, std::size_t bytes) {
    std::span const piece(static_cast<std::byte const*>(from), bytes);
    head_.checksum = safetensors::crc32(piece, head_.checksum);
    if (status_) to_.put(piece);
  }

  checkpoint_status finish() {
    if (!status_) return status_;
    to_.flush();
    program(0, bytes_of(head_));
    if (!to_.has_failed() && !is_right()) return status_;
    program(place::mark_at, bytes_of(mark));
    status_.number = head_.number;
    if (to_.has_failed()) {
      status_.error = checkpoint_error::program_failed;
      status_.at = to_.at();
    }
    return status_;
  }

private:
  std::uint32_t slot_at() const { return status_.slot * place::slot_bytes; }

  void erase() {
    std::uint32_t block = status_.slot * place::slot_blocks;
    for (std::uint32_t left = place::blocks_of(wanted_.bytes); left != 0; --left, ++block)
      if (!device_.erase(block)) {
        status_.error = checkpoint_error::erase_failed;
        status_.at = block;
        return;
      }
  }
  void program(std::uint32_t at, std::span<std::byte const> from) {
    if (to_.has_failed()) return;
    to_.begin(slot_at() + at);
    to_.put(from);
    to_.flush();
  }
  bool is_right() {
    inspection const written = inspect(device_, status_.slot, wanted_);
    if (written.is == condition::own && written.checksum == head_.checksum) return true;
    status_.error = checkpoint_error::not_programmed;
    status_.expected = head_.checksum;
    status_.found = written.checksum;
    return false;
  }

  Device& device_;
  programmer<Device> to_;
  request const& wanted_;
  header head_{};
  checkpoint_status status_{};
};

/// A load: finds the slot, then reads numbers from it and checks them once more.
template <class Device>
class loading {
  using place = places<Device>;

public:
  loading(Device& device, request const& wanted) : device_(device) {
    both_slots const slots(device, wanted);
    std::uint32_t const best = slots.best(false);
    inspection const& found = slots.each[best];
    status_ = {error_of(found.is), static_cast<std::uint8_t>(best), found.head.number, found.place, found.head.checksum,
               found.checksum};
    if (found.is == condition::foreign) {
      status_.expected = wanted.fingerprint;
      status_.found = found.head.fingerprint;
    }
    at_ = best * place::slot_bytes + place::numbers_at;
    checksum_ = safetensors::crc32(bytes_of(found.head).first(header::checked_bytes));
  }

  checkpoint_status const& status() const { return status_; }

  void operator()(void* to, std::size_t bytes) {
    std::span const piece(static_cast<std::byte*>(to), bytes);
    static_cast<void>(device_.read(at_, piece));  // the checksum will tell
    at_ += static_cast<std::uint32_t>(bytes);
    checksum_ = safetensors::crc32(piece, checksum_);
  }

  checkpoint_status finish() {
    status_.found = checksum_;
    if (checksum_ != status_.expected) status_.error = checkpoint_error::changed_while_read;
    return status_;
  }

private:
  static constexpr checkpoint_error error_of(condition is) {
    switch (is) {
    case condition::unreadable: return checkpoint_error::read_failed;
    case condition::empty: return checkpoint_error::no_checkpoint;
    case condition::broken: return checkpoint_error::another_checksum;
    case condition::foreign: return checkpoint_error::another_topology;
    case condition::own: break;
    }
    return checkpoint_error::none;
  }

  Device& device_;
  std::uint32_t at_ = 0;
  std::uint32_t checksum_ = 0;
  checkpoint_status status_{};
};

template <class... Parts>
inline constexpr std::size_t bytes_of_all = (std::size_t{0} + ... + numbers<std::remove_cvref_t<Parts>>::bytes);

template <class Device>
constexpr bool is_block_device() {
  static_assert(
      block_device<Device> || error::no_block_device<Device>,
      "tapeless: a block device has block_size, program_size and block_count (static constexpr std::uint32_t) "
      "and bool erase(std::uint32_t), bool program(std::uint32_t, std::span<std::byte const>), "
      "bool read(std::uint32_t, std::span<std::byte>); see no_block_device<given> and save/block_device.hpp");
  if constexpr (block_device<Device>) {
    constexpr bool has_units = Device::program_size != 0 && Device::block_size % Device::program_size == 0;
    static_assert(has_units || error::blocks_of_no_whole_units<Device>,
                  "tapeless: the blocks of a device are a whole number of program_size");
    return has_units;
  }
  return false;
}
template <class Device, class... Parts>
constexpr bool fits() {
  if constexpr (is_block_device<Device>()) {
    constexpr bool has_room = bytes_of_all<Parts...> <= places<Device>::room && places<Device>::room != 0;
    static_assert(has_room || error::checkpoint_too_large<places<Device>::numbers_at + bytes_of_all<Parts...>,
                                                          places<Device>::slot_bytes>,
                  "tapeless: a slot, the half of the device's blocks, has no room for the checkpoint; see "
                  "checkpoint_too_large<bytes needed, bytes of a slot>");
    return has_room;
  }
  return false;
}

template <class... Parts>
inline constexpr request asked_for{fingerprint<Parts...>, static_cast<std::uint32_t>(bytes_of_all<Parts...>)};

}  // namespace checkpoints

/// How many bytes a checkpoint takes in each of the two slots: a constant.
template <class Device, class... Parts>
constexpr std::size_t checkpoint_bytes() {
  using place = checkpoints::places<Device>;
  return place::numbers_at + place::whole_units(checkpoints::bytes_of_all<Parts...>);
}
/// How many blocks a save erases, each once.
template <class Device, class... Parts>
constexpr std::size_t erased_blocks() {
  return checkpoints::places<Device>::blocks_of(checkpoints::bytes_of_all<Parts...>);
}
/// How many saves a flash endures whose blocks endure that many erasures: the slots take turns.
constexpr std::uint64_t saves_within(std::uint64_t erasures) { return 2 * erasures; }

/// Saves stores, trainers and `saved<"name">(value)` in flash, in the slot that the last checkpoint is not in, which
/// stays as it is. Whenever power is lost, `load_checkpoint` afterwards finds the last one or this one, whole. Neither
/// heap nor a copy: 32 bytes (or one unit) of the stack at a time. What was programmed is read back before it counts.
template <class Device, class... Parts>
checkpoint_status save_checkpoint(Device&& device, Parts const&... parts) {
  using flash = std::remove_cvref_t<Device>;
  if constexpr (safetensors::are_parts<Parts...>()) {
    if constexpr (checkpoints::fits<flash, Parts...>()) {
      checkpoint_error error = checkpoint_error::none;
      (static_cast<void>(error == checkpoint_error::none && (error = checkpoints::numbers<Parts>::check(parts), true)),
       ...);
      if (error != checkpoint_error::none) return {error};
      checkpoints::saving<std::remove_reference_t<Device>> to(device, checkpoints::asked_for<Parts...>);
      (checkpoints::numbers<Parts>::pass(parts, to), ...);
      return to.finish();
    }
  }
  return {};
}

/// Loads the last whole checkpoint of these parts: of the same names, shapes and types in the same order. It is checked
/// before the first number is written; what is wrong loses nothing. (A device that then reads something else is caught,
/// `changed_while_read`: parameters count as not filled, so that nobody steps on.)
template <class Device, class... Parts>
checkpoint_status load_checkpoint(Device&& device, Parts&&... parts) {
  using flash = std::remove_cvref_t<Device>;
  if constexpr (safetensors::can_be_loaded<Parts...>()) {
    if constexpr (checkpoints::fits<flash, Parts...>()) {
      checkpoints::loading<std::remove_reference_t<Device>> from(device,
                                                                 checkpoints::asked_for<std::remove_cvref_t<Parts>...>);
      if (!from.status()) return from.status();
      (checkpoints::numbers<std::remove_cvref_t<Parts>>::pass(parts, from), ...);
      checkpoint_status const status = from.finish();
      if (!status) (checkpoints::numbers<std::remove_cvref_t<Parts>>::spoil(parts), ...);
      return status;
    }
  }
  return {};
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
