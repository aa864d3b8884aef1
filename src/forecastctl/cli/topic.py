"""The texts of `forecastctl help TOPIC`. The first line of each says what it is about."""

import shutil
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecastctl.cli.context import Context

DATES = """\
How days and periods are written

  2026-12-31                       a day
  2026-12  2026-q4  q1  2026       a month, a quarter, a year
  today  yesterday  tomorrow       days near today
  friday                           the next one (on a Friday: in 7 days)
  +10d  +3w  in 2 months  3d ago   counted from today
  eow  eom  eoq  eoy               Sunday; the last day of month, quarter, year

A period means its last day for --due, --check-on, --due-before and --until,
and its first day for --since. --made, --on and --today take one day, and
--made and --on none after today. --due none makes an undated question: it is
listed, but never due and never scored until it gets a day.

What could be read two ways is refused: 10, may, 1/2/2026, next friday,
2026-11-31.
"""

PROBABILITIES = """\
How sure somebody is

  70%  0.7  .7  7/10               numbers (1% is one per cent)
  3:1                              odds, for to against: 75%
  likely  "almost certainly not"   words

Words are stored with their usual meaning as a number and with the range that
readers give them; wherever such a number is printed it carries a ~. Words
whose meaning hangs on the sentence around them ("will") are refused, with the
nearest that are not.

70, 1.5, -5% and 101% are refused. 0 and 1 are taken, with a warning: one miss
at 100% costs as much as four misses at 50%.

P is always that of the positive event. Where a source said that something
will not happen, lists print "not 93%" for P = 0.07.
"""

IDS = """\
How entries are named

Every entry has an id of 8 characters, such as 7k3qx0w2: digits and letters
without i, l, o and u. It is shown as the shortest prefix that is unique, at
least 4 long, and any unique prefix is accepted, in capitals too; o reads as
0, i and l read as 1.

A question has an id of its own. Its id and that of any forecast on it serve
alike wherever an id is asked for. Articles and candidates have ids of 12 hex
digits. JSON always has the whole id.
"""

EXIT_CODES = """\
What a script can tell from the exit code

  0    done, also when there is nothing to list
  1    failed for the stated reason, or you declined; nothing was written
  2    wrong command line, or an answer was needed and stdin is no terminal
  3    partly done: some inputs failed, the rest is saved
  4    no such id or source, or a prefix that fits several
  5    the ledger is missing, unreadable, damaged or of a newer version
  6    conflict: a duplicate, or already resolved otherwise (--replace)
  75   the ledger is locked by another process; try again
  130  interrupted        141  the reader closed the pipe

check speaks the language of monitoring instead: 0 OK, 1 WARNING, 2 CRITICAL,
3 UNKNOWN, and whatever goes wrong is 3. With --format json, the last line of
stderr is {"error": {"code": 4, "message": "..."}} and stdout stays empty.
"""

SCORES = """\
What the numbers of a report mean

n        forecasts that are scored, one for each source and question
out      forecasts that are not; the first lines of the report say why
right    share on the right side of 50%. Easy to read, easy to game: no ranking
Brier    mean of (probability - what happened)^2. 0 is perfect, always saying
         50% gets .25, 1 is always sure and always wrong. Lower is better; the
         95% interval stands beside it
verdict  compares the source with somebody who always said the base rate of
         these very questions. It needs 10 forecasts on 5 independent events,
         and an interval that excludes luck. overconfident: says too high where
         it is high and too low where it is low; underconfident: the opposite

Rows rest on different questions: which of two sources is better, only those
that both answered can tell: forecastctl compare A B. report --long has every
statistic, report -s NAME one source from near.

Scored is the last forecast made before the answer was known, and only when
the due day has come: an event that happens can be recorded at once, one that
does not must wait, so counting early answers flatters whoever says yes.

A ~ marks numbers that rest on words: the number is ours, the words are
theirs. 36~ (4) means 36 forecasts in words on 4 independent events.
"""

ARTICLES = """\
From an article to its predictions

  forecastctl extract brief.txt --outlet Tradewatch --published 2026-03-17
  forecastctl review

extract reads text files, saved pages, - and (extra web) URLs. What it finds
waits for review, where one key accepts it and one for each field corrects it;
review --export and --apply do the same in a spreadsheet. -n stores nothing,
--explain names what was dropped and why. Reading an article again adds nothing.

The day of publication decides every due day. It is the first of these:
  --published DATE   for one article
  --published name   each file name has it as 2026-03-17
  --meta FILE.csv    path,published,author,outlet,title,url
  what a page says to machines; the byline; a month alone at the foot
Where there is none, "by Friday" and "this year" stay open.

A person who is quoted speaks for himself; the text's own voice is its author's,
else the outlet's. Where the text gives no day there is none: review asks.

Two engines: rules is always there; parse (extra nlp) words the claims better.
Words of your own: --words FILE, and forecastctl words check FILE.
"""

ENVIRONMENT = """\
The variables that forecastctl reads

  FORECASTCTL_LEDGER         the ledger, as --ledger
  FORECASTCTL_SOURCE         who predicts when -s is not given (else me)
  FORECASTCTL_USER           whose judgement is recorded (else the login name)
  FORECASTCTL_WORDS          a table of your own probability words
  FORECASTCTL_LOCK_TIMEOUT   seconds to wait for another writer (10)
  FORECASTCTL_DEBUG          1: show where an unexpected error came from
  XDG_DATA_HOME              where the ledger is: forecastctl/ledger.jsonl in
                             this folder, else in ~/.local/share
  VISUAL, EDITOR             what edit -e opens
  TZ                         where the day begins
  COLUMNS, NO_COLOR, FORCE_COLOR, TERM

There is no configuration file.
"""

CRON = """\
Watching what is due, unattended

check prints one line and says the rest with its exit code: 0 OK, 1 WARNING
(anything overdue), 2 CRITICAL (only where -c asks for it), 3 UNKNOWN
(something went wrong). With -q it says nothing when all is well, so that cron
sends no mail. It never writes, asks, or uses the network.

For crontab -e on this machine:
"""

TOPICS = {
    "dates": DATES,
    "probabilities": PROBABILITIES,
    "ids": IDS,
    "articles": ARTICLES,
    "exit-codes": EXIT_CODES,
    "scores": SCORES,
    "environment": ENVIRONMENT,
    "cron": CRON,
}


def cron_lines(context: "Context") -> str:
    """Crontab lines with the absolute paths of this machine."""
    program = shutil.which("forecastctl") or str(Path(sys.argv[0]).resolve())
    ledger = context.ledger_path.expanduser().absolute()
    command = f"{quote(program)} --ledger {quote(str(ledger))}".replace("%", r"\%")
    return (
        f"  0 8 * * *  {command} check -q\n"
        f"  0 9 * * 1  {command} report\n"
        f"  30 3 * * * {command} check store -q --timeout 60\n"
    )
