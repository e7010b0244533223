// SPDX-License-Identifier: BSL-1.0
//
// Hosted: the rows of an epoch, in another order each time, some at a time.
#pragma once

#include "tapeless/nn/random.hpp"
#include "tapeless/target/current.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

/// Rows in mini-batches; the last of an epoch is what remains. The order of an epoch depends on the generator only, so
/// who saves that (`saved<"order">(batches.generator())`) between two epochs goes on with the same batches.
///
///     io::mini_batches batches(train, 32, seed);
///     for (auto const batch : batches.epoch()) trainer.step(inputs, labels, tl::rows{batch});
class mini_batches {
public:
  mini_batches(std::vector<std::uint32_t> rows, std::size_t size, std::uint64_t seed)
      : rows_(std::move(rows)),
        size_(std::max<std::size_t>(size, 1)),
        generator_(random::stream(seed, "mini-batches")) {}

  class iterator {
  public:
    using value_type = std::span<std::uint32_t const>;
    using difference_type = std::ptrdiff_t;
    iterator() = default;
    iterator(std::span<std::uint32_t const> rest, std::size_t size) : rest_(rest), size_(size) {}
    value_type operator*() const { return rest_.first(std::min(size_, rest_.size())); }
    iterator& operator++() {
      rest_ = rest_.subspan(std::min(size_, rest_.size()));
      return *this;
    }
    iterator operator++(int) {
      iterator const before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(iterator const& a, iterator const& b) { return a.rest_.size() == b.rest_.size(); }
    friend bool operator==(iterator const& a, std::default_sentinel_t) { return a.rest_.empty(); }

  private:
    std::span<std::uint32_t const> rest_;
    std::size_t size_ = 1;
  };

  /// The batches of one epoch, valid until the next.
  struct range {
    std::span<std::uint32_t const> rows;
    std::size_t batch;
    iterator begin() const { return {rows, batch}; }
    std::default_sentinel_t end() const { return {}; }
    std::size_t size() const { return (rows.size() + batch - 1) / batch; }
  };

  /// Shuffles all rows anew.
  range epoch() {
    order_ = rows_;
    random::shuffle(std::span(order_), generator_);
    return {order_, size_};
  }

  std::size_t rows() const { return rows_.size(); }
  random::pcg32& generator() { return generator_; }

private:
  std::vector<std::uint32_t> rows_, order_;
  std::size_t size_;
  random::pcg32 generator_;
};

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
