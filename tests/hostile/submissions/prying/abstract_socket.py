"""Connects to an abstract socket of the machine, which no file permission guards.

Must come of it: full marks, nothing arrives at the listener.
"""

PEERS = False

LAST = """
import socket
try:
    s = socket.socket(socket.AF_UNIX)
    s.connect("\\0LISTENER")
    s.send(b"LOOT")
except OSError as error:
    print(type(error).__name__)
try:
    a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    a.sendto(b"LOOT", "\\0LISTENER")
except OSError as error:
    print(type(error).__name__)
"""
