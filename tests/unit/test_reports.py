"""Reports come in in many forms and go out as records, or not at all with one clear error."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from conflictmap.errors import ConfigError, ReportError
from conflictmap.frames.files import read_frame, write_frame
from conflictmap.frames.store import open_store
from conflictmap.model import Report
from conflictmap.reading.pipeline import extract_events
from conflictmap.reading.reports import iter_reports, read_reports


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def one(path: Path, **known: object) -> Report:
    (report,) = iter_reports(path, **known)  # type: ignore[arg-type]  # options by name
    return report


def said(report: Report) -> str:
    return report.text[report.body :]


LATE = datetime.now(UTC).date() + timedelta(days=40)
NOTE = "Ukrainian forces entered Balakliia on Thursday, September 8, 2022."


# texts


def test_an_article_has_its_headline_and_no_byline_in_its_body(tmp_path: Path) -> None:
    text = "Army enters Balakliia\nBy Jane Doe in Kyiv\n\n" + NOTE + " The town's council was empty, soldiers said.\n"
    report = one(write(tmp_path, "a.txt", text))
    assert (report.title, report.title_in_text) == ("Army enters Balakliia", True)
    assert said(report).startswith("Ukrainian forces entered")
    assert text[report.offset : report.offset + len(report.text)] == report.text


def test_spans_count_the_characters_of_the_file_as_it_stands(tmp_path: Path) -> None:
    text = "\ufeff\r\n  Заголовок новини про Ізюм\r\n\r\nІзюм звільнено 10 вересня 2022 року, повідомив мер міста.\r\n"
    report = one(write(tmp_path, "a.txt", text))
    assert text[report.offset :].startswith(report.text)
    assert report.text.startswith("Заголовок")
    assert report.lang == "uk"


def test_a_situation_report_in_markdown_is_one_report_with_its_headings(tmp_path: Path) -> None:
    text = "# Situation on 3 October 2022\n\n## North\nShelling of Sumy.\n\n## East\nFighting near Lyman.[^1]\n\n[^1]: Council.\n"
    report = one(write(tmp_path, "s.md", text))
    assert report.title == "Situation on 3 October 2022"
    assert "## East" in report.text
    assert report.published == datetime(2022, 10, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Сводка за 12 января 2023 г.\nБои под Соледаром.", "2023-01-12"),
        ("Оперативна інформація станом на 06.00 05.03.2023\nБої біля Бахмута.", "2023-03-05"),
        ("He spoke on Saturday, September 10, in Kyiv.", "2022-09-10"),
        ("У вівторок, 11 жовтня, обстріляно Нікополь.", "2022-10-11"),
        ("Town hit\nSept. 9\nShells fell on Friday, and on Friday night again.", "2022-09-09"),
        ("The town, lost on February 26, 2022, was retaken on Monday, October 3.", "2022-10-03"),
    ],
)
def test_the_day_is_inferred_from_the_text(tmp_path: Path, text: str, day: str) -> None:
    assert one(write(tmp_path, "a.txt", text)).published == datetime.fromisoformat(day).replace(tzinfo=UTC)


def test_a_heading_takes_its_year_from_the_nearest_full_date(tmp_path: Path) -> None:
    text = "Assessment of the campaign, March 5\nThe town was shelled on March 4. It had been taken on December 20, 2022.\n"
    assert one(write(tmp_path, "a.txt", text)).published == datetime(2023, 3, 5, tzinfo=UTC)
    text = text.replace(", 2022", "")
    with pytest.raises(ReportError, match="--published"):
        one(write(tmp_path, "a.txt", text))
    assert one(write(tmp_path, "a-2023-03-06.txt", text)).published == datetime(2023, 3, 5, tzinfo=UTC)
    assert one(write(tmp_path, "a.txt", text), as_of="2022-03-06").published == datetime(2022, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "aside",
    ["He was promoted on June 23, 2020.", "Schools open on Thursday, September 1.", "On July 5 it rained, on Friday too."],
)
def test_a_day_named_once_amid_a_long_text_is_not_that_of_publication(tmp_path: Path, aside: str) -> None:
    filler = "The army held its lines and nothing was reported from the river all day long.\n" * 60
    with pytest.raises(ReportError, match="--published"):
        one(write(tmp_path, "a.txt", filler + aside + "\n" + filler))


def test_a_day_before_the_war_or_after_the_saving_is_not_believed(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "On 9 May 1945 and on 3 March 2031 people danced. On 4 July 2022 they did not.")
    assert one(path).published == datetime(2022, 7, 4, tzinfo=UTC)
    path = write(tmp_path, "b.txt", "Plans for 4 July 2023 were made on 2 July 2022.")
    assert one(path, as_of="2022-07-03").published == datetime(2022, 7, 2, tzinfo=UTC)


def test_the_name_of_the_file_tells_the_day_where_the_text_does_not(tmp_path: Path) -> None:
    assert one(write(tmp_path, "sitrep-2022-11-12.txt", "Kherson was entered.")).published == datetime(2022, 11, 12, tzinfo=UTC)


def test_published_stands_over_what_can_be_inferred(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.txt", NOTE), published="2022-09-12").published == datetime(2022, 9, 12, tzinfo=UTC)


def test_relative_stamps_count_from_the_saving(tmp_path: Path) -> None:
    text = "2 hr ago\nTrain runs again to Sumy\nA train ran.\n5 hr ago\nLights are out in Sumy\nNo lights.\n"
    first, second = iter_reports(write(tmp_path, "b.txt", text), as_of="2022-10-02T01:30:00+03:00")
    assert first.published == datetime(2022, 10, 1, 20, 30, tzinfo=UTC)
    assert second.published == datetime(2022, 10, 1, 17, 30, tzinfo=UTC)


def test_a_post_keeps_its_id_when_the_page_grows(tmp_path: Path) -> None:
    old = "10:15\nTrain runs again to Sumy\nA train ran.\n09:10\nLights are out in Sumy\nNo lights.\n"
    new = "11:00\nRain in Sumy tonight\nIt rained.\n" + old
    before = {r.title: r.report_id for r in iter_reports(write(tmp_path, "b.txt", old), published="2022-10-02")}
    after = {r.title: r.report_id for r in iter_reports(write(tmp_path, "b.txt", new), published="2022-10-02")}
    assert len(after) == 3
    assert before.items() <= after.items()


def test_bylines_tell_who_printed_it(tmp_path: Path) -> None:
    text = "Army enters Balakliia\nFrom CNN's Jane Doe in Kyiv\nThe army entered the town on Thursday, September 8.\n"
    assert one(write(tmp_path, "a.txt", text)).source == "CNN"
    assert one(write(tmp_path, "a.txt", text), source="Other").source == "Other"


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("KYIV, Sept 10 (Reuters) - Ukrainian forces entered Izium.", "Ukrainian"),
        ("Kyiv, Ukraine (CNN) — The army entered Izium.", "The army"),
        ("ХАРКІВ, 10 вересня. /Укрінформ/. Ворог відійшов.", "Ворог"),
        ("MYKOLAIV, Ukraine — The city was shelled.", "The city"),
        ("ІЗЮМ — бої тривають.", "ІЗЮМ"),
        ("ВСУ взяли 3 села - мэр.", "ВСУ"),
        ("IZIUM — the town is free.", "IZIUM"),
    ],
)
def test_a_dateline_is_no_place_of_the_report(tmp_path: Path, line: str, body: str) -> None:
    assert said(one(write(tmp_path, "a.txt", line), published="2022-09-10")).startswith(body)


# tables


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_tables_have_a_report_a_row(tmp_path: Path, ending: str) -> None:
    frame = pd.DataFrame(
        {
            "id": ["007", "b"],
            "published": ["2022-09-10", "2022-09-11T08:00:00+03:00"],
            "text": ["Перший, рядок", 'A "b"\nc'],
            "lang": ["uk", "en"],
        }
    )
    path = tmp_path / f"t.{ending}"
    if ending == "jsonl":
        path.write_text("".join(json.dumps(r) + "\n" for r in frame.to_dict("records")))
    elif ending == "csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path)
    first, second = iter_reports(path)
    assert (first.report_id, first.text, first.published_precision) == ("007", "Перший, рядок", "day")
    assert second.published == datetime(2022, 9, 11, 5, 0, tzinfo=UTC)
    assert second.text == 'A "b"\nc'


def test_any_names_of_columns_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "when;body;nr\n2022-09-10;Ізюм, місто;1\n")
    report = one(path, columns={"text": "body", "published": "when", "id": "nr"})
    assert (report.report_id, report.text) == ("1", "Ізюм, місто")


@pytest.mark.parametrize(
    "table",
    ["Published,Text\n2022-09-10,Izium\n", " DATE |Body\n2022-09-10|Izium\n", "№;Дата;Сообщение\n1;10.09.2022;Izium\n"],
)
def test_columns_of_a_known_name_are_read_in_any_case(tmp_path: Path, table: str) -> None:
    report = one(write(tmp_path, "t.csv", table))
    assert (report.text, str(report.published)[:10]) == ("Izium", "2022-09-10")


def test_a_column_that_reports_do_not_have_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "day,text\n2022-09-10,Izium\n")
    with pytest.raises(ConfigError, match="publish=…: a report has no such column; ours are id, published"):
        read_reports(path, columns={"publish": "day"})


def test_rows_of_nothing_but_separators_are_no_reports(tmp_path: Path) -> None:
    assert one(write(tmp_path, "t.csv", "published,text,url\n,,\n2022-09-10,Izium,\n,, \n")).text == "Izium"


def test_a_table_parted_by_tabs_is_read(tmp_path: Path) -> None:
    assert one(write(tmp_path, "t.tsv", "published\ttext\n2022-09-10\tIzium, a town\n")).text == "Izium, a town"


def test_a_headline_that_the_text_begins_with_is_its_own_line(tmp_path: Path) -> None:
    row = '{"text": "Izium\\nis free", "title": "Izium", "published": "2022-09-10"}\n'
    same = '{"text": "Izium is free", "title": "Izium", "published": "2022-09-10"}\n'
    first, second = iter_reports(write(tmp_path, "t.jsonl", row + same))
    assert (first.title_in_text, said(first)) == (True, "is free")
    assert (second.title_in_text, said(second)) == (False, "Izium is free")


def test_the_own_day_of_a_row_stands_over_published(tmp_path: Path) -> None:
    path = write(tmp_path, "t.jsonl", '{"text": "a", "published": "2022-09-10"}\n{"text": "b"}\n')
    assert [r.published.day for r in iter_reports(path, published="2022-10-01") if r.published] == [10, 1]


@pytest.mark.parametrize(
    ("name", "content", "line", "remedy"),
    [
        ("t.jsonl", '{"text": "a", "published": "2022-09-10"}\n{"text": \n', 2, "no JSON"),
        ("t.jsonl", "[1]\n", 1, "object"),
        ("t.jsonl", '{"words": "long enough", "published": "2022-09-10"}\n', 1, "--columns text=words"),
        ("t.jsonl", '{"words": "long enough", "when": "10.09.2022"}\n', 1, "--columns text=words,published=when"),
        ("t.jsonl", '{"text": "long enough", "when": "10.09.2022"}\n', 1, "--columns published=when"),
        ("t.jsonl", '{"text": "a", "published": "soon"}\n', 1, "2022-09-10"),
        ("t.jsonl", '{"text": "a"}\n', 1, "--published"),
        ("t.csv", "published,text\n2022-09-10,a,b\n", 2, "quote"),
        ("t.csv", "When,Body text\n2022-09-10,long enough words\n", 2, "--columns 'text=Body text,published=When'"),
        ("t.jsonl", '{"text": "a", "published": 1000000000000000000}\n', 1, "is no date"),
        ("t.jsonl", '{"text": "a", "published": 1e300}\n', 1, "is no date"),
        ("t.jsonl", '{"text": "a", "published": -1e15}\n', 1, "is no date"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, name: str, content: str, line: int, remedy: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(ReportError, match=remedy) as caught:
        list(iter_reports(path))
    assert (caught.value.path, caught.value.line) == (path, line)


# pages

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Site</title>
<link rel="canonical" href="https://news.example/blog"><meta property="og:site_name" content="The Example">{head}</head>
<body><nav><a href="/">Home</a></nav><main>{main}</main><footer>Imprint, 1 Street, Odesa</footer></body></html>"""

