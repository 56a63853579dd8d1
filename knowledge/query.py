"""What actions and pages ask of the knowledge: one value over the document and its curated layer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Optional, Union

from knowledge.curation import (
    Curation,
    DepartmentNames,
    EmergencyNumber,
    Flag,
    LawChange,
    Matter,
)
from knowledge.document import (
    BoundaryMatter,
    BoundaryRow,
    Citation,
    Document,
    DutyRow,
    Figure,
    Place,
    Regime,
    Service,
)
from knowledge.staff import Contact, Edit, Values
from knowledge.store import Store
from knowledge.text import fold

_LAW_NUMBER = re.compile(r"(?:第|令|〕)(\d{2,4})号(?![楼院门房线路店厂])|(\d{2,4})号(?:令|文)")

Row = Union[DutyRow, BoundaryRow, Service, Regime]


@dataclass(frozen=True)
class Share:
    """One department's part in a shared matter, as an answer gives it.

    ``text`` is None for a row flagged as misplaced. ``flag`` is the flag that
    moved, cut or withheld the text; the source row stays as printed.
    """

    department: str
    text: Optional[str]
    row: BoundaryRow
    flag: Optional[Flag] = None


@dataclass(frozen=True)
class Phone:
    number: str
    service: Service


class Knowledge:
    """Read-only look-ups. Refs are the short form (``duties/4/11``). ``values``: what staff have given."""

    def __init__(self, document: Document, curation: Curation, values: Values = MappingProxyType({})) -> None:
        self.document = document
        self.curation = curation
        self.values = values

    # --- places ---------------------------------------------------------------

    @cached_property
    def places(self) -> dict[str, Place]:
        return {place.ref: place for place in self.document.places()}

    def boundary(self, ref: str) -> Optional[BoundaryMatter]:
        """The boundary matter that ``boundaries/9`` or ``boundaries/9/1`` belongs to."""
        match = re.match(r"boundaries/\d+", ref)
        place = self.places.get(match[0]) if match else None
        return place if isinstance(place, BoundaryMatter) else None

    def regime(self, ref: str) -> Optional[Regime]:
        """The regime that ``supervision/5`` or one of its clauses belongs to."""
        match = re.match(r"supervision/\d+", ref)
        place = self.places.get(match[0]) if match else None
        return place if isinstance(place, Regime) else None

    def boundary_title(self, matter: BoundaryMatter) -> str:
        """The title as people should read it: the flagged slip of the pen mended."""
        return next((flag.title for flag in self.flags(matter.ref) if flag.title), matter.title)

    def flags(self, ref: str) -> tuple[Flag, ...]:
        return tuple(flag for flag in self.curation.flags if flag.ref == ref)

    def figures(self, ref: str) -> tuple[Figure, ...]:
        """Figures of a row, or of a whole regime with all its clauses."""
        return tuple(f for f in self.document.figures if f.ref == ref or f.ref.startswith(f"{ref}/"))

    # --- units ------------------------------------------------------------------

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Every name of a unit, its own included, to the name that the document uses."""
        names = {unit: unit for unit in self.document.units}
        for unit in self.curation.units:
            names.update(dict.fromkeys(unit.other, unit.name))
        for unit_name in self.document.units:
            for other in self.other_names("unit", unit_name):
                names.setdefault(other, unit_name)
        return names

    def unit_of(self, ref: str) -> Optional[str]:
        """The responsible unit that the document prints for a duty row or a service."""
        place = self.places.get(ref)
        if isinstance(place, DutyRow):
            return place.unit
        if isinstance(place, Service):
            return self.unit_names.get(place.unit, place.unit)
        return None

    def duties_of(self, unit: str) -> tuple[DutyRow, ...]:
        return tuple(row for row in self.document.duties if row.unit == unit)

    def services_of(self, unit: str) -> tuple[Service, ...]:
        return tuple(s for s in self.document.services if self.unit_of(s.ref) == unit)

    def phone_of(self, unit: str) -> Optional[Phone]:
        """The phone that the document publishes for one of the unit's services, if any."""
        return next((Phone(s.phone, s) for s in self.services_of(unit) if s.phone), None)

    def services_with_phone_in(self, text: str) -> tuple[Service, ...]:
        """The services whose published phone stands in the text."""
        typed = set(re.findall(r"\d{7,}", fold(text)))
        return tuple(s for s in self.document.services if s.phone and s.phone in typed)

    # --- what staff have given ------------------------------------------------------

    def given(self, kind: str, subject: str, field: str) -> Optional[Edit]:
        """The edit that gave a subject's field its present value; None where nothing is given."""
        edit = self.values.get((kind, subject, field))
        return edit if edit and edit.new else None

    def contact_of(self, unit: str) -> Contact:
        """What staff have given of a unit; what the document publishes is in ``phone_of``."""
        return Contact(*(self.given("unit", unit, field) for field in ("phone", "address", "hours", "note")))

    def other_names(self, kind: str, subject: str) -> tuple[str, ...]:
        """The other names that staff have given a subject, beside those of the curated layer."""
        edit = self.given(kind, subject, "other_names")
        return edit.names if edit else ()

    def units_with_phone_in(self, text: str) -> tuple[str, ...]:
        """The units one of whose phones stands in the text as staff have given it, area code or not."""
        typed = tuple(number.replace("-", "") for number in re.findall(r"\d[\d-]{5,}\d", fold(text)))
        return tuple(
            unit
            for unit in self.document.units
            if (phone := self.contact_of(unit).phone)
            and any(len(one) >= 7 and number.endswith(one) for number in phone.numbers for one in typed)
        )

    # --- departments ------------------------------------------------------------

    @cached_property
    def department_names(self) -> dict[str, str]:
        """Every name of a department, successors included, to one canonical printed name."""
        names: dict[str, str] = {}
        for department in self.curation.departments:
            canonical = department.same_as or department.name
            successors = (department.now.name, *department.now.other) if department.now else ()
            for name in (department.name, *department.other, *successors):
                names[name] = canonical
        for canonical in dict.fromkeys(names.values()):
            for other in self.other_names("department", canonical):
                names.setdefault(other, canonical)
        return names

    def department(self, name: str) -> Optional[DepartmentNames]:
        canonical = self.department_names.get(name)
        return next((d for d in self.curation.departments if d.name == canonical), None)

    def shares(self, matter: BoundaryMatter) -> tuple[Share, ...]:
        """Who does what in a shared matter, with the flags of the curated layer applied."""
        shares: list[Share] = []
        for row in matter.rows:
            flag = next((f for f in self.flags(row.ref) if f.kind != "typo"), None)
            if flag and flag.kind == "misplaced":
                shares.append(Share(row.department, None, row, flag))
            elif flag and flag.parts:
                shares.extend(Share(part.department, part.of(row.text), row, flag) for part in flag.parts)
            else:
                shares.append(Share(row.department, row.text, row, flag))
        return tuple(shares)

    def shares_of(self, department: str) -> tuple[Share, ...]:
        """A department's part in every shared matter. ``department`` is the canonical name."""
        return tuple(
            share
            for matter in self.document.boundaries
            for share in self.shares(matter)
            if share.text and self.department_names.get(share.department, share.department) == department
        )

    # --- matters ------------------------------------------------------------------

    @cached_property
    def matters(self) -> dict[str, Matter]:
        """The catalogue, and one matter for each unit itself."""
        return {matter.id: matter for matter in (*self._catalogue(), *self._unit_matters())}

    def _catalogue(self) -> Iterator[Matter]:
        for matter in self.curation.matters:
            others = self.other_names("matter", matter.id)
            yield matter.copy(update={"terms": tuple(dict.fromkeys((*matter.terms, *others)))}) if others else matter

    def _unit_matters(self) -> Iterable[Matter]:
        for unit in self.curation.units:
            refs = tuple(row.ref for row in self.duties_of(unit.name))
            services = tuple(service.ref for service in self.services_of(unit.name))
            if not refs:  # no such unit in the document: check() says so
                continue
            yield Matter(
                id=unit.id,
                title=unit.name,
                audience="resident",
                terms=tuple(dict.fromkeys((unit.name, *unit.other, *self.other_names("unit", unit.name)))),
                refs=refs,
                related=services,
            )

    @property
    def unit_matter_ids(self) -> tuple[str, ...]:
        """The matters that stand for the units themselves."""
        return tuple(unit.id for unit in self.curation.units)

    def unit_of_matter(self, matter_id: str) -> Optional[str]:
        """The unit that a unit's own matter stands for; None for any other matter."""
        return next((unit.name for unit in self.curation.units if unit.id == matter_id), None)

    def matter_of_unit(self, name: str) -> Optional[str]:
        """The id of the matter that stands for a unit itself, by the name that the document uses."""
        return next((unit.id for unit in self.curation.units if unit.name == name), None)

    # --- laws ------------------------------------------------------------------------

    def citations(self, refs: Iterable[str]) -> tuple[Citation, ...]:
        """Laws named at these places, their clauses included, each title once."""
        found: dict[str, Citation] = {}
        for ref in refs:
            for citation in self.document.citations:
                if citation.ref == ref or citation.ref.startswith(f"{ref}/"):
                    found.setdefault(citation.title, citation)
        return tuple(found.values())

    def law_change(self, title: str) -> Optional[LawChange]:
        return next((change for change in self.curation.law_changes if title in change.titles), None)

    def laws_titled_in(self, text: str) -> tuple[Citation, ...]:
        """Laws whose title stands in the text."""
        folded = fold(text)
        return tuple(citation for citation in self.document.citations if fold(citation.title) in folded)

    def laws_numbered_in(self, text: str) -> tuple[Citation, ...]:
        """Laws whose number stands in the text as a law's number (第591号, 591号令); a house number is none."""
        numbers = {first or second for first, second in _LAW_NUMBER.findall(fold(text))}
        return tuple(
            citation
            for citation in self.document.citations
            if numbers.intersection(re.findall(r"(?:第|〕)(\d+)号", citation.number))
        )

    def emergency_number(self, number: str) -> EmergencyNumber:
        return next(entry for entry in self.curation.emergency_numbers if entry.number == number)


class LiveKnowledge:
    """The store's knowledge, read again whenever the store's revision has moved."""

    def __init__(self, store: Store, document_id: str) -> None:
        self._store = store
        self._document_id = document_id
        self._revision = -1
        self._knowledge: Optional[Knowledge] = None

    def current(self) -> Knowledge:
        """Raises StoreError where the store cannot be read or holds no such document."""
        revision = self._store.revision()
        if self._knowledge is None or revision != self._revision:
            self._knowledge = Knowledge(*self._store.read(self._document_id))
            self._revision = revision
        return self._knowledge
