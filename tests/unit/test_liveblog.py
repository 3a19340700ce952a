"""Live blogs are cut into posts, each once, each at its own time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from conflictmap.reading.liveblog import split_posts

DAY = date(2022, 9, 10)

HEADLINE_BYLINE_BODY = """\
The bridge is closed, an official says
Follow our live coverage of the war here and read more below.
The bridge at Beryslav is closed, an official says
From CNN's Jane Doe in Atlanta
The bridge at Beryslav was closed to lorries on Saturday, the head of the town council said.
Boats still cross the river, he added.
Two villages change hands, the army says
From CNN's Jane Doe and John Roe
The army said it had entered two villages east of Balakliia.
"We met nobody there," an officer said.
"""


def bodies(text: str, **known: object) -> list[str]:
    return [text[p.body : p.end] for p in split_posts(text, **known)]  # type: ignore[arg-type]  # dates by name


def test_posts_are_headline_byline_and_body() -> None:
    posts = split_posts(HEADLINE_BYLINE_BODY)
    assert [p.title for p in posts] == [
        "The bridge at Beryslav is closed, an official says",
        "Two villages change hands, the army says",
    ]
    assert HEADLINE_BYLINE_BODY[posts[0].body : posts[0].end].startswith("The bridge at Beryslav was closed to lorries")
    assert HEADLINE_BYLINE_BODY[posts[0].body : posts[0].end].endswith("he added.")
    assert "Atlanta" not in "".join(bodies(HEADLINE_BYLINE_BODY))


def test_every_post_begins_with_its_headline() -> None:
    for post in split_posts(HEADLINE_BYLINE_BODY):
        assert post.title is not None
        assert HEADLINE_BYLINE_BODY[post.start :].startswith(post.title)


def glued(*posts: tuple[str, str, str, str]) -> str:
    return "".join(f"{stamp}{title}{byline}{body}" for stamp, title, byline, body in posts)


FIRST = (
    "2 hr 10 min ago",
    "Shops open again in Hostomel",
    "From CNN's Jane Doe in Kyiv",
    "The first shops opened on Monday in Hostomel, where no glass was left in the windows and the streets were full of wire. "
    "People queued for bread and for batteries, and a woman said that she had waited for this day since the end of winter.",
)
SECOND = (
    "9 hr 5 min ago",
    "A column was seen near Polohy",
    "From CNN's John Roe",
    "Residents of Polohy saw a column of about forty lorries on the road to Tokmak early in the morning, two of them told us. "
    "They counted six guns under nets, and they said that the drivers asked the way to the railway station of the next town.",
)


def test_a_copy_without_line_breaks_counts_nothing_twice_but_dates_the_posts() -> None:
    lines = [FIRST[1], FIRST[2], FIRST[3], SECOND[1], SECOND[2], SECOND[3]]
    text = "\n".join(["Shops open again", glued(FIRST, SECOND)[:-40], *lines])
    as_of = datetime(2022, 4, 12, 20, 0, tzinfo=UTC)
    posts = split_posts(text, date(2022, 4, 12), as_of)
    assert [p.title for p in posts] == [FIRST[1], SECOND[1]]
    assert [text[p.body : p.end] for p in posts] == [FIRST[3], SECOND[3]]
    assert [p.published for p in posts] == [
        (datetime(2022, 4, 12, 17, 50, tzinfo=UTC), "time"),
        (datetime(2022, 4, 12, 10, 55, tzinfo=UTC), "time"),
    ]


def test_a_copy_without_line_breaks_is_cut_where_it_is_all_there_is() -> None:
    text = glued(FIRST, SECOND)
    assert [p.title for p in split_posts(text)] == [FIRST[1], SECOND[1]]
    assert bodies(text) == [FIRST[3], SECOND[3]]


def test_a_post_without_a_byline_begins_where_the_copy_has_its_stamp() -> None:
    third = ("11 hr ago", "What to know of the day", "", SECOND[3].replace("Polohy", "Tokmak"))
    lines = [FIRST[1], FIRST[2], FIRST[3], third[1], third[3], SECOND[1], SECOND[2], SECOND[3]]
    posts = split_posts("\n".join([glued(FIRST, third, SECOND), *lines]))
    assert [p.title for p in posts] == [FIRST[1], third[1], SECOND[1]]


def test_a_copy_with_the_clock_dates_the_posts() -> None:
    stamps = ("8:15 p.m. ET, April 12, 2022", "1:20 p.m. ET, April 12, 2022")
    copy = glued((stamps[0], *FIRST[1:]), (stamps[1], *SECOND[1:]))
    posts = split_posts("\n".join([copy, *FIRST[1:], *SECOND[1:]]))
    assert [p.published for p in posts] == [
        (datetime(2022, 4, 13, 0, 15, tzinfo=UTC), "time"),
        (datetime(2022, 4, 12, 17, 20, tzinfo=UTC), "time"),
    ]


STAMP_FIRST = """\
Live: the war on its 199th day

10:15 BST
Trains run to Balakliia again
The first train for months reached Balakliia this morning.
It carried bread.

