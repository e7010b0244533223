// SPDX-License-Identifier: BSL-1.0
// Random programs (tests/run/random_author.hpp) with all laws, through the interpreter, against the same programs
// without any law by definitions written anew, and their derivatives against two tape libraries. All of it is built by
// the running test.
#include "../run/random_author.hpp"
#include "definition.hpp"
#include "tape_functions.hpp"

#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace oracle {

namespace {

struct plain_library {
  static double number(double x) { return x; }
  static double maximum(double a, double b) { return a < b ? b : a; }
  static double minimum(double a, double b) { return b < a ? b : a; }
  static double cbrt(double x) { return std::cbrt(x); }
  static double erf(double x) { return std::erf(x); }
};

/// Numbers so near to a jump or a kink that rounding decides, or the convention of a library.
constexpr double near = 1e-7;
bool is_near(double a, double b) { return !(std::abs(a - b) > near * (1 + std::abs(a))); }
bool jumps(op code) {
  return code == op::sign || code == op::greater || code == op::greater_equal || code == op::equal ||
         code == op::floor || code == op::round || code == op::select || code == op::fmod || code == op::argmax;
}

struct program {
  random_program::author author;
  tl::graph::plain_builder plain;
  tl::rules::simplifier simple;
  tl::meta::list<id> in_plain, in_simple;
  data d;

