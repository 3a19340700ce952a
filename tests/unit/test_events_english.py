"""English claims, one trap a test."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from conflictmap.gazetteer.places import BUILT_IN, load_gazetteer
from conflictmap.model import Claim, Report
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.toponyms import read_toponyms

GAZETTEER = load_gazetteer(BUILT_IN)


def claims(text: str, *, day: str = "2022-09-12", source: str | None = None, title: str | None = None) -> list[Claim]:
    whole = f"{title}\n{text}" if title else text
    report = Report(
        "r",
        whole,
        datetime.fromisoformat(day).replace(tzinfo=UTC),
        title=title,
        title_in_text=bool(title),
        body=len(title) + 1 if title else 0,
        source=source,
    )
    return read_claims(report, read_toponyms(report, GAZETTEER))


def told(text: str, **options: str | None) -> list[tuple[str, str | None, str, str]]:
    """Type, side, place and certainty of every claim and place."""
    return [(c.event_type, c.side, p.toponym.surface, c.certainty) for c in claims(text, **options) for p in c.places]


def test_a_list_is_one_claim_of_three_places() -> None:
    (claim,) = claims("Ukrainian forces captured Verbivka, Yakovenkove and Hrakove.")
    assert [p.toponym.surface for p in claim.places] == ["Verbivka", "Yakovenkove", "Hrakove"]


def test_arms_joined_by_and_are_one_doer() -> None:
    said = told("Officials in Kyiv reported that Ukrainian rocket and artillery units hit a Russian ferry at Beryslav.")
    assert [row[:3] for row in said] == [("strike", "UA", "Beryslav")]


def test_a_flag_of_a_region_of_russia_is_russian() -> None:
    assert told("A video showed a Bryansk Oblast flag in Beryslav.")[0][:3] == ("flag_raised", "RU", "Beryslav")


def test_control_that_is_taken_is_of_what_stands_behind_it() -> None:
    said = told("Ukrainian units advanced toward Shevchenkove and took control of Volokhiv Yar.")
    assert said == [("advance", "UA", "Shevchenkove", "reported"), ("control_gained", "UA", "Volokhiv Yar", "reported")]


def test_a_flag_over_the_town_hall_is_over_the_town_told_before() -> None:
    said = told("Ukrainian troops liberated Izium. Soldiers raised the Ukrainian flag over the town hall before noon.")
    assert ("flag_raised", "UA", "Izium", "reported") in said


@pytest.mark.parametrize("words", ["gave up", "have given up", "yielded", "ceded", "relinquished", "let go of"])
def test_who_gives_a_town_up_leaves_it(words: str) -> None:
    assert told(f"Russian forces {words} Izium.")[0][:3] == ("withdrew", "RU", "Izium")


def test_a_list_that_is_given_up_is_left_whole_and_no_town_is_given_up_with_hope() -> None:
    said = told("Russia had given up Izium, Kupiansk and Lyman by then.")
    assert [row[:3] for row in said] == [("withdrew", "RU", town) for town in ("Izium", "Kupiansk", "Lyman")]
    assert not any(kind == "withdrew" for kind, *_ in told("The Russians gave up hope of reaching Izium."))
    assert told("Ukrainian forces have not given up Izium.")[0][:3] == ("control_held", "UA", "Izium")


def test_what_is_ceded_to_somebody_is_taken_by_him() -> None:
    assert told("Russia ceded Izium to the advancing Ukrainians.")[0][:3] == ("control_gained", "UA", "Izium")
    assert told("Russia ceded Izium to save its troops.")[0][:3] == ("withdrew", "RU", "Izium")


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Izium is no longer ours, a Ukrainian officer said.", "RU"),
        ("Izium has been ours since the weekend, the Ukrainian general staff said.", "UA"),
        ("Two streets in Izium are theirs, a Ukrainian soldier said.", "RU"),
        ("Moscow claims Izium.", "RU"),
        ("Russia claimed a second village in the sector, Izium, where there was no fighting.", "RU"),
        ("Wagner claimed to have full control of Izium.", "RU"),
        ("Izium and Lyman were added to the list of liberated towns.", "UA"),
        ("On Friday Moscow added Izium to its list of conquests.", "RU"),
        ("Izium has gone, the mayor said.", "RU"),
    ],
)
def test_whose_a_town_is_now_is_whose_gain_it_was(text: str, side: str) -> None:
    assert told(text, day="2022-03-12")[0][1:3] == (side, "Izium")


@pytest.mark.parametrize(
    "text",
    ["Russia claims the Kharkiv region as its own.", "The attack claimed lives in Izium.", "The mayor added Izium was quiet."],
)
def test_what_is_claimed_or_added_is_not_always_a_town(text: str) -> None:
    assert not any(kind == "control_gained" for kind, *_ in told(text))


def test_a_town_that_falls_on_a_day_is_not_struck() -> None:
    assert told("Popasna fell on Tuesday, the ministry said.")[0][:3] == ("control_gained", "RU", "Popasna")
    assert told("Shells fell on Popasna on Tuesday.")[0][0] == "strike"


def test_what_is_left_of_a_garrison_has_not_left() -> None:
    assert told("Russia told the soldiers left in Izium to surrender.") == []
    assert told("Pockets of resistance are left in Izium.") == []
    assert told("Russian soldiers left Izium.")[0][:3] == ("withdrew", "RU", "Izium")


def test_a_retreat_that_is_possible_or_a_condition_is_no_fact() -> None:
    assert [row[3] for row in told("A withdrawal from Izium is possible, an adviser said.")] == ["predicted"]
    assert [row[3] for row in told("He named his price: the withdrawal of Ukrainian troops from Izium.")] == ["predicted"]


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian units moved to more favourable positions around Izium.",
        "Ukrainian soldiers moved to prepared positions near Izium.",
        "Izium is empty of Ukrainian troops.",
    ],
)
def test_a_retreat_may_be_told_in_other_words(text: str) -> None:
    assert told(text, day="2022-04-12")[0][:3] == ("withdrew", "UA", "Izium")


@pytest.mark.parametrize(
    "text",
    [
        "In Izium he watched as the national flag was hoisted in front of the town hall.",
        "Izium was calm. By noon the blue and yellow was flying over the town hall.",
        "Ukrainian flags were seen in Izium.",
        "A Ukrainian flag was seen over the town hall in Izium.",
    ],
)
def test_a_flag_is_that_of_the_town_spoken_of(text: str) -> None:
    assert [row[:3] for row in told(text)] == [("flag_raised", "UA", "Izium")]


def test_a_flag_over_both_is_over_the_two_named_before() -> None:
    said = told("Izium and Lyman are free, and the national flag was hoisted over both.")
    assert [row[:3] for row in said if row[0] == "flag_raised"] == [("flag_raised", "UA", t) for t in ("Izium", "Lyman")]


def test_who_takes_the_rest_takes_the_town_and_who_takes_some_streets_is_in_it() -> None:
    before = "Ukrainian troops hold half of Izium."
    assert told(f"{before} Russian forces have taken the rest.")[-1][:3] == ("control_gained", "RU", "Izium")
    assert told(f"{before} Russian forces have taken several streets.")[-1][:3] == ("entered", "RU", "Izium")
    assert told("Shells hit Izium. Ukrainian forces still hold the western districts.")[-1][:3] == ("control_held", "UA", "Izium")


def test_a_town_that_has_held_and_one_that_is_now_occupied_are_held() -> None:
    assert told("Mykolaiv has held.")[0][:3] == ("control_held", "UA", "Mykolaiv")
    assert told("Russian forces now fully occupy Lyman.")[0][:3] == ("control_held", "RU", "Lyman")
    said = told("Izium, the only town in Kharkiv region that Russia still holds, is shelled.")
    assert said[0][:3] == ("control_held", "RU", "Izium")


def test_who_fled_before_somebody_came_left_the_town_that_is_told_of() -> None:
    for text in (
        "Reporters reached Izium a day after the Russians left.",
        "Izium was quiet, two days after Russian troops fled.",
    ):
        assert [row[:3] for row in told(text)] == [("withdrew", "RU", "Izium")]


def test_positions_are_left_at_a_place_and_troops_forced_back_from_where_they_are() -> None:
    assert told("Russian soldiers left their strongpoints at Izium.")[0][:3] == ("withdrew", "RU", "Izium")
    assert told("The Russians abandoned their trenches near Izium.")[0][:3] == ("withdrew", "RU", "Izium")
    assert told("Russian soldiers in the centre of Izium were forced back on Friday.")[0][:3] == ("withdrew", "RU", "Izium")
    assert [p.role for p in claims("The company has dropped back to Izium.")[0].places] == ["destination"]


def test_another_side_s_claim_begins_a_clause_of_its_own() -> None:
    said = told("Russia has pulled its troops out of Izium, and the ministry in Moscow claims a town in the sector, Lyman.")
    assert [row[:3] for row in said if row[0] == "withdrew"] == [("withdrew", "RU", "Izium")]


def test_a_clause_may_begin_with_where_it_happens() -> None:
    said = told("Ukrainian soldiers hold Izium, and east of Lyman three tanks were destroyed.")
    assert [row[:3] for row in said if row[0] == "control_held"] == [("control_held", "UA", "Izium")]
    said = told("The column from Izium was stopped, and Lyman's industrial zone was captured on Friday.")
    assert [row[2] for row in said if row[0] == "entered"] == ["Lyman"]


def test_services_that_are_held_hold_no_town() -> None:
    assert told("Easter services in Lyman were held in a cellar.") == []
    assert told("Positions in Lyman were held by Ukrainian troops.")[0][:3] == ("control_held", "UA", "Lyman")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The area around Lyman has been cleared of the enemy, a Ukrainian officer said.", ("control_gained", "UA", "claimed")),
        ("Lyman was reported captured on Monday.", ("control_gained", None, "claimed")),
        ("Ukraine has left Lyman, a week after Moscow announced the town's fall.", ("control_gained", "RU", "claimed")),
        ("Residents of Lyman say they have lived under Russian occupation for a month.", ("control_held", "RU", "claimed")),
        ("Ukrainian troops left Izium but still hold the heights north of Lyman.", ("control_held", "UA", "reported")),
        ("Russian airborne troops landed by helicopter at Lyman.", ("entered", "RU", "reported")),
    ],
)
def test_a_town_may_change_hands_in_other_words(text: str, expected: tuple[str, str | None, str]) -> None:
    kind, side, certainty = expected
    rows = [row for row in told(text) if row[2] == "Lyman" and row[0] == kind]
    assert rows
    assert rows[-1][3] == certainty or len(rows) > 1
    assert side is None or rows[-1][1] == side


def test_who_breaks_in_breaks_into_the_town_told_of() -> None:
    said = told("Clashes are continuing in Izium after Russian infantry got in through a tunnel.")
    assert ("entered", "RU", "Izium", "reported") in said
    assert not any(kind == "entered" for kind, *_ in told("The siege of Izium goes on. Russian soldiers got in touch with Kyiv."))


def test_what_there_is_left_in_a_town_and_those_left_with_nothing_have_not_left() -> None:
    assert told("There is one Russian platoon left in Izium.") == []
    assert not any(kind == "withdrew" for kind, *_ in told("A shell hit Izium, leaving those still in Lyman with no way out."))


def test_other_villages_of_a_region_are_not_the_region() -> None:
    said = told("Ukrainian troops withdrew from Izium and four more villages in Kharkiv region.")
    assert [row[2] for row in said] == ["Izium"]
    assert [row[2] for row in told("Russian troops left Kharkiv and Sumy regions.")] == ["Kharkiv", "Sumy regions"]


def test_activity_that_falls_to_its_lowest_level_takes_no_town() -> None:
    assert told("Activity near Izium had fallen to its lowest level in months.") == []


def test_a_ministry_claims_for_the_side_of_its_seat() -> None:
    (claim,) = claims("The defence ministry in Moscow claimed Izium on Sunday.")
    assert (claim.event_type, claim.side, claim.certainty) == ("control_gained", "RU", "claimed")
    assert claim.claimant == "The defence ministry in Moscow"
    assert "Ukraine" not in {
        c.claimant for c in claims("Ukraine has left Lyman, and the ministry in Moscow claims a second town, Izium.")
    }


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister left Kyiv on Monday for talks.",
        "She fled Izium with two children.",
        "The flag of the European Union flies over the town hall in Lyman.",
        "Ukrainian flags flew at half-mast in Dnipro.",
        "Prices fell in Kyiv in April.",
    ],
)
def test_what_is_said_of_a_town_in_peace_is_no_event(text: str) -> None:
    assert told(text) == []


def test_talk_of_giving_a_town_up_is_no_fact() -> None:
    assert [row[3] for row in told("There is talk of giving up Izium.")] == ["predicted"]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Lyman has fallen, according to Russia's defence ministry.", "RU"),
        ("Lyman fell on the evening of January 12, a Ukrainian officer said.", "RU"),
        ("Moscow says that Lyman is now fully under its control.", "RU"),
        ("Lyman is once again in Ukrainian hands, its mayor said.", "UA"),
    ],
)
def test_who_tells_of_a_fall_or_of_his_own_hands_says_whose_gain_it_is(text: str, side: str) -> None:
    assert told(text, day="2022-05-30")[0][:3] == ("control_gained", side, "Lyman")


def test_who_announces_a_fall_did_not_make_it() -> None:
    (row,) = told("The fall of Avdiivka was announced by General Syrskyi.", day="2024-02-17")
    assert row[:3] == ("control_gained", "RU", "Avdiivka")


def test_men_on_foot_that_are_spotted_are_in_the_town() -> None:
    assert told("Russian infiltrators have been spotted in Izium.")[0][:3] == ("entered", "RU", "Izium")
    assert told("A Russian convoy has been spotted in Izium.")[0][0] == "reinforcement"
    assert told("Russia moved its troops away from Izium.")[0][:3] == ("withdrew", "RU", "Izium")


def test_those_who_fled_to_a_town_do_not_advance_on_it() -> None:
    said = told("Two residents who reached Sloviansk said that Russian troops had abandoned Izium.")
    assert [row[:3] for row in said] == [("withdrew", "RU", "Izium")]


def test_who_is_forced_to_do_it_does_it() -> None:
    (withdrawal,) = told("The Ukrainian counterattack forced Russian troops to withdraw from positions in Ivanivka.")
    assert withdrawal[:3] == ("withdrew", "RU", "Ivanivka")
    assert {row[:3] for row in told("Russian forces captured Mariupol or forced the city to capitulate.")} == {
        ("control_gained", "RU", "Mariupol")
    }
    assert told("Russian units once withdrawn from Ukraine continued to redeploy to Belgorod.")[0][:2] == ("reinforcement", "RU")


def test_soldiers_who_surrender_hand_over_no_town_and_a_bridge_out_of_service_is_left_by_nobody() -> None:
    assert told("Five Russian soldiers surrendered to Ukrainian forces in Pravdyne.") == []
    assert "withdrew" not in {row[0] for row in told("Since the strike the Kakhovka Bridge is out of service, locals say.")}
    assert told("The Russians are out of Izium.")[0][:3] == ("withdrew", "RU", "Izium")


def test_what_was_not_captured_is_no_event() -> None:
    assert told("Russian forces have not captured Bakhmut.") == []


def test_a_negation_reaches_over_or() -> None:
    assert told("Russian troops did not enter Siversk or capture Soledar.") == []


def test_a_plan_is_never_a_fact() -> None:
    for text in (
        "Ukrainian forces are preparing to liberate Kherson.",
        "Russia intends to seize Zaporizhzhia.",
        "Russian forces will likely capture Sievierodonetsk.",
        "Ukrainian troops may enter Lyman.",
        "The commander ordered his troops to withdraw from Snihurivka.",
        "If Lyman falls, the road is open.",
        "The capture of Sloviansk remains the goal of the Russian army.",
    ):
        assert {c.certainty for c in claims(text)} <= {"predicted"}, text


def test_a_failed_attempt_belongs_to_the_defender() -> None:
    assert told("Russian troops tried to storm Marinka but failed.") == [("repelled", "UA", "Marinka", "reported")]
    assert told("A Russian assault on Avdiivka failed.") == [("repelled", "UA", "Avdiivka", "reported")]
    assert told("Russian attacks near Dolyna were repelled.") == [("repelled", "UA", "Dolyna", "reported")]


def test_a_passive_names_its_doer_behind_by() -> None:
    assert told("Lyman was captured by Russian forces.") == [("control_gained", "RU", "Lyman", "reported")]


def test_a_claim_and_its_denial_are_two_rows() -> None:
    rows = [
        (c.certainty, c.claimant_side)
        for c in claims("Russia said its troops had taken Pisky, but the Ukrainian army denied it.")
    ]
    assert rows == [("claimed", "RU"), ("denied", "UA")]


def test_a_remark_on_verification_reaches_back_a_paragraph() -> None:
    rows = claims("The governor Haidai said Ukrainian troops had entered Kreminna.\nCNN is unable to verify his claim.")
    assert [c.certainty for c in rows] == ["unverified"]


def test_background_carries_its_own_month() -> None:
    strike, gain = claims("Shells hit Lyman, which Russia captured in May.")
    assert (strike.event_type, strike.background) == ("strike", False)
    assert (gain.side, gain.date, gain.date_precision, gain.background) == ("RU", date(2022, 5, 1), "month", True)


def test_our_forces_are_those_of_the_speaker() -> None:
    ukrainian = claims("Our troops regained control of Chkalovske.", source="General Staff of the Armed Forces of Ukraine")
    russian = claims("Our troops took control of Kodema.", source="Russian Ministry of Defence")
    assert [c.side for c in ukrainian + russian] == ["UA", "RU"]


def test_the_town_is_the_one_named_before() -> None:
    rows = told("Ukrainian forces reached Svatove. Heavy fighting is under way in the town.")
    assert ("fighting", None, "Svatove", "reported") in rows


def test_a_supply_line_cut_in_one_sentence_gets_its_ends_from_the_next() -> None:
    text = "An official said the main supply artery of the Russian army had been severed. It was a key line. "
    cuts = [c for c in claims(text + "That artery ran from Vovchansk down to Izium.") if c.event_type == "supply_cut"]
    assert [(p.toponym.surface, p.role) for c in cuts for p in c.places] == [("Vovchansk", "origin"), ("Izium", "destination")]


def test_a_bearing_locates_and_is_no_place_of_the_event() -> None:
    assert told("Russian forces captured Zavody, about 20 km west of Izium.") == [("control_gained", "RU", "Zavody", "reported")]
    assert told("Russian forces captured Kodema (south of Bakhmut).") == [("control_gained", "RU", "Kodema", "reported")]


def test_a_bearing_without_a_settlement_of_its_own_is_kept_as_relation() -> None:
    (claim,) = claims("Russian forces attacked 12 km northwest of Donetsk.")
    assert [(p.relation, p.relation_km) for p in claim.places] == [("NW", 12.0)]


def test_people_and_equipment_are_not_places_taken() -> None:
    assert told("Ukrainian soldiers captured two Russian officers near Izium.") == []
    assert told("Russian troops abandoned dozens of tanks in Izium.") == []


def test_a_unit_s_home_is_no_place_of_the_event() -> None:
    rows = told("The 92nd Kharkiv Brigade liberated Balakliia.")
    assert [r[2] for r in rows] == ["Balakliia"]


def test_nothing_is_claimed_where_the_writer_says_that_nothing_confirms_it() -> None:
    assert told("There is no confirmation that Russian forces have captured Bilohorivka.") == []
    assert told("It is unclear who controls Yampil.") == []


def test_the_headline_does_not_tell_its_body_twice() -> None:
    rows = claims("Ukrainian forces liberated Kupiansk on Saturday.", title="Ukraine retakes Kupiansk")
    assert [(c.event_type, c.date) for c in rows] == [("control_gained", date(2022, 9, 10))]


def test_no_fact_lies_after_its_publication() -> None:
    for claim in claims("Ukrainian forces liberated Kupiansk. They will enter Svatove on September 20.", day="2022-09-12"):
        assert claim.certainty == "predicted" or claim.date is None or claim.date <= date(2022, 9, 12)


def test_a_figure_of_area_has_no_place() -> None:
    (claim,) = claims("Zelensky said Ukrainian forces had liberated 2,000 square kilometres since the beginning of September.")
    assert (claim.event_type, claim.side, claim.area_km2, claim.places) == ("area_regained", "UA", 2000.0, [])


def test_who_is_driven_out_loses_the_town() -> None:
    assert told("Ukrainian paratroopers drove the Russians out of Sviatohirsk.") == [
        ("control_gained", "UA", "Sviatohirsk", "reported")
    ]


def test_every_claim_says_which_words_made_it() -> None:
    (claim,) = claims("Governor Haidai said Ukrainian troops had entered Kreminna on Sunday.")
    assert claim.cues["type"] == "entered"
    assert "Haidai" in claim.cues["certainty"]


def test_an_empty_or_hostile_text_is_read_without_an_error() -> None:
    for text in (
        "",
        "\n\n",
        "((((",
        '" ” “',
        "<script>captured Izium</script>",
        "captured " * 300,
        "Izium, " * 200,
        "\u202e\u0000",
    ):
        assert isinstance(claims(text), list)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kupiansk was a key logistics hub for the Russian army.", "supply_route"),
        ("Ukrainian rockets destroyed the bridge at Darivka.", "supply_cut"),
        ("The road from Svatove to Kreminna is under Ukrainian fire control.", "supply_cut"),
        ("Occupation authorities told residents to leave Nova Kakhovka.", "evacuation"),
        ("A battalion of Chechen troops arrived in Oleshky.", "reinforcement"),
        ("Fighters hoisted the blue-and-yellow flag over Vysokopillia.", "flag_raised"),
        ("Vuhledar is still in Ukrainian hands.", "control_held"),
    ],
)
def test_each_kind_of_event_has_its_words(text: str, kind: str) -> None:
    assert kind in {c.event_type for c in claims(text)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Russian forces retain the eastern part of Kupiansk.", "part"),
        ("Ukrainian troops still hold the southern half of Bakhmut.", "part"),
        ("The western part of Kupiansk is under Ukrainian control.", "part"),
        ("Eastern Kupiansk remains under Russian control.", "part"),
        ("Ukrainian forces control Kupiansk's western half.", "part"),
        ("Russian troops control a third of Sievierodonetsk.", "part"),
        ("Russian troops control most of Sievierodonetsk.", None),
        ("Ukrainian troops hold Bakhmut.", None),
    ],
)
def test_who_holds_a_part_of_a_town_does_not_hold_the_town(text: str, relation: str | None) -> None:
    (claim,) = claims(text)
    assert (claim.event_type, claim.places[0].relation) == ("control_held", relation)


def test_a_running_total_is_of_the_day_that_tells_it() -> None:
    for text in (
        "Ukrainian forces have regained about 3,000 square kilometres since September 6.",
        "Ukrainian forces have regained 3,000 square kilometres of Kharkiv Oblast since early September.",
    ):
        assert {(c.date, c.background) for c in claims(text)} == {(date(2022, 9, 12), False)}, text


def test_since_dates_what_is_over_in_a_moment() -> None:
    (claim,) = claims("Russian troops have occupied Kherson since September 2.")
    assert claim.date == date(2022, 9, 2)


def test_what_an_outlet_takes_back_is_no_event() -> None:
    for text in (
        "CORRECTION: An earlier version of this report said that Ukrainian forces had retaken Lyman.",
        "Correction: we reported in error that Lyman had fallen.",
        "This story previously stated that Russian troops had withdrawn from Izium.",
        "Our earlier report that Ukrainian soldiers had entered Snihurivka was incorrect.",
        "Ukrainian forces had captured Kreminna, an earlier version of this story said.",
    ):
        assert told(text) == [], text
    assert told("An earlier report said that Ukrainian forces had retaken Lyman.")[0][3] == "claimed"


def test_an_order_is_dated_by_the_day_on_which_it_was_given() -> None:
    (claim,) = claims("The Russian ministry ordered the withdrawal of its troops from Izium on September 10.")
    assert (claim.certainty, claim.date) == ("predicted", date(2022, 9, 10))


def test_what_contradicts_a_claim_is_no_part_of_it() -> None:
    taken, kept = claims("Russian forces claim to have captured central Mariupol, but Ukrainian forces hold Azovstal.")
    assert (taken.certainty, taken.claimant_side) == ("claimed", "RU")
    assert (kept.certainty, kept.claimant) == ("reported", None)


def test_an_attempt_by_troops_that_comes_to_nothing_is_repelled() -> None:
    for text in (
        "Attempts by Russian troops to take Marinka came to nothing.",
        "Attempts of Russian infantry to enter Marinka were stopped by Ukrainian soldiers.",
    ):
        assert [(kind, side) for kind, side, *_ in told(text)] == [("repelled", "UA")], text


def test_villages_counted_in_a_region_are_named_behind_the_colon() -> None:
    (claim,) = claims("Ukrainian forces liberated three villages in Kherson Oblast: Davydiv Brid, Arkhanhelske and Dudchany.")
    assert [p.toponym.surface for p in claim.places] == ["Davydiv Brid", "Arkhanhelske", "Dudchany"]


def test_what_is_demanded_is_no_fact() -> None:
    assert {certainty for *_, certainty in told("Russia demanded that Ukraine leave Kramatorsk.")} == {"predicted"}


def test_another_war_is_no_event() -> None:
    assert told("In 1943 the Red Army liberated Kharkiv after a long battle.") == []


def test_missiles_that_attack_are_a_strike() -> None:
    for text in ("Nikopol was attacked by Russian missiles.", "Russia bombs Nikopol"):
        assert told(text) == [("strike", "RU", "Nikopol", "reported")], text


def test_fighting_that_does_not_let_up_goes_on() -> None:
    for text in ("Fighting does not let up near Bilohorivka.", "Clashes were seen near Bilohorivka."):
        assert told(text) == [("fighting", None, "Bilohorivka", "reported")], text


@pytest.mark.parametrize(
    "text",
    [
        "Artillery units shelled villages between Izium and Sloviansk.",
        "Russian batteries fired along the Izium-Sloviansk line all day.",
        "Russian guns pounded the Izium-Sloviansk salient.",
        "Russian guns pounded the Izium-Sloviansk frontline.",
        "Russian reconnaissance units were observed near Izium and Sloviansk.",
    ],
)
def test_what_happens_between_two_towns_happens_in_neither(text: str) -> None:
    assert [(p.toponym.surface, p.relation) for c in claims(text) for p in c.places] == [("Izium", "near"), ("Sloviansk", "near")]


def test_a_front_line_in_two_cities_is_in_their_regions() -> None:
    (claim,) = claims("Russian artillery shelled the whole front line in Donetsk and Luhansk.")
    assert {p.toponym.kind for p in claim.places} == {"area"}


@pytest.mark.parametrize(
    "part", ["residential sectors of", "parts of the town of", "partial control of", "positions in", "several streets in"]
)
def test_who_takes_a_part_of_a_town_is_in_it(part: str) -> None:
    verb = "established" if "control" in part else "captured"
    assert told(f"Russian forces {verb} {part} Popasna.")[0][:3] == ("entered", "RU", "Popasna")


def speakers(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Type, certainty and claimant with his side of every claim."""
    return [(c.event_type, c.certainty, c.claimant, c.claimant_side) for c in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Moscow's ministry falsely claimed that its troops captured Balakliia.",
        "The Kremlin wrongly stated on September 4 to have captured Balakliia.",
        "The governor said that Russian troops hand out leaflets to falsely claim that they captured Balakliia.",
    ],
)
def test_what_the_writer_calls_false_is_denied_by_the_writer(text: str) -> None:
    assert speakers(text) == [("control_gained", "denied", None, None)]


