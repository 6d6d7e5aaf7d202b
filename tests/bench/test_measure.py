"""Reading costs from the process table, and the table of figures."""

import os
import subprocess
import sys
import time

from itbiz.bench.measure import Case, family, spent
from itbiz.management.commands.bench import table


def test_processor_time_of_a_process_rises_with_its_work():
    before = spent(os.getpid())
    deadline = time.process_time() + 0.05
    while time.process_time() < deadline:
        pass
    assert 0.03 < spent(os.getpid()) - before < 1


def test_a_family_holds_the_children():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert {os.getpid(), child.pid} <= set(family(os.getpid()))
        child.communicate(b"\n")
    assert child.pid not in family(os.getpid())
    assert spent(child.pid) == 0


def test_figures_stand_beside_the_control():
    control = Case("Control", "/", costs=[10, 12, 11], latencies=[5.0] * 20, statements=2, size=2000)
    ours = Case("REST one service", "/", costs=[3, 2, 2], latencies=[1.0] * 20, statements=3, size=900)
    lines = table([control, ours]).splitlines()
    assert lines[2] == "| Control | 11.00 | 1.00 |  | 2 | 5.0 | 5.0 | 2 |"
    assert lines[3] == "| REST one service | 2.00 | 0.18 | 0.3 | 3 | 1.0 | 1.0 | 1 |"
