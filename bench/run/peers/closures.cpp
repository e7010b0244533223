// SPDX-License-Identifier: BSL-1.0
// A scalar tape of closures as textbooks write it: a graph of shared nodes, each with a function that passes its
// gradient on, sorted topologically before the sweep.
#include "scalar_network.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace bench::BENCH_UNIT {

struct node {
  explicit node(float value) : data(value) {}
  float data;
  float gradient = 0;
  std::vector<std::shared_ptr<node>> operands;
  std::function<void()> backward = [] {};
};

class value {
public:
  explicit value(float data) : at(std::make_shared<node>(data)) {}

  friend value operator+(value const& a, value const& b) {
    return binary(a.data() + b.data(), a, b, [](node& y, node& p, node& q) {
      p.gradient += y.gradient;
      q.gradient += y.gradient;
    });
  }
  friend value operator-(value const& a, value const& b) {
    return binary(a.data() - b.data(), a, b, [](node& y, node& p, node& q) {
      p.gradient += y.gradient;
      q.gradient -= y.gradient;
    });
  }
  friend value operator*(value const& a, value const& b) {
    return binary(a.data() * b.data(), a, b, [](node& y, node& p, node& q) {
      p.gradient += y.gradient * q.data;
      q.gradient += y.gradient * p.data;
    });
  }
  friend value operator/(value const& a, value const& b) {
    return binary(a.data() / b.data(), a, b, [](node& y, node& p, node& q) {
      p.gradient += y.gradient / q.data;
      q.gradient -= y.gradient * y.data / q.data;
    });
  }
  static value relu(value const& a) {
    return unary(std::max(a.data(), 0.0F), a, [](node& y, node& p) { p.gradient += y.data > 0 ? y.gradient : 0; });
  }
  static value tanh(value const& a) {
    return unary(std::tanh(a.data()), a, [](node& y, node& p) { p.gradient += y.gradient * (1 - y.data * y.data); });
  }
  static value exp(value const& a) {
    return unary(std::exp(a.data()), a, [](node& y, node& p) { p.gradient += y.gradient * y.data; });
  }
  static value log(value const& a) {
    return unary(std::log(a.data()), a, [](node& y, node& p) { p.gradient += y.gradient / p.data; });
  }
  static value greater_of(value const& a, value const& b) { return a.data() >= b.data() ? a : b; }

  float& data() const { return at->data; }
  float& gradient() const { return at->gradient; }

  void backward() const {
    std::vector<node*> sorted;
    std::unordered_set<node*> visited;
    sort(at.get(), visited, sorted);
    at->gradient = 1;
    for (std::size_t i = sorted.size(); i-- > 0;) sorted[i]->backward();
  }

private:
  template <class F>
  static value unary(float data, value const& a, F const& f) {
    value y(data);
    y.at->operands = {a.at};
    y.at->backward = [f, self = y.at.get(), p = a.at.get()] { f(*self, *p); };
    return y;
  }
  template <class F>
  static value binary(float data, value const& a, value const& b, F const& f) {
    value y(data);
    y.at->operands = {a.at, b.at};
    y.at->backward = [f, self = y.at.get(), p = a.at.get(), q = b.at.get()] { f(*self, *p, *q); };
    return y;
  }
  static void sort(node* from, std::unordered_set<node*>& visited, std::vector<node*>& sorted) {
    if (!visited.insert(from).second) return;
    for (std::shared_ptr<node> const& each : from->operands) sort(each.get(), visited, sorted);
    sorted.push_back(from);
  }

  std::shared_ptr<node> at;
};

class closures_peer : public peer {
public:
  explicit closures_peer(problem const& what) : p(what), scalar(what) {
    for (float each : p.parameters) weights.push_back(value(each));
  }

  void set_parameters(float const* flat) override {
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i].data() = flat[i];
  }
  void read_parameters(float* flat) override {
    for (std::size_t i = 0; i < weights.size(); ++i) flat[i] = weights[i].data();
  }
  void read_gradients(float* flat) override {
    for (std::size_t i = 0; i < weights.size(); ++i) flat[i] = weights[i].gradient();
  }
  void read_predictions(float* to) override { std::copy(predictions.begin(), predictions.end(), to); }

  void forward() override {
    predictions.clear();
    for (std::uint32_t s = 0; s < p.where.batch; ++s)
      for (value const& each : scalar.prediction(weights, s)) predictions.push_back(each.data());
  }
  void gradient() override {
    for (value& each : weights) each.gradient() = 0;
    value const loss = scalar.mean_loss(weights);
    loss.backward();
    mean_loss = loss.data();
  }
  void step() override {
    gradient();
    for (value& each : weights) each.data() -= learning_rate * each.gradient();
  }

private:
  problem const& p;
  scalar_network<value, value> scalar;
  std::vector<value> weights;
  std::vector<float> predictions;
};

enrolment const enrolled(small_columns<closures_peer>());

}  // namespace bench::BENCH_UNIT
