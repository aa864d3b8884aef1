"""What a script on stock TinyDB would do: FILE add, FILE resolve NUMBER, FILE list."""

import sys

from tinydb import TinyDB

path, command, *rest = sys.argv[1:]
with TinyDB(path) as db:
    if command == "add":
        db.insert({"claim": "A ferry", "source": "me", "probability": 0.7, "due": "2030-01-01"})
    elif command == "resolve":
        db.update({"outcome": True}, doc_ids=[int(rest[0])])
    else:
        for row in db.all():
            print(row.doc_id, row["due"], row["probability"], row["source"], row["claim"])