def test_what_a_false_claim_is_only_about_is_not_denied() -> None:
    assert told("The Kremlin is falsely claiming that the missile strike on Izium was an accident.")[0][3] == "reported"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Despite claims made by Russian sources that their army took Lyman, the town stands.", "Russian sources"),
        ("Despite the mayor Ivan Petrenko's May 6 claims that they took Lyman, nothing moves.", "the mayor Ivan Petrenko"),
        ("The general ordered a pause, claiming that Russian troops had taken Lyman.", None),
        ("Putin ordered a pause, claiming that Russian troops had taken Lyman.", "Putin"),
        (
            "Losses were due to resistance in the area and Russian blogger Ivanov claimed that they took Lyman.",
            "Russian blogger Ivanov",
        ),
        ("Russia's Second Assault Command said that it took Lyman.", "Russia's Second Assault Command"),
    ],
)
def test_a_claim_is_his_who_makes_it_whatever_words_it_is_made_with(text: str, who: str | None) -> None:
    gains = [c for c in claims(text) if c.event_type == "control_gained"]
    assert [c.claimant for c in gains] == [who]


def test_a_claim_that_another_denies_is_told_with_both() -> None:
    said = speakers(
        "The mayor of Izium denied Russian claims that Russian troops had taken Lyman and added that fighting goes on there."
    )
    assert [s for s in said if s[0] == "control_gained"] == [
        ("control_gained", "claimed", "Russian", "RU"),
        ("control_gained", "denied", "The mayor of Izium", "UA"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Russian mining along the road indicates that Russian forces still hold Vovchansk.",
        "The police detained ten people for claimed offences since Russian forces took control of Vovchansk.",
        "The army fears that talks according to the law will let Russian forces capture Vovchansk.",
    ],
)
def test_a_thing_a_law_or_a_word_before_a_noun_claims_nothing(text: str) -> None:
    assert {s[2:] for s in speakers(text)} == {(None, None)}


