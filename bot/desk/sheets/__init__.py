"""What the desk's pages say, apart from how they look."""

from bot.desk.sheets.answer_text import answer_text
from bot.desk.sheets.sheet import Line, Responsible, Section, Sheet, address, place_address, slip_address
from bot.desk.sheets.things import sheet_of, thing_at

__all__ = [
    "Line",
    "Responsible",
    "Section",
    "Sheet",
    "address",
    "answer_text",
    "place_address",
    "sheet_of",
    "slip_address",
    "thing_at",
]
