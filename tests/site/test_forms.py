"""How forms are drawn and what they say: no database, no request."""

import datetime as dt
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.forms import formset_factory
from django.http import QueryDict
from django.template import Context, Template

from cs_casework.accounts.models import StaffSession
from cs_casework.forms import (
    DateField,
    DateTimeField,
    GovukForm,
    GovukModelForm,
    GovukRenderer,
    format_time,
    govuk_formfield,
    in_a_sentence,
    summary_errors,
)

LONDON = ZoneInfo("Europe/London")
CHOICES = [("letter", "By letter"), ("other", "Another way")]


class ContactForm(GovukForm):
    name = forms.CharField(max_length=100, help_text="As on the birth certificate")
    nhs_number = forms.CharField(label="NHS number", required=False, widget=forms.TextInput(attrs={"width": 10}))
    born = DateField(label="Date of birth", allow_future=False)
    received = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    other_how = forms.CharField(label="Which way", required=False)
    needs = forms.MultipleChoiceField(
        choices=[("x", "Interpreter"), ("y", "Other")], required=False, widget=forms.CheckboxSelectMultiple
    )
    team = forms.ChoiceField(choices=[("", "---------"), ("a", "Team A")])
    story = forms.CharField(label="What happened", max_length=20, widget=forms.Textarea)
    children = forms.IntegerField(label="Number of children", min_value=1)
    told = forms.BooleanField(label="The family has been told")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    reveals = {"received": {"other": "other_how"}}
    option_hints = {"received": {"letter": "Or by e-mail"}}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("received") == "other" and not data.get("other_how"):
            self.add_error("other_how", "Enter which way it was received")
        return data


GOOD = {
    "name": "Sam Hill",
    "born-day": "4",
    "born-month": "March",
    "born-year": "2012",
    "received": "letter",
    "team": "a",
    "story": "She came.",
    "children": "2",
    "told": "on",
}


