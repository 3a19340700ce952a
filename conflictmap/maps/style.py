"""One palette, one set of symbols and one legend text for every output: the page and the printed figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from conflictmap.errors import ConfigError

__all__ = [
    "AGE_ALPHA",
    "ESTIMATE",
    "FORGOTTEN",
    "GLYPHS",
    "LABEL_RANKS",
    "PALETTES",
    "SHAPES",
    "SYMBOL_RADII",
    "TEXTS",
    "Palette",
    "age_alpha",
    "as_json",
    "certainty_look",
    "label_rank",
    "palette",
    "text",
]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one look, as "#rrggbb".

    The two sides and contested keep a CIE76 difference of at least 45 for three kinds of colour-blindness and at least 15 L*
    steps in grey; a test holds that. Amber is pale on paper, so it always has a dark outline.
    """

    ua: str
    ua_text: str
    ru: str
    ru_text: str
    contested: str
    contested_text: str
    land: str  # Ukraine
    outside: str  # other countries
    oblast: str  # boundaries of oblasts
    border: str  # boundaries of countries
    water: str
    sea: str
    town: str  # built-up areas
    road: str
    rail: str
    ink: str
    second: str
    muted: str
    paper: str  # panels, halos, the inside of hollow symbols
    field: str  # a shade off paper: cards, pressed buttons
    line: str  # rules between things
    accent: str  # focus and links
    mark: str  # behind the place in a quote
    mark_line: str


PALETTES: dict[str, Palette] = {
    "light": Palette(
        ua="#1E78D2",
        ua_text="#0057B7",
        ru="#8C1127",
        ru_text="#8C1127",
        contested="#E6AB02",
        contested_text="#7A5600",
        land="#F8F7F3",
        outside="#ECEAE4",
        oblast="#BDB8AC",
        border="#8B867B",
        water="#B4CEDF",
        sea="#D5E3EC",
        town="#E9E5DA",
        road="#D9D3C5",
        rail="#C4BFB3",
        ink="#1B1D21",
        second="#4C4F55",
        muted="#65676D",
        paper="#FFFFFF",
        field="#F3F1EC",
        line="#D9D6CE",
        accent="#0B5CC4",
        mark="#FBE7A8",
        mark_line="#C99400",
    ),
    "dark": Palette(
        ua="#6CB0FF",
        ua_text="#8CC2FF",
        ru="#D63A50",
        ru_text="#FF8496",
        contested="#FFD24A",
        contested_text="#FFD24A",
        land="#1F2329",
        outside="#171A1F",
        oblast="#4A505A",
        border="#7C828C",
        water="#34506A",
        sea="#15202B",
        town="#292E36",
        road="#343A44",
        rail="#3D434D",
        ink="#F2F0EA",
        second="#C9CBD0",
        muted="#A3A7AE",
        paper="#14171B",
        field="#23272E",
        line="#363B43",
        accent="#8CC2FF",
        mark="#5A4708",
        mark_line="#FFD24A",
    ),
    "print": Palette(
        ua="#1E78D2",
        ua_text="#004A9C",
        ru="#8C1127",
        ru_text="#7A0C20",
        contested="#E6AB02",
        contested_text="#6B4B00",
        land="#FFFFFF",
        outside="#F1F1EF",
        oblast="#B5B5B5",
        border="#6E6E6E",
        water="#B4CEDF",
        sea="#E3ECF2",
        town="#ECECEA",
        road="#D4D4D0",
        rail="#BEBEBE",
        ink="#111111",
        second="#3C3C3C",
        muted="#595959",
        paper="#FFFFFF",
        field="#F4F4F4",
        line="#CFCFCF",
        accent="#0B4FA8",
        mark="#F1E3B4",
        mark_line="#8A6700",
    ),
}