def test_footage_of_a_day_and_place_proves_what_it_confirms() -> None:
    text = "Combat footage filmed in Kupiansk, Kharkiv Oblast, on September 10 confirms that Ukrainian troops took Kupiansk."
    assert speakers(text) == [("control_gained", "confirmed", None, None)]


def test_attacks_that_are_not_confirmed_do_not_cast_doubt_on_the_claims_before() -> None:
    text = "The General Staff said that Russian troops took Lyman. Elsewhere the Russians did not conduct any confirmed attack."
    assert speakers(text)[0][1] == "claimed"


def test_the_writer_goes_on_where_a_claim_ends() -> None:
    text = "Russian troops claim to have taken Lyman and have reportedly entered Siversk."
    assert [s[2] for s in speakers(text)] == ["Russian troops", None]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("A Russian offensive operation of this size could be meant to cut Kyiv off from eastern Ukraine and seize Lyman.", "RU"),
        ("Russian troops mined roads to slow Ukrainian units, which cleared Lyman.", "UA"),
        ("The Russians will keep the road even if Ukrainian brigades prove capable of capturing Lyman.", "UA"),
        ("The Russians may wear down the Ukrainian garrison enough to secure Lyman.", "RU"),
        ("In that spring the declared Russian objectives had been to seize Lyman.", "RU"),
        ("Ukrainian troops made an attack that pushed a large group of Russian forces out of Lyman.", "UA"),
        ("Officials try to recruit clerks to establish Russian control of Lyman.", "RU"),
        ("Many bloggers dread the fall of Lyman to Ukrainian brigades.", "UA"),
        ("The governor claimed that Belarusian combat troops have captured Lyman.", "RU"),
        ("The other efforts are: completing the seizure of Lyman and watching the border.", "RU"),
    ],
)
def test_a_town_is_taken_by_those_whose_doing_or_aim_it_is(text: str, side: str) -> None:
    assert {s[1] for s in told(text, day="2022-05-20") if s[0] == "control_gained"} == {side}


