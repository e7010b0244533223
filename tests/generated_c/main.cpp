// SPDX-License-Identifier: BSL-1.0
// Writes programs as C, and compares what the compiled C computes with the library.
//
//   generated_c write <folder>
//   generated_c compare <shared library> <digits.csv>
#include "../run/random_author.hpp"
#include "agreement.hpp"
#include "digits.hpp"
#include "layers.hpp"
#include "programs.hpp"

#include "tapeless/show/c_program.hpp"

#include <dlfcn.h>

#include <cstdio>
#include <cstring>
#include <string>

namespace {

using namespace generated_c;

struct file_writer {
  std::FILE* file;
  void operator()(char character) const { std::fputc(character, file); }
};

/// Writes <folder>/<name>.c and adds it to the list of files for the C compiler.
template <class Program, class... Outputs>
void write(std::string const& folder, std::FILE* list, char const* name, Outputs const&... outputs) {
  std::string const path = folder + "/" + name + ".c";
  std::FILE* const file = std::fopen(path.c_str(), "w");
  if (file == nullptr) {
    std::fprintf(stderr, "generated_c: %s: cannot be written\n", path.c_str());
    std::exit(1);
  }
  tapeless::show::write_c<Program>(file_writer{file}, name, outputs...);
  std::fclose(file);
  std::fprintf(list, "%s\n", path.c_str());
}

/// Programs written at random: orders and places that no one thought of.
template <std::uint32_t Seed>
using random = tapeless::basic_program<double, random_program::source<Seed>>;
constexpr char const* random_names[] = {"random_1", "random_2", "random_3", "random_4",  "random_5",  "random_6",
                                        "random_7", "random_8", "random_9", "random_10", "random_11", "random_12"};
using random_seeds = std::make_integer_sequence<std::uint32_t, 12>;

template <std::uint32_t... I>
void write_random(std::string const& folder, std::FILE* list, std::integer_sequence<std::uint32_t, I...>) {
  (write<random<I + 1>>(folder, list, random_names[I]), ...);
}

int write_all(std::string const& folder) {
  std::FILE* const list = std::fopen((folder + "/files.txt").c_str(), "w");
  if (list == nullptr) {
    std::fprintf(stderr, "generated_c: %s: not a folder one can write to\n", folder.c_str());
    return 1;
  }
  write<elementwise_program<float>>(folder, list, "elementwise_float");
  write<elementwise_program<double>>(folder, list, "elementwise_double");
  write<structure_program<float>>(folder, list, "structure_float");
  write<structure_program<double>>(folder, list, "structure_double");
  write<order_program<float>>(folder, list, "order_float");
  write<order_program<double>>(folder, list, "order_double");
  write<primitives_program<double>>(folder, list, "primitives");
  write<normalized_program>(folder, list, "normalized");
  write<streaming_program>(folder, list, "streaming");
  write<dropped_program>(folder, list, "dropped");
  write<digits_trainer<float>::step_program>(folder, list, "digits_float", "loss");
  write<digits_trainer<double>::step_program>(folder, list, "digits_double", "loss");
  write_random(folder, list, random_seeds{});
  std::fclose(list);
  return 0;
}

template <class Program>
bool agrees(void* library, char const* name, bool special, double tolerance) {
  void* const symbol = dlsym(library, name);
  if (symbol == nullptr) {
    std::printf("%s: not in the library\n", name);
    return false;
  }
  bool good = true;
  int const most = static_cast<int>(Program::batch == 0 ? 1 : Program::batch);
  for (int const samples : {most / 2, 1, most}) {
    if (samples == 0) continue;
    judge verdict{name, tolerance};
    good = agreement<Program>(samples, special && samples == most).holds(symbol, verdict) && good;
  }
  return good;
}

template <std::uint32_t... I>
bool random_agree(void* library, std::integer_sequence<std::uint32_t, I...>) {
  return (static_cast<int>(agrees<random<I + 1>>(library, random_names[I], false, 1e-12)) & ...) != 0;
}

/// Too many or too few samples, and a class that is none, are refused, and nothing is stored.
bool refuses_what_is_out_of_range(void* library) {
  auto const refused = [&](int samples, int label) {
    agreement<structure_program<double>> tried(5, false);
    for (std::vector<int>& classes : tried.call.classes)
      if (!classes.empty()) classes.back() = label;
    for (std::vector<double>& result : tried.call.results) result.assign(result.size(), 7);
    tried.call.samples = samples;
    int const answer = tried.call(dlsym(library, "structure_double"));
    bool untouched = true;
    for (std::vector<double> const& result : tried.call.results)
      for (double const number : result) untouched = untouched && number == 7;
    return answer == 1 && untouched;
  };
  bool const good = refused(0, 1) && refused(6, 1) && refused(5, 3) && refused(5, -1) && !refused(5, 2);
  std::printf("out of range: %s\n", good ? "refused" : "NOT refused");
  return good;
}

int compare_all(char const* path, char const* data) {
  void* const library = dlopen(path, RTLD_NOW);
  if (library == nullptr) {
    std::fprintf(stderr, "generated_c: %s\n", dlerror());
    return 1;
  }
  bool good = agrees<elementwise_program<float>>(library, "elementwise_float", true, 2e-6);
  good = agrees<elementwise_program<double>>(library, "elementwise_double", true, 4e-15) && good;
  good = agrees<structure_program<float>>(library, "structure_float", true, 2e-6) && good;
  good = agrees<structure_program<double>>(library, "structure_double", true, 4e-15) && good;
  good = agrees<order_program<float>>(library, "order_float", false, 2e-6) && good;
  good = agrees<order_program<double>>(library, "order_double", false, 4e-15) && good;
  good = agrees<primitives_program<double>>(library, "primitives", false, 4e-15) && good;
  good = agrees<normalized_program>(library, "normalized", false, 1e-12) && good;
  good = agrees<streaming_program>(library, "streaming", false, 1e-12) && good;
  good = agrees<dropped_program>(library, "dropped", false, 1e-5) && good;
  good = random_agree(library, random_seeds{}) && good;
  good = refuses_what_is_out_of_range(library) && good;
  good = trains_alike<double>(dlsym(library, "digits_double"), data) && good;
  good = trains_alike<float>(dlsym(library, "digits_float"), data) && good;
  return good ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 3 && std::strcmp(arguments[1], "write") == 0) return write_all(arguments[2]);
  if (count == 4 && std::strcmp(arguments[1], "compare") == 0) return compare_all(arguments[2], arguments[3]);
  std::fprintf(stderr, "usage: generated_c write <folder> | compare <shared library> <digits.csv>\n");
  return 2;
}
