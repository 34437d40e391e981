"""One torch thread everywhere, and the checks as pytest tests."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "Agg")

import torch

torch.set_num_threads(1)

pytest_plugins = ["autograder.checks.pytest_plugin"]
