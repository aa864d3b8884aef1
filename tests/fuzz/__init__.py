"""Everything that reads foreign bytes, put to bytes that nobody would write."""
