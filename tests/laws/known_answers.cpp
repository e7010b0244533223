// SPDX-License-Identifier: BSL-1.0
// test: g++ suffices
// Numbers that other projects publish for functions of a few scalars. Source: Boost.Math 1.7x, libs/math/example, M.
// Pulver 2018–2019, BSL-1.0: autodiff_mixed_partials.cpp (computed by Mathematica), autodiff_black_scholes.cpp and
// autodiff_fourth_power.cpp.
#include "../in_graph.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/diff/jvp.hpp"
#include "tapeless/expr/define.hpp"
#include "tapeless/expr/structure.hpp"
#include "tapeless/run/interpreter.hpp"

#include <boost/test/unit_test.hpp>
#include <iterator>
#include <numbers>
#include <vector>

namespace laws_known_answers_test {

namespace tl = tapeless;
using tl::graph::id;

constexpr double relative_error(double found, double known) {
  double const difference = found < known ? known - found : found - known;
  return known < 0 ? -difference / known : difference / known;
}

// ---- mixed partial derivatives --------------------------------------------------------------------------------------

constexpr auto w = tl::scalar<"w">;
constexpr auto x = tl::scalar<"x">;
constexpr auto y = tl::scalar<"y">;
constexpr auto z = tl::scalar<"z">;
constexpr auto f = exp(w * sin(x * log(y) / z) + sqrt(w * z / (x * y))) + w * w / tan(z);
constexpr double point[]{11, 12, 13, 14};

/// ∂^(i+j+k+l) f/∂wⁱ∂xʲ∂yᵏ∂zˡ at (11, 12, 13, 14), l running fastest.
constexpr double mixed_partials[]{
    // clang-format off
    19878.406289804349223, 20731.748382749395173, 14667.607676239390148, 1840.5599364498131187,
    -9219.3180052370721296, -7272.3006340128117838, -2135.2963700622839242, 3095.0810272518467995,
    4249.0267629086156274, 2063.9890610627344166, -885.52841148764960841, -1962.1334204417431580,
    -1846.8998307870845186, -160.95901276032957552, 1091.0394123416339941, 452.43955743452299467,
    666.40139227277049900, -415.64641143336291078, -625.14641790399863613, 369.94916697726171101,
    -24330.896138493893431, -18810.416051756267521, -4890.4061227023590999, 8833.0050547689764171,
    8484.3507396816137478, 3097.2041512403988935, -3255.0451367834406121, -4342.7785533321930979,
    -2407.9872379065234860, 861.11739164703000843, 2436.7437257633086191, -19.246496107338277838,
    187.78551488705117144, -1259.4660633352121952, -709.68605239721582613, 1423.0005586086045369,
    484.92081333892339591, 763.97468850744531805, -327.41629182280555682, -1122.3377072484945211,
    23973.060071923469893, 8840.5431517787968699, -9082.5710332215493783, -12270.273782892587177,
    -4320.4340714205998547, 3281.3519677072808985, 5880.3362630834187672, -1288.4827852197065498,
    -803.97135376265805266, -2986.3872453316983903, -586.73168598226583063, 3929.0731892807393562,
    1453.7282809838266301, 1037.8780716859538297, -1482.7458052774013366, -1877.1347929338288106,
    -931.71387103692982071, 254.65655904203226329, 1391.2480647456116638, -431.48205631541379551,
    16975.340053651795550, 19662.603563033417098, 15765.851307040200043, 3972.1550361959370138,
    -8681.7485397897205125, -7703.1830424603876567, -3049.7086965695187740, 2971.4696859922708762,
    4370.1964998575500257, 2524.6324733574356708, -656.60800002366790717, -2423.4529173252581326,
    -2074.9876642042632042, -381.22537949881329845, 1219.5072457919973510, 805.38022398408368773,
    838.40041900589123805, -390.61251971089838316, -828.20854892982357583, 293.89998544549947901,
    -22965.859858439519778, -20026.691015299296217, -7316.0927450633559965, 8632.4661339726146593,
    8987.0468828704522662, 4199.9253995361375411, -2958.4298508960628932, -5665.5638912186240622,
    -2945.4045522503416159, 555.65662724782625247, 2936.7964035500791392, 651.51916507471100081,
    444.76294274861551486, -1390.9896717990958013, -1142.8614689467638609, 1541.9787231173408435,
    455.71460632938144702, 998.79435039403570373, -204.84855819811212954, -1560.3541154604787861,
    25278.294506052472235, 11873.223371790464699, -8242.1873033688781033, -15939.980564174657519,
    -5648.8335396980314868, 2751.5139261227171185, 7349.4320024790771292, 194.99725459803711274,
    -402.81568576826882656, -3518.8719086830633712, -1494.3047934746826191, 4640.9275094260800875,
    1585.7577052032271420, 1565.1699924044071379, -1513.2598097335400189, -2974.4378726746800928,
    -1203.2362926538234416, 72.524259498791533840, 1871.6252742534199495, -2.4899843373796816664,
    14462.744235186331026, 18367.747409164327117, 16565.763244996739614, 6054.3152526511029520,
    -8084.9812719820301461, -7988.3143591282012972, -3989.3193469414926985, 2616.7211865346490167,
    4420.8592709704865621, 2973.0335197645479091, -324.14530169827137080, -2843.2420399589692219,
    -2281.4618061432895177, -642.93532295820559249, 1299.2872741769553585, 1238.5970833720697622,
    1021.3340427708481651, -329.05293450692710796, -1046.2543015440520751, 134.73430395544806552,
    -21431.416435076611924, -20856.882814790157847, -9829.2619705919309076, 7806.8586470778118280,
    9319.7000856495681801, 5319.8987680257582564, -2387.9548264668417364, -6958.2985251653597607,
    -3468.5391063919725607, 130.41672533427094017, 3371.1399302351759874, 1569.2326780049081053,
    750.09121011790652458, -1462.2572096265974522, -1661.5778096302406157, 1509.6285286038691333,
    383.89509025808162595, 1248.0510963436380133, 17.185695642652602749, -2038.0245980026048531,
    26118.981320178235148, 14943.619434822279033, -6650.6862622761310724, -19519.815295474040679,
    -6983.1902365008486475, 1899.2975028736889830, 8715.0036526429634882, 2368.1506906818643019,
    136.89207930934828319, -3954.7327061634171420, -2673.5564402311867864, 5078.4839352490435947,
    1643.4591437212048172, 2182.2169795063802937, -1345.8388309636205015, -4309.2853506291084135,
    -1488.0508699224178177, -228.05849430703437209, 2373.3989404257091779, 773.84813281039280582,
    12294.403877378555486, 16977.349665718583019, 17057.174756225031750, 8121.1897585118309359,
    -7458.4435414062843899, -8134.1311608827380587, -4912.8811586137844196, 2030.6531360989337179,
    4407.4905277094127309, 3392.4345688258927524, 104.03723558415061987, -3180.8176204844632144,
    -2460.5239870750694373, -938.22093140691334328, 1315.2469055718764567, 1735.8623924059921882,
    1209.7596572231669549, -227.33200545666422971, -1266.1262099919292594, -123.07945723381491568,
    -19806.907943338346855, -21314.816354405752293, -12317.583844301308050, 6349.4186598882814744,
    9489.8196876965277351, 6409.5389484563099944, -1550.2817990131252676, -8109.7111997852175121,
    -3957.8403302968748777, -404.07965558366678588, 3693.6143513011819801, 2716.1466583227900648,
    1094.5910866413989005, -1456.2696455499464209, -2244.3806087356369623, 1268.5938915562618711,
    265.22067303277493466, 1496.0915787786394884, 354.61373510477227819, -2508.4771100486841292,
    26517.861408751573247, 17922.983877419151441, -4328.2591421276680409, -22704.702459400809491,
    -8268.6137471737389714, 740.40560743926114647, 9848.9001828360350810, 5213.5983414762103377,
    801.24629237235082333, -4241.8701339207678459, -4092.2413558685505706, 5074.4359092060839438,
    1607.7653292548209160, 2861.1556511165675262, -918.93105463172960902, -5803.2113236460920193,
    -1767.5418979944773144, -663.06462075200757263, 2837.9031946139384145, 1976.3196007477977178
    // clang-format on
};
static_assert(std::size(mixed_partials) == 4 * 3 * 5 * 4);
constexpr double known(std::uint32_t i, std::uint32_t j, std::uint32_t k, std::uint32_t l) {
  return mixed_partials[((i * 3 + j) * 5 + k) * 4 + l];
}

template <class Visit>
void for_all_orders(Visit const& visit) {
  for (std::uint32_t i = 0; i < 4; ++i)
    for (std::uint32_t j = 0; j < 3; ++j)
      for (std::uint32_t k = 0; k < 5; ++k)
        for (std::uint32_t l = 0; l < 4; ++l) visit(i, j, k, l);
}

/// All 240 partial derivatives as nodes of one graph, each the tangent of one of lower order in a unit direction. The
/// functions are those that the compiler runs for jvp(jvp(…, x, 1), y, 1); they run here because a compiler's default
/// limit on the steps of one constant expression (clang: 2²⁰) is enough for about order 6.
class partial_derivatives {
public:
  partial_derivatives() {
    for_all_orders([&](std::uint32_t i, std::uint32_t j, std::uint32_t k, std::uint32_t l) {
      if (l != 0)
        of[i][j][k][l] = by(3, of[i][j][k][l - 1]);
      else if (k != 0)
        of[i][j][k][l] = by(2, of[i][j][k - 1][l]);
      else if (j != 0)
        of[i][j][k][l] = by(1, of[i][j - 1][k][l]);
      else if (i != 0)
        of[i][j][k][l] = by(0, of[i - 1][j][k][l]);
      else
        of[i][j][k][l] = f.lower(builder);
    });
  }
  /// The values of all nodes at the point.
  std::vector<double> values() const {
    std::vector<double> numbers(builder.size());
    std::vector<std::uint32_t> offsets(builder.size() + 1);
    for (std::uint32_t v = 0; v < offsets.size(); ++v) offsets[v] = v;
    for (std::uint32_t i = 0; i < 4; ++i) numbers[leaf[i]] = point[i];
    tl::run::interpret(view(), offsets.data(), numbers.data(), 1);
    return numbers;
  }
  /// How many nodes one derivative needs.
  std::uint32_t nodes(id root) const {
    std::uint32_t count = 0;
    for (bool const needed : tl::diff::nodes_below(builder, root)) count += needed ? 1u : 0u;
    return count;
  }
  /// How many it would have as a formula, where each use of a subexpression is written out.
  double written_out(id root) const {
    std::vector<double> size(root + 1, 1.0);
    for (id v = 0; v <= root; ++v)
      for (std::uint32_t i = 0; i < tl::graph::operand_count(builder[v]); ++i)
        size[v] += size[tl::graph::operand(builder[v], i)];
    return size[root];
  }
  std::uint32_t size() const { return builder.size(); }

