// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include <algorithm>
#include <stdexcept>

namespace bench {

namespace {

bool listed(std::vector<std::string> const& list, std::string const& what) {
  return list.empty() || std::find(list.begin(), list.end(), what) != list.end();
}

double number(std::string const& name, std::string const& text) {
  std::size_t end = 0;
  double value = 0;
  try {
    value = std::stod(text, &end);
  } catch (std::exception const&) {
    end = 0;
  }
  if (end == 0 || end != text.size() || !(value > 0))
    throw std::invalid_argument(name + " is '" + text + "', expected a positive number");
  return value;
}

}  // namespace

char const* const usage =
    "  --workload W3 --batch 32 --mode forward|gradient|step|adam --peer tapeless   only these; each may be given several times\n"
    "  --rounds 15        rounds; in each, every peer is timed once\n"
    "  --slice-ms 3       how long a peer is timed in a round\n"
    "  --results FOLDER   where results.json and ceilings.json are written\n"
    "  --no-ceilings      neither measured nor checked\n"
    "  --verify-only      compare with the reference, time nothing\n";

bool options::wants(column const& c) const {
  return listed(workloads, c.workload()) && listed(batches, std::to_string(c.batch));
}
bool options::wants(mode m) const { return listed(modes, name_of(m)); }
bool options::wants_peer(std::string const& name) const { return listed(peers, name); }

options parse(int count, char const* const* arguments) {
  options all;
  for (int i = 1; i < count; ++i) {
    std::string const name = arguments[i];
    if (name == "--no-ceilings")
      all.ceilings = false;
    else if (name == "--verify-only")
      all.verify_only = true;
    else {
      if (i + 1 == count) throw std::invalid_argument(name + " is unknown or lacks its value");
      std::string const value = arguments[++i];
      if (name == "--workload")
        all.workloads.push_back(value);
      else if (name == "--batch")
        all.batches.push_back(value);
      else if (name == "--mode")
        all.modes.push_back(value);
      else if (name == "--peer")
        all.peers.push_back(value);
      else if (name == "--rounds")
        all.rounds = static_cast<int>(number(name, value));
      else if (name == "--slice-ms")
        all.slice_ms = number(name, value);
      else if (name == "--results")
        all.results = value;
      else
        throw std::invalid_argument(name + " is unknown");
    }
  }
  return all;
}

}  // namespace bench
