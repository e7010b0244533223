// SPDX-License-Identifier: BSL-1.0
//
// Hosted: how training goes, on the terminal and in a file.
#pragma once

#include "tapeless/io/file.hpp"
#include "tapeless/io/progress.hpp"
#include "tapeless/target/current.hpp"

#include <cerrno>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace io {

struct report_options {
  std::string log = {};             ///< a CSV file, a line for each epoch; empty: none
  std::string metric = "accuracy";  ///< what the second number of `end_epoch` is called
  std::FILE* stream = stderr;       ///< of the progress bar; nullptr: none
  bool continued = false;           ///< adds to the log, if there is one
  std::size_t epochs_before = 0;    ///< of training that is continued
};

/// Shows progress with loss, metric, samples per second and the time left, and writes a log:
/// `epoch,loss,accuracy,samples_per_second,seconds`.
///
///     io::training_report report(epochs, {.log = "training.csv"});
///     for (/* each epoch */) { for (/* each batch */) report.add(step.loss, batch.size()); report.end_epoch(accuracy); }
class training_report {
public:
  using clock = std::chrono::steady_clock;

  explicit training_report(std::size_t epochs, report_options options = {})
      : options_(std::move(options)), epoch_(options_.epochs_before), start_(clock::now()), epoch_start_(start_) {
    if (options_.stream != nullptr) bar_ = std::make_unique<progress>(epochs, options_.stream);
    if (options_.log.empty()) return;
    errno = 0;
    log_.reset(std::fopen(options_.log.c_str(), options_.continued ? "ab" : "wb"));
    if (!log_) reason_ = errno;
    if (log_ && (std::fseek(log_.get(), 0, SEEK_END) != 0 || std::ftell(log_.get()) <= 0))
      write("epoch,loss," + options_.metric + ",samples_per_second,seconds\n");
  }

  /// The mean loss of so many samples.
  template <std::floating_point T>
  void add(T loss, std::size_t samples) {
    loss_ += static_cast<double>(loss) * static_cast<double>(samples);
    samples_ += samples;
  }

  /// The mean loss of the samples that were added since the epoch began; NaN of none.
  double loss() const { return loss_ / static_cast<double>(samples_); }

  void end_epoch(double metric) {
    auto const now = clock::now();
    double const seconds = std::chrono::duration<double>(now - epoch_start_).count();
    double const rate = seconds > 0 ? static_cast<double>(samples_) / seconds : 0;
    ++epoch_;
    char text[160];
    std::snprintf(text, sizeof text, "%zu,%.9g,%.9g,%.0f,%.3f\n", epoch_, loss(), metric, rate,
                  std::chrono::duration<double>(now - start_).count());
    write(text);
    if (bar_) {
      std::snprintf(text, sizeof text, "loss %.4f  %.40s %.4f  %.0f samples/s", loss(), options_.metric.c_str(), metric,
                    rate);
      bar_->update(epoch_, text);
    }
    loss_ = 0;
    samples_ = 0;
    epoch_start_ = now;
  }

  /// Whether all of the log could be written so far.
  file_outcome outcome() const {
    if (reason_ != 0) return detail::failed(options_.log, "a file that can be written", reason_);
    return std::monostate{};
  }

private:
  struct closes {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  /// At once: whoever is killed has the lines of all epochs before.
  void write(std::string const& line) {
    if (!log_) return;
    errno = 0;
    if (std::fwrite(line.data(), 1, line.size(), log_.get()) != line.size() || std::fflush(log_.get()) != 0)
      reason_ = errno == 0 ? EIO : errno;
  }

  report_options options_;
  std::unique_ptr<progress> bar_;
  std::unique_ptr<std::FILE, closes> log_;
  std::size_t epoch_;
  std::size_t samples_ = 0;
  double loss_ = 0;
  int reason_ = 0;
  clock::time_point start_, epoch_start_;
};

}  // namespace io
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