@pytest.mark.parametrize(
    "text",
    [
        "The Russian Ministry of Defence announced the withdrawal of troops from Lyman.",
        "Ukrainian forces take advantage of Russian force withdrawals from Lyman.",
        "Russian forces fail to hold following Ukrainian gains near Kupiansk and are actively fleeing Lyman.",
    ],
)
def test_a_withdrawal_is_theirs_who_leave_and_not_of_others_in_the_sentence(text: str) -> None:
    assert {s[1] for s in told(text) if s[0] == "withdrew" and s[2] == "Lyman"} == {"RU"}


def test_who_is_forced_to_go_somewhere_goes_and_not_who_forces_him() -> None:
    text = "The Ukrainian offensive is forcing Russian units intended for another front to redeploy to Izium."
    assert ("reinforcement", "RU", "Izium", "reported") in told(text)


def test_a_part_of_a_country_does_nothing() -> None:
    text = "Battered Russian units withdrawn from Kyiv and the northeast keep deploying to Izium."
    assert ("reinforcement", "RU", "Izium", "reported") in told(text)


@pytest.mark.parametrize(
    ("who", "side"), [("The GUR", "UA"), ("Skibitsky", "UA"), ("The FSB", "RU"), ("The Wall Street Journal", "other")]
)
def test_offices_people_and_papers_are_known_by_name(who: str, side: str) -> None:
    assert [s[3] for s in speakers(f"{who} stated that Russian forces captured Lyman.")] == [side]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Russian sources claimed combat in Drobysheve, between liberated Lyman and contested Siversk.", "UA"),
        ("Russian sources claimed that Lyman was liberated.", "RU"),
        ("Russian sources claimed combat around “liberated” Lyman.", "RU"),
    ],
)
def test_a_town_that_the_writer_calls_liberated_is_ukraines(text: str, side: str) -> None:
    assert {s[1] for s in told(text, day="2022-05-20") if s[0] == "control_gained"} == {side}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Ukrainian drones struck Russian attempts to consolidate their presence in Lyman.", "RU"),
        ("Ukrainian jets fly on despite the presence of Russian air defences in Lyman.", "RU"),
    ],
)
def test_a_presence_is_theirs_who_are_there(text: str, side: str) -> None:
    assert {s[1] for s in told(text) if s[2] == "Lyman"} == {side}


