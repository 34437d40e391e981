"""Finished code from the sections before this one, to build on."""
