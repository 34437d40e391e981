"""Where a student's code runs: a fork of a warm process, locked in, that only ever hands out plain data.

student.py   the trusted side: open a submission, run its cells, ask it probes
life.py      one fork seen from there, under watch.py; process.py starts the warm process; doctor.py says what works
warm.py      the exec'd process: loading.py loads everything, then it forks once per submission
inside.py    what runs in that fork; notebook.py is its IPython shell
walls.py     what locks the fork in, with root.py, landlock.py, seccomp.py, syscalls.py
frames.py    the messages between them; plaindata.py and tensorfile.py are what they may carry
"""
