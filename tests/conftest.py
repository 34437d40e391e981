"""One torch thread everywhere, Ctrl-C that reaches what tests start, and the checks as pytest tests."""

import os
import signal

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "Agg")

import torch

torch.set_num_threads(1)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background would hand on that it is ignored

pytest_plugins = ["autograder.checks.pytest_plugin"]
