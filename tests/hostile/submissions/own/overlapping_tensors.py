"""Sends a reply of its own make: tensors that overlap, negative offsets, a shape whose product wraps around.

Must come of it: a break of the protocol, nothing for the target, nothing read on our side beyond the message.
"""

PEERS = False
TRICK = """
import struct
from autograder.sandbox import frames
def forged(reply):
    table = b'{"0":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]},' \\
            b'"1":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}'
    text = b'{"dict":[["value",{"tensor":0}],["failure",null]]}'
    return struct.pack(">I", len(text)) + text + struct.pack("<Q", len(table)) + table + bytes(4)
frames.pack_reply = forged
"""
INCIDENTS = {"protocol"}
LOSES = None
