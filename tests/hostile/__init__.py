"""Hostile and broken submissions: what every release must survive."""
