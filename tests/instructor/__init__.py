"""The instructor's side: collecting, reports, exports, storage."""