09:40 BST
Power is back in Zmiiv
Engineers mended the line to Zmiiv overnight.
Updated at 09:55 BST

09:05 BST
Shelling in Nikopol
Nikopol was shelled from across the river, the governor said.
"""

HEADLINE_FIRST = """\
Trains run to Balakliia again
10:15 p.m. ET, September 9, 2022
The first train for months reached Balakliia this evening.

Power is back in Zmiiv
9:40 p.m. ET, September 9, 2022
By Jane Doe
Engineers mended the line to Zmiiv.

Shelling in Nikopol
7:05 p.m. ET, September 9, 2022
Nikopol was shelled from across the river, the governor said.
"""


def test_stamps_stand_before_headlines() -> None:
    posts = split_posts(STAMP_FIRST, DAY)
    assert [p.title for p in posts] == ["Trains run to Balakliia again", "Power is back in Zmiiv", "Shelling in Nikopol"]
    assert [p.published for p in posts] == [
        (datetime(2022, 9, 10, h, m, tzinfo=UTC), "time") for h, m in ((9, 15), (8, 40), (8, 5))
    ]
    assert bodies(STAMP_FIRST)[1] == "Engineers mended the line to Zmiiv overnight."


def test_stamps_stand_behind_headlines_and_have_their_zone() -> None:
    posts = split_posts(HEADLINE_FIRST)
    assert [p.title for p in posts] == ["Trains run to Balakliia again", "Power is back in Zmiiv", "Shelling in Nikopol"]
    assert posts[0].published == (datetime(2022, 9, 10, 2, 15, tzinfo=UTC), "time")
    assert bodies(HEADLINE_FIRST)[1] == "Engineers mended the line to Zmiiv."


def test_the_day_passes_at_midnight_newest_first() -> None:
    text = (
        "00:40\n"
        "Night in Sumy\n"
        "A quiet night in Sumy.\n"
        "23:10\n"
        "Lights out in Sumy\n"
        "The lights went out.\n"
        "22:05\n"
        "Rain in Sumy\n"
        "It rained."
    )
    days = [p.published[0].date() for p in split_posts(text, DAY) if p.published]
    assert days == [date(2022, 9, 10), date(2022, 9, 9), date(2022, 9, 9)]


def test_the_day_passes_at_midnight_oldest_first() -> None:
    text = (
        "22:05\n"
        "Rain in Sumy\n"
        "It rained.\n"
        "23:10\n"
        "Lights out in Sumy\n"
        "The lights went out.\n"
        "00:40\n"
        "Night in Sumy\n"
        "A quiet night in Sumy."
    )
    days = [p.published[0].date() for p in split_posts(text, DAY) if p.published]
    assert days == [date(2022, 9, 10), date(2022, 9, 10), date(2022, 9, 11)]


def test_a_line_with_the_day_dates_the_posts_below_it() -> None:
    text = (
        "11 вересня 2022\n"
        "08:30\n"
        "У Сумах тихо\n"
        "Ніч минула спокійно.\n"
        "10 вересня 2022\n"
        "21:15\n"
        "У Сумах дощ\n"
        "Йшов дощ.\n"
        "20:10\n"
        "Вітер у Сумах\n"
        "Дув вітер."
    )
    assert [p.published[0].day for p in split_posts(text) if p.published] == [11, 10, 10]


def test_a_list_of_key_events_repeats_nothing() -> None:
    text = STAMP_FIRST.replace(
        "Live: the war on its 199th day\n",
        "Key events\n10:15 BST\nTrains run to Balakliia again\n09:05 BST\nShelling in Nikopol\n",
    )
    assert [p.title for p in split_posts(text, DAY)] == [p.title for p in split_posts(STAMP_FIRST, DAY)]


def test_bullets_that_repeat_headlines_are_no_post() -> None:
    text = HEADLINE_BYLINE_BODY.replace("Follow our", "- Two villages change hands, the army says\nFollow our")
    assert len(split_posts(text)) == 2


def test_a_summary_over_the_posts_is_kept() -> None:
    summary = "Fighting went on around Izium on Saturday as both armies brought up guns."
    text = HEADLINE_BYLINE_BODY.replace("The bridge at Beryslav is closed", summary + "\nThe bridge at Beryslav is closed", 1)
    assert bodies(text)[0] == summary


def test_links_and_captions_around_a_post_are_left_out() -> None:
    text = STAMP_FIRST.replace("It carried bread.\n", "It carried bread.\nRead more: Izium retaken, says mayor\nShare\n")
    assert bodies(text)[0].endswith("It carried bread.")
    text = HEADLINE_BYLINE_BODY.replace(
        "The army said it had", "Soldiers in Izium on September 2. (Jan Roe/Some Agency/Getty Images)\nThe army said it had"
    )
    assert bodies(text)[1].startswith("The army said it had entered")


def test_clocks_at_the_beginning_of_lines_are_stamps() -> None:
    text = (
        "Хроніка дня\n"
        "14:05 Обстріляно Нікополь, двоє поранених.\n"
        "13:20 У Харкові лунали вибухи.\n"
        "12:00 Міст через Оскіл зруйновано.\n"
    )
    posts = split_posts(text, DAY)
    assert bodies(text) == ["Обстріляно Нікополь, двоє поранених.", "У Харкові лунали вибухи.", "Міст через Оскіл зруйновано."]
    assert posts[0].published == (datetime(2022, 9, 10, 14, 5, tzinfo=UTC), "time")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Izium said the town was free.\n\nHe spoke on Saturday.\nBy Jane Doe",
        "# Situation\n\n## Northern sector\nShelling of Sumy.\n\n## Eastern sector\nFighting near Lyman.\n",
        "Jane Doe\n\nSeptember 10, 7:30 pm ET\n\nRussian forces shelled Nikopol and withdrew from Izium on September 9.",
        "",
    ],
)
def test_an_article_is_no_live_blog(text: str) -> None:
    assert split_posts(text) == []


def test_briefings_of_several_days_are_told_apart_by_their_headings() -> None:
    text = "Сводка за 12 января 2023 г.\nБои под Соледаром.\n\nСводка за 13 января 2023 г.\nОбстрелян Нікополь.\nТихо в Сумах.\n"
    assert bodies(text) == ["Бои под Соледаром.", "Обстрелян Нікополь.\nТихо в Сумах."]
    assert [p.published[0].date() for p in split_posts(text) if p.published] == [date(2023, 1, 12), date(2023, 1, 13)]


def test_messages_copied_from_a_chat_are_posts() -> None:
    text = "Штаб, [10.09.2022 14:05]\nБалаклію звільнено.\n\nШтаб, [10.09.2022 15:20]\nУ Куп'янську бої.\nПідписуйтесь на канал\n"
    assert bodies(text) == ["Балаклію звільнено.", "У Куп'янську бої."]
    assert [p.published[0].hour for p in split_posts(text) if p.published] == [14, 15]


def test_news_that_begins_like_a_link_is_kept() -> None:
    text = STAMP_FIRST.replace("It carried bread.\n", "Video shows people on the platform at Balakliia.\n")
    assert bodies(text)[0].endswith("Video shows people on the platform at Balakliia.")


def test_a_correction_is_no_news() -> None:
    text = STAMP_FIRST.replace(
        "It carried bread.\n", "It carried bread.\nCorrection: an earlier version said that Izium was retaken.\n"
    )
    assert bodies(text)[0].endswith("It carried bread.")


def test_posts_of_one_headline_that_say_different_things_are_all_kept() -> None:
    other = "The governor named three streets in which shells had fallen since the morning and asked people to stay at home."
    text = STAMP_FIRST + "08:00 BST\nShelling in Nikopol\n" + other + "\n"
    assert [p.title for p in split_posts(text, DAY)].count("Shelling in Nikopol") == 2
    assert [p.title for p in split_posts(text + "07:00 BST\nShelling in Nikopol\n" + other + "\n", DAY)].count(
        "Shelling in Nikopol"
    ) == 2


@pytest.mark.parametrize(
    ("stamps", "moments"),
    [
        (("14:05, 10 вересня", "21:30, 9 вересня"), ("2022-09-10T14:05", "2022-09-09T21:30")),
        (("Сьогодні, 14:05", "Вчора, 21:30"), ("2022-09-10T14:05", "2022-09-09T21:30")),
        (("2022-09-10T14:05:00+03:00", "2022-09-09T21:30:00+03:00"), ("2022-09-10T11:05", "2022-09-09T18:30")),
        (("Sat, 10 Sep 2022 14:05:00 +0300", "Fri, 09 Sep 2022 21:30:00 +0300"), ("2022-09-10T11:05", "2022-09-09T18:30")),
        (("10.09.2022 14:05", "09.09.2022 21:30"), ("2022-09-10T14:05", "2022-09-09T21:30")),
        (("Today 2.05pm BST", "Yesterday 9.30pm BST"), ("2022-09-10T13:05", "2022-09-09T20:30")),
    ],
)
def test_stamps_of_many_forms(stamps: tuple[str, str], moments: tuple[str, str]) -> None:
    text = "\n".join(
        f"{s}\n{title}\nWhat was said of {n} is this."
        for n, (s, title) in enumerate(zip(stamps, ("Rain in Sumy", "Sun in Sumy"), strict=True))
    )
    found = [p.published[0] for p in split_posts(text, DAY) if p.published]
    assert found == [datetime.fromisoformat(m).replace(tzinfo=UTC) for m in moments]


def test_a_list_of_key_events_in_other_words_is_no_post() -> None:
    listed = (
        "First published on Sat 10 Sep 2022 06.00 BST\nKey events\n10:15 BST\nA train at last\nShow key events only\nLive feed\n"
    )
    posts = split_posts(STAMP_FIRST.replace("Live: the war on its 199th day\n", listed), DAY)
    assert [p.title for p in posts] == [p.title for p in split_posts(STAMP_FIRST, DAY)]