# control of a settlement: colour (a field of Palette) and shape; hatching of the estimated areas stands in ESTIMATE
SHAPES: dict[str, tuple[str, str]] = {
    "UA": ("ua", "circle"),
    "RU": ("ru", "diamond"),
    "CONTESTED": ("contested", "square"),
    "DISPUTED": ("contested", "half"),  # half circle in the colour of UA, half diamond in that of RU
    "UNKNOWN": ("muted", "question"),
}

# how estimated areas and the front line are drawn: tint, hatch angle in degrees, hatch step and dash in px
ESTIMATE: dict[str, dict[str, Any]] = {
    "held": {"tint": 0.075, "angle": 45, "step": 10},
    "regained": {"tint": 0.095, "angle": -45, "step": 6},
    "line": {"dash": (7, 5), "width": 2.0, "halo": 5.2},
}

# (least population, text size in px, weight): places of a row and above come first where names compete for room
LABEL_RANKS: tuple[tuple[int, float, int], ...] = (
    (250_000, 15.0, 700),
    (70_000, 13.5, 600),
    (15_000, 12.5, 600),
    (5_000, 11.5, 500),
    (0, 11.0, 400),
)
SYMBOL_RADII: tuple[float, ...] = (8.0, 7.0, 6.4, 5.0, 4.0)  # px, by the same ranks

# days since the last report of a place -> opacity of the fill; the outline never fades
AGE_ALPHA: tuple[tuple[int, float], ...] = ((1, 1.0), (3, 0.78), (10**9, 0.55))

# days of silence after which a place of which nobody knows who holds it leaves the map; it can still be searched for
FORGOTTEN = 30

# Tokens of 18 x 18 px: strokes (width 1.7, round) and fills. Only M, L and Z with absolute coordinates, so that any
# drawing library reads them.
GLYPHS: dict[str, tuple[tuple[str, str], ...]] = {
    "control_gained": (("stroke", "M4.5 4.6 L9 3.2 L13.5 4.6 L13.5 9.2 L12.2 12 L9 14.6 L5.8 12 L4.5 9.2 Z"),),
    "control_held": (
        ("stroke", "M4.5 4.6 L9 3.2 L13.5 4.6 L13.5 9.2 L12.2 12 L9 14.6 L5.8 12 L4.5 9.2 Z"),
        ("stroke", "M6.6 8.7 L8.5 10.6 L11.5 6.8"),
    ),
    "area_regained": (("stroke", "M4 4 L14 4 L14 14 L4 14 Z M4 10.6 L10.6 4 M7.4 14 L14 7.4"),),
    "entered": (("stroke", "M4 3.6 L4 14.4 M4.6 9 L13.6 9 M10.4 5.8 L13.7 9 L10.4 12.2"), ("stroke", "M14.6 5.4 L14.6 12.6")),
    "flag_raised": (("stroke", "M5 3.4 L5 14.8"), ("fill", "M5 3.6 L13.8 3.6 L11.6 6.6 L13.8 9.6 L5 9.6 Z")),
    "withdrew": (("stroke", "M14 3.6 L14 14.4 M11.4 9 L4.2 9 M7.4 5.8 L4.1 9 L7.4 12.2"),),
    "fighting": (
        (
            "fill",
            "M9 2.4 L10.5 5.5 L13.7 4.3 L12.5 7.5 L15.6 9 L12.5 10.5 L13.7 13.7 L10.5 12.5 L9 15.6 L7.5 12.5 L4.3 13.7 L5.5 10.5 "
            "L2.4 9 L5.5 7.5 L4.3 4.3 L7.5 5.5 Z",
        ),
    ),
    "advance": (("stroke", "M3.4 13.6 L12.4 6.2"), ("fill", "M14.8 4.2 L13.3 10.1 L8.6 5.2 Z")),
    "repelled": (("stroke", "M13.6 3.4 L13.6 14.6"), ("stroke", "M3.8 5.4 L10.6 9 L3.8 12.6 M6.6 14.2 L3.6 12.7 L5.2 9.8")),
    "reinforcement": (("stroke", "M4.4 8.6 L9 4.2 L13.6 8.6 M4.4 13.6 L9 9.2 L13.6 13.6"),),
    "supply_route": (("stroke", "M6.2 14.6 L6.2 3.4 M11.8 14.6 L11.8 3.4"), ("stroke", "M9 12.6 L9 11 M9 7 L9 5.4")),
    "supply_cut": (("stroke", "M2.6 6.6 L5.6 6.6 M2.6 11.4 L5.6 11.4 M12.4 6.6 L15.4 6.6 M12.4 11.4 L15.4 11.4"),
                   ("stroke", "M6.8 14.2 L8.6 3.8 M9.6 14.2 L11.4 3.8")),
    "evacuation": (
        ("fill", "M6.4 3 L8 3 L8.6 4.2 L8 5.4 L6.4 5.4 L5.8 4.2 Z"),
        ("stroke", "M7.2 6.6 L7.2 10.6 M4.6 14.8 L7.2 10.6 L9 14.8 M9.8 8.4 L14.6 8.4 M12.6 6.4 L14.7 8.4 L12.6 10.4"),
    ),
    "strike": (
        ("stroke", "M9 4.4 L12.3 5.7 L13.6 9 L12.3 12.3 L9 13.6 L5.7 12.3 L4.4 9 L5.7 5.7 Z"),
        ("stroke", "M9 2.4 L9 6 M9 12 L9 15.6 M2.4 9 L6 9 M12 9 L15.6 9"),
    ),
}  # fmt: skip

