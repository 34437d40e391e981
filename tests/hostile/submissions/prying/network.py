"""Calls a listener on this machine by TCP, UDP and IPv6, and sends its answers there.

Must come of it: full marks, nothing arrives at the listener.
"""

PEERS = False

LAST = """
import socket
for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM),
                     (socket.AF_INET6, socket.SOCK_STREAM)):
    try:
        s = socket.socket(family, kind)
        s.settimeout(1)
        s.connect(("127.0.0.1", PORT))
        s.send(b"LOOT")
    except OSError as error:
        print(type(error).__name__)
"""