  id of[4][3][5][4]{};

private:
  id by(std::uint32_t variable, id root) {
    return tl::diff::tangent_of(builder, root, leaf[variable], builder.constant(1));
  }
  tl::graph::view view() const {
    return {.nodes = builder.nodes.begin(),
            .node_count = builder.size(),
            .leaves = builder.leaves.begin(),
            .leaf_count = builder.leaves.size(),
            .outputs = nullptr,
            .output_count = 0,
            .assigns = nullptr,
            .assign_count = 0,
            .names = nullptr,
            .name_count = 0,
            .batch = 0};
  }

  tl::rules::simplifier builder;
  id leaf[4]{w.lower(builder), x.lower(builder), y.lower(builder), z.lower(builder)};
};

// in the compiler: one way and the other
constexpr auto forward_thrice = jvp(jvp(jvp(f, w, 1), w, 1), w, 1);
constexpr auto forward = jvp(jvp(jvp(forward_thrice, x, 1), x, 1), y, 1);
constexpr auto reverse = grad(grad(grad(grad(f, w), x), y), z);
template <auto const& E>
constexpr double at_the_point() {
  return tl::evaluate<double, E>(tl::bind(w, point[0]), tl::bind(x, point[1]), tl::bind(y, point[2]),
                                 tl::bind(z, point[3]));
}
static_assert(relative_error(at_the_point<f>(), known(0, 0, 0, 0)) < 1e-15);
static_assert(relative_error(at_the_point<reverse>(), known(1, 1, 1, 1)) < 5e-14);

constexpr auto fourth_power = w * w * w * w;
constexpr auto first = grad(fourth_power, w);
constexpr auto second = grad(first, w);
constexpr auto third = grad(second, w);
constexpr auto fourth = grad(third, w);
constexpr auto fifth = grad(fourth, w);
constexpr auto derivatives_of_the_fourth_power = tl::stack(fourth_power, first, second, third, fourth, fifth);

// ---- Black–Scholes --------------------------------------------------------------------------------------------------

constexpr auto price = tl::scalar<"price">;            // of the stock
constexpr auto volatility = tl::scalar<"volatility">;  // per √year
constexpr auto term = tl::scalar<"term">;              // years
constexpr auto rate = tl::scalar<"rate">;              // per year
constexpr double strike = 100;

/// Standard normal distribution function.
template <class E>
constexpr auto distribution(E const& e) {
  return 0.5 * erfc(-e / std::numbers::sqrt2);
}
constexpr auto spread = tl::define<"spread">(volatility * sqrt(term));
constexpr auto d1 =
    tl::define<"d1">([] { return (log(price / strike) + (rate + square(volatility) / 2) * term) / spread; });
constexpr auto d2 = tl::define<"d2">(d1 - spread);
constexpr auto discounted = tl::define<"discounted">(strike * exp(-rate * term));
constexpr auto call = tl::define<"call">([] { return price * distribution(d1) - discounted * distribution(d2); });
constexpr auto put = tl::define<"put">([] { return discounted * distribution(-d2) - price * distribution(-d1); });

// the Greeks as the example defines them: theta and charm along time, which runs against the term, veta and color along
// the term
template <auto const& Option>
constexpr auto delta = grad(Option, price);
template <auto const& Option>
constexpr auto vega = grad(Option, volatility);
template <auto const& Option>
constexpr auto theta = -grad(Option, term);
template <auto const& Option>
constexpr auto rho = grad(Option, rate);
template <auto const& Option>
constexpr auto gamma = grad(delta<Option>, price);
template <auto const& Option>
constexpr auto vanna = grad(delta<Option>, volatility);
template <auto const& Option>
constexpr auto charm = -grad(delta<Option>, term);
template <auto const& Option>
constexpr auto vomma = grad(vega<Option>, volatility);
template <auto const& Option>
constexpr auto veta = grad(vega<Option>, term);
template <auto const& Option>
constexpr auto greeks = tl::stack(Option, delta<Option>, vega<Option>, theta<Option>, rho<Option>, gamma<Option>,
                                  vanna<Option>, charm<Option>, vomma<Option>, veta<Option>, grad(gamma<Option>, price),
                                  grad(gamma<Option>, volatility), grad(gamma<Option>, term),
                                  grad(vomma<Option>, volatility));
// gamma, vanna, charm, vomma, veta, speed, zomma, color, ultima
constexpr double of_second_and_third_order[]{0.00199851912993254,   0.0410279463126531,  -1.2505564233679,
                                             -0.928114149313108,    26.7947073115641,    -2.90117322380992e-05,
                                             -0.000604548369901419, -0.0184014426606065, -0.0922426864775683};
// price, delta, vega, theta, rho
constexpr double call_to_first_order[]{56.5136030677739, 0.773818444921273, 9.05493427705736, -275.73013426444,
                                       2.03320550539396};
constexpr double put_to_first_order[]{51.4109161009333, -0.226181555078726, 9.05493427705736, -274.481417851526,
                                      -6.17753255212599};

/// A stock at 105 with volatility 5 and a term of 30 days at 1.25 %.
template <auto const& Option>
constexpr auto of_the_example() {
  return tl::evaluate<double, greeks<Option>>(tl::bind(price, 105), tl::bind(volatility, 5), tl::bind(term, 30.0 / 365),
                                              tl::bind(rate, 1.25 / 100));
}
/// Whether all 14 are the example's, which are printed with 15 digits.
template <auto const& Option>
constexpr bool has_the_greeks(double const (&to_first_order)[5]) {
  auto const found = of_the_example<Option>();
  for (std::uint32_t i = 0; i < 14; ++i)
    if (!(relative_error(found[i], i < 5 ? to_first_order[i] : of_second_and_third_order[i - 5]) < 1e-14)) return false;
  return true;
}
static_assert(has_the_greeks<call>(call_to_first_order));
static_assert(has_the_greeks<put>(put_to_first_order));

// ∂V/∂t + ½σ²S²Γ + rSΔ − rV, zero for the price of any option, and the second of the four.
template <auto const& Option>
constexpr auto diffusion = square(volatility % price) / 2 * gamma<Option>;
template <auto const& Option>
constexpr auto equation = tl::stack(theta<Option> + diffusion<Option> + rate * (price * delta<Option> - Option),
                                    diffusion<Option>);

}  // namespace laws_known_answers_test