  explicit program(std::uint32_t seed) : author(seed), d(seed, author.written.batch) {
    auto const& s = author.written;
    plain.within_batch(s.batch, [&] { return write(s, plain, in_plain), id{0}; });
    simple.within_batch(s.batch, [&] { return write(s, simple, in_simple), id{0}; });
  }
};

struct counts {
  std::uint32_t programs = 0, values = 0, undecided = 0, gradients = 0, tapes = 0, disagreements = 0;
};

class comparison {
public:
  comparison(std::uint32_t for_seed, counts& all) : seed(for_seed), p(for_seed), found(all) {
    defined = random_program::leaves_of<double>(p.plain, p.plain.size(), p.plain.leaves, p.d);
    evaluate_graph<tape_functions<plain_library, double>>(p.plain, p.plain.size() - 1, p.d, defined,
                                                          [](id) { return true; });
    mark_doubtful();
    computed = random_program::leaves_of<double>(p.simple, p.simple.size(), p.simple.leaves, p.d);
    tl::graph::view view{};
    view.nodes = p.simple.nodes.begin();
    view.node_count = p.simple.size();
    view.leaves = p.simple.leaves.begin();
    view.leaf_count = p.simple.leaves.size();
    view.primitives = p.simple.primitives.begin();
    view.batch = p.simple.declared_batch();
    tl::run::interpret(view, computed.offsets.data(), computed.values.data(), p.d.samples, p.d.numbers().data());
    ++found.programs;
    values();
    derivatives();
  }
  std::string wrong;

private:
  /// What is decided by rounding, and what is not finite or too large to have digits left, with all that reads it.
  void mark_doubtful() {
    doubtful.assign(p.plain.size(), false);
    unsmooth.assign(p.plain.size(), false);
    for (id v = 0; v < p.plain.size(); ++v) {
      node const& n = p.plain[v];
      for (std::uint32_t i = 0; i < tl::graph::operand_count(n); ++i) {
        doubtful[v] = doubtful[v] || doubtful[tl::graph::operand(n, i)];
        unsmooth[v] = unsmooth[v] || unsmooth[tl::graph::operand(n, i)];
      }
      for (std::uint32_t e = 0; e < elements(v); ++e) doubtful[v] = doubtful[v] || !(std::abs(defined.of(v)[e]) < 1e6);
      bool const kink = has_kink(v);
      unsmooth[v] = unsmooth[v] || kink;
      doubtful[v] = doubtful[v] || (kink && jumps(n.code));
    }
  }
  std::uint32_t elements(id v) const {
    return p.plain[v].shape.size() * (p.plain[v].shape.is_batched() ? p.d.samples : 1);
  }
  bool has_kink(id v) const {
    node const& n = p.plain[v];
    if (n.code == op::max || n.code == op::argmax) return has_equal_neighbours(n);
    if (n.code == op::fmod) return wraps_nearby(n);
    if (n.code == op::norm) return is_near_zero(v);
    if (n.code == op::floor || n.code == op::round) return steps_nearby(n);
    if (n.code == op::select && is_comparison(p.plain[n.a].code)) return false;  // 0 or 1, as doubtful as that
    bool const compares = n.code == op::maximum || n.code == op::minimum || is_comparison(n.code);
    bool const bends = n.code == op::absolute || n.code == op::sign || n.code == op::relu || n.code == op::select;
    if (!compares && !bends) return false;
    for (std::uint32_t s = 0; s < (n.shape.is_batched() ? p.d.samples : 1); ++s)
      for (std::uint32_t e = 0; e < n.shape.size(); ++e)
        if (is_near(number(n.a, s, e), compares ? number(n.b, s, e) : 0)) return true;
    return false;
  }
  static bool is_comparison(op code) { return code == op::greater || code == op::greater_equal || code == op::equal; }
  bool is_near_zero(id v) const {
    for (std::uint32_t e = 0; e < elements(v); ++e)
      if (std::abs(defined.of(v)[e]) < 1e-6) return true;
    return false;
  }
  bool wraps_nearby(node const& n) const {
    for (std::uint32_t s = 0; s < (n.shape.is_batched() ? p.d.samples : 1); ++s)
      for (std::uint32_t e = 0; e < n.shape.size(); ++e) {
        double const quotient = number(n.a, s, e) / number(n.b, s, e);
        if (is_near(quotient, std::nearbyint(quotient))) return true;
      }
    return false;
  }
  bool steps_nearby(node const& n) const {
    for (std::uint32_t e = 0; e < elements(n.a); ++e) {
      double const x = defined.of(n.a)[e] + (n.code == op::round ? 0.5 : 0);
      if (is_near(x, std::nearbyint(x))) return true;
    }
    return false;
  }
  double number(id v, std::uint32_t s, std::uint32_t e) const {
    extents const shape = p.plain[v].shape;
    return defined.of(v)[(shape.is_batched() ? s * shape.size() : 0) + (shape.is_scalar() ? 0 : e)];
  }
  bool has_equal_neighbours(node const& n) const {
    std::uint32_t const size = p.plain[n.a].shape.size();
    for (std::uint32_t s = 0; s < (n.shape.is_batched() ? p.d.samples : 1); ++s)
      for (std::uint32_t e = 0; e < size; ++e)
        for (std::uint32_t other = 0; other < e; ++other)
          if (is_near(number(n.a, s, e), number(n.a, s, other))) return true;
    return false;
  }