POST = """<article class="post"><time datetime="{when}">some time ago</time><h2>{title}</h2>
<p class="byline">By Jane Doe in Atlanta</p>
<p>{body}</p><figure><img src="x.jpg"><figcaption>A tank in Izium, a month before</figcaption></figure>
<div class="share-tools">Share this post with all of your friends in Lviv now</div></article>"""


def page_of_posts() -> str:
    posts = [
        POST.format(
            when="2022-09-10T22:15:00+03:00",
            title="Trains to Balakliia",
            body="The first train for months reached Balakliia, the railway said.",
        ),
        POST.format(
            when="2022-09-10T20:00:00+03:00",
            title="Power in Zmiiv",
            body="Engineers mended the line to Zmiiv, and the lights are on again &lt;now&gt;.",
        ),
    ]
    listed = '<ul class="key-events"><li><time datetime="2022-09-10T22:15:00+03:00">1h</time> Trains to Balakliia</li></ul>'
    aside = (
        '<aside><article><time datetime="2022-09-01T00:00:00Z">1 Sept</time><h3>Older</h3>'
        "<p>A very old article about the town of Lyman and its church.</p></article></aside>"
    )
    return PAGE.format(head="", main=listed + "".join(posts) + aside)


def test_the_posts_of_a_saved_page_have_their_own_times(tmp_path: Path) -> None:
    first, second = iter_reports(write(tmp_path, "p.html", page_of_posts()))
    assert (first.title, first.published) == ("Trains to Balakliia", datetime(2022, 9, 10, 19, 15, tzinfo=UTC))
    assert said(first) == "The first train for months reached Balakliia, the railway said."
    assert said(second).endswith("again <now>.")
    assert (first.source, first.url) == ("The Example", "https://news.example/blog")


