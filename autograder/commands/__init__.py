"""One module a command: what it is asked, what it prints, how it exits (0 fine, 1 found something, 2 could not run)."""
