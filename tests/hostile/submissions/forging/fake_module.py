"""Puts a module of its own in place of torch.testing and of the tool in sys.modules.

Must come of it: nothing for the target.
"""

PAYS = "assert_close"
TRICK = """
import sys, types
fake = types.ModuleType("autograder")
fake.check = fake.grade = fake.hint = lambda name: 4.0
sys.modules["autograder"] = sys.modules["autograder.checks"] = fake
torch.testing = types.SimpleNamespace(assert_close=lambda *args, **kwargs: None)
sys.modules["torch.testing"] = torch.testing
"""
