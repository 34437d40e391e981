"""Changes locale, umask, folder, niceness, environment, limits, default dtype, seeds and threads.

Must come of it: full marks for what was right before; the neighbours see nothing of it.
"""

PEERS = False

LOSES = None  # its own answers may suffer from its own default dtype
LAST = """
import locale, os, random, resource, numpy
os.umask(0)
os.chdir("/")
os.environ["LANG"] = "tr_TR.UTF-8"
os.environ["MARK"] = "1"
locale.setlocale(locale.LC_ALL, "C")
random.seed(1), numpy.random.seed(1), torch.manual_seed(1)
torch.set_num_threads(8)
torch.set_default_dtype(torch.float64)
torch.use_deterministic_algorithms(True)
torch.set_printoptions(precision=1)
"""
