// SPDX-License-Identifier: BSL-1.0
// Values that lie number after number: the samples of a number are neighbours.
#pragma once

#include "../guarded.hpp"

#include "tapeless/plan/layout.hpp"

namespace guards {

/// `Size` numbers for each of at most `Batch` samples. Behind the samples that there are every line holds NaN, which is
/// neither to be taken for a number nor overwritten.
template <class T, std::uint32_t Size, std::uint32_t Batch>
struct lines_of_samples {
  static constexpr std::uint32_t stride = tapeless::plan::batch_stride(Batch);
  std::size_t samples;
  buffer<T> cells{std::size_t{Size} * stride};

  explicit lines_of_samples(std::size_t count) : samples(count) {}
  lines_of_samples(std::size_t count, plain::numbers& draw) : samples(count) {
    for (std::size_t e = 0; e < Size; ++e)
      for (std::size_t s = 0; s < samples; ++s) cells.data()[e * stride + s] = static_cast<T>(draw());
  }
  T* data() { return cells.data(); }
  T const* data() const { return cells.data(); }
  double operator()(std::size_t s, std::size_t e) const { return cells[e * stride + s]; }
  bool intact() const {
    for (std::size_t e = 0; e < Size; ++e)
      for (std::size_t s = 0; s < stride; ++s)
        if (std::isnan((*this)(s, e)) != (s >= samples)) return false;
    return true;
  }
};

/// The inputs and results of the chain `of_samples`, the last result in the place of an input.
template <class T, std::uint32_t Size, std::uint32_t Batch>
struct chain_lines {
  plain::numbers& draw;
  std::size_t samples;
  lines_of_samples<T, Size, Batch> all{samples, draw};
  lines_of_samples<T, Size, Batch> const before{all};
  lines_of_samples<T, Size, Batch> first{samples};
  lines_of_samples<T, 1, Batch> each_sample{samples, draw};
  buffer<T> each{Size, draw};
  buffer<T> number{1, draw};
  static constexpr std::ptrdiff_t stride = lines_of_samples<T, Size, Batch>::stride;
  tapeless::kernel::target<T> out[2]{{first.data(), stride}, {all.data(), stride}};
  tapeless::kernel::operand<T> in[5]{
      {each.data(), 0}, {number.data(), 0}, {each_sample.data(), stride}, {all.data(), stride}, {}};

  template <class Core>
  void expect_of(Core const& core) const {
    for (std::size_t s = 0; s < samples; ++s)
      for (std::size_t e = 0; e < Size; ++e) {
        double const scaled = core(s, e) * number[0];
        expect(first(s, e), scaled, tolerance<T>, "first result", s, e);
        expect(all(s, e), (scaled + each[e]) * each_sample(s, 0) - before(s, e), tolerance<T>, "last result", s, e);
      }
    BOOST_TEST((all.intact() && first.intact() && each_sample.intact() && each.intact() && number.intact()));
  }
};

}  // namespace guards
