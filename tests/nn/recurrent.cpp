// SPDX-License-Identifier: BSL-1.0
// test: clang suffices
// Recurrent layers against libtorch 1.13 (torch::nn::RNN, GRU, LSTM in double; its numbers are below), and the form
// that keeps its state against the one that sees all columns at once.
#include "tapeless/nn/recurrent.hpp"

#include "../plain_matrix.hpp"
#include "tapeless/diff/grad.hpp"
#include "tapeless/expr/batch.hpp"
#include "tapeless/expr/reduction.hpp"
#include "tapeless/nn/initialize.hpp"
#include "tapeless/nn/sequential.hpp"
#include "tapeless/run/interpreter.hpp"
#include "tapeless/run/program.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

namespace {
namespace nn_recurrent_test {

namespace tl = tapeless;
using numbers = std::vector<double>;

/// Two samples of four columns of two features, three units: what libtorch computes, row after row.
struct reference {
  numbers outputs;  ///< sample, step, unit
  double loss;
  numbers weight_ih, weight_hh, bias_ih, bias_hh;  ///< gradients
  numbers x;                                       ///< sample, step, feature
};
reference const by_rnn{
    {0.73315969508674106,  0.54718577721207151,  -0.49538931026406569, 0.93572137648822973,  -0.12451488018545194,
     -0.67938118594418728, 0.73445652764150626,  0.39049235056117149,  -0.53281989834782029, 0.95347036992950351,
     0.16900861022864369,  -0.79554143608532912, 0.43739201157003565,  0.2126392476061903,   -0.20896630092348051,
     0.94891280274877998,  0.41409263181870232,  -0.80524775265681936, 0.73023731169481876,  -0.1907032954228873,
     -0.28122841613517036, 0.94000347427779363,  0.60674694494384063,  -0.84285162952382031},
    1.4617215883448857,
    {0.073159965269065902, -0.10162566954528615, 0.71288491062407489, 0.92363666226140861, -0.057862935960809353,
     0.20894935513120116},
    {0.083359924130858437, 0.02453872413078861, -0.057512637693858282, 0.16435324465620366, -0.15663597800985915,
     0.069381260108750079, -0.79699097312148837, -0.19435628876599942, 0.5559923097079188},
    {0.26846999690219653, 0.46749936126055924, -1.2159260793494702},
    {0.26846999690219653, 0.46749936126055913, -1.2159260793494699},
    {0.095654271123321283, 0.1114579802026872, 0.013530982078841534, 0.064939988005298002, 0.03180735691457668,
     0.10207852013308574, 0.13429389705705291, 0.091969359321686373, 0.035218608188416149, 0.080859661467533678,
     0.082330228815071099, 0.066394392207163477, -0.089469722609426025, 0.088245794153871501, 0.25095052219023817,
     0.14087252453787397}};
reference const by_gru{
    {0.45045516901832172,  -0.10781302006944093, -0.17522808326760758, 0.18206294245927618,  -0.1254099831913458,
     -0.17977991017462563, 0.44854267963938754,  0.027405972592100702, -0.29517139327755232, 0.13155487180022032,
     -0.1691860941887332,  -0.29608364340755972, 0.37042318298025173,  0.21652699455979896,  -0.19088358934831223,
     0.13621848754099788,  -0.10882356138731214, -0.23637008350247737, 0.32940621762882311,  0.23861629911182886,
     -0.26183728911817367, 0.22235154812846455,  -0.13492876316485147, -0.30918076831630337},
    0.18435388980509543,
    {-0.0014645714681561738, -0.0034256356669183701, 0.0045251380143289527, -5.497718746667326e-05,
     6.2223908266037769e-05, -0.0025156347321577174, -0.011784526229984823, 0.048676348122061237, -0.014479227681814671,
     -0.024157195292120404, -0.016319771584478362, 0.029718723453664879, 0.071638448236213778, 0.0063845838047114356,
     -0.045009355773740219, -0.029821784031153861, 0.0076682324131583778, 0.068645611219422253},
    {-0.003046775013716238,   -0.00057976578867651146, 0.0020146702840373198,   0.0041885372461614142,
     -0.00037683534948671762, -0.0028173564854784591,  0.0017920517183644528,   -9.3974458027806335e-05,
     -0.0012454770670785593,  0.0038887023214415374,   0.0027008032783537696,   -0.00034027451434199499,
     -0.011147114557893082,   -0.0059099398417441114,  0.0072653942359647136,   -0.0041495177078270835,
     -2.8385015388785427e-05, 0.0033167005718840125,   0.064605991541169597,    0.012644517068110499,
     -0.043761231839620593,   -0.031061816701043982,   -0.00066320751552626628, 0.020628982712570697,
     -0.010334812961587789,   0.0027749926288873896,   0.008958674916225158},
    {-0.009530296630856569, 0.016202875705193583, 0.0096714826757519946, -0.025847811869668974, -0.032836258241871329,
     -0.047093105945378445, 0.3336816707957922, -0.18286197387545805, -0.19379720785791815},
    {-0.009530296630856569, 0.016202875705193579, 0.0096714826757519946, -0.025847811869668971, -0.032836258241871336,
     -0.047093105945378452, 0.25090526715435357, -0.11196803199176748, -0.070998605733586212},
    {0.030989172721561022, 0.0025357298215976645, 0.024351810412540642, 0.0037942706787938863, 0.032543526097172745,
     0.0075081376870054541, 0.020943940565671299, 0.0026123758975269149, 0.0073029036543206249, -0.021536202765949978,
     0.0087440096926865076, -0.012842733367759802, 0.018921289182348644, -0.0062714336289797154, 0.017712955578009931,
     -0.0087171005452893469}};
reference const by_lstm{
    {0.18973005523349967,  -0.14715770525003244, -0.14667746021466968, 0.12021016290200522, -0.20073968942578321,
     -0.11588214057277738, 0.16274733570595751,  -0.13409387113361732, -0.2293730316764839, 0.13820256077654564,
     -0.29984802808440669, -0.15107304031276725, 0.12005724496361696,  0.05320766637819592, -0.16219810915540461,
     0.14756180519148601,  -0.24368577220522875, -0.13074109696681741, 0.11612069953168717, -0.019185099121936899,
     -0.2022809959437091,  0.20562907039858097,  -0.32875651604053574, -0.16382164881068595},
    0.18170277668746054,
    {0.0040536700287476255,  6.1576934559575813e-05, 0.034842270294524219,   0.070362450767775434,
     0.00088152203123549426, -0.016095455869072024,  0.0043795807368528887,  0.0098428828990077006,
     -0.0083553264103538201, -0.011886259480995915,  -0.0020133706885424756, -0.0039644083242879229,
     0.049754473612993802,   0.084168217590031624,   -0.057720405012674274,  0.054005022274977707,
     0.0019354902569566571,  0.030281891899049885,   0.013942663032499724,   0.019302679972305239,
     0.026770127762375768,   0.065852394744288792,   -0.0076442129487419063, -0.03048408789340561},
    {0.0012724729623989747,   -0.001090428410020791,   -0.0017568800163380476,  0.011526366126358701,
     -0.0032097353286952407,  -0.01653136695280874,    -0.00040585430308928379, -0.00012087746782817682,
     0.0010890289901551227,   0.002211522136868798,    -0.0014574398668155378,  -0.0033465321942146692,
     0.0065822974862812071,   -0.008986829563812495,   -0.0066176286028628191,  -0.0003229838079469003,
     2.5258137826740236e-05,  0.00077889908533757316,  0.019148359130128842,    -0.011435776732308094,
     -0.029493418949551823,   -0.058220113477600768,   0.056474974817888636,    0.066083838133889808,
     0.00018028215458979271,  0.00067232119711488694,  -0.001579927562578442,   0.0022472199520753283,
     -3.8718691779674266e-05, -0.0043540997223543119,  0.014077122350159253,    -0.0078786235375872416,
     -0.020029218805026568,   -0.00086001449653077579, -0.0014860430175140547,  0.0028577997714322777},
    {0.01103375030101292, 0.088664688810159709, 0.0092332836939265379, 0.016013561108903514, 0.044269465668621347,
     -0.0025205186885659476, 0.14537631708206925, -0.51213251176611707, -0.019805734413540672, 0.020281874029224871,
     0.10329187028445558, -0.0009547287252043863},
    {0.011033750301012918, 0.088664688810159709, 0.0092332836939265396, 0.016013561108903514, 0.044269465668621354,
     -0.0025205186885659471, 0.14537631708206925, -0.51213251176611696, -0.019805734413540672, 0.020281874029224867,
     0.10329187028445559, -0.00095472872520438543},
    {0.032571356033902966, 0.024720545429361449, 0.033528882662394781, 0.029178202503975816, 0.049820334693889794,
     0.04756234045486999, 0.06159527127480835, 0.035794571351741945, 0.019847449500018089, 0.014421181822366746,
     0.029241841888732727, 0.019264137339078714, 0.035569361196660695, 0.039892404228359109, 0.075476467898740449,
     0.042722548648872483}};

constexpr auto x = tl::input<"x", 2, 4>;
constexpr auto v = tl::input<"v", 3>;
template <class Layer>
struct net : tl::sequential<tl::in<"x", 2, 4>, Layer> {};
template <class Layer>
struct device : tl::sequential<tl::in<"column", 2>, Layer> {};

/// The loss that libtorch differentiated, of the last output and of all.
template <class Layer, std::uint32_t Gates>
struct trained {
  static constexpr auto all = tl::output<net<tl::return_sequences<Layer>>>;
  static constexpr auto last = Layer::apply(x, tl::layer_scope{tl::name("net.0")});
  static constexpr auto one = square(dot(last, v)) + 0.25 * tl::sum(square(all));
  static constexpr auto loss = tl::batch_mean(tl::batch<2>(one));
  static constexpr auto weight_ih = tl::grad(loss, tl::parameter<"net.0.weight_ih", 3 * Gates, 2>);
  static constexpr auto weight_hh = tl::grad(loss, tl::parameter<"net.0.weight_hh", 3 * Gates, 3>);
  static constexpr auto bias_ih = tl::grad(loss, tl::parameter<"net.0.bias_ih", 3 * Gates>);
  static constexpr auto bias_hh = tl::grad(loss, tl::parameter<"net.0.bias_hh", 3 * Gates>);
  static constexpr auto by_x = tl::batch<2>(0.5 * tl::grad(one, x));
  static constexpr auto outputs = tl::batch<2>(all);
};

template <class View>
void fill(View const& values, double rate, double phase, double scale = 0.5) {
  double n = 0;
  for (std::uint32_t i = 0; i < values.rows(); ++i)
    for (std::uint32_t j = 0; j < values.columns(); ++j)
      values(i, j) = static_cast<typename View::element>(scale * std::sin(rate * ++n + phase));
}
template <class Store>
void fill_as_in_libtorch(Store& parameters) {
  fill(parameters.template at<"net.0.weight_ih">(), 0.7, 0.1);
  fill(parameters.template at<"net.0.weight_hh">(), 0.9, 0.2);
  fill(parameters.template at<"net.0.bias_ih">(), 1.1, 0.3);
  fill(parameters.template at<"net.0.bias_hh">(), 1.3, 0.4);
}
/// As libtorch has them: sample, step, feature; a sample's matrix lies row after row.
template <class T>
std::vector<T> columns() {
  std::vector<T> data(16);
  for (std::size_t s = 0; s < 2; ++s)
    for (std::size_t t = 0; t < 4; ++t)
      for (std::size_t f = 0; f < 2; ++f)
        data[8 * s + 4 * f + t] = static_cast<T>(std::sin(1.7 * static_cast<double>(8 * s + 2 * t + f + 1) + 0.5));
  return data;
}
template <class T>
std::vector<T> weights_of_outputs() {
  std::vector<T> data(6);
  for (std::size_t e = 0; e < 6; ++e) data[e] = static_cast<T>(std::sin(2.1 * static_cast<double>(e % 3 + 1) + 0.6));
  return data;
}

template <class View>
void expect_rows(View const& found, numbers const& expected, double tolerance) {
  double size = 0;
  for (std::uint32_t i = 0; i < found.rows(); ++i)
    for (std::uint32_t j = 0; j < found.columns(); ++j) {
      double const wanted = expected[i * found.columns() + j];
      size = std::fmax(size, std::abs(wanted));
      BOOST_TEST(std::abs(static_cast<double>(found(i, j)) - wanted) <= tolerance);
    }
  BOOST_TEST(size > 1e-3);
}
template <class View>
void expect_columns(View const& found, double const* expected, double tolerance) {
  for (std::uint32_t j = 0; j < found.columns(); ++j)
    for (std::uint32_t i = 0; i < found.rows(); ++i)
      BOOST_TEST(std::abs(static_cast<double>(found(i, j)) - expected[j * found.rows() + i]) <= tolerance);
}

template <class Net, class T, bool Interpreted = false>
void expect_as_in(reference const& libtorch, double tolerance) {
  using program =
      tl::program<T, Net::loss, Net::weight_ih, Net::weight_hh, Net::bias_ih, Net::bias_hh, Net::by_x, Net::outputs>;
  static typename program::workspace memory{};
  static typename program::parameters parameters{};
  fill_as_in_libtorch(parameters);
  auto const data = columns<T>();
  auto const scale = weights_of_outputs<T>();
  auto const found = program::run(memory, parameters, bind(x, data), bind(v, scale));
  BOOST_TEST_REQUIRE(static_cast<bool>(found));
  BOOST_TEST(std::abs(static_cast<double>(found[Net::loss]) - libtorch.loss) <= tolerance);
  expect_rows(found[Net::weight_ih], libtorch.weight_ih, tolerance);
  expect_rows(found[Net::weight_hh], libtorch.weight_hh, tolerance);
  expect_rows(found[Net::bias_ih], libtorch.bias_ih, tolerance);
  expect_rows(found[Net::bias_hh], libtorch.bias_hh, tolerance);
  for (std::uint32_t s = 0; s < 2; ++s) {
    expect_columns(found[Net::by_x][s], &libtorch.x[8 * s], tolerance);
    expect_columns(found[Net::outputs][s], &libtorch.outputs[12 * s], tolerance);
  }
  if constexpr (Interpreted)
    plain::expect(plain::of(tl::evaluate<T, Net::weight_hh>(parameters, bind(x, data), bind(v, scale))),
                  plain::of(found[Net::weight_hh]), tolerance);
}

/// Column by column, as a device receives them.
template <class Layer>
void expect_the_same_column_by_column(reference const& libtorch) {
  using streaming = device<tl::stateful<Layer>>;
  static constexpr auto output = tl::output<streaming>;
  using program = tl::program<double, output>;
  typename program::workspace memory{};
  typename program::parameters parameters{};
  typename program::state state{};
  tl::initialize(parameters, tl::initializer::he{}, 1);
  BOOST_TEST((parameters.template at<"net.0.bias_ih">()(2) == 0 && parameters.template at<"net.0.bias_hh">()(1) == 0));
  BOOST_TEST((parameters.template at<"net.0.weight_ih">()(2, 1) != 0));
  fill_as_in_libtorch(parameters);
  auto const data = columns<double>();
  for (int sequence = 0; sequence < 2; ++sequence) {
    tl::initialize(state);
    for (std::size_t t = 0; t < 4; ++t) {
      std::array<double, 2> const column{data[t], data[4 + t]};
      auto const found = program::run(memory, parameters, state, bind(tl::input<"column", 2>, column));
      BOOST_TEST_REQUIRE(static_cast<bool>(found));
      for (std::uint32_t i = 0; i < 3; ++i)
        BOOST_TEST(found[output](i) == libtorch.outputs[3 * t + i], boost::test_tools::tolerance(1e-12));
    }
    BOOST_TEST(state.template at<"net.0.carry">()(0) == libtorch.outputs[9], boost::test_tools::tolerance(1e-12));
  }
}

}  // namespace nn_recurrent_test
}  // namespace

