import re
from pathlib import Path

import pytest

from forecastctl.errors import RefusedError
from forecastctl.shipped import shipped_path
from forecastctl.words import (
    BASES,
    COLUMNS,
    KINDS,
    MOST_ROWS,
    Lexicon,
    lexicon_problems,
    load_lexicon,
)

HEADER = ",".join(COLUMNS)
SHIPPED = shipped_path("probability_words.csv")
SHARED = Path(__file__).parents[1] / "../shared/words/probability_words.csv"


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "table.version").write_text("7\n", encoding="ascii")
    return write(
        tmp_path / "table.csv",
        "likely,forecast,,0.55,0.7,0.82,survey,M,",
        "will,plan,the subject controls the act,0.85,0.93,0.98,judged,,",
        "will,forecast,somebody speaks about others,0.7,0.85,0.95,judged,,",
        "usually,off,,0.65,0.74,0.8,survey,M,",
        "N% chance,number,,,,,derived,literal,",
        "{be} possible,possibility,,0.2,0.42,0.6,derived,,",
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.csv"


def phrases(lexicon: Lexicon) -> list[str]:
    return [row.phrase for row in lexicon.rows]


class TestShippedTable:
    def test_it_loads_whole(self) -> None:
        lexicon = load_lexicon(SHIPPED)
        assert len(lexicon.rows) == 182
        assert lexicon.version == "1"
        assert lexicon_problems(SHIPPED) == []

    def test_its_values_keep_the_rules(self) -> None:
        for row in load_lexicon(SHIPPED).rows:
            assert row.kind in KINDS
            assert row.basis in BASES
            if row.kind == "number":
                assert row.low is row.typical is row.high is None
            else:
                assert row.low is not None
                assert row.typical is not None
                assert row.high is not None
                assert 0 <= row.low <= row.typical <= row.high <= 1

    @pytest.mark.parametrize(
        ("phrase", "low", "typical", "high"),
        [
            ("likely", 0.55, 0.7, 0.82),
            ("probably", 0.55, 0.71, 0.82),
            ("may", 0.2, 0.45, 0.65),
            ("might", 0.15, 0.38, 0.55),
            ("unlikely", 0.1, 0.21, 0.33),
            ("almost certainly not", 0.02, 0.06, 0.12),
        ],
    )
    def test_well_known_words_have_their_values(
        self, phrase: str, low: float, typical: float, high: float
    ) -> None:
        row = load_lexicon(SHIPPED).lookup(phrase)
        assert row is not None
        assert (row.low, row.typical, row.high) == (low, typical, high)

    @pytest.mark.parametrize("phrase", ["will", "would", "won't", "could", "expected", "no such"])
    def test_words_that_need_a_context_have_no_row_alone(self, phrase: str) -> None:
        assert load_lexicon(SHIPPED).lookup(phrase) is None

    @pytest.mark.skipif(not SHARED.exists(), reason="only beside the table that it came from")
    def test_it_is_the_table_it_came_from(self) -> None:
        assert SHIPPED.read_bytes() == SHARED.read_bytes()


class TestLookup:
    def test_case_and_white_space_do_not_matter(self, table: Path) -> None:
        row = load_lexicon(table).lookup("  LIKELY ")
        assert row is not None
        assert row.phrase == "likely"

    @pytest.mark.parametrize("phrase", ["will", "usually", "N% chance", "{be} possible", ""])
    def test_only_plain_words_without_condition_stand_alone(self, table: Path, phrase: str) -> None:
        assert load_lexicon(table).lookup(phrase) is None

    def test_every_row_of_a_phrase_can_be_had(self, table: Path) -> None:
        rows = load_lexicon(table).rows_for("Will")
        assert [row.typical for row in rows] == [0.93, 0.85]

    def test_straight_and_curly_apostrophes_are_equal(self, table: Path, own: Path) -> None:
        write(own, "can't miss,forecast,,0.9,0.95,0.99,judged,,")
        assert load_lexicon(table, own).lookup("can’t miss") is not None

    def test_the_nearest_phrases_come_best_first_and_stand_alone(self) -> None:
        lexicon = load_lexicon(SHIPPED)
        nearest = lexicon.nearest("almost certian")
        assert nearest[0] == "almost certain"
        assert len(set(nearest)) == 5
        assert all(lexicon.lookup(phrase) for phrase in nearest)
        assert lexicon.nearest("almost certian", 2) == nearest[:2]

    def test_there_is_always_something_nearest(self) -> None:
        assert len(load_lexicon(SHIPPED).nearest("日本" * 50_000)) == 5


class TestOverrides:
    def test_the_same_phrase_and_condition_replaces_in_place(self, table: Path, own: Path) -> None:
        write(own, "Likely,forecast,,0.6,0.75,0.9,judged,,mine")
        lexicon = load_lexicon(table, own)
        assert phrases(lexicon) == ["Likely", *phrases(load_lexicon(table))[1:]]
        row = lexicon.lookup("likely")
        assert row is not None
        assert (row.typical, row.note) == (0.75, "mine")

    def test_a_row_replaces_only_under_its_own_condition(self, table: Path, own: Path) -> None:
        write(own, "will,plan,the subject controls the act,0.8,0.9,0.95,judged,,")
        rows = load_lexicon(table, own).rows_for("will")
        assert [row.typical for row in rows] == [0.9, 0.85]

    def test_remove_deletes(self, table: Path, own: Path) -> None:
        write(own, "likely,remove,,,,,,,", "will,remove,the subject controls the act,,,,,,")
        lexicon = load_lexicon(table, own)
        assert lexicon.lookup("likely") is None
        assert [row.typical for row in lexicon.rows_for("will")] == [0.85]

    def test_others_add(self, table: Path, own: Path) -> None:
        write(own, "dead cert,forecast,,0.9,0.97,1,judged,,")
        lexicon = load_lexicon(table, own)
        assert phrases(lexicon) == [*phrases(load_lexicon(table)), "dead cert"]
        assert lexicon.lookup("dead cert") is not None

    def test_columns_may_stand_in_any_order_after_a_byte_order_mark(
        self, table: Path, own: Path
    ) -> None:
        header = ",".join(reversed(COLUMNS))
        own.write_text(f"\ufeff{header}\r\n,,judged,1,0.97,0.9,,forecast,dead cert\r\n\r\n")
        row = load_lexicon(table, own).lookup("dead cert")
        assert row is not None
        assert (row.low, row.high, row.basis) == (0.9, 1, "judged")

    def test_an_empty_file_of_overrides_changes_nothing(self, table: Path, own: Path) -> None:
        assert load_lexicon(table, write(own)) == load_lexicon(table)


class TestDigest:
    def test_it_is_eight_hex_digits_of_the_merged_rows(self, table: Path) -> None:
        assert re.fullmatch("[0-9a-f]{8}", load_lexicon(table).digest)
        assert load_lexicon(table).digest == load_lexicon(table).digest

    def test_every_change_changes_it(self, table: Path, own: Path) -> None:
        digests = {load_lexicon(table).digest}
        for change in (
            "likely,remove,,,,,,,",
            "likely,off,,0.55,0.7,0.82,survey,M,",
            "likely,forecast,,0.55,0.71,0.82,survey,M,",
            "likely,forecast,,0.55,0.7,0.82,survey,M,a note",
            "dead cert,forecast,,0.9,0.97,1,judged,,",
        ):
            digests.add(load_lexicon(table, write(own, change)).digest)
        assert len(digests) == 6

    def test_the_order_of_rows_does_not_matter(self, table: Path, own: Path) -> None:
        one, other = "a,forecast,,0.1,0.2,0.3,judged,,", "b,forecast,,0.1,0.2,0.3,judged,,"
        first = load_lexicon(table, write(own, one, other)).digest
        assert load_lexicon(table, write(own, other, one)).digest == first


class TestProblems:
    @pytest.mark.parametrize(
        ("row", "field", "message"),
        [
            (",forecast,,0.1,0.2,0.3,judged,,", "phrase", "is empty"),
            ("x,guess,,0.1,0.2,0.3,judged,,", "kind", "'guess' is not one of"),
            ("x,forecast,on Mondays,0.1,0.2,0.3,judged,,", "when", "'on Mondays' is not a cond"),
            ("x,forecast,,0.1,0.2,0.3,guessed,,", "basis", "'guessed' is not one of"),
            ("x,forecast,,0.3,0.2,0.4,judged,,", "typical", "0 <= low <= typical <= high <= 1"),
            ("x,forecast,,0.1,0.5,0.4,judged,,", "typical", "0 <= low <= typical <= high <= 1"),
            ("x,forecast,,0.1,0.5,1.1,judged,,", "typical", "0 <= low <= typical <= high <= 1"),
            ("x,forecast,,-0.1,0.5,1,judged,,", "low", "'-0.1' is not a number from 0 to 1"),
            ("x,forecast,,0.1,nan,1,judged,,", "typical", "'nan' is not a number"),
            ("x,forecast,,0.1,,1,judged,,", "typical", "'' is not a number"),
            ("x,forecast,,0.1,0.5,1_0,judged,,", "high", "'1_0' is not a number"),
            ("x,forecast,,10%,0.5,1,judged,,", "low", "'10%' is not a number"),
            ("N in M,number,,0.1,0.2,0.3,judged,,", "typical", "a number row has no figures"),
            ("x,remove,,,,,,,", "phrase", "is not in the table"),
            ("x,forecast,,0.1,0.2,0.3", None, "has 6 cells; the header has 9"),
            ('"x"y,forecast,,0.1,0.2,0.3,judged,,', None, "is not CSV"),
        ],
    )
    def test_a_fault_names_file_line_and_field(
        self, table: Path, own: Path, row: str, field: str | None, message: str
    ) -> None:
        write(own, "dead cert,forecast,,0.9,0.97,1,judged,,", row)
        (problem,) = lexicon_problems(table, own)
        assert problem.where == f"{own}:3"
        assert problem.field == field
        assert message in problem.message
        with pytest.raises(RefusedError) as refusal:
            load_lexicon(table, own)
        assert str(refusal.value).startswith(f"{own}:3: ")
        assert message in str(refusal.value)

    def test_the_same_phrase_and_condition_twice_is_a_fault(self, table: Path, own: Path) -> None:
        write(own, "x,forecast,,0.1,0.2,0.3,judged,,", "X ,off,,0.1,0.2,0.3,judged,,")
        (problem,) = lexicon_problems(table, own)
        assert problem.where == f"{own}:3"
        assert "line 2" in problem.message

    def test_all_faults_are_found_at_once(self, table: Path, own: Path) -> None:
        write(own, "a,guess,,,,,,,", "b,forecast,,0.1,0.2,0.3,judged,,", "c,,,,,,,,")
        assert [problem.where for problem in lexicon_problems(table, own)] == [
            f"{own}:2",
            f"{own}:4",
        ]

    def test_lines_are_counted_through_cells_of_several_lines(self, table: Path, own: Path) -> None:
        write(own, 'a,forecast,,0.1,0.2,0.3,judged,,"two\nlines"', "b,guess,,,,,,,")
        (problem,) = lexicon_problems(table, own)
        assert problem.where == f"{own}:4"

    def test_remove_is_for_overrides_only(self, table: Path) -> None:
        write(table, "likely,remove,,,,,,,")
        (problem,) = lexicon_problems(table)
        assert (problem.where, problem.field) == (f"{table}:2", "kind")

    @pytest.mark.parametrize("header", ["", "phrase,kind", HEADER + ",extra", "likely,0.7"])
    def test_a_wrong_header_is_one_fault(self, table: Path, own: Path, header: str) -> None:
        own.write_text(f"{header}\nlikely,forecast\n", encoding="utf-8")
        (problem,) = lexicon_problems(table, own)
        assert problem.where == f"{own}:1"
        assert HEADER in problem.message

    def test_more_than_2000_rows_are_refused(self, table: Path, own: Path) -> None:
        rows = [f"x{n},forecast,,0.1,0.2,0.3,judged,," for n in range(MOST_ROWS - 6)]
        assert len(load_lexicon(table, write(own, *rows)).rows) == MOST_ROWS
        write(own, *rows, "y,forecast,,0.1,0.2,0.3,judged,,")
        with pytest.raises(RefusedError, match=r"makes 2,001 rows; at most 2,000"):
            load_lexicon(table, own)

    def test_a_missing_file_is_named(self, table: Path, tmp_path: Path) -> None:
        with pytest.raises(RefusedError, match=r"absent\.csv: cannot be read: No such file"):
            load_lexicon(table, tmp_path / "absent.csv")

    def test_a_folder_is_no_table(self, table: Path, tmp_path: Path) -> None:
        with pytest.raises(RefusedError, match="cannot be read"):
            load_lexicon(table, tmp_path)

    def test_a_file_in_another_encoding_is_refused(self, table: Path, own: Path) -> None:
        own.write_bytes(f"{HEADER}\nmöglich,possibility,,0.1,0.2,0.3,judged,,\n".encode("latin-1"))
        with pytest.raises(RefusedError, match=r"own\.csv: is not UTF-8 text"):
            load_lexicon(table, own)

    def test_a_table_needs_its_version_beside_it(self, table: Path) -> None:
        table.with_suffix(".version").unlink()
        with pytest.raises(RefusedError, match=r"table\.version: cannot be read"):
            load_lexicon(table)

    def test_a_message_is_safe_to_print(self, table: Path, own: Path) -> None:
        write(own, "x,\x1b[2J,,0.1,0.2,0.3,judged,,")
        (problem,) = lexicon_problems(table, own)
        assert "\x1b" not in problem.message
