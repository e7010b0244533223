// SPDX-License-Identifier: BSL-1.0
// libxsmm: products generated at run time for the very shapes, everything between them by hand with the fast functions
// of vector_math.hpp. Two layouts: "libxsmm" has the features next to each other, "libxsmm-batch" the samples.
#include "../peer.hpp"
#include "libxsmm_tools.hpp"

#include <algorithm>

namespace bench::BENCH_UNIT {

struct layer {
  layer(network const& net, std::uint32_t l, std::uint32_t batch)
      : in(net.width[l]), out(net.width[l + 1]), act(net.after(l)) {
    for (memory* each : {&weight, &weight_gradient}) *each = memory(in * out);
    for (memory* each : {&bias, &bias_gradient}) *each = memory(out);
    for (memory* each : {&value, &delta}) *each = memory(batch * out);
    turned = memory(std::max(in, batch) * out);
  }
  std::uint32_t in, out;
  activation act;
  memory weight, bias, weight_gradient, bias_gradient, value, delta, turned;
  product forward, by_weight, by_input;
};

template <bool BatchMinor>
class libxsmm_peer : public peer {
public:
  explicit libxsmm_peer(problem const& p)
      : net(p.net),
        batch(p.where.batch),
        input(batch * net.inputs()),
        input_turned(input.size()),
        target(batch * net.outputs()),
        scratch(batch * net.outputs()),
        largest(batch),
        norm(batch) {
    for (std::uint32_t s = 0; s < batch; ++s) {
      for (std::uint32_t i = 0; i < net.inputs(); ++i) {
        input[place(s, i, net.inputs())] = p.inputs[s * net.inputs() + i];
        input_turned[s * net.inputs() + i] = p.inputs[s * net.inputs() + i];
      }
      for (std::uint32_t o = 0; o < net.outputs(); ++o)
        target[place(s, o, net.outputs())] = p.targets[s * net.outputs() + o];
    }
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      std::uint32_t const in = net.width[l], out = net.width[l + 1];
      layer a(net, l, batch);
      if constexpr (BatchMinor) {
        a.forward = product(batch, out, in, false);
        a.by_weight = product(in, out, batch, false);
        if (l > 0) a.by_input = product(batch, in, out, true);
      } else {
        a.forward = product(out, batch, in, false);
        a.by_weight = product(out, in, batch, true);
        if (l > 0) a.by_input = product(in, batch, out, false);
      }
      layers.push_back(std::move(a));
    }
  }

  void set_parameters(float const* flat) override {
    each_parameter([&](float& w, std::uint32_t at) { w = flat[at]; }, false);
  }
  void read_parameters(float* flat) override {
    each_parameter([&](float& w, std::uint32_t at) { flat[at] = w; }, false);
  }
  void read_gradients(float* flat) override {
    each_parameter([&](float& w, std::uint32_t at) { flat[at] = w; }, true);
  }
  void read_predictions(float* predictions) override {
    for (std::uint32_t s = 0; s < batch; ++s)
      for (std::uint32_t o = 0; o < net.outputs(); ++o)
        predictions[s * net.outputs() + o] = layers.back().value[place(s, o, net.outputs())];
  }

