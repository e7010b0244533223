#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Two processes of examples/data_parallel.cpp print the losses of one, to 1e-6, and something is learnt.

    data_parallel.py <mpiexec> <program>
"""
import os
import subprocess
import sys


def losses(mpiexec, program, processes):
    """The losses that so many processes print."""
    # Open MPI asks for these where the tests run as root, and where there are fewer cores
    environment = os.environ | {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                                "OMPI_MCA_rmaps_base_oversubscribe": "1"}
    run = subprocess.run([mpiexec, "-n", str(processes), program], stdout=subprocess.PIPE, env=environment, text=True, check=True)
    return [float(line.split()[1]) for line in run.stdout.splitlines()]


def main():
    mpiexec, program = sys.argv[1:]
    one = losses(mpiexec, program, 1)
    wrong = len(one) != 9 or one[-1] > 0.5 * one[0]
    for processes in (2, 3):
        several = losses(mpiexec, program, processes)
        wrong = wrong or len(several) != len(one) or any(abs(a - b) > 1e-6 for a, b in zip(one, several))
    print(*one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
