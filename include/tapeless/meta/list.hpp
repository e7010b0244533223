// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/standard.hpp"

#include <cstdint>

namespace tapeless::meta {

/// A growing array for the compiler passes. Its storage comes from a transient `new` inside a constant expression and
/// is gone before the program runs: every function that uses a `list` is evaluated by the compiler only, so no image
/// ever holds a call of operator new because of it (the tests look for one with nm).
template <class T>
class list {
public:
  constexpr list() = default;
  constexpr explicit list(std::uint32_t length, T const& filler = T{}) { resize(length, filler); }
  constexpr list(list const&) = delete;
  constexpr list(list&& other) noexcept : items(other.items), count(other.count), capacity(other.capacity) {
    other.items = nullptr;
    other.count = other.capacity = 0;
  }
  constexpr list& operator=(list const&) = delete;
  constexpr ~list() { delete[] items; }

  constexpr std::uint32_t size() const { return count; }
  constexpr T& operator[](std::uint32_t i) { return items[i]; }
  constexpr T const& operator[](std::uint32_t i) const { return items[i]; }
  constexpr T* begin() { return items; }
  constexpr T* end() { return items + count; }
  constexpr T const* begin() const { return items; }
  constexpr T const* end() const { return items + count; }
  constexpr T& back() { return items[count - 1]; }

  constexpr void push_back(T const& value) {
    if (count == capacity) reserve(capacity == 0 ? 32 : 2 * capacity);
    items[count++] = value;
  }
  constexpr void pop_back() { --count; }
  constexpr void resize(std::uint32_t wanted, T const& value = T{}) {
    reserve(wanted);
    for (std::uint32_t i = count; i < wanted; ++i) items[i] = value;
    count = wanted;
  }
  constexpr void clear() { count = 0; }
  constexpr void erase(std::uint32_t position) {
    for (std::uint32_t i = position + 1; i < count; ++i) items[i - 1] = items[i];
    --count;
  }
  constexpr void insert(std::uint32_t position, T const& value) {
    push_back(value);
    for (std::uint32_t i = count - 1; i > position; --i) items[i] = items[i - 1];
    items[position] = value;
  }
  constexpr bool contains(T const& value) const {
    for (T const& item : *this)
      if (item == value) return true;
    return false;
  }

private:
  constexpr void reserve(std::uint32_t wanted) {
    if (wanted <= capacity) return;
    T* const moved = new T[wanted]{};
    for (std::uint32_t i = 0; i < count; ++i) moved[i] = items[i];
    delete[] items;
    items = moved;
    capacity = wanted;
  }

  T* items = nullptr;
  std::uint32_t count = 0;
  std::uint32_t capacity = 0;
};

}  // namespace tapeless::meta