def test_the_posts_that_a_page_declares_are_read(tmp_path: Path) -> None:
    facts = {
        "@type": "LiveBlogPosting",
        "liveBlogUpdate": [
            {
                "headline": f"Post {n}",
                "articleBody": f"<p>Words of post {n} that say who is where, and since when.</p>",
                "datePublished": f"2022-09-10T1{n}:00:00Z",
            }
            for n in (1, 2)
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    first, _ = iter_reports(write(tmp_path, "p.html", PAGE.format(head=head, main="<p>Loading</p>")))
    assert (first.title, first.published) == ("Post 1", datetime(2022, 9, 10, 11, tzinfo=UTC))
    assert said(first) == "Words of post 1 that say who is where, and since when."


def test_posts_whose_times_are_only_words_are_read(tmp_path: Path) -> None:
    posts = "".join(
        f'<article><header><div class="ts"><span>{hours} hr 20 min ago</span></div><h2>{title}</h2></header>'
        f'<p class="sc-by">From CNN\'s Jane Doe in Atlanta</p><p>{body}</p></article>'
        for hours, title, body in (
            (4, "Trains run again to Balakliia", "The first train for months reached Balakliia this morning, the railway said."),
            (6, "Power is back in Zmiiv", "Engineers mended the line to Zmiiv overnight, and the lights are on in most streets."),
        )
    )
    path = write(tmp_path, "p.html", PAGE.format(head="", main=f"<h1>War live</h1>{posts}"))
    first, second = iter_reports(path, as_of="2022-09-10T14:00Z")
    assert (first.title, first.published) == ("Trains run again to Balakliia", datetime(2022, 9, 10, 9, 40, tzinfo=UTC))
    assert said(second) == "Engineers mended the line to Zmiiv overnight, and the lights are on in most streets."


def test_links_to_other_stories_are_no_posts(tmp_path: Path) -> None:
    story = "".join(f"<p>{s}</p>" for s in ("The army entered the town in the morning, an officer said by telephone.",) * 3)
    cards = "".join(f'<article><time datetime="2022-09-0{n}T00:00:00Z">old</time><h3>Story {n}</h3></article>' for n in (1, 2, 3))
    stamp = '<time datetime="2022-09-10T12:00:00Z">10 Sept</time>'
    main = f"<article><h1>Army enters town</h1>{stamp}{story}</article><div>{cards}</div>"
    report = one(write(tmp_path, "a.html", PAGE.format(head="", main=main)))
    assert report.published == datetime(2022, 9, 10, 12, tzinfo=UTC)
    assert "Story 1" not in report.text


def test_a_page_saved_in_one_file_is_read(tmp_path: Path) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
    first, second = iter_reports(write(tmp_path, "p.mhtml", head + page_of_posts() + "\n--b--\n"))
    assert (first.title, second.title) == ("Trains to Balakliia", "Power in Zmiiv")


def test_an_article_page_is_one_report_without_menus(tmp_path: Path) -> None:
    body = "".join(
        f"<p>{s}</p>"
        for s in (
            "The army entered the town in the morning, an officer said by telephone.",
            "Shops were shut and no one was in the streets.",
        )
        * 4
    )
    head = (
        '<meta property="article:published_time" content="2022-09-10T18:00:00+03:00">'
        '<meta property="og:title" content="Army enters town">'
    )
    report = one(write(tmp_path, "a.html", PAGE.format(head=head, main=f"<article><h1>Army enters town</h1>{body}</article>")))
    assert (report.title, report.published) == ("Army enters town", datetime(2022, 9, 10, 15, tzinfo=UTC))
    assert said(report).startswith("The army entered")
    assert "Home" not in report.text
    assert "Imprint" not in report.text


def test_a_page_in_its_own_encoding_is_read(tmp_path: Path) -> None:
    body = "<p>Войска вошли в посёлок утром, сообщил офицер по телефону, магазины были закрыты весь день.</p>" * 3
    page = PAGE.replace("utf-8", "windows-1251").format(head="", main=f"<article><h1>Войска в посёлке</h1>{body}</article>")
    report = one(write(tmp_path, "a.html", page.encode("windows-1251")), published="2022-09-10")
    assert "посёлок" in report.text
    assert report.lang == "ru"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8_u", "cp866"])
def test_files_that_are_not_utf8_are_read_in_the_encoding_that_is_named(tmp_path: Path, encoding: str) -> None:
    news = "Войска вошли в посёлок утром, сообщил офицер по телефону, магазины были закрыты весь день."
    write(tmp_path, "a.txt", news.encode(encoding))
    write(tmp_path, "b.txt", news)
    write(tmp_path, "c.csv", f"text\n{news.replace(',', '')}\n".encode(encoding))
    write(
        tmp_path, "d.html", f"<html><body><article><h1>Утро</h1>{f'<p>{news}</p>' * 3}</article></body></html>".encode(encoding)
    )
    texts = read_reports(tmp_path, published="2022-09-10", encoding=encoding)["text"]
    assert len(texts) == 4
    assert all("посёлок утром" in text for text in texts)


def test_an_encoding_that_does_not_fit_or_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"10.09.2022\n\n\x98 \xff")
    with pytest.raises(ReportError, match="line 3: this is neither UTF-8 nor windows-1251"):
        read_reports(path, encoding="windows-1251")
    for name in ("windows-1521", "hex"):
        with pytest.raises(ConfigError, match=f"--encoding {name}: there is no such encoding"):
            read_reports(path, encoding=name)


def test_a_table_that_lacks_a_named_column_is_told_apart_from_those_that_have_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "a.csv", "day;note\n2022-09-10;Izium\n")
    other = write(tmp_path, "b.csv", "date,text\n2022-09-10,Izium\n")
    assert len(read_reports(tmp_path, columns={"text": "note", "published": "day"})) == 1
    said_once = capsys.readouterr().err
    assert f"{other}, line 2: no column 'note' for the text; there are date, text; --columns holds for every table" in said_once