def test_unverified_reports_of_other_things_do_not_cast_doubt() -> None:
    text = "The General Staff confirmed that Ukrainian forces took Lyman after unverified reports of May 7 of a retreat."
    assert speakers(text)[0][1] == "claimed"


@pytest.mark.parametrize("remark", ["this claim is likely false", "those reports seem exaggerated", "the claim is unlikely"])
def test_a_claim_that_the_writer_does_not_believe_is_unverified(remark: str) -> None:
    assert told(f"Russian sources claimed that Russian troops captured Pisky, but {remark}.")[0][3] == "unverified"


def test_a_depot_that_blows_up_is_not_blown_up_by_its_owner() -> None:
    said = told("A Russian fuel depot suffered several explosions in Novooleksiivka.", day="2022-08-09")
    assert said[0][:3] == ("strike", "UA", "Novooleksiivka")


def test_it_is_the_village_and_not_the_city_that_it_lies_by() -> None:
    said = told("Russian troops stormed Oleksandrivka, some 38 km west of Kherson, but did not manage to retake it.")
    assert {place for *_, place, _ in said} == {"Oleksandrivka"}


def test_a_focus_to_take_a_town_does_not_take_it() -> None:
    assert told("Russian forces shifted their focus to take Lysychansk.")[0][3] == "predicted"


