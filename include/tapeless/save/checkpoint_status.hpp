// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/bounded_text.hpp"

#include <cstdint>
#include <string_view>

namespace tapeless {

/// What can be wrong with a checkpoint that is saved or loaded. Then what was there before is still there: in flash the
/// last checkpoint, in memory every number (but for `changed_while_read`).
enum class checkpoint_error : std::uint8_t {
  none,
  not_initialized,     ///< save: parameters that nobody has filled
  step_under_way,      ///< save: a trainer whose step in parts has not come to its end
  erase_failed,        ///< save: the device says so, of a block
  program_failed,      ///< save: the device says so, of a place
  not_programmed,      ///< save: what is read back is not what was programmed
  read_failed,         ///< load: the device says so of both slots
  no_checkpoint,       ///< load: neither slot has one
  another_checksum,    ///< load: the only one is not whole: its saving was cut off, or flash has lost bits
  another_topology,    ///< load: one of other names, shapes, types
  changed_while_read,  ///< load: what was right when it was checked was not when it was read: all has to be set anew
};

constexpr char const* describe(checkpoint_error e) {
  switch (e) {
  case checkpoint_error::none: return "no error";
  case checkpoint_error::not_initialized: return "the parameters are not filled yet: initialize or load them";
  case checkpoint_error::step_under_way: return "a step is under way: advance to its end, or abandon it";
  case checkpoint_error::erase_failed: return "the device could not erase block ";
  case checkpoint_error::program_failed: return "the device could not program from byte ";
  case checkpoint_error::not_programmed: return "what is read back is not what was programmed";
  case checkpoint_error::read_failed: return "the device could not read from byte ";
  case checkpoint_error::no_checkpoint: return "there is no checkpoint";
  case checkpoint_error::another_checksum: return "the checkpoint is not whole";
  case checkpoint_error::another_topology: return "the checkpoint is of another topology";
  case checkpoint_error::changed_while_read: return "the checkpoint changed while it was read";
  }
  return "an unknown error";
}

constexpr bool concerns_a_slot(checkpoint_error e) {
  return e >= checkpoint_error::erase_failed && e != checkpoint_error::no_checkpoint;
}

/// The outcome of saving or loading a checkpoint. `describe(status)` says it in a sentence.
struct [[nodiscard]] checkpoint_status {
  checkpoint_error error = checkpoint_error::none;
  std::uint8_t slot = 0;       ///< which of the two
  std::uint32_t number = 0;    ///< of the checkpoint: one more with each save; after 2³² - 1 comes 0
  std::uint32_t at = 0;        ///< where the device failed: a block that is erased, else a byte
  std::uint64_t expected = 0;  ///< checksum, or fingerprint of the topology
  std::uint64_t found = 0;

  constexpr explicit operator bool() const { return error == checkpoint_error::none; }
};

/// The whole sentence: `slot 1: the checkpoint is not whole; expected checksum 0x89abcdef, found 0x01234567`.
constexpr bounded_text<160> describe(checkpoint_status const& status) {
  bounded_text<160> text;
  auto const append_hexadecimal = [&](std::uint64_t number, int digits) {
    text.append("0x");
    while (digits-- > 0) {
      char const digit = "0123456789abcdef"[number >> 4 * digits & 15];
      text.append(std::string_view(&digit, 1));
    }
  };
  auto const append_both = [&](std::string_view what, int digits) {
    text.append(what);
    append_hexadecimal(status.expected, digits);
    text.append(", found ");
    append_hexadecimal(status.found, digits);
  };
  if (concerns_a_slot(status.error)) {
    text.append("slot ");
    text.append(std::uint64_t{status.slot});
    text.append(": ");
  }
  text.append(describe(status.error));
  switch (status.error) {
  case checkpoint_error::erase_failed:
  case checkpoint_error::program_failed:
  case checkpoint_error::read_failed: text.append(std::uint64_t{status.at}); break;
  case checkpoint_error::not_programmed:
  case checkpoint_error::another_checksum:
  case checkpoint_error::changed_while_read: append_both("; expected checksum ", 8); break;
  case checkpoint_error::another_topology: append_both("; expected fingerprint ", 16); break;
  case checkpoint_error::none:
  case checkpoint_error::not_initialized:
  case checkpoint_error::step_under_way:
  case checkpoint_error::no_checkpoint: break;
  }
  return text;
}

}  // namespace tapeless