BOOST_AUTO_TEST_SUITE(laws_known_answers)

using namespace laws_known_answers_test;

BOOST_AUTO_TEST_CASE(mixed_partial_derivatives_to_order_12_are_those_of_mathematica) {
  partial_derivatives const all;
  std::vector<double> const values = all.values();
  for_all_orders([&](std::uint32_t i, std::uint32_t j, std::uint32_t k, std::uint32_t l) {
    BOOST_TEST_CONTEXT(i << j << k << l)
    BOOST_TEST(values[all.of[i][j][k][l]] == known(i, j, k, l), boost::test_tools::tolerance(5e-12));
  });
}
BOOST_AUTO_TEST_CASE(one_more_order_does_not_more_than_double_the_graph) {
  partial_derivatives const all;
  id const chain[]{all.of[0][0][0][0], all.of[1][0][0][0], all.of[2][0][0][0], all.of[3][0][0][0], all.of[3][1][0][0],
                   all.of[3][2][0][0], all.of[3][2][1][0], all.of[3][2][2][0], all.of[3][2][3][0], all.of[3][2][4][0],
                   all.of[3][2][4][1], all.of[3][2][4][2], all.of[3][2][4][3]};
  double allowed = all.nodes(chain[0]);
  for (std::uint32_t n = 0; n <= 12; ++n, allowed *= 2) {
    BOOST_TEST_MESSAGE("order " << n << ": " << all.nodes(chain[n]) << " nodes, " << all.written_out(chain[n])
                                << " as a formula written out");
    BOOST_TEST(all.nodes(chain[n]) <= allowed);
  }
  BOOST_TEST_MESSAGE("all 240 derivatives: " << all.size() << " nodes");
  BOOST_TEST(all.size() < 1.5 * all.nodes(chain[12]));        // the others are on the way
  BOOST_TEST(all.written_out(chain[12]) > 1e6 * all.size());  // what sharing saves
}
BOOST_AUTO_TEST_CASE(the_compiler_derives_to_order_6_by_itself) {
  BOOST_TEST(at_the_point<forward>() == known(3, 2, 1, 0), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(in_graph::nodes(forward) <= 700u);  // 651: within clang's default of 2²⁰ steps
}
BOOST_AUTO_TEST_CASE(the_fourth_power_has_five_derivatives) {
  auto const found = tl::evaluate<double, derivatives_of_the_fourth_power>(tl::bind(w, 2));
  constexpr double expected[]{16, 32, 48, 48, 24, 0};
  for (std::uint32_t n = 0; n < 6; ++n) BOOST_TEST(found[n] == expected[n]);
}
BOOST_AUTO_TEST_CASE(the_greeks_of_a_call_to_third_order) { BOOST_TEST(has_the_greeks<call>(call_to_first_order)); }
BOOST_AUTO_TEST_CASE(the_greeks_of_a_put_to_third_order) { BOOST_TEST(has_the_greeks<put>(put_to_first_order)); }
BOOST_AUTO_TEST_CASE(the_price_solves_the_equation_of_black_and_scholes) {
  auto const left = tl::evaluate<double, equation<call>>(tl::bind(price, 105), tl::bind(volatility, 0.3),
                                                         tl::bind(term, 0.5), tl::bind(rate, 0.0125));
  BOOST_TEST(left[1] > 1);
  BOOST_TEST(left[0] / left[1] == 0.0, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_SUITE_END()
