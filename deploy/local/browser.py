"""A browser without JavaScript: opens pages, fills in their forms, follows where they lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, CookieJar, FormData
from yarl import URL


@dataclass(frozen=True)
class Upload:
    """A file to put into a form."""

    name: str
    content: bytes
    content_type: str


@dataclass
class Form:
    """A form as it stands on the page: what it would send, and its named buttons."""

    action: str
    method: str = "get"
    multipart: bool = False
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the forms, the links and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.links: list[str] = []
        self.text: list[str] = []
        self._form: Form | None = None
        self._select: tuple[Form, str] | None = None
        self._options: list[tuple[str, bool]] = []
        self._area: tuple[Form, str] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._open_form(given)
        elif tag in {"input", "select", "textarea", "button"}:
            self._control(tag, given)
        elif tag == "option":
            self._options.append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent -= 1
        elif tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select" and self._select:
            form, name = self._select
            chosen = next((value for value, on in self._options if on), None)
            first = self._options[0][0] if self._options else ""
            form.fields.append((name, first if chosen is None else chosen))
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            form, name = self._area
            form.fields = [
                (key, value + data if key == name else value) for key, value in form.fields
            ]
        elif not self._silent:
            self.text.append(data)

    def _open_form(self, given: dict[str, str]) -> None:
        self._form = Form(
            action=given.get("action", ""),
            method=given.get("method", "get").lower(),
            multipart=given.get("enctype", "") == "multipart/form-data",
        )
        self.forms.append(self._form)
        if "id" in given:
            self.by_id[given["id"]] = self._form

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form = self.by_id.get(given["form"]) if "form" in given else self._form
        name = given.get("name", "")
        if form is None or "disabled" in given:
            return
        form.names.add(name)
        kind = given.get("type", "submit" if tag == "button" else tag)
        if kind in {"submit", "image"}:
            action = given.get("formaction", form.action)
            form.buttons.append((name, given.get("value", ""), action))
        elif tag == "select":
            self._select, self._options = (form, name), []
        elif tag == "textarea":
            self._area = (form, name)
            form.fields.append((name, ""))
        elif name and kind != "file" and (kind not in {"radio", "checkbox"} or "checked" in given):
            form.fields.append((name, given.get("value", "on" if kind == "checkbox" else "")))


class Page:
    """One answer: its status, address, text, forms and links."""

    def __init__(self, url: URL, status: int, body: str) -> None:
        self.url = url
        self.status = status
        self.html = body
        reader = _Reader()
        reader.feed(body)
        self.forms = reader.forms
        self.links = reader.links
        self.text = " ".join(" ".join(reader.text).split())

    def form(self, action_part: str) -> Form:
        """Return the first POST form whose action (or a button's) contains `action_part`."""
        for form in self.forms:
            actions = [form.action or self.url.path, *(action for _, _, action in form.buttons)]
            if form.method == "post" and any(action_part in action for action in actions):
                return form
        raise LookupError(f"{self.url.path} has no form for {action_part}: {self.text[:300]}")


class Browser:
    """One person's browser, with cookies of their own."""

    def __init__(self, origin: str) -> None:
        self.origin = URL(origin)
        jar = CookieJar(unsafe=True, treat_as_secure_origin=[self.origin])
        self.session = ClientSession(cookie_jar=jar, headers={"Accept": "text/html"})

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.session.close()

    async def open(self, path: str) -> Page:
        """Open a page, following redirects."""
        async with self.session.get(self.origin.join(URL(path))) as response:
            return Page(response.url, response.status, await response.text())

    async def submit(
        self, page: Page, action_part: str, /, *, press: str = "", **values: str | Upload
    ) -> Page:
        """Fill the form in with `values`, press a button (by name or value), follow its lead."""
        form = page.form(action_part)
        unknown = set(values) - form.names
        if unknown:
            raise LookupError(f"{page.url.path}: the form has no {sorted(unknown)}")
        sent = FormData(default_to_multipart=form.multipart)
        for name, value in form.fields:
            if name not in values:
                sent.add_field(name, value)
        for name, given in values.items():
            _add(sent, name, given)
        name, value, action = _pressed(form, action_part, press)
        if name:
            sent.add_field(name, value)
        target_url = page.url.join(URL(action)) if action else page.url
        async with self.session.post(target_url, data=sent) as response:
            return Page(response.url, response.status, await response.text())


def _pressed(form: Form, action_part: str, press: str) -> tuple[str, str, str]:
    """Return name, value and action of the button; without `press` the one without a name."""
    for name, value, action in form.buttons:
        if press in (name, value) if press else not name and action_part in action:
            return name, value, action
    if press:
        raise LookupError(f"the form has no button {press}")
    return "", "", form.action


def _add(sent: FormData, name: str, given: str | Upload) -> None:
    if isinstance(given, Upload):
        sent.add_field(name, given.content, filename=given.name, content_type=given.content_type)
    else:
        sent.add_field(name, given)
