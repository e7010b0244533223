// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tapeless {

/// Flash as checkpoints see it, a few lines over a vendor's functions:
///
///     struct two_pages {
///       static constexpr std::uint32_t block_size = 2048;  // bytes that are erased together
///       static constexpr std::uint32_t program_size = 8;   // bytes that are programmed together, each once
///       static constexpr std::uint32_t block_count = 2;
///       bool erase(std::uint32_t block);                                  // false here and below: it failed
///       bool program(std::uint32_t at, std::span<std::byte const> from);  // whole units, `at` a multiple of them
///       bool read(std::uint32_t at, std::span<std::byte> to);             // anywhere, any number of bytes
///     };
///
/// Places count in bytes from the first block on. Between two erasures of a block each unit is programmed once. What an
/// erased byte reads as does not matter, nor whether reading one fails. What `from` views is aligned to 8 bytes.
template <class Device>
concept block_device = requires(Device& device, std::uint32_t at, std::span<std::byte const> from,
                                std::span<std::byte> to) {
  requires std::unsigned_integral<std::remove_cvref_t<decltype(Device::block_size)>>;
  requires std::unsigned_integral<std::remove_cvref_t<decltype(Device::program_size)>>;
  requires std::unsigned_integral<std::remove_cvref_t<decltype(Device::block_count)>>;
  { device.erase(at) } -> std::same_as<bool>;
  { device.program(at, from) } -> std::same_as<bool>;
  { device.read(at, to) } -> std::same_as<bool>;
};

}  // namespace tapeless
