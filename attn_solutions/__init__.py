"""Reference answers, one module per section, small enough to teach from. Needs torch only."""
