"""Simulated sources: how they state, what is true, and records drawn of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy import integrate, stats
from scored_rows import repeated

from forecastctl.scoring.calls import Calls, DrawOptions
from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.direction import CalibrationCall
from forecastctl.scoring.interval import brier_loss, cluster_losses, plus_2, wider_estimate
from forecastctl.scoring.measure import measure
from forecastctl.scoring.point import probability_key, scaled_losses
from forecastctl.scoring.row import row_verdict
from forecastctl.scoring.skill import BASE
from forecastctl.scoring.tables import CellKey, ClusterSums, Count, RowKey, RowTable, ScoringRow
from forecastctl.scoring.verdict import Verdict

GRID = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
CONFIDENT = np.array([0.01, 0.02, 0.05, 0.95, 0.98, 0.99])

Drawn = tuple[np.ndarray, np.ndarray]
"""Stated probabilities and the true chances behind them."""


@dataclass(frozen=True)
class Population:
    """Sources of one sort: how they state and what is true, and their expected Brier score."""

    draw: Callable[[Generator, int], Drawn]
    brier: float


def doubled(chance: np.ndarray) -> np.ndarray:
    """The probability with twice the log odds: overconfidence."""
    return np.asarray(chance**2 / (chance**2 + (1 - chance) ** 2))


def beta_chances(random: Generator, n: int) -> Drawn:
    chance = random.beta(2, 2, n)
    return doubled(chance), chance


def from_table(stated: np.ndarray, chances: np.ndarray) -> Population:
    def draw(random: Generator, n: int) -> Drawn:
        picked = random.integers(len(stated), size=n)
        return stated[picked], chances[picked]

    losses = chances * (1 - stated) ** 2 + (1 - chances) * stated**2
    return Population(draw, float(losses.mean()))


def overconfident_brier() -> float:
    def density(q: float) -> float:
        p = float(doubled(np.array(q)))
        return float(stats.beta.pdf(q, 2, 2) * (q * (1 - p) ** 2 + (1 - q) * p**2))

    return float(integrate.quad(density, 0, 1)[0])


def uniform(random: Generator, n: int) -> Drawn:
    chances = random.random(n)
    return chances, chances


POPULATIONS = {
    "uniform": Population(uniform, 1 / 6),
    "calibrated and confident": from_table(CONFIDENT, CONFIDENT),
    "calibrated": from_table(GRID, GRID),
    "overconfident": Population(beta_chances, overconfident_brier()),
    "confident": from_table(CONFIDENT, CONFIDENT.clip(0.04, 0.96)),
    "certain": from_table(np.array([0.0, 1.0]), np.array([0.05, 0.95])),
}


def cells_of(stated: np.ndarray, occurred: np.ndarray) -> dict[CellKey, Count]:
    cells: dict[CellKey, Count] = {}
    for p, yes in zip(stated.tolist(), occurred.tolist(), strict=True):
        key = CellKey(*[probability_key(p)] * 3)
        n, k = cells.get(key, (0, 0))
        cells[key] = Count(n + 1, k + yes)
    return cells


def covered_by_plus_2(population: Population, n: int, runs: int, random: Generator) -> float:
    """How often the interval of n independent forecasts holds the expected score."""
    covered = 0
    for _ in range(runs):
        stated, chances = population.draw(random, n)
        cells = cells_of(stated, random.random(n) < chances)
        low, high = plus_2(brier_loss(columns_of(cells))).interval
        covered += low <= population.brier <= high
    return covered / runs


def sizes_of(groups: int, *, is_even: bool) -> list[int]:
    """Four forecasts an event, or events from one to eight of the same mean size.

    With still less even ones (1, 2, 3, 4, 10) the least coverage of these settings is .934.
    """
    return [4] * groups if is_even else [(1, 2, 4, 5, 8)[i % 5] for i in range(groups)]


def clustered_run(
    population: Population, sizes: list[int], shared: float, random: Generator
) -> tuple[dict[CellKey, Count], list[ClusterSums]]:
    """Questions share probability and fate of their event, with this chance, or have their own."""
    event = np.repeat(np.arange(len(sizes)), sizes)
    n = len(event)
    follows = random.random(n) < shared
    of_event = (*population.draw(random, len(sizes)), random.random(len(sizes)))
    of_question = (*population.draw(random, n), random.random(n))
    stated, chances, fates = (
        np.where(follows, whole[event], own)
        for whole, own in zip(of_event, of_question, strict=True)
    )
    occurred = fates < chances
    sums = [[0] * len(ClusterSums._fields) for _ in sizes]
    for i, p, yes in zip(event.tolist(), stated.tolist(), occurred.tolist(), strict=True):
        own_sums = scaled_losses(probability_key(p), int(yes))
        sums[i] = [a + b for a, b in zip(sums[i], own_sums, strict=True)]
    return cells_of(stated, occurred), [ClusterSums(*each) for each in sums]


def covered_when_shared(
    population: Population, sizes: list[int], shared: float, runs: int, random: Generator
) -> float:
    """How often the printed interval holds the expected score where questions share events."""
    covered = 0
    for _ in range(runs):
        cells, clusters = clustered_run(population, sizes, shared, random)
        found = wider_estimate(brier_loss(columns_of(cells)), cluster_losses(clusters))
        assert found is not None
        low, high = found.interval
        covered += low <= population.brier <= high
    return covered / runs


def table_of_singles(stated: np.ndarray, occurred: np.ndarray) -> RowTable:
    single = {
        str(i): scaled_losses(probability_key(p), int(yes))
        for i, (p, yes) in enumerate(zip(stated.tolist(), occurred.tolist(), strict=True))
    }
    return RowTable(cells=cells_of(stated, occurred), excluded={}, clusters=single, peers={})


def verdict_on(stated: np.ndarray, occurred: np.ndarray) -> Verdict:
    return row_verdict(measure(table_of_singles(stated, occurred), BASE))


def calls_on(tables: Sequence[RowTable], seed: int) -> list[CalibrationCall | None]:
    """The call on each of these sources by itself."""
    options = DrawOptions(seed=seed, draws=999, is_long=False, is_full=lambda _: False)
    calls = []
    for i, table in enumerate(tables):
        key = RowKey(f"source{i}", "")
        calls.append(Calls({key: measure(table, BASE)}, options).of(key).scores.calibration_call)
    return calls


def clustered_table(
    population: Population, sizes: list[int], shared: float, random: Generator
) -> RowTable:
    cells, clusters = clustered_run(population, sizes, shared, random)
    named = {str(i): sums for i, sums in enumerate(clusters)}
    return RowTable(cells=cells, excluded={}, clusters=named, peers={})


def guessers_and_a_source(random: Generator) -> list[ScoringRow]:
    """Fifty guessers with three forecasts each, and a calibrated source with two hundred."""
    rows: list[ScoringRow] = []
    for p, n in zip(GRID, random.multinomial(200, np.full(len(GRID), 1 / 11)), strict=True):
        yes = int(random.binomial(n, p))
        rows += repeated(int(n), yes, float(p), "calibrated", start=len(rows))
    for i in range(50):
        for j, p in enumerate(random.choice([0.1, 0.9], 3)):
            rows += repeated(1, int(random.random() < 0.5), float(p), f"flipper{i}", start=j)
    return rows
