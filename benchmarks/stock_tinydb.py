"""What a script on stock TinyDB would do: FILE add|list|due, FILE resolve|get NUMBER."""

import sys
from datetime import date

from tinydb import TinyDB, where

path, command, *rest = sys.argv[1:]
with TinyDB(path) as db:
    if command == "add":
        db.insert({"claim": "A ferry", "source": "me", "probability": 0.7, "due": "2030-01-01"})
    elif command == "resolve":
        db.update({"outcome": True}, doc_ids=[int(rest[0])])
    elif command == "get":
        print(db.get(doc_id=int(rest[0])))
    elif command in ("list", "due"):
        is_due = (where("due") < str(date.today())) & (where("outcome") == None)  # noqa: E711
        for row in db.all() if command == "list" else db.search(is_due):
            print(row.doc_id, row["due"], row["probability"], row["source"], row["claim"])
