// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Data-parallel training over MPI: each process has its share of every batch and the gradients of that; their sums are
// the batch's. `mpirun -n 2` prints the losses of one process.
#include "tapeless/tapeless.hpp"

#include <mpi.h>

#include <array>
#include <cstdio>
#include <span>

namespace tl = tapeless;
constexpr std::uint32_t batch = 32;

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<16, tl::activation::tanh>, tl::dense<1>> {};
constexpr auto target = tl::input<"target">;
// a sum and not a mean: the share of a process may be of any size
constexpr auto loss =
    tl::batch_sum(tl::batch<batch>(tl::mean_squared_error(tl::output<net>, target))) / static_cast<double>(batch);
constexpr auto W1 = tl::parameter<"net.0.weight", 16, 2>;
constexpr auto b1 = tl::parameter<"net.0.bias", 16>;
constexpr auto W2 = tl::parameter<"net.1.weight", 1, 16>;
constexpr auto b2 = tl::parameter<"net.1.bias">;
constexpr auto gradients = tl::value_and_grad(loss, W1, b1, W2, b2);
using program = tl::program<double, gradients>;
static constinit program::workspace memory{};
static constinit program::parameters parameters{};

/// w ← w − η·Σ g over all processes.
template <class Parameter, class Gradient>
static void descend(Parameter const& w, Gradient const& g, double rate) {
  std::array<double, Parameter::size()> sum{};
  g.copy_to(sum);
  MPI_Allreduce(MPI_IN_PLACE, sum.data(), static_cast<int>(sum.size()), MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  for (std::uint32_t i = 0; i < w.rows(); ++i)
    for (std::uint32_t j = 0; j < w.columns(); ++j) w(i, j) -= rate * sum[i * w.columns() + j];
}

static int train(std::size_t rank, std::size_t processes) {
  tl::initialize(parameters, tl::initializer::glorot{}, 1);
  tl::random::pcg32 numbers = tl::random::stream(1, "data");
  std::size_t const first = batch * rank / processes, count = batch * (rank + 1) / processes - first;
  for (int step = 0; step <= 400; ++step) {
    std::array<double, 2 * batch> x;
    std::array<double, batch> y;
    for (double& each : x) each = numbers() * 0x1p-31 - 1;  // all processes draw the same and take their share
    for (std::size_t i = 0; i < batch; ++i) y[i] = x[2 * i] * x[2 * i + 1];
    auto const run = program::run(memory, bind(net::input, std::span(x).subspan(2 * first, 2 * count)),
                                  bind(target, std::span(y).subspan(first, count)), parameters);
    if (!run) return std::fprintf(stderr, "data_parallel: %s\n", describe(run.status()).data()), 1;
    double mean = run[loss];
    MPI_Allreduce(MPI_IN_PLACE, &mean, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0 && step % 50 == 0) std::printf("%d %.9f\n", step, mean);
    descend(parameters[W1], run[tl::grad(loss, W1)], 0.2);
    descend(parameters[b1], run[tl::grad(loss, b1)], 0.2);
    descend(parameters[W2], run[tl::grad(loss, W2)], 0.2);
    descend(parameters[b2], run[tl::grad(loss, b2)], 0.2);
  }
  return 0;
}

int main(int count, char** arguments) {
  MPI_Init(&count, &arguments);
  int rank = 0, processes = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &processes);
  int const failed =
      processes > static_cast<int>(batch)
          ? (std::fprintf(stderr, "data_parallel: at most %u processes, found %d\n", batch, processes), 1)
          : train(static_cast<std::size_t>(rank), static_cast<std::size_t>(processes));
  MPI_Finalize();
  return failed;
}