# feeds and exports

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Example</title><item><title>Army &amp; town</title><link>https://news.example/1</link><guid>1</guid>
<pubDate>Sat, 10 Sep 2022 21:10:00 +0300</pubDate><description>short</description>
<content:encoded><![CDATA[<p>The army entered <b>Izium</b>.</p><p>It met nobody.</p>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry>
<title>Army &amp; town</title>
<link href="https://news.example/1"/><id>x</id><updated>2022-09-10T18:10:00Z</updated>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The army entered <b>Izium</b>.</p><p>It met nobody.</p></div></content>
</entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("f.rss", RSS), ("f.xml", RSS), ("f.atom", ATOM)])
def test_feeds_have_a_report_an_entry(tmp_path: Path, name: str, feed: str) -> None:
    report = one(write(tmp_path, name, feed))
    assert (report.title, report.source, report.url) == ("Army & town", "The Example", "https://news.example/1")
    assert said(report) == "The army entered Izium.\nIt met nobody."
    assert report.published == datetime(2022, 9, 10, 18, 10, tzinfo=UTC)


def test_a_feed_fetches_nothing_and_expands_nothing(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "secret")
    bomb = f'<!DOCTYPE r [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    feed = RSS.replace("?>", "?>" + bomb, 1).replace("short", "&s;&b;").replace("<b>Izium</b>", "Izium")
    report = one(write(tmp_path, "f.rss", feed))
    assert "secret" not in report.text


