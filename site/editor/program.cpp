#include "tapeless.hpp"
#include <cstdio>
namespace tl = tapeless;

// A proof while it compiles: the derivative is the textbook's, or this is an error.
constexpr auto x = tl::input<"x", 4>;
constexpr auto W = tl::parameter<"W", 3, 4>;
constexpr auto y = tl::label<"y", 3>;
constexpr auto loss = tl::cross_entropy(tl::softmax(W * x), y);
constexpr auto dW = tl::grad(loss, W);
static_assert(tl::equal<dW, tl::outer(tl::softmax(W * x) - y, x)>);

// A network that trains; all its memory is this object.
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<5, tl::activation::tanh>, tl::dense<1>> {};
constinit tl::network_trainer<net, tl::objective::binary_cross_entropy, tl::optimizer::adam, 4> trainer{};
static_assert(trainer.storage_bytes() < 1024);

int main() {
  std::printf("%s\n", tl::to_text<dW, "dW">().data());
  float const points[] = {0, 0, 0, 1, 1, 0, 1, 1};
  float const differ[] = {0, 1, 1, 0};
  trainer.initialize(tl::initializer::glorot{}, 1);
  (void)trainer.set(tl::optimizer::learning_rate, 0.05F);
  for (int step = 1; step <= 1000; ++step)
    if (float const now = trainer.step(points, differ).loss; step % 250 == 0)
      std::printf("step %4d  loss %.4f\n", step, static_cast<double>(now));
}
