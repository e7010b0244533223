// SPDX-License-Identifier: BSL-1.0
// libtorch on one thread. "libtorch" is autograd as one uses it: backward() and an update without recording.
// "libtorch-no-grad" calls the same tensor functions without recording, backpropagation by hand.
#include "../peer.hpp"

#include <torch/torch.h>

#include <algorithm>

namespace bench::BENCH_UNIT {

using torch::Tensor;

Tensor filled(float const* from, std::int64_t rows, std::int64_t columns) {
  return torch::from_blob(const_cast<float*>(from), {rows, columns}, torch::kFloat32).clone();
}
void read(Tensor const& from, float* to) {
  Tensor const dense = from.contiguous();
  std::copy_n(dense.data_ptr<float>(), dense.numel(), to);
}

class torch_peer : public peer {
public:
  explicit torch_peer(problem const& p)
      : net(p.net),
        batch(p.where.batch),
        input(filled(p.inputs.data(), batch, net.inputs())),
        target(filled(p.targets.data(), batch, net.outputs())) {
    torch::set_num_threads(1);
    if (net.loss == objective::softmax_cross_entropy) classes = target.argmax(1);
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      weights.push_back(torch::zeros({net.width[l + 1], net.width[l]}));
      biases.push_back(torch::zeros({net.width[l + 1]}));
    }
  }
  void set_parameters(float const* flat) override {
    torch::NoGradGuard const guard;
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      float const* const at = flat + net.offset(l);
      weights[l].copy_(filled(at, net.width[l + 1], net.width[l]));
      biases[l].copy_(filled(at + net.weights(l), 1, net.width[l + 1])[0]);
    }
    optimizer.reset();
  }
  void read_parameters(float* flat) override {
    torch::NoGradGuard const guard;
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      read(weights[l].detach(), flat + net.offset(l));
      read(biases[l].detach(), flat + net.offset(l) + net.weights(l));
    }
  }
  void read_predictions(float* to) override { read(predictions.detach(), to); }

protected:
  Tensor activated(Tensor const& z, std::uint32_t l) const {
    activation const a = net.after(l);
    return a == activation::relu ? torch::relu(z) : a == activation::tanh ? torch::tanh(z) : z;
  }
  Tensor predicted(Tensor const& z) const {
    return net.loss == objective::softmax_cross_entropy  ? torch::softmax(z, 1)
           : net.loss == objective::binary_cross_entropy ? torch::sigmoid(z)
                                                         : z;
  }
  Tensor lost(Tensor const& z) const {
    return net.loss == objective::softmax_cross_entropy  ? torch::cross_entropy_loss(z, classes)
           : net.loss == objective::binary_cross_entropy ? torch::binary_cross_entropy_with_logits(z, target)
                                                         : torch::mse_loss(z, target);
  }

  network const& net;
  std::uint32_t batch;
  Tensor input, target, classes, predictions;
  std::vector<Tensor> weights, biases;
  std::unique_ptr<torch::optim::Adam> optimizer;
};

class autograd_peer : public torch_peer {
public:
  explicit autograd_peer(problem const& p) : torch_peer(p) {
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      weights[l].requires_grad_(true);
      biases[l].requires_grad_(true);
    }
  }
  void forward() override { predictions = predicted(outputs()); }
  void gradient() override {
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      weights[l].mutable_grad().reset();
      biases[l].mutable_grad().reset();
    }
    Tensor const loss = lost(outputs());
    loss.backward();
    mean_loss = loss.item<float>();
  }
  void step() override {
    gradient();
    torch::NoGradGuard const guard;
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      weights[l].sub_(weights[l].grad(), learning_rate);
      biases[l].sub_(biases[l].grad(), learning_rate);
    }
  }
  void adam() override {
    if (optimizer == nullptr) {
      std::vector<Tensor> all = weights;
      all.insert(all.end(), biases.begin(), biases.end());
      optimizer =
          std::make_unique<torch::optim::Adam>(all, torch::optim::AdamOptions(static_cast<double>(learning_rate))
                                                        .eps(static_cast<double>(adam_constants::epsilon)));
    }
    gradient();
    optimizer->step();
  }
  void read_gradients(float* flat) override {
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      read(weights[l].grad(), flat + net.offset(l));
      read(biases[l].grad(), flat + net.offset(l) + net.weights(l));
    }
  }

private:
  Tensor outputs() const {
    Tensor x = input;
    for (std::uint32_t l = 0; l < net.depth; ++l) x = activated(torch::linear(x, weights[l], biases[l]), l);
    return x;
  }
};

class no_grad_peer : public torch_peer {
public:
  explicit no_grad_peer(problem const& p)
      : torch_peer(p), values(net.depth + 1), weight_gradients(net.depth), bias_gradients(net.depth) {
    values[0] = input;
  }
  void forward() override {
    torch::NoGradGuard const guard;
    propagate();
    predictions = predicted(values.back());
  }
  void gradient() override {
    torch::NoGradGuard const guard;
    propagate();
    Tensor const& z = values.back();
    mean_loss = lost(z).item<float>();
    bool const classified = net.loss == objective::softmax_cross_entropy;
    double const scale =
        (net.loss == objective::mean_squared_error ? 2.0 : 1.0) / (classified ? batch : batch * net.outputs());
    Tensor delta = predicted(z).sub(target).mul_(scale);
    for (std::uint32_t l = net.depth; l-- > 0;) {
      if (net.after(l) == activation::relu) delta = torch::threshold_backward(delta, values[l + 1], 0);
      if (net.after(l) == activation::tanh) delta = torch::tanh_backward(delta, values[l + 1]);
      weight_gradients[l] = torch::mm(delta.t(), values[l]);
      bias_gradients[l] = delta.sum(0);
      if (l > 0) delta = torch::mm(delta, weights[l]);
    }
  }
  void step() override {
    gradient();
    torch::NoGradGuard const guard;
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      weights[l].sub_(weight_gradients[l], learning_rate);
      biases[l].sub_(bias_gradients[l], learning_rate);
    }
  }
  void read_gradients(float* flat) override {
    for (std::uint32_t l = 0; l < net.depth; ++l) {
      read(weight_gradients[l], flat + net.offset(l));
      read(bias_gradients[l], flat + net.offset(l) + net.weights(l));
    }
  }

private:
  void propagate() {
    for (std::uint32_t l = 0; l < net.depth; ++l)
      values[l + 1] = activated(torch::linear(values[l], weights[l], biases[l]), l);
  }
  std::vector<Tensor> values, weight_gradients, bias_gradients;
};

template <class Peer>
std::vector<entry> enter(std::string const& name, bool has_adam) {
  std::vector<entry> all;
  for (column const& c : columns)
    all.push_back({name, BENCH_COMPILER, c,
                   [](problem const& p) -> std::unique_ptr<peer> { return std::make_unique<Peer>(p); }, true,
                   has_adam});
  return all;
}

enrolment const with_autograd(enter<autograd_peer>("libtorch", true));
enrolment const without(enter<no_grad_peer>("libtorch-no-grad", false));

}  // namespace bench::BENCH_UNIT
