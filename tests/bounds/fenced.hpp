// SPDX-License-Identifier: BSL-1.0
// Memory between two pages that may not be touched: a kernel that reads or writes one element too many ends the
// program.
#pragma once

#include <cstddef>
#include <sys/mman.h>
#include <unistd.h>

namespace bounds {

enum class edge { front, back };

class fenced {
public:
  explicit fenced(std::size_t most_bytes) : page(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    inside = (most_bytes + page - 1) / page * page;
    void* const at = mmap(nullptr, inside + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) return;
    first = static_cast<char*>(at) + page;
    if (mprotect(first, inside, PROT_READ | PROT_WRITE) != 0) first = nullptr;
  }
  ~fenced() {
    if (first != nullptr) munmap(first - page, inside + 2 * page);
  }
  fenced(fenced const&) = delete;
  fenced& operator=(fenced const&) = delete;

  bool ready() const { return first != nullptr; }

  /// `count` numbers that begin right behind the first fence, or end right before the last one.
  template <class T>
  T* numbers(std::size_t count, edge where) const {
    return reinterpret_cast<T*>(where == edge::front ? first : first + inside - count * sizeof(T));
  }

private:
  std::size_t page;
  std::size_t inside = 0;
  char* first = nullptr;
};

}  // namespace bounds
