// SPDX-License-Identifier: BSL-1.0
#include "tapeless/nn/setting.hpp"

#include <type_traits>

namespace {
namespace nn_setting_test {

namespace tl = tapeless;
constexpr auto rate = tl::scalar<"rate">;
using run_time = decltype(rate);

static_assert(tl::nn::is_setting<std::ratio<1, 5>> && tl::nn::is_setting<run_time> && !tl::nn::is_setting<int>);
static_assert(tl::nn::setting<std::ratio<-3, 8>>() == -0.375);
static_assert(std::is_same_v<decltype(tl::nn::setting<run_time>()), std::remove_const_t<run_time>>);

}  // namespace nn_setting_test
}  // namespace