def channel(*messages: dict[str, object]) -> str:
    return json.dumps({"name": "Фронт щодня", "type": "public_channel", "id": 123, "messages": list(messages)})


def test_a_channel_export_has_a_report_a_message(tmp_path: Path) -> None:
    text = channel(
        {"id": 1, "type": "service", "date": "2022-09-10T08:00:00", "action": "pin_message", "text": ""},
        {"id": 2, "type": "message", "date": "2022-09-10T11:20:00", "date_unixtime": "1662798000", "text": "Ізюм наш."},
        {
            "id": 3,
            "type": "message",
            "date": "2022-09-10T12:00:00",
            "date_unixtime": "1662800400",
            "edited": "2022-09-10T13:00:00",
            "forwarded_from": "Штаб",
            "text": [
                "Зведення: ",
                {"type": "bold", "text": "Балаклію"},
                " звільнено. ",
                {"type": "link", "text": "https://a.example"},
            ],
        },
        {"id": 4, "type": "message", "date": "2022-09-10T12:00:00", "photo": "p.jpg", "text": ""},
    )
    first, second = iter_reports(write(tmp_path, "result.json", text))
    assert (first.report_id, first.source, first.url) == ("фронт-щодня/2", "Фронт щодня", "https://t.me/c/123/2")
    assert first.published == datetime(2022, 9, 10, 8, 20, tzinfo=UTC)
    assert second.text.startswith("Зведення: Балаклію звільнено.")
    assert second.source == "Штаб"


