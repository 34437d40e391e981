"""Leaves sockets: named, abstract, and one that listens.

Must come of it: full marks, and no socket with its mark.
"""

PEERS = False

LAST = """
import socket
for family, name in ((socket.AF_UNIX, "MARK.sock"), (socket.AF_UNIX, "\\0MARK"), (socket.AF_INET, ("127.0.0.1", 0))):
    try:
        kept = socket.socket(family)
        kept.bind(name)
        kept.listen()
    except OSError as error:
        print(error)
"""