BOOST_AUTO_TEST_SUITE(nn_recurrent)

using namespace nn_recurrent_test;

BOOST_AUTO_TEST_CASE(outputs_and_gradients_are_libtorchs) {
  expect_as_in<trained<tl::elman<3>, 1>, double>(by_rnn, 1e-14);
  expect_as_in<trained<tl::gru<3>, 3>, double, true>(by_gru, 1e-14);
  expect_as_in<trained<tl::lstm<3>, 4>, double>(by_lstm, 1e-14);
  expect_as_in<trained<tl::gru<3>, 3>, float>(by_gru, 1e-6);
}
BOOST_AUTO_TEST_CASE(a_state_that_streams_sees_what_all_columns_at_once_see) {
  expect_the_same_column_by_column<tl::elman<3>>(by_rnn);
  expect_the_same_column_by_column<tl::gru<3>>(by_gru);
  expect_the_same_column_by_column<tl::lstm<3>>(by_lstm);
}
BOOST_AUTO_TEST_CASE(recurrent_layers_stand_among_others) {
  struct deep : tl::sequential<tl::in<"x", 2, 4>, tl::return_sequences<tl::gru<5>>, tl::lstm<3>, tl::dense<4>> {};
  struct relus : tl::sequential<tl::in<"x", 2, 4>, tl::elman<3, tl::activation::relu>> {};
  static_assert(tl::output<deep>.shape == tl::extents{4, 1} && tl::output<relus>.shape == tl::extents{3, 1});
  static_assert(deep::shape_before<1>() == tl::extents{5, 4} && deep::shape_before<2>() == tl::extents{3, 1});
}

BOOST_AUTO_TEST_SUITE_END()