class Elements(HTMLParser):
    """Every element of a piece of HTML, as (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def with_id(self, wanted: str) -> dict[str, str | None]:
        return next(attrs for _, attrs in self.found if attrs.get("id") == wanted)

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.found if "id" in attrs]


def contact(**changes: str | None) -> ContactForm:
    data = QueryDict(mutable=True)
    for name, value in {**GOOD, **{key.replace("__", "-"): value for key, value in changes.items()}}.items():
        if value is not None:
            data[name] = value
    return ContactForm(data)


def only_error(form: forms.BaseForm, name: str) -> str:
    assert list(form.errors) == [name], form.errors
    return str(form.errors[name][0])


# --- The whole form -------------------------------------------------------------------------------------------------
def test_form_good_is_valid() -> None:
    form = contact()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == dt.date(2012, 3, 4)


def test_form_uses_the_renderer_of_the_settings() -> None:
    assert isinstance(ContactForm().renderer, GovukRenderer)
    assert isinstance(forms.Form().renderer, GovukRenderer)


def test_form_empty_has_no_summary_and_unique_ids() -> None:
    html = str(ContactForm())
    assert "govuk-error-summary" not in html
    ids = Elements(html).ids()
    assert len(ids) == len(set(ids))


def test_form_leaves_checking_to_the_server() -> None:
    for _, attrs in Elements(str(contact(name=None))).found:
        assert not {"required", "maxlength", "minlength", "min", "max", "pattern"} & set(attrs)


def test_form_keeps_what_was_typed() -> None:
    html = str(contact(name="<b>Żó</b>", born__day="31", born__month="2", children="two", team="nonsense"))
    assert "&lt;b&gt;Żó&lt;/b&gt;" in html
    page = Elements(html)
    assert page.with_id("id_born-day")["value"] == "31"
    assert page.with_id("id_children")["value"] == "two"


def test_summary_links_lead_to_controls_that_can_be_focused() -> None:
    form = ContactForm({"born-day": "4", "born-month": "", "born-year": "2012"})
    html = str(form)
    page = Elements(html)
    hrefs = [attrs["href"] for tag, attrs in page.found if tag == "a"]
    assert hrefs == [
        "#id_name",
        "#id_born-month",
        "#id_received_0",
        "#id_team",
        "#id_story",
        "#id_children",
        "#id_told",
    ]
    controls = {attrs.get("id") for tag, attrs in page.found if tag in {"input", "select", "textarea"}}
    assert {str(href)[1:] for href in hrefs} <= controls


def test_summary_stands_first_and_only_once() -> None:
    form = contact(name="")
    page = Template("{% error_summary form %}|{{ form }}").render(Context({"form": form}))
    assert page.index("govuk-error-summary") < page.index("|")
    assert page.count("There is a problem") == 1
    assert str(contact(name="")).lstrip().startswith('<div class="govuk-error-summary"')


def test_summary_shows_errors_of_the_whole_form_without_a_link() -> None:
    form = contact()
    form.add_error(None, "The case was closed meanwhile.")
    assert summary_errors(form)[0].href == ""
    assert "The case was closed meanwhile." in str(form)


def test_summary_puts_a_revealed_field_after_its_question() -> None:
    form = contact(received="other", team="")
    assert [error.href for error in summary_errors(form)] == ["#id_other_how", "#id_team"]


def test_summary_of_a_formset_names_each_form() -> None:
    formset = formset_factory(ContactForm, extra=0)(
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            **{f"form-0-{name}": value for name, value in GOOD.items()},
        }
        | {"form-0-name": ""}
    )
    assert [error.href for error in summary_errors(formset)] == ["#id_form-0-name"]
    assert str(formset).count("There is a problem") == 1


def test_a_plain_django_form_is_drawn_too() -> None:
    class Plain(forms.Form):
        text = forms.CharField(required=False)
        on = forms.DateField(required=False)

    html = str(Plain())
    assert "govuk-input" in html
    assert "(optional)" not in html


# --- Fields ---------------------------------------------------------------------------------------------------------
def test_field_describes_its_control_by_hint_and_error() -> None:
    page = Elements(str(contact(name="")))
    assert page.with_id("id_name")["aria-describedby"] == "id_name-hint id_name-error"
    assert {"id_name-hint", "id_name-error"} <= set(page.ids())
    assert "govuk-input--error" in str(page.with_id("id_name")["class"])


def test_field_optional_says_so_but_not_where_it_is_clear() -> None:
    form = ContactForm()
    assert form["nhs_number"].label == "NHS number (optional)"
    assert form["needs"].label == "Needs (optional)"
    assert form["other_how"].label == "Which way"
    assert form["name"].label == "Name"


def test_field_optional_can_be_left_unsaid() -> None:
    class Filter(GovukForm):
        mark_optional = False
        text = forms.CharField(required=False)

    assert Filter()["text"].label == "Text"


def test_field_width_becomes_a_class() -> None:
    attrs = Elements(str(ContactForm()["nhs_number"])).with_id("id_nhs_number")
    assert "govuk-input--width-10" in str(attrs["class"]).split()
    assert "width" not in attrs


def test_field_text_does_not_offer_what_was_typed_about_others() -> None:
    attrs = Elements(str(ContactForm()["name"])).with_id("id_name")
    assert (attrs["autocomplete"], attrs["dir"]) == ("off", "auto")


def test_field_number_is_a_text_box_with_a_number_pad() -> None:
    attrs = Elements(str(ContactForm()["children"])).with_id("id_children")
    assert (attrs["type"], attrs["inputmode"]) == ("text", "numeric")


def test_field_number_too_small_is_refused_in_plain_words() -> None:
    assert only_error(contact(children="0"), "children") == "Number of children must be 1 or more"


def test_field_checkboxes_are_not_radios() -> None:
    assert ContactForm()["needs"].kind == "checkboxes"
    types = [
        attrs.get("type") for tag, attrs in Elements(ContactForm()["needs"].as_field_group()).found if tag == "input"
    ]
    assert types == ["checkbox", "checkbox"]


def test_field_single_checkbox_stands_beside_its_label() -> None:
    form = contact(told=None)
    html = form["told"].as_field_group()
    page = Elements(html)
    assert [tag for tag, _ in page.found].count("label") == 1
    assert page.with_id("id_told")["aria-describedby"] == "id_told-error"
    assert only_error(form, "told") == "Tick the box “The family has been told” to continue"


def test_field_select_asks_to_choose() -> None:
    html = str(ContactForm()["team"])
    assert "Choose one" in html
    assert "---------" not in html


def test_field_textarea_counts_characters_without_a_script_too() -> None:
    html = ContactForm()["story"].as_field_group()
    page = Elements(html)
    group = page.found[0][1]
    assert (group["data-module"], group["data-maxlength"]) == ("govuk-character-count", "20")
    assert page.with_id("id_story")["aria-describedby"] == "id_story-info"
    assert "You can enter up to 20 characters" in html


def test_field_textarea_counts_a_line_end_as_one_character() -> None:
    form = contact(story="1234567\r\n" * 2 + "1234")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["story"] == "1234567\n1234567\n1234"


def test_field_too_long_is_refused_in_plain_words() -> None:
    assert only_error(contact(story="x" * 21), "story") == "What happened must be 20 characters or fewer"


def test_field_required_messages_name_the_field() -> None:
    form = ContactForm({})
    assert form.errors["name"] == ["Enter name"]
    assert form.errors["team"] == ["Select team"]
    assert form.errors["born"] == ["Enter date of birth"]


def test_field_own_messages_are_kept() -> None:
    class Own(GovukForm):
        name = forms.CharField(error_messages={"required": "Say who it is"})

    assert Own({}).errors["name"] == ["Say who it is"]


def test_field_labels_with_a_percent_sign_do_not_break_messages() -> None:
    class Odd(GovukForm):
        share = forms.CharField(label="100% sure", max_length=1)
        one = forms.ChoiceField(label="50% done", choices=CHOICES)

    errors = Odd({"share": "xx", "one": "\x00"}).errors
    assert errors["share"] == ["100% sure must be 1 character or fewer"]
    assert errors["one"] == ["Select one of the choices listed for “50% done”"]


@pytest.mark.parametrize("name", ["🌻 Rose", "محمد الأحمد", "Zoë O’Hara-Smythe", "\u200fשרה\u200f", "José\u0301"])
def test_field_names_of_every_script_are_accepted(name: str) -> None:
    form = contact(name=name)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == name


def test_field_nul_byte_is_refused_in_plain_words() -> None:
    message = "Name contains a character that cannot be stored. Delete the text and type it again."
    assert only_error(contact(name="Sam\x00Hill"), "name") == message


def test_field_page_heading_is_the_h1() -> None:
    class One(GovukForm):
        page_heading = "text"
        text = forms.CharField(label="What happened?")

    assert "<h1" in str(One())
    assert "<h1" not in str(ContactForm())


def test_field_question_is_quoted_in_its_message() -> None:
    class Asks(GovukForm):
        how = forms.ChoiceField(label="How was it received?", choices=CHOICES, widget=forms.RadioSelect)
        on = DateField(label="When did you see her?")

    errors = Asks({"on-day": "1"}).errors
    assert errors["how"] == ["Select an answer to “How was it received?”"]
    assert errors["on"] == ["Date must include a month and year"]


def test_field_file_and_password_have_their_components() -> None:
    class Two(GovukForm):
        letter = forms.FileField()
        password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    html = str(Two({}, {"letter": SimpleUploadedFile("a.txt", b"x")}))
    assert "govuk-file-upload" in html
    assert 'data-module="govuk-password-input"' in html
    assert Elements(html).with_id("id_password")["autocomplete"] == "current-password"
    assert Two({}).errors["letter"] == ["Choose a file"]


# --- Conditional reveal -----------------------------------------------------------------------------------------------
def test_reveal_puts_the_field_inside_its_option_and_nowhere_else() -> None:
    html = str(ContactForm())
    page = Elements(html)
    assert page.with_id("id_received_1")["data-aria-controls"] == "conditional-id_received_1"
    assert "data-aria-controls" not in page.with_id("id_received_0")
    assert "govuk-radios__conditional--hidden" in str(page.with_id("conditional-id_received_1")["class"])
    assert page.ids().count("id_other_how") == 1
    assert page.ids().index("conditional-id_received_1") < page.ids().index("id_other_how")


def test_reveal_is_open_when_its_option_is_chosen() -> None:
    page = Elements(str(contact(received="other", other_how="By hand")))
    assert "hidden" not in str(page.with_id("conditional-id_received_1")["class"])
    assert page.with_id("id_other_how")["value"] == "By hand"


def test_reveal_option_hint_describes_the_option() -> None:
    page = Elements(str(ContactForm()))
    assert page.with_id("id_received_0")["aria-describedby"] == "id_received_0-item-hint"
    assert "id_received_0-item-hint" in page.ids()


# --- Dates ------------------------------------------------------------------------------------------------------------
def marked(form: forms.BaseForm, name: str) -> list[str]:
    page = Elements(str(form[name]))
    return [
        str(attrs["id"]).rsplit("-", 1)[1]
        for tag, attrs in page.found
        if tag == "input" and "govuk-input--error" in str(attrs["class"])
    ]


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "boxes"),
    [
        ("", "3", "2012", "Date of birth must include a day", ["day"]),
        ("4", "", "2012", "Date of birth must include a month", ["month"]),
        ("4", "3", "", "Date of birth must include a year", ["year"]),
        ("", "", "2012", "Date of birth must include a day and month", ["day", "month"]),
        ("4", "", "", "Date of birth must include a month and year", ["month", "year"]),
        ("", "", "", "Enter date of birth", ["day", "month", "year"]),
        ("31", "2", "2012", "Date of birth must be a real date: February 2012 has 29 days", ["day"]),
        ("32", "1", "2012", "Date of birth must be a real date, like 27 3 2026", ["day"]),
        ("4", "13", "2012", "Date of birth must be a real date, like 27 3 2026", ["month"]),
        ("4", "Mach", "2012", "Date of birth must be a real date, like 27 3 2026", ["month"]),
        ("x", "y", "z", "Date of birth must be a real date, like 27 3 2026", ["day", "month", "year"]),
        ("-1", "3", "2012", "Date of birth must be a real date, like 27 3 2026", ["day"]),
        ("4\x00", "3", "2012", "Date of birth must be a real date, like 27 3 2026", ["day"]),
        ("4", "3", "12", "Date of birth must have a year with 4 numbers, like 2026", ["year"]),
        ("4", "3", "1066", "Date of birth must not be before 1900", ["year"]),
        ("4", "3", "9999", "Date of birth must be today or in the past", ["day", "month", "year"]),
    ],
)
def test_date_says_what_is_wrong_and_marks_only_that(
    day: str, month: str, year: str, message: str, boxes: list[str]
) -> None:
    form = contact(born__day=day, born__month=month, born__year=year)
    assert only_error(form, "born") == message
    assert marked(form, "born") == boxes
    assert form["born"].first_id == f"id_born-{boxes[0]}"


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "MAR", " 3 "])
def test_date_takes_a_month_as_people_write_it(month: str) -> None:
    assert contact(born__month=month).is_valid()


def test_date_marks_every_box_for_an_error_from_elsewhere() -> None:
    form = contact()
    form.add_error("born", "Date of birth must be before the referral")
    assert marked(form, "born") == ["day", "month", "year"]


def test_date_is_a_group_described_by_its_error() -> None:
    page = Elements(contact(born__day="")["born"].as_field_group())
    fieldset = next(attrs for tag, attrs in page.found if tag == "fieldset")
    assert (fieldset["role"], fieldset["aria-describedby"]) == ("group", "id_born-error")


def test_date_takes_one_value_too() -> None:
    class Filter(GovukForm):
        since = DateField(required=False)

    form = Filter(QueryDict("since=2026-03-04"))
    assert form.is_valid()
    assert form.cleaned_data["since"] == dt.date(2026, 3, 4)
    assert Filter(QueryDict("since=rubbish")).errors["since"] == ["Since must include a month and year"]
    assert Filter(QueryDict("")).is_valid()


def test_date_shows_its_initial_value() -> None:
    page = Elements(str(ContactForm(initial={"born": dt.date(2012, 3, 4)})["born"]))
    assert [page.with_id(f"id_born-{part}")["value"] for part in ("day", "month", "year")] == ["4", "3", "2012"]


def test_date_knows_whether_it_has_changed() -> None:
    form = ContactForm(GOOD, initial={"born": dt.date(2012, 3, 4)})
    assert "born" not in form.changed_data
    assert "name" in form.changed_data


class VisitForm(GovukForm):
    at = DateTimeField(label="When it happened", allow_future=False)


def visit(time: str, day: str = "4", month: str = "3", year: str = "2025") -> VisitForm:
    return VisitForm({"at-day": day, "at-month": month, "at-year": year, "at-time": time})


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("4:10pm", 16, 10),
        ("4.10 PM", 16, 10),
        ("410pm", 16, 10),
        ("4pm", 16, 0),
        ("4 p.m.", 16, 0),
        ("16:10", 16, 10),
        ("1610", 16, 10),
        ("09:30", 9, 30),
        ("12am", 0, 0),
        ("12:30pm", 12, 30),
        ("midday", 12, 0),
        ("midnight", 0, 0),
    ],
)
def test_datetime_takes_a_time_as_people_write_it(text: str, hour: int, minute: int) -> None:
    form = visit(text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == dt.datetime(2025, 3, 4, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize("text", ["25:00", "16:60", "13pm", "0pm", "noonish", "16", "1:2:3", "\x00"])
def test_datetime_refuses_what_is_no_time(text: str) -> None:
    form = visit(text)
    assert only_error(form, "at") == "Enter the time like 4:10pm or 16:10"
    assert marked(form, "at") == ["time"]


def test_datetime_asks_which_half_of_the_day_is_meant() -> None:
    assert only_error(visit("4:10"), "at").startswith("Enter the time with am or pm")


def test_datetime_without_a_time_asks_for_it() -> None:
    form = visit("")
    assert only_error(form, "at") == "When it happened must include a time"
    assert form["at"].first_id == "id_at-time"


def test_datetime_in_the_future_is_refused() -> None:
    assert only_error(visit("4pm", year="9998"), "at") == "When it happened must not be in the future"


def test_datetime_when_the_clocks_change() -> None:
    skipped = visit("1:30am", day="30")
    assert only_error(skipped, "at") == "There was no such time on that day: the clocks went forward"
    assert visit("1:30am", day="26", month="10").is_valid()


def test_datetime_shows_its_initial_value_in_local_time() -> None:
    summer = dt.datetime(2025, 7, 4, 15, 10, tzinfo=dt.UTC)
    page = Elements(str(VisitForm(initial={"at": summer})["at"]))
    assert page.with_id("id_at-time")["value"] == "4:10pm"


# --- Forms of models --------------------------------------------------------------------------------------------------
def test_model_forms_ask_for_dates_in_boxes() -> None:
    class SessionForm(GovukModelForm):
        class Meta:
            model = StaffSession
            fields = ["expire_date"]

    assert isinstance(SessionForm().fields["expire_date"], DateTimeField)
    assert isinstance(govuk_formfield(models.DateField()), DateField)
    assert type(govuk_formfield(models.DateField())) is DateField
    assert isinstance(govuk_formfield(models.CharField(max_length=3)), forms.CharField)


# --- Words ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (dt.time(16, 10), "4:10pm"),
        (dt.time(9, 5), "9:05am"),
        (dt.time(10), "10am"),
        (dt.time(0), "midnight"),
        (dt.time(0, 5), "12:05am"),
        (dt.time(12), "midday"),
        (dt.time(12, 30), "12:30pm"),
    ],
)
def test_times_are_written_as_people_say_them(moment: dt.time, text: str) -> None:
    assert format_time(moment) == text


def test_labels_in_a_sentence() -> None:
    assert in_a_sentence("Date of birth") == "date of birth"
    assert in_a_sentence("NHS number") == "NHS number"


def test_filters_write_dates_as_gov_uk_does() -> None:
    at = dt.datetime(2026, 7, 4, 15, 10, tzinfo=dt.UTC)
    page = Template("{{ at|govuk_date }}|{{ at|govuk_datetime }}|{{ on|govuk_short_date }}|{{ none|govuk_date }}")
    text = page.render(Context({"at": at, "on": dt.date(2026, 3, 4), "none": None}))
    assert text == "4 July 2026|4 July 2026 at 4:10pm|4 Mar 2026|"


def test_filters_say_how_near_a_date_is() -> None:
    from django.utils import timezone

    today = timezone.localdate()
    days = [today + dt.timedelta(days=count) for count in (-1, 0, 1, 9)]
    page = Template("{% for day in days %}{{ day|due_in_words }},{{ day|due_tone }}|{% endfor %}")
    text = page.render(Context({"days": days}))
    assert text == "1 day overdue,red|Due today,yellow|Due tomorrow,yellow|Due in 9 days,grey|"
