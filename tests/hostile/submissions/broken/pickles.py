"""Brings pickles and saved tensors that run code when they are loaded.

Must come of it: full marks; nobody loads them.
"""

PEERS = False

import pickle


class _Evil:
    def __reduce__(self):
        return (exec, ("raise SystemExit('LOOT')",))


def beside(folder):
    """Write the pickles."""
    for name in ("weights.pt", "model.pkl", "data.npy"):
        (folder / name).write_bytes(pickle.dumps(_Evil()))
