"""What a reporting clause or a source phrase of a sentence tells."""

from typing import NamedTuple

from forecastctl.extract.names import Named


class Report(NamedTuple):
    """A reporting clause or source phrase of a sentence, as offsets in it.

    `scope_start` and `scope_end` bound the words that it reports. `cue` is the rule that found it:
    `clause`, `phrase`, `forecaster` or `owner`. `through` names an outlet that was told. `when`
    bounds words beside the verb that may be the day of speaking, with a "that" after them.
    `is_past` tells "said" from "says": only after it does "would" stand for "will".
    """

    start: int
    end: int
    speaker: Named
    cue: str
    scope_start: int
    scope_end: int
    through: Named | None = None
    when: tuple[int, int] | None = None
    is_past: bool = False

    def covers(self, at: int) -> bool:
        """True where the words at an offset are what this report passes on."""
        return self.scope_start <= at < self.scope_end

    def until(self, end: int) -> "Report":
        """This report without what it would report after an offset, if it stands before that."""
        if self.scope_start < self.start or self.end > end:
            return self
        return self._replace(scope_end=min(self.scope_end, end))
