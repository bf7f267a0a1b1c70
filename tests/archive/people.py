"""Who answers in an archive: people of several scripts, organisations, and some who aren't named."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, product
from typing import Any

from expertviews.model import as_slug
from tests.archive import words
from tests.archive.words import FIRST_YEAR, WORDS, YEARS

_SCRIPTS = ("latin",) * 14 + ("cyrillic", "arabic", "han", "greek")
_IN_ONE_WORD = {"han"}  # the family name first, without a space


@dataclass(frozen=True)
class Person:
    """A contributor: the data of the file, and what documents say of them."""

    slug: str
    data: Mapping[str, Any]
    post: Mapping[str, str]
    former_slug: str = ""

    @property
    def name(self) -> str:
        """The name to display."""
        return str(self.data["name"])

    @property
    def anonymous(self) -> bool:
        """Whether nobody knows who it is, so that they answer only once."""
        return bool(self.data["kind"] == "anonymous")

    @property
    def bio(self) -> str:
        """What a document says about them."""
        return str(WORDS["languages"]["en"]["bio"]).format(name=self.name, **self.post)


def people(number: int, questions: Sequence[str], seed: int) -> list[Person]:
    """So many contributors; those who aren't named belong to the question that they answer."""
    dice = words.dice(seed, "people")
    names = {script: _names(script, dice) for script in WORDS["names"]}
    posts, degrees = _mixed(WORDS["posts"], dice), _mixed(WORDS["degrees"], dice)
    found: dict[str, Person] = {}
    for at in range(number):
        post = next(posts)
        post["organisation"] = f"{post['kind']} for {post['subject']} of {post['place']}"
        if at % 33 == 32:
            made = _anonymous(questions[at % len(questions)], post)
        elif at % 20 == 19:
            made = _organisation(f"{post['organisation']}, {at}")
        else:
            same = [*found.values()][-1] if at % 100 == 50 else None  # two people of one name
            name, sort_name = next(names[_SCRIPTS[at % len(_SCRIPTS)]])
            if same:
                name, sort_name = same.name, str(same.data["sort_name"])
            made = _person(at, name, sort_name, post, next(degrees))
            made = replace(made, data={**made.data, "disambiguation": "the younger"}) if same else made
        slugs = (f"{made.slug}-{n}" if n > 1 else made.slug for n in count(1))
        slug = next(it for it in slugs if it not in found)
        found[slug] = replace(made, slug=slug, former_slug=f"{slug}-as-was" if at % 100 == 70 else "")
    return [*found.values()]


def _anonymous(question: str, post: Mapping[str, str]) -> Person:
    name = "External Contributor"
    data = {"name": name, "sort_name": name, "kind": "anonymous", "affiliations": [{"role": post["role"]}]}
    return Person(f"{question}-external-contributor", data, post)


def _organisation(name: str) -> Person:
    post = {"role": "a part", "organisation": "Network of Institutes", "place": "Europe"}
    return Person(as_slug(name), {"name": name, "sort_name": name, "kind": "organisation"}, post)


def _person(at: int, name: str, sort_name: str, post: Mapping[str, str], degree: Mapping[str, str]) -> Person:
    since = FIRST_YEAR + at % YEARS
    held = {key: post[key] for key in ("role", "organisation", "place")}
    roles = [{**held, "as_of": since} if at % 3 else {**held, "from": f"{since}-09"}]
    if at % 4 == 0:
        earlier = {"role": f"{post['role']}, then Head of {post['subject']}", "organisation": f"Office {at}"}
        roles.append({**earlier, "from": since - 6, "to": since})
    data: dict[str, Any] = {"name": name, "sort_name": sort_name, "kind": "person", "affiliations": roles}
    if at % 7 == 3:
        data["also_known_as"] = [f"Dr {name}"]
    if at % 3 == 0:
        data["education"] = ["{degree} in {field}, {university}".format(**degree)]
    if at % 5 == 1:
        data["links"] = {"website": f"https://example.org/people/{at}", "wikidata": f"Q{90_000_000 + at}"}
    return Person(as_slug(name), data, post)


def _names(script: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Names to display and to sort by, no two alike: with another given name once all pairs are taken."""
    given, family = WORDS["names"][script]["given"], WORDS["names"][script]["family"]
    pairs = [*product(given, family)]
    dice.shuffle(pairs)
    for second in ("", *given):
        for first, last in pairs:
            if script in _IN_ONE_WORD:
                yield f"{last}{first}{second}", f"{last}{first}{second}"
            else:
                forenames = f"{first} {second}".strip()
                yield f"{forenames} {last}", f"{last}, {forenames}"


def _mixed(parts: Mapping[str, Sequence[str]], dice: random.Random) -> Iterator[dict[str, str]]:
    """Combinations of one of each part, in no order; no two alike until all are taken."""
    every = [dict(zip(parts, values, strict=True)) for values in product(*parts.values())]
    dice.shuffle(every)
    for again in count():
        for it in every:
            yield {
                key: f"{value} {again + 1}" if again and key in {"subject", "field"} else value
                for key, value in it.items()
            }
