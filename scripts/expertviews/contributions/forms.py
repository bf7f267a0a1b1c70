"""The forms by which people contribute. They ask only for what readers can know, in words for readers.

A field may name the key of the record that it becomes, which then gives it its format and its example.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from expertviews import model
from expertviews.content import ModelKey, keys
from expertviews.wording import Language
from expertviews.wording import marked as _

MOST_CHARACTERS = 60_000  # of a long field; GitHub takes 65,536 for a whole issue
_LONGEST_ADDRESS = 2_000  # characters, which every browser and server takes


@dataclass(frozen=True)
class FormField:
    """A field of a form. `options` maps each choice that people read to the value that it stands for.

    `target` is the model, and its key, that the field becomes. With `when`, the field is only asked for if another one
    has some value. A field that is `for_editors` doesn't get into the record.
    """

    id: str
    label: str
    about: str
    target: tuple[type[model.Part], str] | None = None
    required: bool = False
    long: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    when: tuple[str, str] | None = None
    for_editors: bool = False

    def translated(self, language: Language) -> "FormField":
        """Return the field in a language."""
        label, about, example = (
            words and language.gettext(words) for words in (self.label, self.about, self.placeholder)
        )
        options = {language.gettext(words): value for words, value in self.options.items()}
        return replace(self, label=label, about=about, example=example, options=options)

    def applies(self, values: Mapping[str, str]) -> bool:
        """Whether the field is to be filled in, given the values of the fields before it."""
        return not self.when or values.get(self.when[0]) == self.when[1]

    @property
    def key(self) -> ModelKey | None:
        """The key of the record that the field becomes, if there is one."""
        return keys.get(*self.target) if self.target else None

    @property
    def placeholder(self) -> str:
        """An example to show in the empty field."""
        example = self.key.example if self.key else None
        return self.example or (example if isinstance(example, str) else "")


@dataclass(frozen=True)
class Form:
    """A form; `name` is used in the name of its file and in addresses."""

    name: str
    title: str
    about: str
    intro: str
    fields: tuple[FormField, ...]

    def translated(self, language: Language) -> "Form":
        """Return the form in a language, with a notice that what is sent is public."""
        gettext = language.gettext
        intro = f"{gettext(self.intro)} {gettext(_PUBLIC)}"
        fields = tuple(it.translated(language) for it in self.fields)
        return replace(self, title=gettext(self.title), about=gettext(self.about), intro=intro, fields=fields)

    @property
    def file(self) -> str:
        """The name of the form's file on GitHub."""
        return f"{self.name}.yml"

    def address(self, issues: str, place: str) -> str:
        """Return the address that opens the form with `place` filled in, unless that would be too long.

        `issues` is the address at which the project's issues are opened.
        """
        empty = f"{issues}?{urlencode({'template': self.file})}"
        filled_in = f"{empty}&{urlencode({self.fields[0].id: place})}"
        return filled_in if len(filled_in) <= _LONGEST_ADDRESS else empty


# fmt: off
_PUBLIC = _(
    "What you write here is public at once. An editor reads it and decides whether it goes further; nothing is "
    "published without a review. Don't name anybody who wants to stay anonymous, and don't send what may not be "
    "published yet."
)
_ROLE = FormField("role", _("Role"), _("What they did when they answered."), (model.Affiliation, "role"))
_ORGANISATION = FormField(
    "organisation", _("Organisation"), _("Where they did it."), (model.Affiliation, "organisation"),
    example="Example Institute")
_NAME = FormField(
    "name", _("Name of whoever answers"), _("A person, several, or an organisation."), (model.Contributor, "name"),
    required=True, example="Jane Doe")
_KIND = FormField("kind", _("Who is that?"),
    _("Somebody who wants to stay anonymous is listed under a description, such as “A diplomat”."),
    (model.Contributor, "kind"), True,
    options={
        _("A person"): "person", _("An organisation"): "organisation", _("Somebody who stays anonymous"): "anonymous",
    })

