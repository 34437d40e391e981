"""The student's side: visible checks in the notebook and on the command line. Runs on any platform."""
