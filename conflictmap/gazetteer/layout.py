"""The layout of a compiled gazetteer: what its reader and its writer agree on."""

from __future__ import annotations

import struct
from collections.abc import Iterable

__all__ = ["ADJECTIVE", "FORMS", "LANGUAGES", "PLACE_COLUMNS", "PLACE_TABLES", "SCHEMA", "SKELETON", "pack", "unpack"]

SCHEMA = 2
FORMS = ("name", "former", "case", "adjective", "variant")  # from nearest to farthest; a key keeps the nearest of a place
LANGUAGES = ("", "en", "uk", "ru")
SKELETON, ADJECTIVE = "~", "*"  # first letters of the keys that are no names by themselves

# words that recur (kind, feature, admin1, admin2, country) stand once in the table `word`
PLACE_COLUMNS = (
    "place.place_id, place.name, k.text, f.text, a.text, b.text, c.text, place.lon, place.lat, place.population, place.name_uk,"
    " place.name_ru, place.wkb"
)
PLACE_TABLES = (
    "place JOIN word k ON k.id = place.kind JOIN word f ON f.id = place.feature LEFT JOIN word a ON a.id = place.admin1"
    " LEFT JOIN word b ON b.id = place.admin2 JOIN word c ON c.id = place.country"
)

Hit = tuple[int, str, str]  # row of the place, form, language


def pack(hits: Iterable[Hit]) -> bytes:
    """Pack what stands behind a key, 4 bytes a place: 27 bits of the row, 3 of the form, 2 of the language."""
    codes = [row << 5 | FORMS.index(form) << 2 | LANGUAGES.index(lang) for row, form, lang in hits]
    return struct.pack(f"<{len(codes)}I", *codes)


def unpack(hits: bytes) -> list[Hit]:
    """Return what `pack` packed."""
    return [(n >> 5, FORMS[n >> 2 & 7], LANGUAGES[n & 3]) for n in struct.unpack(f"<{len(hits) // 4}I", hits)]