_EN: dict[str, str] = {
    "standing": "Shows what reports claim; not a record of truth; lags behind events.",
    "estimated": "estimated",
    "estimated_line": "estimated front line",
    "held_UA": "estimated held by Ukraine",
    "held_RU": "estimated held by Russia",
    "regained_UA": "estimated regained",
    "regained_RU": "estimated gained by Russia",
    "UA": "Ukraine",
    "RU": "Russia",
    "side_none": "side not said",
    "CONTESTED": "Contested",
    "DISPUTED": "Disputed",
    "UNKNOWN": "Unclear",
    "control": "Control",
    "key": "On the map",
    "last_said": "Last said",
    "age_0": "0–1 day",
    "age_1": "2–3",
    "age_2": "4+ days",
    "events": "Events",
    "movement": "Movement and supply",
    "by_program": "Estimated by the program",
    "exact": "How exact is the place",
    "near": "Near",
    "side_of": "Side of",
    "oblast": "Whole region",
    "held": "Held by Russia",
    "regained": "Regained",
    "front_line": "Front line",
    "advance_arrow": "Advance",
    "advance_inferred": "start not said",
    "withdrawal_arrow": "Withdrawal",
    "evacuation_arrow": "Evacuation",
    "gloc_open": "Artery open",
    "gloc_interdicted": "Interdicted",
    "gloc_cut": "Severed",
    "confirmed": "confirmed",
    "reported": "reported",
    "claimed": "claimed",
    "unverified": "unverified",
    "only_implied": "implied",
    "denied": "denied",
    "predicted": "predicted",
    "control_gained": "Control gained",
    "area_regained": "Area regained",
    "control_held": "Control held",
    "entered": "Entered",
    "flag_raised": "Flag raised",
    "withdrew": "Left",
    "fighting": "Fighting",
    "advance": "Advance",
    "repelled": "Attack repelled",
    "reinforcement": "Reinforcement",
    "supply_route": "Supply artery",
    "supply_cut": "Artery cut or under fire",
    "evacuation": "Evacuation",
    "strike": "Strike",
    "km_both": "{reported} km reported, {measured} km measured",
    "km_reported": "{reported} km reported",
    "km_measured": "{measured} km measured",
    "schematic": "straight: only the ends were named",
    "title": "What reports say about control",
    "as_reported": "Reported events of {span}",
    "no_report": "No report for {span}",
    "last_report": "the last one before is of {day}",
    "outside_view": "Outside this view: {names}.",
    "not_named": "Not named for want of room: {names}.",
    "sources": "Sources",
    "more_sources": "and {count} more",
    "credit": "Basemap: Natural Earth, GSHHG, GeoNames. Made with conflictmap.",
    "changed": "Changed since {day}",
    "line_zone": "Where the line may run",
    "around_contested": "Around contested places",
    "town": "Other place",
    "only_claimed": "only claimed",
    "whole_region": "{count}: whole region",
    "in_area": "{count}: somewhere in the area",
    "cut_by_UA": "Cut by Ukraine",
    "cut_by_RU": "Cut by Russia",
    "km": "km",
    "alt_map": "Map of {where}.",
    "alt_told": "{told}: {count} ({sides}).",
    "alt_most": "Most is told of {names}.",
    "alt_held": "{who}, {how}: {names}.",
    "alt_event": "{what}: {names}.",
    "alt_whole_region": "{name}, whole region ({who}): {count}.",
    "alt_in_area": "{name}, somewhere in the area ({who}): {count}.",
    "alt_moves": "Arrows: {names}.",
    "alt_routes": "Supply arteries: {names}.",
    "alt_areas": "Areas and front line are estimated by the program.",
    "and_more": "{names} and {count} more",
    "crimea": "Boundaries as recognised by the United Nations; Crimea is Ukraine.",
}

