// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/training_report.hpp>

#include <tapeless/io/table.hpp>

#include "temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

BOOST_AUTO_TEST_SUITE(io_training_report)

namespace io = tapeless::io;

BOOST_AUTO_TEST_CASE(the_log_has_a_line_for_each_epoch_that_can_be_read_back) {
  temporary_folder const folder("tapeless_io_training_report_test");
  std::string const log = folder.file("log.csv");
  for (bool const continued : {true, false}) {  // without a log there is nothing to add to
    io::training_report report(2, {.log = log, .metric = "R2", .stream = nullptr, .continued = continued});
    BOOST_TEST(std::isnan(report.loss()));
    report.add(1.0F, 30);
    report.add(4.0, 10);
    BOOST_TEST(report.loss() == 1.75);
    report.end_epoch(0.5);
    report.add(0.25, 1);
    report.end_epoch(0.75);
    BOOST_TEST(static_cast<bool>(report.outcome()));
  }
  {
    io::training_report report(3,
                               {.log = log, .metric = "R2", .stream = nullptr, .continued = true, .epochs_before = 2});
    report.add(0.125, 1);
    report.end_epoch(1);
  }
  auto const table = io::read_table(log, {.header = io::csv_header::names});
  BOOST_TEST_REQUIRE(static_cast<bool>(table));
  BOOST_TEST(table->names() == (std::vector<std::string>{"epoch", "loss", "R2", "samples_per_second", "seconds"}),
             boost::test_tools::per_element());
  BOOST_TEST(*table->numbers({"epoch", "loss", "R2"}) ==
                 (std::vector<float>{1, 1.75F, 0.5F, 2, 0.25F, 0.75F, 3, 0.125F, 1}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(progress_shows_loss_metric_and_speed) {
  temporary_folder const folder("tapeless_io_training_report_test");
  std::FILE* const file = std::fopen(folder.file("shown").c_str(), "wb");
  BOOST_TEST_REQUIRE((file != nullptr));
  {
    io::training_report report(1, {.stream = file});
    report.add(0.5, 8);
    report.end_epoch(0.25);
  }
  std::fclose(file);
  auto const bytes = *io::read_file(folder.file("shown"));
  std::string const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
  BOOST_TEST(text.find("1/1") != text.npos);
  BOOST_TEST(text.find("loss 0.5000  accuracy 0.2500  ") != text.npos);
}

BOOST_AUTO_TEST_CASE(a_log_that_cannot_be_written_is_named) {
  temporary_folder const folder("tapeless_io_training_report_test");
  io::training_report report(1, {.log = folder.file("no/log.csv"), .stream = nullptr});
  report.add(0.5, 8);
  report.end_epoch(0.25);
  BOOST_TEST(report.outcome().error().message() ==
             folder.file("no/log.csv") + ": expected a file that can be written, found No such file or directory");
  if (std::FILE* const full = std::fopen("/dev/full", "wb")) {
    std::fclose(full);
    io::training_report lost(1, {.log = "/dev/full", .stream = nullptr});
    BOOST_TEST(!lost.outcome());
  }
}

BOOST_AUTO_TEST_SUITE_END()