@pytest.mark.parametrize(
    "text", ["The captured Mariupol defenders were exchanged.", "Newly liberated Izium residents came home."]
)
def test_captured_people_are_no_captured_town(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian forces inflicted a defeat on the Russian army, liberating Izium.",
        "Ukrainian brigades attacked the Russian garrison, retaking Izium.",
        "The Ukrainian army surprised the Russians, entering Izium.",
        "A Ukrainian force outflanked Russian troops, seizing Izium.",
    ],
)
def test_what_goes_with_a_verb_is_done_by_its_subject_and_not_by_its_object(text: str) -> None:
    assert [side for _, side, *_ in told(text)] == ["UA"]


def test_the_city_is_none_of_which_only_the_region_is_spoken_of() -> None:
    said = told(
        "Fighting goes on in Sievierodonetsk. Head of Luhansk Regional Administration Serhiy Haidai said that Russian troops now "
        "control most of the city."
    )
    assert ("control_held", "RU", "Sievierodonetsk", "claimed") in said


@pytest.mark.parametrize(
    "deed", ["captured two soldiers in", "took over a bakery in", "are taking inventory of residences in", "held a meeting in"]
)
def test_what_is_taken_in_a_town_is_not_the_town_however_it_is_reported(deed: str) -> None:
    assert told(f"Local officials said that Russian forces {deed} Melitopol.") == []