ADD_ANSWER = Form(
    "add-an-answer", _("Add an answer"),
    _("Send your answer to a question of a round-table, or one that was published elsewhere."),
    _("Your answer is shown word for word, under its author's name."),
    (
        FormField("question", _("Which question?"), _("The address of its page here, or its words."),
            (model.Question, "question"), True),
        _NAME, _KIND, _ROLE, _ORGANISATION,
        FormField("url", _("Where was it published?"), _("Its web address. Leave this empty if it is sent here first."),
            (model.WebSource, "url")),
        FormField("answered", _("When was it given?"), _("A year, a month or a day. Leave this empty if it is new."),
            (model.View, "answered")),
        FormField("title", _("Its title"), _("If it has one of its own."), (model.View, "title")),
        FormField(
            "bio", _("About the author"), _("What the source says about them, word for word."), (model.View, "bio"),
            long=True),
        FormField(
            "text", _("The answer"), _("Word for word, with an empty line between paragraphs."), (model.View, "text"),
            required=True, long=True),
    ),
)
_CORRECTING = ("what", "correct")

CORRECT = Form(
    "correct-or-withdraw", _("Correct or withdraw"),
    _("Say what is wrong on a page, or withdraw your own answer."),
    _("Nothing changes in silence: a correction stands beside the old words, with its day and your reason."),
    (
        FormField("page", _("Where is it?"), _("The address of the page, or of the place on it."), None, True,
            example="https://example.org/contributors/jane-doe/#a-question"),
        FormField("what", _("What shall change?"), "", None, True,
            options={_("Correct a mistake"): "correct", _("Withdraw my answer"): "withdraw"}),
        FormField("wrong", _("The words that are wrong"), _("As they are on the page, with a few words around them."),
            (model.Correction, "printed"), required=True, long=True, when=_CORRECTING),
        FormField("right", _("The right words"), _("What should be there instead."), (model.Correction, "corrected"),
            required=True, long=True, when=_CORRECTING),
        FormField("original", _("What does the original have?"),
            _("The document or page in which the answer was published first."), when=_CORRECTING,
            options={_("I don't know"): "unknown", _("The same mistake"): "same", _("The right words"): "right"}),
        FormField("why", _("Why?"), _("One sentence, which readers will see."), (model.Correction, "why"), True),
        FormField("proof", _("How can we check that?"),
            _("For the editors: a source, or how to reach you. It is public here, but doesn't go onto the site."),
            long=True, for_editors=True),
    ),
)

OUTCOME = Form(
    "suggest-an-outcome", _("Suggest an outcome"),
    _("Say how a forecast has turned out, and how we know."),
    _("An outcome needs evidence that anybody can look at."),
    (
        FormField("statement", _("Which statement?"), _("The address of its page here, or its words."), None, True,
            example="https://example.org/questions/a-question/a-statement/"),
        FormField("status", _("How has it turned out?"), "", (model.Outcome, "status"), True,
            options={
                _("It has come true"): "borne-out", _("It has not come true"): "not-borne-out", _("Partly"): "mixed",
                _("It can't be judged"): "untestable",
            }),
        FormField("evidence", _("Evidence"), _("On each line one source: what it is, then its web address."),
            (model.Evidence, "title"), long=True, example="Joint statement of 4 February 2022 https://example.org/statement"
        ),
        FormField("proof", _("Anything else?"), _("For the editors. It is public here, but doesn't go onto the site."),
            long=True, for_editors=True),
    ),
)

CONTRIBUTOR = Form(
    "contributor", "A contributor", "Somebody who answers.", "",
    (
        _NAME, _KIND, _ROLE, _ORGANISATION,
        FormField("website", "Website", "A page of their own.", (model.Links, "website")),
        FormField("orcid", "ORCID iD", "Without an address.", (model.Links, "orcid")),
    ),
)
"""Only for editors, at a terminal."""
# fmt: on

FORMS = (ADD_ANSWER, CORRECT, OUTCOME)  # the forms for strangers


def forms_in(language: str) -> tuple[Form, ...]:
    """Return the forms for strangers in a language; in English where it has no translation."""
    return tuple(it.translated(Language(language)) for it in FORMS)
