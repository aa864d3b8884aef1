"""What a script on sqlite3 would do: FILE add|list|due, FILE resolve|get NUMBER."""

import sqlite3
import sys
from datetime import date

path, command, *rest = sys.argv[1:]
with sqlite3.connect(path) as db:
    if command == "add":
        db.execute("insert into predictions (claim, probability) values ('A ferry', 0.7)")
    elif command == "resolve":
        db.execute("update predictions set outcome = 'yes' where id = ?", rest)
    elif command == "get":
        print(*db.execute("select * from predictions where id = ?", rest))
    elif command == "list":
        for row in db.execute("select * from predictions"):
            print(*row)
    elif command == "due":
        today = (str(date.today()),)
        for row in db.execute(
            "select * from predictions where due < ? and outcome = 'open'", today
        ):
            print(*row)
