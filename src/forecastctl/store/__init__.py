"""The ledger: what holds the records, on disk or in memory."""
