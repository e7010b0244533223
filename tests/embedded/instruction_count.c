// SPDX-License-Identifier: BSL-1.0
// A plugin for QEMU that counts what calls of chosen functions execute, the functions they call included:
//
//     qemu-system-arm -plugin ./instruction_count.so,call=0x1234,call=0x5678 ...
//
// writes one line "call 0x1234 567" when a call returns. An instruction under IT that does nothing counts as well. The counts are the
// same in every run. A call is seen as: the first instruction of the function, then, at the end, the one behind the instruction that
// called it. QEMU's header is not installed with QEMU everywhere; these are the declarations of its interface, version 1.
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef void (*translated)(plugin_id, struct qemu_plugin_tb*);
typedef void (*executed)(unsigned core, void* data);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, translated);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn*, executed, int flags, void* data);
size_t qemu_plugin_tb_n_insns(struct qemu_plugin_tb const*);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(struct qemu_plugin_tb const*, size_t);
uint64_t qemu_plugin_insn_vaddr(struct qemu_plugin_insn const*);
size_t qemu_plugin_insn_size(struct qemu_plugin_insn const*);

#define PUBLIC __attribute__((visibility("default")))
PUBLIC int qemu_plugin_version = 1;

enum { most_functions = 8, no_flags = 0 };
static uint64_t functions[most_functions];
static int function_count;

static bool inside;          // a call is under way
static uint64_t function;    // whose
static uint64_t returns_to;  // where it ends
static uint64_t count;
static uint64_t next_in_line;  // behind the instruction executed last

// An instruction travels as its address and, in the lowest bits, its size: both are known when it is translated.
enum { size_bits = 3 };

static void on_instruction(unsigned core, void* data) {
  (void)core;
  uint64_t const packed = (uintptr_t)data;
  uint64_t const address = packed >> size_bits;
  if (inside && address == returns_to) {
    fprintf(stderr, "call 0x%" PRIx64 " %" PRIu64 "\n", function, count);
    inside = false;
  }
  for (int i = 0; !inside && i < function_count; ++i)
    if (address == functions[i]) {
      inside = true;
      function = address;
      returns_to = next_in_line;
      count = 0;
    }
  if (inside) ++count;
  next_in_line = address + (packed & ((1u << size_bits) - 1));
}

static void on_translation(plugin_id id, struct qemu_plugin_tb* block) {
  (void)id;
  size_t const length = qemu_plugin_tb_n_insns(block);
  for (size_t i = 0; i < length; ++i) {
    struct qemu_plugin_insn* const each = qemu_plugin_tb_get_insn(block, i);
    uint64_t const packed = qemu_plugin_insn_vaddr(each) << size_bits | qemu_plugin_insn_size(each);
    qemu_plugin_register_vcpu_insn_exec_cb(each, on_instruction, no_flags, (void*)(uintptr_t)packed);
  }
}

PUBLIC int qemu_plugin_install(plugin_id id, void const* machine, int argument_count, char** arguments) {
  (void)machine;
  for (int i = 0; i < argument_count; ++i) {
    if (strncmp(arguments[i], "call=", 5) != 0 || function_count == most_functions) return -1;
    functions[function_count++] = strtoull(arguments[i] + 5, NULL, 16);
  }
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  return 0;
}
