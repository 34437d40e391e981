"""Makes shared memory, semaphores and message queues under a name.

Must come of it: full marks, and nothing of it left.
"""

PEERS = False

LAST = """
from multiprocessing import shared_memory
try:
    kept = shared_memory.SharedMemory(name="MARK", create=True, size=4096)
except OSError as error:
    print(error)
"""
