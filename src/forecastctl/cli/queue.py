"""The queue of `review`: one candidate at a time, each answer stored at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.actions.acceptance import Acceptor, reject_candidate
from forecastctl.actions.lookup import question_of
from forecastctl.actions.proposal import (
    AssumedDue,
    Lack,
    Proposal,
    assumed_day,
    is_author,
    lacks,
    speaker_of,
    with_due,
    with_probability,
    with_source,
)
from forecastctl.actions.review import (
    ReviewFilter,
    Similar,
    Waiting,
    doubtful_names,
    reject_all,
    similar_questions,
    waiting_for_review,
)
from forecastctl.cli.option import past_day
from forecastctl.dates import parse_date
from forecastctl.errors import ConflictError, ForecastctlError, NotFoundError, UsageError
from forecastctl.model import CandidateState
from forecastctl.render import echo, review
from forecastctl.render.number import counted
from forecastctl.text import visible

if TYPE_CHECKING:
    from datetime import date

    from forecastctl.cli.context import Context
    from forecastctl.store.base import Reader

COMMAND = "review"


class Step(NamedTuple):
    """A place that was left, and the candidates that were answered there (none: skipped)."""

    place: int
    ids: tuple[str, ...] = ()
    state: CandidateState = CandidateState.PENDING


def walk_through_candidates(context: "Context", wanted: ReviewFilter) -> None:
    """Put what waits before a person, one after the other."""
    if not context.can_ask:
        raise UsageError(
            "review asks, and stdin is no terminal; use --list, --accept, --reject, --export or "
            "--apply"
        )
    waiting = waiting_for_review(context.read(), wanted)
    if not waiting:
        context.note("Nothing waits for review")
        return
    dated = sum(one.candidate.due is not None for one in waiting)
    context.show(review.queue_head(len(waiting), dated))
    queue = Queue(context, waiting)
    queue.walk()
    context.print(review.summary(*queue.counts()))


class Queue:
    """Where the review stands: the candidate in view as it would be entered, and the way back."""

    def __init__(self, context: "Context", waiting: list[Waiting]) -> None:
        self._context = context
        self._waiting = waiting
        self._place = 0
        self._steps: list[Step] = []
        self._reader: Reader | None = None
        self._proposal = Proposal(candidate=waiting[0].candidate)
        self._similar: list[Similar] = []
        self._keys: Mapping[str, Callable[[str], None]] = {
            "a": self._accept,
            "r": self._reject,
            "s": self._skip,
            "b": self._back,
            "R": self._reject_rest,
            "w": self._who,
            "d": self._due,
            "p": self._probability,
            "c": self._claim,
            "k": self._condition,
            "j": self._join,
        }

    def walk(self) -> None:
        """Ask until everything is answered, or q."""
        is_shown = False
        while self._place < len(self._waiting):
            if not is_shown:
                self._show()
            line = self._context.ask(": ", otherwise="")
            key, value = line[:1], line[1:].strip()
            if key == "q":
                return
            is_shown = key not in self._keys
            if key == "x":
                terminal = self._context.prompt_terminal
                self._context.show(review.context_lines(self._current.candidate, terminal))
            elif is_shown:
                self._context.show(review.explained_keys())
            else:
                self._press(key, value)

    def counts(self) -> tuple[int, int, int]:
        """How many were accepted and rejected here, and how many still wait."""
        accepted, rejected = (
            sum(len(step.ids) for step in self._steps if step.state is state)
            for state in (CandidateState.ACCEPTED, CandidateState.REJECTED)
        )
        listed = {one.candidate.id for one in self._waiting}
        pending = self._context.store.read().candidates(CandidateState.PENDING)
        return accepted, rejected, sum(one.id in listed for one in pending)

    def _press(self, key: str, value: str) -> None:
        try:
            self._keys[key](value)
        except (ConflictError, NotFoundError) as error:
            self._context.show(visible(str(error)))
            if self._is_gone():
                self._leave(Step(self._place))
        except (ForecastctlError, ValueError) as error:
            self._context.show(visible(str(error)))

    @property
    def _current(self) -> Waiting:
        return self._waiting[self._place]

    @property
    def _ledger(self) -> "Reader":
        """The ledger as of the last answer."""
        if self._reader is None:
            self._reader = self._context.store.read()
        return self._reader

    def _is_gone(self) -> bool:
        """True where somebody else has answered it, or read the article anew, meanwhile."""
        self._reader = None
        stored = self._ledger.candidate(self._current.candidate.id)
        return stored is None or stored.state is not CandidateState.PENDING

    def _show(self) -> None:
        proposal, current = self._proposal, self._current
        joins = self._ledger.question(proposal.question) if proposal.question else None
        self._similar = [] if joins else similar_questions(self._ledger, proposal)
        speaker = speaker_of(proposal.candidate, current.byline)
        outlet = current.byline.outlet
        card = review.Card(
            place=self._place + 1,
            total=len(self._waiting),
            candidate=proposal.candidate,
            article=current.article,
            outlet=outlet.name if outlet else None,
            who=speaker.name if speaker else f"{proposal.candidate.source} (who?)",
            due_assumed=proposal.due_assumed,
            is_undated=proposal.is_undated,
            joins=joins,
            similar=[review.SimilarQuestion(*one) for one in self._similar],
        )
        named = [one.question.id for one in self._similar] + ([joins.id] if joins else [])
        ids = self._ledger.short_ids(named)
        self._context.show("\n" + review.queue_card(card, self._context.prompt_terminal, ids=ids))

    def _leave(self, step: Step) -> None:
        """Go on to the next candidate that is not answered."""
        self._steps.append(step)
        gone = {id for each in self._steps for id in each.ids}
        while self._place < len(self._waiting) and (
            self._place == step.place or self._current.candidate.id in gone
        ):
            self._place += 1
        self._start_over()

    def _start_over(self) -> None:
        self._reader = None
        if self._place < len(self._waiting):
            self._proposal = Proposal(candidate=self._current.candidate)

    def _accept(self, _: str) -> None:
        if not self._fill_in():
            self._context.show("Not accepted")
            return
        context, proposal = self._context, self._proposal
        for typed, source in doubtful_names(
            self._ledger, speaker_of(proposal.candidate, self._current.byline)
        ):
            question = f"'{typed}' is new, and like {source.name}. Is it another source?"
            if not context.confirm(question, otherwise=question):
                context.show("Not accepted; w names the source")
                return
        with context.transaction(COMMAND) as ledger:
            done = Acceptor(ledger, today=context.today).accept(proposal)
            ids = ledger.short_ids([done.candidate.id, done.forecast.id])
        context.print(
            review.accepted_line(
                done.forecast,
                done.question,
                named=ids[done.candidate.id],
                ids=ids,
                today=context.today,
            )
        )
        for source in done.new_sources:
            context.note(echo.new_source(source))
        self._leave(Step(self._place, (done.candidate.id,), CandidateState.ACCEPTED))

    def _fill_in(self) -> bool:
        """Ask for what an entry needs and the candidate does not say; False where nobody knows."""
        while missing := lacks(self._proposal, self._current.byline):
            prompt, take = self._questions()[missing[0]]
            answer = self._context.ask(prompt, otherwise=prompt)
            if not answer:
                return False
            try:
                take(answer)
            except (UsageError, ValueError) as error:
                self._context.show(visible(str(error)))
        return True

    def _questions(self) -> Mapping[Lack, tuple[str, Callable[[str], None]]]:
        due = self._proposal.candidate.due
        return {
            Lack.SOURCE: ("who wrote this? ", self._who),
            Lack.MADE: ("on which day was it made? ", self._made),
            Lack.PROBABILITY: ("how probable is it? ", self._probability),
            Lack.DUE: (f"{self._due_answers()}\ndue? ", self._due),
            Lack.PASSED: (
                f"{due} was before it was published\n{self._due_answers()}\ndue? ",
                self._due,
            ),
        }

    def _reject(self, _: str) -> None:
        with self._context.transaction(COMMAND) as ledger:
            rejected = reject_candidate(ledger, self._current.candidate.id)
        self._leave(Step(self._place, (rejected.id,), CandidateState.REJECTED))

    def _reject_rest(self, _: str) -> None:
        gone = {id for step in self._steps for id in step.ids}
        article = self._current.candidate.article
        rest = [
            one.candidate.id
            for one in self._waiting[self._place :]
            if one.candidate.article == article and one.candidate.id not in gone
        ]
        question = f"Reject {counted(len(rest), 'candidate')}, the rest of this article?"
        if not self._context.confirm(question, otherwise=question):
            return
        with self._context.transaction(COMMAND) as ledger:
            rejected = reject_all(ledger, rest)
        ids = tuple(one.id for one in rejected)
        self._leave(Step(self._place, ids, CandidateState.REJECTED))

    def _skip(self, _: str) -> None:
        self._leave(Step(self._place))

    def _back(self, _: str) -> None:
        """Take the last answer back; it must still be the newest change of the ledger."""
        if not self._steps:
            raise UsageError("This is the first")
        step = self._steps[-1]
        if step.ids:
            newest = self._context.undo(dry_run=True)
            changed = {change.id for change in newest.changes} if newest else set()
            if newest is None or newest.command != COMMAND or not changed.issuperset(step.ids):
                raise UsageError(
                    "the ledger was changed since, so that answer stays; see forecastctl log"
                )
            self._context.undo()
            self._context.show("Took the last answer back")
        self._steps.pop()
        self._place = step.place
        self._start_over()

    def _who(self, value: str) -> None:
        names = list(self._names())
        if not value:
            self._context.show(
                "\n".join(f"  {n} {visible(name)}" for n, (name, _) in enumerate(names, 1))
            )
            value = self._context.ask("who (a name, or a number)? ", otherwise="who?")
        if value.isdecimal():
            if not 0 < int(value) <= len(names):
                raise UsageError(f"there is no name {value}; w alone lists them")
            self._proposal = with_source(self._proposal, *names[int(value) - 1])
        elif value:
            self._proposal = with_source(self._proposal, value)

    def _names(self) -> Iterator[tuple[str, str]]:
        """The names in the article, with their kinds: its author and outlet, then its speakers."""
        named = {one.name: str(one.kind) for one in self._current.byline if one is not None}
        for candidate in self._ledger.candidates(article=self._current.candidate.article):
            if not (is_author(candidate) and named):
                named.setdefault(candidate.source, candidate.source_kind)
        return iter(named.items())

    def _made(self, value: str) -> None:
        day = past_day(self._context, parse_date(value), "the day")
        self._proposal = replace(
            self._proposal, candidate=replace(self._proposal.candidate, made=day)
        )

    def _due(self, value: str) -> None:
        if not value:
            prompt = f"{self._due_answers()}\ndue? "
            value = self._context.ask(prompt, otherwise=prompt)
        if value == "3":
            value = self._context.ask("the day? ", otherwise="the day?")
        if value in _ASSUMED:
            candidate, article = self._proposal.candidate, self._current.article
            day = assumed_day(_ASSUMED[value], candidate, article)
            self._proposal = with_due(self._proposal, day, is_assumed=True)
        elif value:
            self._proposal = with_due(self._proposal, self._due_day(value))

    def _due_answers(self) -> str:
        """The four answers, with the days that the first two mean here."""
        days = []
        for assumed in _ASSUMED.values():
            try:
                day = assumed_day(assumed, self._proposal.candidate, self._current.article)
            except ValueError:
                days.append("(not before it is known when it was made)")
            else:
                days.append(str(day))
        end, year = days
        return f"1 end of the year, {end}  2 one year on, {year}  3 a day  4 none (undated)"

    def _due_day(self, value: str) -> "date | None":
        if value.casefold() in _UNDATED:
            return None
        return parse_date(value).last_day(self._context.today)

    def _probability(self, value: str) -> None:
        value = value or self._context.ask("p (70%, likely, not 93%)? ", otherwise="p?")
        if value:
            self._proposal, warning = with_probability(
                self._proposal, value, lambda: self._context.lexicon
            )
            if warning:
                self._context.show(f"Warning: {visible(warning)}")

    def _claim(self, value: str) -> None:
        claim = value or self._context.ask_for_line("claim: ", self._proposal.candidate.claim)
        if not claim:
            raise UsageError("the claim is blank; say what is to happen")
        self._change(claim=claim)

    def _condition(self, value: str) -> None:
        known = self._proposal.candidate.condition or ""
        condition = value or self._context.ask_for_line("condition: ", known)
        self._change(condition=condition or None)

    def _change(self, **fields: object) -> None:
        """Change the candidate; what asks something else is not the question that was chosen."""
        changed = replace(self._proposal.candidate, **fields)  # type: ignore[arg-type]
        self._proposal = replace(self._proposal, candidate=changed, question=None)

    def _join(self, value: str) -> None:
        if not value and len(self._similar) == 1:
            value = "1"
        value = value or self._context.ask("join which (a number, or an id)? ", otherwise="join?")
        if value.isdecimal() and 0 < int(value) <= len(self._similar):
            id = self._similar[int(value) - 1].question.id
        else:
            id = question_of(self._ledger, value).id
        self._proposal = replace(self._proposal, question=id)


_ASSUMED = {"1": AssumedDue.END_OF_YEAR, "2": AssumedDue.ONE_YEAR}
_UNDATED = frozenset({"4", "none"})