def test_a_message_that_is_a_chronicle_is_kept_whole(tmp_path: Path) -> None:
    text = "14:05 Обстріляно Нікополь.\n13:20 У Харкові вибухи.\n12:00 Міст зруйновано.\n"
    message = {"id": 5, "type": "message", "date": "2022-09-10T15:00:00", "text": text}
    assert one(write(tmp_path, "result.json", channel(message))).text == text.strip()


# documents


def test_a_word_file_is_read_with_its_tables(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Сводка за 12 января 2023 г.")
    document.add_paragraph("Бои идут под Соледаром.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Бахмут", "обстрел"
    document.save(tmp_path / "s.docx")
    report = one(tmp_path / "s.docx")
    assert report.published == datetime(2023, 1, 12, tzinfo=UTC)
    assert report.text.endswith("Бои идут под Соледаром.\nБахмут | обстрел")


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 65_000_000)
    with pytest.raises(ReportError, match="unpacks"):
        one(tmp_path / "bomb.docx")


def test_a_pdf_is_read_in_paragraphs(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    with PdfPages(tmp_path / "s.pdf") as pdf:
        figure = Figure()
        figure.text(
            0.1,
            0.8,
            "Report of 10 September 2022\n"
            "The army entered the town of Izium in the morn-\ning, an officer said by telephone to the editors\nof this paper.",
        )
        pdf.savefig(figure)
    assert "Izium in the morning, an officer said by telephone to the editors of this paper." in one(tmp_path / "s.pdf").text


# folders


def test_a_folder_is_read_whatever_one_file_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a.txt", NOTE)
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", "b.txt", NOTE)
    broken = write(tmp_path, "broken.jsonl", '{"text": "a", "published": "2022-09-10"}\n{')
    write(tmp_path, "picture.jpg", b"\xff\xd8\xff")
    write(tmp_path, ".hidden.txt", "x")
    reports = list(iter_reports(tmp_path))
    assert [r.report_id for r in reports] == ["a", "b"]
    said_once = capsys.readouterr().err
    assert said_once.count("\n") == 1
    assert f"{broken}, line 2" in said_once


def test_of_several_files_the_sound_ones_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound, empty = write(tmp_path, "a.txt", NOTE), write(tmp_path, "b.txt", "")
    picture = write(tmp_path, "c.jpg", b"\xff\xd8\xff")
    assert list(read_reports(sound, empty, picture)["report_id"]) == ["a"]
    assert list(read_reports([sound])["report_id"]) == ["a"]
    said = capsys.readouterr().err
    assert f"{empty}: the file is empty" in said
    assert f"{picture}: no reports are read from .jpg" in said
    with pytest.raises(ReportError, match="no such file"):
        read_reports(sound, tmp_path / "none.txt")
    with pytest.raises(ReportError, match=r"no reports are read from \.jpg"):
        read_reports(empty, picture)


def test_a_file_that_its_reader_fails_at_does_not_end_a_run_of_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise KeyError("body")

    monkeypatch.setattr("conflictmap.reading.formats.tables.read_jsonl", fail)
    sound, other = write(tmp_path, "a.txt", NOTE), write(tmp_path, "b.jsonl", "{}")
    assert list(read_reports(sound, other)["report_id"]) == ["a"]
    assert f"{other}: a fault of conflictmap itself in reading/reports.py:" in capsys.readouterr().err
    with pytest.raises(KeyError):
        read_reports(other)


def test_a_report_of_the_future_is_refused_unless_the_files_were_saved_later(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "published,text\n2022-09-10,Izium\n2202-09-10,Lyman\n")
    with pytest.raises(ReportError, match=r"t#3 would be of 2202-09-10, later than today; mend its date"):
        read_reports(path)
    assert len(read_reports(path, as_of="2202-09-11")) == 2
    with pytest.raises(ReportError, match="later than the files were saved"):
        read_reports(write(tmp_path, "u.csv", "published,text\n2022-09-20,Izium\n"), as_of="2022-09-10")


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_table_of_reports_that_were_read_before_is_read_the_same(tmp_path: Path, ending: str) -> None:
    rows = [
        {"id": "a", "text": "=1 Izium.", "published": "2022-09-10"},
        {"id": "b", "text": "Kyiv.", "published": "2022-09-10T23:30:00-02:00"},
        {"id": "c", "text": "Українські війська звільнили Ізюм.", "published": "2022-09-10T22:30:00Z"},
    ]
    first = read_reports(write(tmp_path, "t.jsonl", "\n".join(map(json.dumps, rows))))
    again = read_reports(write_frame(first, tmp_path / f"again.{ending}"))
    kept = ["report_id", "text", "published", "published_precision", "utc_offset", "lang"]
    pd.testing.assert_frame_equal(again[kept], first[kept])


def test_ids_are_unique_among_files_of_the_same_name(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "a.txt", NOTE)
    assert sorted(r.report_id for r in iter_reports(tmp_path)) == ["a", "a~2"]


# bad input


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("empty.txt", "", "empty"),
        ("blank.txt", " \n\n", "empty"),
        ("b.txt", b"\x7fELF\x02\x01\x00\x00\x00\x00text", "binary"),
        ("b.html", b"\x7fELF\x02\x01\x00\x00\x00\x00text", "binary"),
        ("old.txt", "Войска вошли в посёлок утром, сообщил офицер.\n".encode("cp1251") * 3, "--encoding windows-1251"),
        ("undated.txt", "The army entered the town.", "--published"),
        ("late.txt", f"{LATE:%Y-%m-%d}\n\nThe army entered the town.", f"{LATE:%Y-%m-%d} is still to come.*--published"),
        ("may.txt", "Fighting went on through May 10 and beyond.", "--published"),
        ("p.html", "<html><body><script>1</script></body></html>", "no text"),
        ("f.rss", "<rss><channel>", "XML"),
        ("f.xml", "<a><b/></a>", "no entries"),
        ("r.json", '{"a": 1}', "no reports"),
        ("r.json", "[" * 100_000, "JSON|nested"),
        ("r.json", '[{"text": "a", "published": "2022-09-10"}, {"text": "b"}]', "entry 2: no day"),
        ("r.json", '{"messages": [{"id": 7, "text": "a", "date": "soon"}]}', "message 7: published 'soon' is no date"),
        ("d.docx", "not a zip", "Word"),
        ("d.pdf", "not a pdf", "PDF"),
        ("t.parquet", "not a table", "Parquet"),
        ("x.xyz", "text", "no reports are read from .xyz"),
    ],
)
def test_bad_input_is_one_clear_error(tmp_path: Path, name: str, content: str | bytes, remedy: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(ReportError, match=remedy) as caught:
        list(iter_reports(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        '{"chats": {"list": [{"name": "x"}, 5]}}',
        '{"chats": {"list": null}}',
        '{"items": [1, "a"]}',
        '{"items": [{"content_html": 5, "date_published": "2022-09-10"}]}',
    ],
)
def test_an_export_of_odd_form_breaks_nothing(tmp_path: Path, content: str) -> None:
    assert all(report.text == "5" for report in iter_reports(write(tmp_path, "r.json", content)))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no such file"):
        read_reports(tmp_path / "none.txt")
    with pytest.raises(ReportError, match="no reports in this folder"):
        read_reports(tmp_path)
    with pytest.raises(ReportError, match="no report given"):
        read_reports()


def test_an_archive_is_no_folder_of_reports(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    with pytest.raises(ReportError, match="archive"):
        read_reports(tmp_path / "store")


def test_a_wrong_option_is_named() -> None:
    with pytest.raises(ConfigError, match="--published"):
        read_reports("x.txt", published="yesterday")
    with pytest.raises(ConfigError, match="--as-of"):
        read_reports("x.txt", as_of="now")
    with pytest.raises(ConfigError, match="language"):
        read_reports("x.txt", lang="fr")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", NOTE)
    path.chmod(0)
    with pytest.raises(ReportError, match="permissions"):
        read_reports(path)


def test_one_line_of_megabytes_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", ("word " * 10 + "Name, ") * 50_000 + " on 10 September 2022")
    assert one(path).published == datetime(2022, 9, 10, tzinfo=UTC)


def test_the_frame_keeps_to_the_codebook(tmp_path: Path) -> None:
    frame = read_reports(write(tmp_path, "a.txt", NOTE))
    assert str(frame["published"].dtype) == "datetime64[ns, UTC]"
    assert frame.loc[0, "lang"] == "en"
    assert io.StringIO(frame.to_csv()).readline().startswith(",report_id,published")


def test_a_lone_surrogate_becomes_one_replacement_character_and_moves_no_span(tmp_path: Path) -> None:
    table = tmp_path / "posts.jsonl"
    table.write_text('{"id": "a", "published": "2022-09-10", "text": "Izium \\ud800 held"}\n', encoding="utf-8")
    assert read_reports(table)["text"].tolist() == ["Izium \ufffd held"]


UK = "Сьогодні українські військові звільнили Ізюм, повідомили в Генштабі."
EN = "Ukrainian forces liberated Izium today, the General Staff said."
FEED = (
    "<rss version='2.0'><channel><title>n</title><item><title>Ізюм</title><pubDate>{}</pubDate>"
    "<description>{}</description></item></channel></rss>"
)
MESSAGE = {"id": 1, "type": "message", "date": "2022-09-10T18:30:00", "date_unixtime": "1662849000", "text": UK}


@pytest.mark.parametrize(
    ("name", "content", "day", "instant"),
    [
        # half past one at night in Kyiv: the day before by UTC, and in America
        ("a.json", json.dumps({"name": "c", "id": 1, "messages": [MESSAGE]}), "2022-09-11", "10 22:30"),
        ("b.jsonl", json.dumps({"id": "1", "text": UK, "published": "2022-09-10T22:30:00Z"}), "2022-09-11", "10 22:30"),
        ("c.jsonl", json.dumps({"id": "1", "text": EN, "published": "2022-09-11T01:30:00+03:00"}), "2022-09-11", "10 22:30"),
        ("d.jsonl", json.dumps({"id": "1", "text": EN, "published": "2022-09-10T18:30:00-04:00"}), "2022-09-10", "10 22:30"),
        ("e.jsonl", json.dumps({"id": "1", "text": EN, "published": "2022-09-10T22:30:00Z"}), "2022-09-10", "10 22:30"),
        ("f.xml", FEED.format("Sun, 11 Sep 2022 01:30:00 +0300", UK), "2022-09-11", "10 22:30"),
        ("g.xml", FEED.format("Sat, 10 Sep 2022 22:30:00 GMT", UK), "2022-09-11", "10 22:30"),
        # where no zone is named, the stamp counts as it stands
        ("h.jsonl", json.dumps({"id": "1", "text": UK, "published": "2022-09-10T22:30:00"}), "2022-09-10", "10 22:30"),
        ("i.jsonl", json.dumps({"id": "1", "text": UK, "published": "2022-09-10"}), "2022-09-10", "10 00:00"),
    ],
)
def test_a_report_is_of_the_day_of_the_clock_that_it_was_printed_by(
    tmp_path: Path, name: str, content: str, day: str, instant: str
) -> None:
    path = write(tmp_path, name, content)
    (report,) = iter_reports(path)
    assert report.published is not None
    assert str(report.published.date()) == day
    assert f"{report.published.astimezone(UTC):%d %H:%M}" == instant
    frame = read_reports(path)
    assert f"{frame['published'].iloc[0]:%d %H:%M}" == instant
    # a frame that was written and read again knows it too
    kept = read_frame(write_frame(frame, tmp_path / "kept.parquet"))
    for given in (frame, kept, [report]):
        (event,) = extract_events(given).itertuples()
        assert str(event.date.date()) == day
        assert f"{event.published:%d %H:%M}" == instant