  void disagree(std::string const& what, double tapeless, double right) {
    ++found.disagreements;
    char text[160];
    std::snprintf(text, sizeof text, "seed %u, %s: %.17g, should be %.17g\n", seed, what.c_str(), tapeless, right);
    wrong += text;
  }
  /// Every entry of the script, with and without laws.
  void values() {
    auto const& s = p.author.written;
    for (std::uint32_t e = 0; e < s.entries.size(); ++e) {
      id const plain = p.in_plain[e];
      if (p.plain[plain].code == op::lu) continue;  // whose definition stands for the matrix
      if (doubtful[plain]) {
        ++found.undecided;
        continue;
      }
      for (std::uint32_t i = 0; i < elements(plain); ++i) {
        ++found.values;
        std::uint32_t const size = p.plain[plain].shape.size();
        std::uint32_t const sample = p.simple[p.in_simple[e]].shape.is_batched() ? i / size : 0;
        extents const simple = p.simple[p.in_simple[e]].shape;
        double const now = computed.of(p.in_simple[e])[sample * simple.size() + (simple.is_scalar() ? 0 : i % size)];
        double const right = defined.of(plain)[i];
        if (std::abs(now - right) <= 1e-9 * (1 + std::abs(right))) continue;
        return disagree("entry " + std::to_string(e) + " element " + std::to_string(i), now, right);
      }
    }
  }
  /// Of each root the adjoints that the script asks for.
  void derivatives() {
    auto const& s = p.author.written;
    for (std::uint32_t e = 0; e < s.entries.size(); ++e) {
      if (s.entries[e].what != act::adjoint) continue;
      id const root = p.in_plain[s.entries[e].n.a];
      id const leaf = p.in_plain[s.entries[e].n.b];
      ++found.gradients;
      if (leaf > root || unsmooth[root] || doubtful[root] || doubtful[p.in_plain[e]]) continue;
      gradients const one = by_adolc(p.plain, p.d, root, {leaf});
      gradients const other = by_sacado(p.plain, p.d, root, {leaf});
      bool const has_erf = uses_erf(root);
      ++found.tapes;
      for (std::size_t i = 0; i < one.size(); ++i) {
        extents const shape = p.simple[p.in_simple[e]].shape;
        double const now = computed.of(p.in_simple[e])[shape.is_scalar() ? 0 : i];
        if (std::abs(now - one[i]) > 1e-8 * (1 + std::abs(one[i])))
          return disagree("ADOL-C, entry " + std::to_string(e), now, one[i]);
        if (!has_erf && std::abs(now - other[i]) > 1e-8 * (1 + std::abs(other[i])))
          return disagree("Sacado, entry " + std::to_string(e), now, other[i]);
      }
    }
  }
  /// Sacado has none, and the series in its place (sacado.cpp) is one for small numbers.
  bool uses_erf(id root) const {
    std::vector<bool> const needed = ancestors(p.plain, root);
    for (id v = 0; v <= root; ++v)
      if (needed[v] && p.plain[v].code == op::erf) return true;
    return false;
  }
  using act = random_program::act;

  std::uint32_t seed;
  program p;
  counts& found;
  node_table<double> defined;
  node_table<double> computed;
  std::vector<bool> doubtful;
  std::vector<bool> unsmooth;
};

struct range {
  std::uint32_t first = 1;
  std::uint32_t count = 300;
  char const* results = nullptr;
};
/// `… -- <first seed> <number of seeds> [<file of results>]`
range asked_for() {
  auto const& suite = boost::unit_test::framework::master_test_suite();
  auto const number = [&](int i) { return static_cast<std::uint32_t>(std::strtoul(suite.argv[i], nullptr, 10)); };
  if (suite.argc < 3) return {};
  return {number(1), number(2), suite.argc > 3 ? suite.argv[3] : nullptr};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(oracle_random_programs)

BOOST_AUTO_TEST_CASE(laws_keep_all_values_and_derivatives_are_those_of_the_tapes) {
  range const seeds = asked_for();
  counts found;
  for (std::uint32_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    comparison const one(seed, found);
    BOOST_TEST(one.wrong == "", one.wrong);
  }
  BOOST_TEST(found.disagreements == 0U);
  BOOST_TEST(found.tapes > seeds.count / 4);
  BOOST_TEST(found.undecided * 4 < found.programs * 30);
  std::printf("%u programs, %u values, %u entries undecided, %u gradients, %u of them by tapes, %u disagreements\n",
              found.programs, found.values, found.undecided, found.gradients, found.tapes, found.disagreements);
  if (seeds.results == nullptr) return;
  std::FILE* const to = std::fopen(seeds.results, "w");
  BOOST_TEST_REQUIRE(to != nullptr);
  std::fprintf(to, "interpreted %u %u %u %u %u %u\n", found.programs, found.values, found.undecided, found.gradients,
               found.tapes, found.disagreements);
  std::fclose(to);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace oracle
