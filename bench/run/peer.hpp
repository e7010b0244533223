// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "problem.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bench {

/// One way to compute a column. Layouts and memory are the peer's own; what it is given and asked for is in the order
/// of `problem`. Only forward, gradient, step and adam are timed.
class peer {
public:
  virtual ~peer() = default;
  virtual void set_parameters(float const* flat) = 0;
  virtual void forward() = 0;
  virtual void gradient() = 0;
  virtual void step() = 0;
  virtual void adam() {}  ///< the states are zeros after set_parameters
  virtual void read_predictions(float* sample_after_sample) = 0;
  virtual void read_gradients(float* flat) = 0;
  virtual void read_parameters(float* flat) = 0;

  float learning_rate = 0;
  float mean_loss = 0;  ///< of the last gradient or step, before the update
};

struct entry {
  std::string name;
  std::string compiler;  ///< what the peer's own code was compiled by
  column where;
  std::function<std::unique_ptr<peer>(problem const&)> make;
  bool has_forward = true;
  bool has_adam = false;
  bool has_gradient = true;  ///< else Adam alone, with the gradient at the first parameters in each step

  bool can(mode m) const { return m == mode::forward ? has_forward : m == mode::adam ? has_adam : has_gradient; }
};

/// All peers that are linked.
std::vector<entry>& entries();

/// A peer's translation unit makes itself known by an object of this type.
struct enrolment {
  explicit enrolment(std::vector<entry> const& more) { entries().insert(entries().end(), more.begin(), more.end()); }
};

/// The entries of a peer that is a template over number and batch, for all batches of one network.
template <std::uint32_t Number, template <std::uint32_t, std::uint32_t> class Peer>
std::vector<entry> entries_of(std::string const& name, std::string const& compiler, bool has_adam = false) {
  std::vector<entry> all;
  for_each_batch<Number>([&]<std::uint32_t Batch>() {
    all.push_back({name,
                   compiler,
                   {Number, Batch},
                   [](problem const& p) -> std::unique_ptr<peer> { return std::make_unique<Peer<Number, Batch>>(p); },
                   true,
                   has_adam});
  });
  return all;
}

}  // namespace bench