_UK: dict[str, str] = {
    "standing": "Показує, що стверджують повідомлення; це не літопис правди; відстає від подій.",
    "estimated": "оцінка",
    "estimated_line": "лінія фронту, оцінка",
    "held_UA": "під контролем України, оцінка",
    "held_RU": "під контролем Росії, оцінка",
    "regained_UA": "повернуто, оцінка",
    "regained_RU": "зайнято Росією, оцінка",
    "UA": "Україна",
    "RU": "Росія",
    "side_none": "сторону не названо",
    "CONTESTED": "Бої за місто",
    "DISPUTED": "Спірно",
    "UNKNOWN": "Неясно",
    "control": "Контроль",
    "key": "На мапі",
    "last_said": "Востаннє",
    "age_0": "0–1 день",
    "age_1": "2–3",
    "age_2": "4+ дні",
    "events": "Події",
    "movement": "Рух і постачання",
    "by_program": "Оцінка програми",
    "exact": "Точність місця",
    "near": "Поблизу",
    "side_of": "Бік від",
    "oblast": "Весь регіон",
    "held": "Під Росією",
    "regained": "Повернуто",
    "front_line": "Лінія фронту",
    "advance_arrow": "Просування",
    "advance_inferred": "початок не названо",
    "withdrawal_arrow": "Відхід",
    "evacuation_arrow": "Евакуація",
    "gloc_open": "Артерія відкрита",
    "gloc_interdicted": "Під вогнем",
    "gloc_cut": "Перерізана",
    "confirmed": "підтверджено",
    "reported": "повідомлено",
    "claimed": "заявлено",
    "unverified": "не перевірено",
    "only_implied": "з контексту",
    "denied": "заперечено",
    "predicted": "прогноз",
    "control_gained": "Взято під контроль",
    "area_regained": "Повернуто площу",
    "control_held": "Утримання",
    "entered": "Увійшли",
    "flag_raised": "Піднято прапор",
    "withdrew": "Залишили",
    "fighting": "Бої",
    "advance": "Просування",
    "repelled": "Атаку відбито",
    "reinforcement": "Підкріплення",
    "supply_route": "Шлях постачання",
    "supply_cut": "Шлях перерізано чи під вогнем",
    "evacuation": "Евакуація",
    "strike": "Удар",
    "km_both": "{reported} км за повідомленням, {measured} км виміряно",
    "km_reported": "{reported} км за повідомленням",
    "km_measured": "{measured} км виміряно",
    "schematic": "пряма: названо лише кінці",
    "title": "Що повідомлення кажуть про контроль",
    "as_reported": "Події {span} за повідомленнями",
    "no_report": "Немає повідомлень за {span}",
    "last_report": "останнє перед тим — {day}",
    "outside_view": "Поза кадром: {names}.",
    "not_named": "Не підписано через брак місця: {names}.",
    "sources": "Джерела",
    "more_sources": "і ще {count}",
    "credit": "Основа: Natural Earth, GSHHG, GeoNames. Зроблено в conflictmap.",
    "changed": "Змінилося від {day}",
    "line_zone": "Де може пролягати лінія",
    "around_contested": "Довкола місць боїв",
    "town": "Інше місце",
    "only_claimed": "лише заявлено",
    "whole_region": "{count}: весь регіон",
    "in_area": "{count}: десь у місцевості",
    "cut_by_UA": "Перерізала Україна",
    "cut_by_RU": "Перерізала Росія",
    "km": "км",
    "alt_map": "Мапа: {where}.",
    "alt_told": "{told}: {count} ({sides}).",
    "alt_most": "Найбільше сказано про такі місця: {names}.",
    "alt_held": "{who}, {how}: {names}.",
    "alt_event": "{what}: {names}.",
    "alt_whole_region": "{name}, весь регіон ({who}): {count}.",
    "alt_in_area": "{name}, десь у місцевості ({who}): {count}.",
    "alt_moves": "Стрілки: {names}.",
    "alt_routes": "Шляхи постачання: {names}.",
    "alt_areas": "Ділянки та лінія фронту — оцінка програми.",
    "and_more": "{names} та ще {count}",
    "crimea": "Кордони, визнані ООН; Крим — це Україна.",
}

