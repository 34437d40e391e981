"""Answers every question itself, on the socket, from inside the target: many numbers, one of which may fit.

Must come of it: a break of the protocol, nothing for the target; numbers have 63 random bits.
"""

PEERS = False

INCIDENTS = {"protocol"}
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import os, struct
from autograder.sandbox import frames
def sum_scores(queries, keys):
    body = frames.pack({"value": queries.sum(-1)[:, :, None] + keys.sum(-1)[:, None, :], "failure": None})
    for number in range(200):
        os.write(3, struct.pack(">4sQQ", b"attn", number, len(body)) + body)
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}
