"""How well and how fast predictions are found, beside a toy baseline and signal-tracker.

The corpus and its scorer are not part of the project: name their folder with `--corpus`. Every
tool gets the text and the day of publication; each part of the corpus is scored by the corpus's
own `evaluate.py`. Speed is the time on one core, with model and lexicon loaded, the best of
several rounds over all texts. Run it with `make bench-extraction`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import ArticleText, Meta
from forecastctl.extract.engine import Extractor
from forecastctl.model import Candidate, Precision
from forecastctl.words import shipped_lexicon

PARTS = ("dev", "more", "articles")
FIGURES = {
    "F1": "f1",
    "precision": "precision",
    "recall": "recall",
    "found": "found_rate",
    "speaker": "speaker_accuracy",
    "deadline": "deadline_exact",
    "claim F1": "claim_token_f1",
}
WORDS_PER_SECOND = {"rules": 300_000, "parse": 20_000}
"""Targets of throughput by engine."""

PEER = """
import json, sys
from datetime import date
from signal_tracker.extractors import ClaimExtractor
extractor = ClaimExtractor()
for line in sys.stdin:
    article = json.loads(line)
    day = date.fromisoformat(article["published"])
    for claim in extractor.extract(article["text"], "author", day).claims:
        due = claim.target_date.isoformat() if claim.target_date else None
        found = {"doc": article["doc"], "quote": claim.text, "claim": claim.text, "deadline": due}
        print(json.dumps({**found, "speaker": "author"}))
"""
"""Runs in the peer's own environment: articles in, one line for each claim out."""

Scores = Mapping[str, float | None]


class Corpus(NamedTuple):
    """The folder of a corpus with its texts, as articles, by name."""

    folder: Path
    articles: Mapping[str, ArticleText]

    def scored(self, part: str, *arguments: str) -> Scores:
        """Run the corpus's scorer and return its figures."""
        command = [sys.executable, str(self.folder / "evaluate.py"), *arguments]
        run = subprocess.run(
            [*command, "--split", part, "--json"], check=True, capture_output=True, text=True
        )
        figures: Scores = json.loads(run.stdout)
        return figures


def read_corpus(folder: Path) -> Corpus:
    """Read the texts of a corpus with what is known of each."""
    known = json.loads((folder / "meta.json").read_text("utf-8"))
    articles = {}
    for name, facts in known.items():
        meta = Meta(
            title=facts.get("title") or None,
            author=facts.get("author") or None,
            outlet=facts.get("publisher") or None,
            published=date.fromisoformat(facts["date"]),
            precision=Precision.DAY,
            published_from="option",
        )
        text = (folder / "texts" / f"{name}.txt").read_text("utf-8")
        articles[name] = article_from_text(text, meta)
    return Corpus(folder, articles)


def lines_of(name: str, candidates: Iterable[Candidate]) -> Iterator[str]:
    """One line for each evidence span, as the scorer reads them."""
    for candidate in candidates:
        for span in candidate.evidence:
            yield json.dumps(
                {
                    "doc": name,
                    "start": span.start,
                    "end": span.end,
                    "claim": candidate.claim,
                    "speaker": candidate.source,
                    "p": candidate.probability,
                    "p_low": candidate.low,
                    "p_high": candidate.high,
                    "polarity": candidate.said.value,
                    "deadline": candidate.due.isoformat() if candidate.due else None,
                    "start_date": candidate.due_start.isoformat() if candidate.due_start else None,
                    "condition": candidate.condition,
                    "via": candidate.via,
                    "kind": candidate.claim_kind.value,
                }
            )


def ours(corpus: Corpus, extractor: Extractor) -> Iterator[str]:
    """The lines of one of our engines over all texts."""
    for name, article in corpus.articles.items():
        yield from lines_of(name, extractor.extract(article).candidates)


def peer(corpus: Corpus, python: Path) -> Iterator[str]:
    """The lines of signal-tracker, run by the Python of its own environment."""
    given = "\n".join(
        json.dumps({"doc": name, "text": article.text, "published": f"{article.meta.published}"})
        for name, article in corpus.articles.items()
    )
    command = [str(python), "-c", PEER]
    run = subprocess.run(command, input=given, check=True, capture_output=True, text=True)
    yield from run.stdout.splitlines()


def words_per_second(corpus: Corpus, extractor: Extractor, rounds: int) -> float:
    """Words of the corpus by the processor time of the fastest round."""
    words = sum(len(article.text.split()) for article in corpus.articles.values())
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for article in corpus.articles.values():
            extractor.extract(article_from_text(article.text, article.meta))
        times.append(time.process_time() - start)
    return words / min(times)


def print_table(corpus: Corpus, systems: Mapping[str, Sequence[str]]) -> None:
    """Print the figures of every tool on every part."""
    print(f"{'part':9} {'tool':16}" + "".join(f"{name:>10}" for name in FIGURES))
    for part in PARTS:
        print_row(part, "toy baseline", corpus.scored(part, "--baseline", "cues"))
        for tool, lines in systems.items():
            with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
                file.write("\n".join(lines))
                file.flush()
                print_row(part, tool, corpus.scored(part, file.name))


def print_row(part: str, tool: str, scores: Scores) -> None:
    """Print one tool's figures; a dash where there was nothing to judge."""
    values = [scores[key] for key in FIGURES.values()]
    cells = "".join(f"{'-':>10}" if value is None else f"{value:>10.3f}" for value in values)
    print(f"{part:9} {tool:16}{cells}")


def main() -> None:
    """Read the options, score every tool and time our own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with evaluate.py")
    parser.add_argument("--peer", type=Path, help="Python that has signal-tracker")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of timing")
    options = parser.parse_args()
    corpus = read_corpus(options.corpus)
    lexicon = shipped_lexicon()
    extractors = {engine: Extractor(lexicon, engine) for engine in WORDS_PER_SECOND}
    systems = {"signal-tracker": list(peer(corpus, options.peer))} if options.peer else {}
    systems |= {engine: list(ours(corpus, made)) for engine, made in extractors.items()}
    print_table(corpus, systems)
    print()
    for engine, made in extractors.items():
        speed = words_per_second(corpus, made, options.rounds)
        print(f"{made.engine.name}: {speed:,.0f} words/s (target {WORDS_PER_SECOND[engine]:,})")


if __name__ == "__main__":
    main()