TEXTS: dict[str, dict[str, str]] = {"en": _EN, "uk": _UK}


def palette(name: str) -> Palette:
    """Return a palette: "light", "dark" or "print"."""
    try:
        return PALETTES[name]
    except KeyError:
        raise ConfigError(
            f"no style is called {name!r}; there are {', '.join(PALETTES)}", key="style", close=list(PALETTES)
        ) from None


def text(key: str, lang: str = "en", **values: object) -> str:
    """Return a text of the legend in "en" or "uk", with `{values}` filled in."""
    try:
        words = TEXTS[lang]
    except KeyError:
        raise ConfigError(f"no interface language is called {lang!r}; use en or uk", key="lang", close=list(TEXTS)) from None
    return words[key].format(**values) if values else words[key]


def label_rank(population: int) -> int:
    """Return the row of `LABEL_RANKS` (and of `SYMBOL_RADII`) for a population: 0 for the largest cities, 4 for villages."""
    return next(i for i, (least, _, _) in enumerate(LABEL_RANKS) if population >= least)


def age_alpha(days: int) -> float:
    """Return the opacity of a symbol's fill when the last report is `days` old; old evidence fades."""
    return next(alpha for most, alpha in AGE_ALPHA if days <= most)


def certainty_look(certainty: str) -> str:
    """Return how a symbol of this certainty is drawn.

    Returns
    -------
    str
        "filled" (confirmed, reported), "hollow" (claimed, ring solid), "dotted" (unverified), "slashed" (denied) or "none"
        (predicted: a prediction is listed, never drawn).
    """
    looks = {"confirmed": "filled", "reported": "filled", "claimed": "hollow", "unverified": "dotted", "denied": "slashed"}
    return looks.get(certainty, "none")


def as_json() -> dict[str, Any]:
    """Return everything that the page's script needs of this module, as plain values."""
    return {
        "palettes": {name: asdict(colours) for name, colours in PALETTES.items()},
        "shapes": SHAPES,
        "estimate": ESTIMATE,
        "ranks": LABEL_RANKS,
        "radii": SYMBOL_RADII,
        "ages": AGE_ALPHA,
        "forgotten": FORGOTTEN,
        "glyphs": GLYPHS,
    }
