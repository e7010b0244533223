// SPDX-License-Identifier: BSL-1.0
// Verifies every peer on every column against the reference, then times them side by side.
#include "report.hpp"
#include "verify.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>

namespace bench {

namespace {

bool there_is_work(column const& c, options const& how) {
  return how.wants(c) && std::any_of(entries().begin(), entries().end(),
                                     [&](entry const& who) { return who.where == c && how.wants_peer(who.name); });
}

/// The reference itself, against central differences: once for each network, at the smallest batch that is run.
int check_reference(options const& how) {
  int failures = 0;
  std::uint32_t before = 0;
  for (column const& c : columns) {
    if (c.number == before || !there_is_work(c, how)) continue;
    before = c.number;
    double const error = difference_error(problem(c));
    if (error < 1e-6) continue;
    std::printf("the reference's gradient of %s differs from central differences by %g\n", c.name().c_str(), error);
    ++failures;
  }
  return failures;
}

/// The peers of a column that are right; the others are named and counted.
std::vector<contender> verified(problem const& p, options const& how, int& failures) {
  reference const truth = compute_reference(p, std::vector<double>(p.parameters.begin(), p.parameters.end()));
  std::vector<contender> good;
  for (entry const& who : entries()) {
    if (!(who.where == p.where) || !how.wants_peer(who.name)) continue;
    std::unique_ptr<peer> what = who.make(p);
    std::string const error = verify(*what, p, truth, who);
    if (error.empty()) {
      good.push_back({&who, std::move(what)});
    } else {
      std::printf("%s: %s is EXCLUDED: %s\n", p.where.name().c_str(), who.name.c_str(), error.c_str());
      ++failures;
    }
  }
  return good;
}

std::vector<result> time_column(problem const& p, std::vector<contender>& all, options const& how, ceilings& best) {
  std::vector<result> results;
  for (mode const m : modes) {
    if (!how.wants(m)) continue;
    std::vector<contender> able;
    for (contender& each : all)
      if (each.who->can(m)) able.push_back({each.who, std::move(each.what)});
    if (how.ceilings) measure(best);
    times const taken = time_in_rounds(able, p, m, how);
    std::vector<result> rows;
    for (std::size_t i = 0; i < able.size(); ++i) rows.push_back(summarized(able[i], p.where, m, taken[i]));
    if (!rows.empty()) print(rows, how.ceilings ? &best : nullptr);
    results.insert(results.end(), rows.begin(), rows.end());
    for (contender& each : able)
      for (contender& owner : all)
        if (owner.who == each.who) owner.what = std::move(each.what);
  }
  return results;
}

int run(options const& how) {
  int failures = check_reference(how), compared = 0;
  ceilings best;
  std::vector<result> results;
  for (column const& c : columns) {
    if (!there_is_work(c, how)) continue;
    problem const p(c);
    std::vector<contender> all = verified(p, how, failures);
    compared += static_cast<int>(all.size());
    if (how.verify_only || all.empty()) continue;
    std::vector<result> const rows = time_column(p, all, how, best);
    results.insert(results.end(), rows.begin(), rows.end());
  }
  std::printf("\n%d pairs of peer and column agree with the reference, %d do not\n", compared, failures);
  if (compared == 0) return std::printf("nothing to run: no peer or column of that name\n"), 2;
  if (how.verify_only) return failures == 0 ? 0 : 1;
  if (how.ceilings) {
    measure(best);
    print(best);
    for (std::string const& each : above_ceilings(results, best)) {
      std::printf("INVALID RUN, faster than a ceiling: %s\n", each.c_str());
      ++failures;
    }
  }
  if (!how.results.empty()) {
    write_results(how.results + "/results.json", results);
    if (how.ceilings) write_ceilings(how.results + "/ceilings.json", best);
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
  try {
    return bench::run(bench::parse(count, arguments));
  } catch (std::exception const& problem) {
    std::fprintf(stderr, "bench: %s\n%s", problem.what(), bench::usage);
    return 2;
  }
}