@pytest.mark.parametrize("who", ["UN observers", "The Red Cross team", "Three members of the IAEA delegation", "Journalists"])
def test_those_who_take_no_side_do_not_withdraw(who: str) -> None:
    assert told(f"{who} left Izium on Friday.") == []


def test_who_leaves_a_part_of_a_town_has_not_left_it() -> None:
    (claim,) = claims("Ukrainian forces withdrew from parts of Sievierodonetsk.")
    assert (claim.event_type, claim.places[0].relation) == ("withdrew", "part")


@pytest.mark.parametrize("where", ["the vicinity of Izium", "artillery range of Izium", "the immediate vicinity of Izium"])
def test_what_lies_round_a_town_is_near_it(where: str) -> None:
    (claim,) = claims(f"Ukrainian troops pushed the Russians out of {where}.")
    assert (claim.event_type, claim.side, claim.places[0].relation) == ("withdrew", "RU", "near")


@pytest.mark.parametrize(
    "thing",
    [
        "a hospital in Izium",
        "the Izium grain mill",
        "Izium's railway station",
        "a train station in Izium",
        "territory in Izium",
        "several areas of Izium",
    ],
)
def test_works_and_ground_in_a_town_are_not_the_town(thing: str) -> None:
    assert [row[:3] for row in told(f"Russian forces captured {thing}.")] == [("entered", "RU", "Izium")]


def test_little_territory_is_none() -> None:
    assert told("Russian forces have taken little territory in Kharkiv Oblast.") == []


def test_the_city_is_that_by_which_the_attack_is_located() -> None:
    said = told("Fighting went on in Sievierodonetsk. Russian troops attacked east of Lyman in order to encircle the city.")
    assert ("advance", "RU", "Lyman", "predicted") in said
    assert sum(row[2] == "Sievierodonetsk" for row in said) == 1


def test_what_is_excepted_is_not_held() -> None:
    assert told("Ukrainian forces control all of Kharkiv Oblast except Izium.") == [
        ("control_held", "UA", "Kharkiv Oblast", "reported")
    ]


def test_the_road_by_which_a_village_lies_is_not_held_to_its_end() -> None:
    said = told("Russian forces still control Verbivka, on the road to Balakliia.")
    assert said == [("control_held", "RU", "Verbivka", "reported")]


def test_destroyed_and_captured_vehicles_are_no_town() -> None:
    assert not any(row[0] == "control_gained" for row in told("Soldiers filmed captured and destroyed vehicles near Izium."))


@pytest.mark.parametrize(
    "text",
    [
        "The main effort remains seizing Izium.",
        "The standing Russian aims in this phase of the war are two: capturing Izium and holding the rest.",
        "The generals have been tasked with completing the capture of Izium by June 10.",
        "The Russians concentrated their remaining battalions on taking Izium.",
        "Russian troops have a high probability of taking Izium.",
        "The likelihood of Russian troops taking Izium remains low.",
        "Taking Izium does not cut the road to the Donbas.",
        "The fall of Izium is unlikely to free many Russian troops.",
        "A minister spoke of the capture of Izium as the main goal.",
        "Russian troops will make a gain once reserves arrive following the fall of Izium.",
    ],
)
def test_a_town_that_is_a_goal_a_task_or_a_chance_is_not_taken(text: str) -> None:
    assert {certainty for kind, *_, certainty in told(text) if kind == "control_gained"} == {"predicted"}


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops have abandoned plans to seize Izium.",
        "Russian troops have abandoned operations to surround and capture Izium.",
        "After the failure of its first campaign to seize Izium, Moscow has changed its plan.",
        "We do not judge that Russian troops could seize Izium.",
        "The ministry did not claim that Russian troops captured Izium.",
        "Had the Russians taken Izium in March, they would have gone on.",
        "Russian troops are unlikely to have captured Izium.",
        "Ukrainian troops kept the Russians from encircling, let alone seizing Izium.",
        "The Russians have not turned their efforts toward taking Izium.",
        "Russian troops are blocking men from leaving Izium.",
        "The patrols prevent Russians from leaving Izium.",
    ],
)
def test_what_was_given_up_prevented_or_never_said_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The failure of Russian paratroopers to secure Izium will slow them.",
        "Russian troops continued unsuccessful operations to seize Izium.",
        "Ukrainian troops defeated an attempted Russian assault to take Izium.",
        "A blogger said that the Russian offensive to take Izium has failed.",
        "Russian troops concentrated their efforts on capturing Izium but were unsuccessful.",
    ],
)
def test_a_plan_that_came_to_nothing_is_a_failure_and_no_plan(text: str) -> None:
    assert {(kind, side, certainty == "predicted") for kind, side, _, certainty in told(text)} == {("repelled", "UA", False)}


@pytest.mark.parametrize(
    "text",
    [
        "The Russian ministry claimed on Tuesday to have captured Izium.",
        "Russian troops may be starting a new advance after capturing Izium.",
        "Ukrainian troops exploited the confusion to retake Izium.",
        "A retreat has allowed Russian troops to move into Izium.",
    ],
)
def test_what_was_done_is_no_plan_though_it_stands_beside_one(text: str) -> None:
    assert {certainty for *_, name, certainty in told(text) if name == "Izium"} in ({"reported"}, {"claimed"})


@pytest.mark.parametrize(
    "text",
    [
        "Local media wrote of Ukrainian drones crossing into Transnistria.",
        "The large presence of journalists in Izium shows how much it means.",
        "The truce allowed the exit of Turkish ships from Mariupol's port.",
        "She was a resident of Mariupol who left last summer.",
        "Moscow may annex Kherson Oblast within weeks.",
        "An official said that occupied Kherson intends to hold a vote.",
        "The decree unites the two republics, and occupied Kherson.",
        "Fighting went on, with little territory changing hands near Izium.",
        "A councillor said that Izium is no longer fully under Russian control.",
        "The mayor wants the Ukrainian flag to continue flying above Kherson.",
        "Russian soldiers have locked down all traffic in Izium.",
        "An adviser warned Ukrainians in Izium to expect larger searches.",
        "Russian forces keep men from leaving Izium, forcing them to mobilize into the army.",
    ],
)
def test_who_is_no_army_and_what_is_no_taking_change_no_town(text: str) -> None:
    assert not [e for e in told(text) if e[0] in ("entered", "withdrew", "control_gained", "flag_raised")]


