"""What keeps the corpus worth learning from; each failure names rows and a remedy."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from model.examples import Article, Example
from model.examples.duplicates import near_duplicates
from model.labels import Label, Reason

ROWS = 6_000
TOPICS = 45
GENRES = 12
PAIRS = 800
OF_A_REASON = 150
UNSAFE = 1_200
OK_SHARE = (0.45, 0.55)
ORDINARY_SHARE = 0.1
HARD_SHARE = 0.5
SAME_OPENING = 0.005
SAME_FOUR_WORDS = 0.005
MEDIAN_WORDS = (15, 23)
MOST_WORDS = 60
PHENOMENA = frozenset(
    "negation attribution myth_busting hedging regulator_warning risk_information approved_use"
    " settled_fact mechanism question_or_heading patient_story numbers buried_claim"
    " non_health".split()
)
OF_A_PHENOMENON = 40
HELD_OUT = 600
HELD_OUT_ARTICLES = 20
FLAGGED = {
    "seller": (0.0, 0.45),
    "enthusiast": (0.1, 0.5),
    "fringe": (0.15, 0.6),
    "sober": (0.0, 0.06),
    "ordinary": (0.0, 0.0),
}
"""Share of an article's sentences that are flagged, by who speaks."""

ANSWER = 4
"""Words of a claim that only its article tells."""


class Failure(NamedTuple):
    """What is wrong and what to do, and the ids of the rows it is about, if any."""

    says: str
    ids: tuple[str, ...] = ()


Check = Callable[[Sequence[Example]], Iterator[Failure]]


