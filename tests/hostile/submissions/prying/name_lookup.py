"""Asks for names on the network: a look-up carries data out too.

Must come of it: full marks, no name found.
"""

PEERS = False

LAST = """
import socket
for name in ("localhost", "MARK.example.org", "0.0.0.0"):
    try:
        socket.setdefaulttimeout(1)
        socket.gethostbyname(name)
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.sendto(b"x", ("127.0.0.1", 53))
        print("LO" + "OT", name)
    except OSError as error:
        print(type(error).__name__)
"""
