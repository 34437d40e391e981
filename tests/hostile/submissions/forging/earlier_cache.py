"""Answers from files that an earlier submission may have left: in the work folder, the home folder, /tmp, shared memory.

The submission before it (traces/files_everywhere) leaves such files.
Must come of it: nothing for the target; nothing is there.
"""

PEERS = False

LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import glob, os, pickle
def sum_scores(queries, keys):
    for place in (".", os.path.expanduser("~"), "/tmp", "/var/tmp", "/dev/shm"):
        for path in glob.glob(place + "/*MARK*"):
            print("LO" + "OT", path)
            return pickle.load(open(path, "rb"))
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}