  void forward() override {
    propagate();
    memory& z = layers.back().value;
    if (net.loss == objective::softmax_cross_entropy) {
      softmax(z, z);
    } else if (net.loss == objective::binary_cross_entropy) {
      map(z.data(), batch * net.outputs(), [](floats a) { return 1.0F / (1.0F + fast_exp(-a)); });
    }
  }
  void gradient() override {
    propagate();
    lose();
    for (std::uint32_t l = net.depth; l-- > 0;) {
      layer& a = layers[l];
      std::size_t const count = batch * a.out;
      if (a.act == activation::tanh)
        map(a.delta.data(), a.value.data(), count, [](floats d, floats y) { return d * (1.0F - y * y); });
      if (a.act == activation::relu)
        map(a.delta.data(), a.value.data(), count, [](floats d, floats y) { return y > 0.0F ? d : floats{}; });
      float const* const x = l == 0 ? input.data() : layers[l - 1].value.data();
      sum_bias(a);
      if constexpr (BatchMinor) {
        float const* x_turned = input_turned.data();
        if (l > 0) {
          transpose(layers[l - 1].turned.data(), x, batch, a.in);
          x_turned = layers[l - 1].turned.data();
        }
        a.by_weight(x_turned, a.delta.data(), a.weight_gradient.data());
        if (l > 0) a.by_input(a.delta.data(), a.weight.data(), layers[l - 1].delta.data());
      } else {
        a.by_weight(a.delta.data(), x, a.weight_gradient.data());
        if (l > 0) {
          transpose(a.turned.data(), a.weight.data(), a.out, a.in);
          a.by_input(a.turned.data(), a.delta.data(), layers[l - 1].delta.data());
        }
      }
    }
  }
  void step() override {
    gradient();
    for (layer& a : layers) {
      map(a.weight.data(), a.weight_gradient.data(), a.in * a.out,
          [this](floats w, floats g) { return w - learning_rate * g; });
      map(a.bias.data(), a.bias_gradient.data(), a.out, [this](floats w, floats g) { return w - learning_rate * g; });
    }
  }

private:
  std::uint32_t place(std::uint32_t s, std::uint32_t f, std::uint32_t features) const {
    return BatchMinor ? f * batch + s : s * features + f;
  }
  template <class F>
  void each_parameter(F const& f, bool gradients) {
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      layer& a = layers[l];
      std::uint32_t const at = net.offset(l);
      memory& weight = gradients ? a.weight_gradient : a.weight;
      for (std::uint32_t o = 0; o < a.out; ++o) {
        for (std::uint32_t i = 0; i < a.in; ++i)
          f(weight[BatchMinor ? o * a.in + i : i * a.out + o], at + o * a.in + i);
        f((gradients ? a.bias_gradient : a.bias)[o], at + a.in * a.out + o);
      }
    }
  }

  void propagate() {
    float const* x = input.data();
    for (layer& a : layers) {
      if constexpr (BatchMinor)
        a.forward(x, a.weight.data(), a.value.data());
      else
        a.forward(a.weight.data(), x, a.value.data());
      activate(a);
      x = a.value.data();
    }
  }
  /// y = φ(z + b).
  void activate(layer& a) {
    switch (a.act) {
    case activation::linear: return activate(a, [](floats z) { return z; });
    case activation::relu: return activate(a, [](floats z) { return greater_of(z, floats{}); });
    case activation::tanh: return activate(a, fast_tanh);
    }
  }
  template <class F>
  void activate(layer& a, F const& f) {
    std::uint32_t const outer = BatchMinor ? a.out : batch, inner = BatchMinor ? batch : a.out;
    for (std::uint32_t j = 0; j < outer; ++j) {
      float* const row = &a.value[j * inner];
      std::uint32_t k = 0;
      if (inner % lanes == 0) {
        for (; k < inner; k += lanes)
          store(row + k, f(load(row + k) + (BatchMinor ? all_lanes(a.bias[j]) : load(&a.bias[k]))));
      } else {
        for (; k < inner; ++k) row[k] += a.bias[BatchMinor ? j : k];
      }
    }
    if (inner % lanes != 0) map(a.value.data(), batch * a.out, f);
  }
  void sum_bias(layer& a) {
    if constexpr (BatchMinor) {
      for (std::uint32_t o = 0; o < a.out; ++o) {
        floats sum{};
        std::uint32_t s = 0;
        for (; s + lanes <= batch; s += lanes) sum += load(&a.delta[o * batch + s]);
        float all = 0;
        for (; s < batch; ++s) all += a.delta[o * batch + s];
        for (std::uint32_t j = 0; j < lanes; ++j) all += sum[j];
        a.bias_gradient[o] = all;
      }
    } else {
      std::fill(a.bias_gradient.begin(), a.bias_gradient.end(), 0.0F);
      for (std::uint32_t s = 0; s < batch; ++s)
        for (std::uint32_t o = 0; o < a.out; ++o) a.bias_gradient[o] += a.delta[s * a.out + o];
    }
  }

  /// Leaves max z in `largest` and Σ exp(z − max) in `norm`.
  void softmax(memory const& z, memory& p) {
    std::uint32_t const out = net.outputs();
    for (std::uint32_t s = 0; s < batch; ++s) largest[s] = z[place(s, 0, out)];
    each_output([&](std::uint32_t s, std::uint32_t at) { largest[s] = std::max(largest[s], z[at]); });
    each_output([&](std::uint32_t s, std::uint32_t at) { p[at] = z[at] - largest[s]; });
    map(p.data(), batch * out, fast_exp);
    std::fill(norm.begin(), norm.end(), 0.0F);
    each_output([&](std::uint32_t s, std::uint32_t at) { norm[s] += p[at]; });
    each_output([&](std::uint32_t s, std::uint32_t at) { p[at] /= norm[s]; });
  }
  template <class F>
  void each_output(F const& f) {
    std::uint32_t const out = net.outputs(), outer = BatchMinor ? out : batch, inner = BatchMinor ? batch : out;
    for (std::uint32_t j = 0; j < outer; ++j)
#pragma GCC ivdep
      for (std::uint32_t k = 0; k < inner; ++k) f(BatchMinor ? k : j, j * inner + k);
  }

  /// The mean loss; its derivative by the network's output goes to the last delta.
  void lose() {
    memory const& z = layers.back().value;
    memory& delta = layers.back().delta;
    std::size_t const count = batch * net.outputs();
    float const scale =
        1.0F / (net.loss == objective::softmax_cross_entropy ? static_cast<float>(batch) : static_cast<float>(count));
    if (net.loss == objective::softmax_cross_entropy) {
      softmax(z, delta);
      std::fill(norm.begin() + batch, norm.end(), 1.0F);  // whose logarithm is zero
      map(norm.data(), largest.data(), batch, [](floats sum, floats shift) { return fast_log(sum) + shift; });
      map(scratch.data(), z.data(), count, [](floats, floats a) { return a; });
      map(scratch.data(), target.data(), count, [](floats a, floats y) { return a * y; });
      mean_loss = (total(norm, batch) - total(scratch, count)) * scale;
      map(delta.data(), target.data(), count, [scale](floats p, floats y) { return (p - y) * scale; });
      return;
    }
    floats sum{};
    for (std::size_t i = 0; i < count; i += lanes) {
      floats const a = load(&z[i]), y = load(&target[i]);
      floats term;
      if (net.loss == objective::binary_cross_entropy) {
        floats const e = fast_exp(a > 0.0F ? -a : a);
        term = greater_of(a, floats{}) - a * y + fast_log(1.0F + e);
        store(&delta[i], ((a > 0.0F ? all_lanes(1) : e) / (1.0F + e) - y) * scale);
      } else {
        term = (a - y) * (a - y);
        store(&delta[i], (a - y) * (2 * scale));
      }
      if (i + lanes > count)
        for (std::size_t j = count - i; j < lanes; ++j) term[j] = 0;
      sum += term;
    }
    float all = 0;
    for (std::uint32_t j = 0; j < lanes; ++j) all += sum[j];
    mean_loss = all * scale;
  }

  network const& net;
  std::uint32_t batch;
  std::vector<layer> layers;
  memory input, input_turned, target, scratch, largest, norm;
};

template <class Peer>
std::vector<entry> enter(std::string const& name) {
  std::vector<entry> all;
  for (column const& c : columns)
    all.push_back(
        {name, BENCH_COMPILER, c, [](problem const& p) -> std::unique_ptr<peer> { return std::make_unique<Peer>(p); }});
  return all;
}

enrolment const feature_minor(enter<libxsmm_peer<false>>("libxsmm"));
enrolment const batch_minor(enter<libxsmm_peer<true>>("libxsmm-batch"));

}  // namespace bench::BENCH_UNIT