@pytest.mark.parametrize(
    "text",
    [
        "Immediate items to watch:\n\n- Russian troops taking Izium and moving on to the west",
        "The army now has three missions:\n\n- The defence of the south\n\n- The capture of Izium",
        "If confirmed, this means that Russian units are active in Izium.",
        "Taking the rest will let Moscow announce that it has taken Izium.",
        "Even the seizure of Izium, which is unlikely to occur, would change little.",
    ],
)
def test_what_a_list_of_aims_or_a_condition_tells_is_no_fact(text: str) -> None:
    assert {certainty for *_, name, certainty in told(text) if name == "Izium"} == {"predicted"}


def test_a_town_that_is_being_taken_step_by_step_is_not_yet_taken() -> None:
    assert [kind for kind, *_ in told("Russian forces continue to take Mariupol house by house.")] == ["advance"]


def test_progress_in_taking_a_town_has_not_taken_it() -> None:
    said = told("The Russians will likely make some progress in seizing Izium.")
    assert {(kind, certainty) for kind, *_, certainty in said} == {("advance", "predicted")}


def test_what_they_chose_to_do_was_done() -> None:
    assert told("A blogger said that the Russian brigade chose to withdraw from Izium.")[0][3] == "claimed"


def test_men_who_are_let_go_are_no_troops() -> None:
    assert [kind for kind, *_ in told("The Russians began allowing men under 35 to leave Kherson.")] == ["evacuation"]


def test_a_town_that_has_been_taken_stays_taken_whatever_will_follow() -> None:
    said = told("Russian troops captured Izium on Friday. The capture of Izium will allow them to move on.")
    assert {certainty for kind, *_, certainty in said if kind == "control_gained"} == {"reported"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ukrainian troops pushed the Russian brigade to the eastern bank of the Oskil.", "destination"),
        ("Ukrainian troops are pushing Russian brigades east of the Oskil River.", "destination"),
        ("Russian troops have withdrawn eastward, most likely to Svatove.", "destination"),
        ("Russian forces are withdrawing units committed to the Izium effort.", "origin"),
        ("Milbloggers complained of Russia's deployment of forces away from the Izium area.", "origin"),
    ],
)
def test_where_those_go_who_leave_and_where_they_were(text: str, role: str) -> None:
    (claim,) = claims(text)
    assert (claim.event_type, claim.side, claim.places[0].role) == ("withdrew", "RU", role)


def test_who_pushes_from_a_place_attacks() -> None:
    assert [row[:2] for row in told("Russian forces continue to push northward from footholds near Izium.")] == [
        ("advance", "RU")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Russian soldiers are blocking men from leaving Izium.",
        "Russian forces withdrew forty howitzers from storage in Izium.",
        "Ukrainian drones crossed into Kharkiv Oblast.",
        "The large presence of journalists in Izium was noted.",
        "Russian forces continue to hold Izium hostage.",
        "The troops near Izium might enter the conflict.",
        "The offensive is forcing Russian units near Izium to focus their fire on Lyman.",
        "Residents of Izium are being forced to clear rubble.",
        "Russian commanders are taking control of local units near Izium.",
        "Russia made efforts to seize Izium, which it appears to have abandoned.",
    ],
)
def test_nobody_comes_goes_or_takes_what_is_no_place(text: str) -> None:
    assert not any(row[0] in ("control_gained", "control_held", "entered", "withdrew") for row in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian forces recaptured the Kharkiv suburb of Lyman.",
        "Ukrainian forces recaptured the southeastern suburb of Lyman.",
        "Russian forces took control of the surrounding settlements of Lyman and Izium.",
        "Videos showed Russian soldiers walking around Lyman.",
    ],
)
def test_words_that_seem_to_say_near_name_the_town(text: str) -> None:
    assert [p.relation for c in claims(text) for p in c.places if p.toponym.surface == "Lyman"] == [None]


def test_a_road_s_ends_are_not_where_troops_go() -> None:
    said = told("Ukrainian forces may withdraw to a line along the M03 highway from Sloviansk to Izium.")
    assert "Izium" not in [row[2] for row in said]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Fighting goes on in Kherson. On the Kyiv axis the aim is encircling the city from the west.",
            "Kyiv axis",
        ),
        (
            "Shelling goes on in Izium. The governor of Sumy Oblast said that the Russians are withdrawing from the region.",
            "Sumy Oblast",
        ),
        ("Fighting goes on in Izium. The liberation of the settlement in Kherson Oblast was confirmed.", "Kherson Oblast"),
    ],
)
def test_what_the_city_and_the_region_are_stands_in_the_same_sentence(text: str, place: str) -> None:
    assert told(text)[-1][2] == place


@pytest.mark.parametrize(
    "deed",
    [
        "are conducting false-flag attacks in",
        "are using electronic warfare systems in",
        "are continuing rescue operations in",
        "will allow the free exit of Turkish ships from",
    ],
)
def test_words_of_war_that_tell_of_no_attack_and_no_retreat(deed: str) -> None:
    assert told(f"Russian forces {deed} Izium.") == []


def test_scouts_who_assault_advance() -> None:
    assert [row[:2] for row in told("A Russian reconnaissance group made a ground assault near Izium.")] == [("advance", "RU")]


def test_troops_that_gather_in_a_region_reinforce_it() -> None:
    said = told("Russian tank units are accumulating in Belgorod Oblast.")
    assert [row[:3] for row in said] == [("reinforcement", "RU", "Belgorod Oblast")]


def test_an_undertaking_s_name_is_no_place_of_it() -> None:
    said = told("Ukrainian forces liberated twenty villages in Kherson Oblast in the Kharkiv counteroffensive.")
    assert [row[2] for row in said if row[0] == "control_gained"] == ["Kherson Oblast"]


@pytest.mark.parametrize("when", ["", "on Tuesday ", "yesterday ", "on 15 March "])
def test_who_claims_to_have_taken_a_town_is_who_took_it(when: str) -> None:
    assert told(f"The Russian ministry claimed {when}to have captured Izium.")[0][:3] == ("control_gained", "RU", "Izium")