def sizes(rows: Sequence[Example]) -> Iterator[Failure]:
    """Enough rows, topics, genres, pairs, and rows of every reason."""
    reasons = Counter(reason for row in rows for reason in row.reasons)
    found = {
        "rows": (len(rows), ROWS),
        "topics": (len({row.topic for row in rows}), TOPICS),
        "genres": (len({row.genre for row in rows}), GENRES),
        "contrast pairs": (sum(row.pair is not None for row in rows) // 2, PAIRS),
        "rows labelled unsafe": (sum(Label.UNSAFE in row.labels for row in rows), UNSAFE),
        **{f"rows with the reason {r}": (reasons[r], OF_A_REASON) for r in Reason},
    }
    for what, (count, least) in found.items():
        if count < least:
            yield Failure(f"{count} {what}; write {least - count} more")


def balance(rows: Sequence[Example]) -> Iterator[Failure]:
    """About half of the rows ok, half of those hard, some of them ordinary."""
    ok = [row for row in rows if not row.labels]
    if not OK_SHARE[0] <= len(ok) / len(rows) <= OK_SHARE[1]:
        low, high = OK_SHARE
        share = len(ok) / len(rows)
        yield Failure(f"{share:.1%} of the rows are ok; bring it to {low:.0%} to {high:.0%}")
    hard = sum(row.phenomenon is not None for row in ok)
    if hard < HARD_SHARE * len(ok):
        share = hard / len(ok)
        yield Failure(f"{share:.1%} of the ok rows are hard; write more that look like claims")
    ordinary = sum(row.genre == "ordinary" for row in rows)
    if ordinary < ORDINARY_SHARE * len(rows):
        share = ordinary / len(rows)
        yield Failure(f"{share:.1%} of the rows are of ordinary pages; write more")


def lengths(rows: Sequence[Example]) -> Iterator[Failure]:
    """Sentences as long as in articles."""
    counts = sorted(len(row.text.split()) for row in rows)
    median = counts[len(counts) // 2]
    if not MEDIAN_WORDS[0] <= median <= MEDIAN_WORDS[1]:
        yield Failure(f"the median sentence has {median} words; articles have {MEDIAN_WORDS}")
    for row in rows:
        if len(row.text.split()) > MOST_WORDS:
            count = len(row.text.split())
            yield Failure(f"{count} words; cut it to {MOST_WORDS}", (row.id,))


def openings(rows: Sequence[Example]) -> Iterator[Failure]:
    """No first three words on too many rows."""
    found = Counter(tuple(_words(row.text)[:3]) for row in rows)
    for words, count in found.items():
        if count > SAME_OPENING * len(rows):
            mine = tuple(row.id for row in rows if tuple(_words(row.text)[:3]) == words)
            yield Failure(f"{count} rows open with {' '.join(words)!r}; vary some", mine)


def templates(rows: Sequence[Example]) -> Iterator[Failure]:
    """No four words in a row on too many rows: they would betray a template."""
    found: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        words = _words(row.text)
        found.update({tuple(words[i : i + 4]) for i in range(len(words) - 3)})
    for four, count in found.items():
        if count > SAME_FOUR_WORDS * len(rows):
            yield Failure(f"{count} rows say {' '.join(four)!r}; reword some")


def pairs(rows: Sequence[Example]) -> Iterator[Failure]:
    """Contrast rows point at each other and differ in label."""
    by_id = {row.id: row for row in rows}
    for row in rows:
        if row.pair is None:
            continue
        other = by_id.get(row.pair)
        if other is None or other.pair != row.id:
            yield Failure(f"its pair {row.pair} does not point back; set both or none", (row.id,))
        elif other.labels == row.labels:
            yield Failure("a pair with the same labels; a contrast needs two", (row.id, other.id))


def judgements(rows: Sequence[Example]) -> Iterator[Failure]:
    """Every row was judged twice, and the two judgements agree."""
    for row in rows:
        if row.second is None:
            yield Failure("judged once only; have it judged blind, or take it out", (row.id,))
        elif set(row.second) != set(row.labels):
            yield Failure("its judgements differ; settle it, or take it out", (row.id,))


WRITTEN: tuple[Check, ...] = (
    sizes,
    balance,
    lengths,
    openings,
    templates,
    pairs,
    judgements,
)
"""What the rows to learn from must pass."""


def shares(articles: Iterable[Article]) -> Iterator[Failure]:
    """As much of an article is flagged as such authors' pages hold."""
    for article in articles:
        sentences = list(article.sentences)
        share = sum(bool(one.labels) for one in sentences) / len(sentences)
        low, high = FLAGGED[article.kind]
        if not low <= share <= high:
            yield Failure(
                f"{share:.0%} flagged; {article.kind} has {low:.0%} to {high:.0%}", (article.id,)
            )


def judged(articles: Iterable[Article]) -> Iterator[Failure]:
    """Every sentence of an article was judged twice; the two may differ."""
    for article in articles:
        if any(one.second is None for one in article.sentences):
            yield Failure("judged once only; have it judged blind, or take it out", (article.id,))


def claims(articles: Iterable[Article]) -> list[Example]:
    """The articles' flagged sentences of more than `ANSWER` words.

    Headings, disclaimers and answers ("Yes, every time.") recur on real sites and may
    recur here; claims that recur would betray a template.
    """
    return [
        one
        for article in articles
        for one in article.sentences
        if one.labels and len(_words(one.text)) > ANSWER
    ]


def enough_apart(
    held_out: Sequence[Example], challenge: Sequence[Example], articles: Sequence[Article]
) -> Iterator[Failure]:
    """Enough rows and articles to measure on, the rows judged twice."""
    if len(held_out) < HELD_OUT:
        yield Failure(f"{len(held_out)} rows held out; write {HELD_OUT - len(held_out)} more")
    if len(articles) < HELD_OUT_ARTICLES:
        lacking = HELD_OUT_ARTICLES - len(articles)
        yield Failure(f"{len(articles)} articles held out; write {lacking} more")
    phenomena = Counter(row.phenomenon for row in challenge)
    for phenomenon in sorted(PHENOMENA):
        if phenomena[phenomenon] < OF_A_PHENOMENON:
            count = phenomena[phenomenon]
            yield Failure(f"{count} rows of {phenomenon}; write {OF_A_PHENOMENON - count} more")
    yield from judgements([*held_out, *challenge])


def apart(learnt: Sequence[Example], held_out: Sequence[Example]) -> Iterator[Failure]:
    """Rows to measure on have topics of their own."""
    shared = {row.topic for row in learnt} & {row.topic for row in held_out}
    for topic in sorted(shared):
        yield Failure(f"the topic {topic} is both learnt and held out; move its rows to one side")


def alike(
    learnt: Sequence[Example], held_out: Sequence[Example], challenge: Sequence[Example]
) -> Iterator[Failure]:
    """No row to learn from says nearly the same as another row, its pair excepted."""
    sides = {row.id: "held out" for row in held_out} | {row.id: "challenge" for row in challenge}
    partner = {row.id: row.pair for row in learnt}
    everything = [(row.id, row.text) for row in [*learnt, *held_out, *challenge]]
    for first, second, likeness in near_duplicates(everything):
        one, other = sides.get(first, "learnt"), sides.get(second, "learnt")
        if one != other:
            yield Failure(f"{likeness:.0%} alike, {one} and {other}; drop one", (first, second))
        elif one == "learnt" and partner[first] != second:
            yield Failure(f"{likeness:.0%} alike; rewrite or drop one", (first, second))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower())
