"""What a Ukrainian or Russian clause shows beside its triggers: questions that `events` asks of it."""

from __future__ import annotations

import re
from itertools import pairwise

from conflictmap.model import EventType, Side, Toponym
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.parts import LENGTHS, REGIONS, SLOTS, Clause, Group, Trigger
from conflictmap.reading.slavic.words import DASHES, INSTRUMENTAL, Token, is_accusative, verb_form

__all__ = ["ARMS", "CLOSED", "RUINS", "Signs", "follows", "is_bridge"]

_FLOWN = ("авіаці", "авиаци", "літак", "самолет", "вертол", "гелікоптер")
ARMS = frozenset(("missile", "weapon_ua", "weapon_ru"))
_HITS = ("ураж", "уразив", "уразил", "пораж", "порази")
_HOMEWARD = ("полон", "плен", "додому", "домой", "обмін", "обмен")
_HOME = ("додому", "домой", "контроль", "україну", "україни", "гавань")
_NATIONALS = ("українц", "украинц", "україн", "украина")
_ALSO_PEOPLE = ("колон", "груп", "част", "состав", "эшелон", "ешелон")
_ARRIVES = ("прибу", "прибы", "приїх", "приех")
CLOSED = ("закри", "закры", "заборон", "запре")
_BACK = re.compile(r"^(?:повер[нт]|верну|возвра).*(?<!ся)(?<!сь)$")
_TALK = frozenset(("речи", "речь", "мови", "мова"))
_UNBLOCKS = ("деблок", "розблок", "разблок")
_STOPS = ("станц", "узел", "узл", "вузол", "вузл")
_THINGS = frozenset(("equipment", "lurk"))
_HOLDS_OUT = ("утри", "удерж")
_FIRMLY = frozenset("крепко прочно твердо насмерть стойко надежно міцно твердо непохитно".split())
_PRONOUNS = frozenset(("він", "вона", "воно", "он", "она", "оно", "вони", "они"))
_HOURS = frozenset(
    "утра рассвета ночи вечера полудня обеда сутки день ночь неделю месяц добу тиждень місяць ранку світанку вечора обіду".split()
)
_SHELLED = ("обстрел", "обстріл", "дрон", "беспилот", "безпілот", "ракет", "бпла")
_SAME = frozenset("она он та тот вона він".split())
_TOWNSFOLK = ("чани", "яни", "івці", "инці", "янці", "чане", "яне", "евцы", "овцы", "инцы")
_OBLIQUE = re.compile(r"(?:их|им|ими|ых|ым|ыми)$")
_LAUNCH = re.compile(
    r"^(?:прилеті(?:в|ла|ли)$|прилетел[аи]?$|працю|потрап|спрям|направ|полет|полеті|лет[яеіи]|запуст|випуст|випущ|выпуст|выпущ|разбира|розбира|работа|скину|сброс|сброш|попа"
    r"|уби|вби|угод|влуч|снес|знес|прош|обруш|обвал|разорв|розірв|рухн|упал|впал|пада|расстрел|розстріл|пробил|осып|засып|забр|гр[еи]м"
    r"|грохоч|рвутся|рвуться|хлопн|ахн|детон|сдетон|здетон)"
)
RUINS = re.compile(
    "^(?:обруш|обвал|разруш|зруйн|руйн|разорв|розірв|взорв|взрыв|подорв|підірв|повре|пошкод|снес|знес|разнес|рознес|разби|розби|выве|виве|рухн|уничт|знищ|виві|вывод|потоп|утоп|накр)"
)


class Signs:
    """Questions that can be asked of a clause and its triggers."""

    def __init__(self, parse: Parse, clause: Clause, doer: Side | None, actor: Side | None) -> None:
        self.parse, self.clause, self.tokens, self.lang = (parse, clause, parse.tokens, parse.lang)
        self.cues, self.groups = clause.cues, clause.groups
        self.triggers = list(clause.triggers)
        self.actors = parse.actors(clause)
        self.known = bool(self.actors or "troops" in self.cues or doer or actor)  # somebody acts
        self.doer, self.actor = doer, actor
        self.words = parse.tokens[clause.first : clause.last]

    def only(self, *wanted: str) -> list[Trigger]:
        return [t for t in self.triggers if t.frame.name in wanted]

    def _has(self, frames: frozenset[str]) -> bool:
        return any(t.frame.name in frames for t in self.triggers)

    def _fired(self, trigger: Trigger) -> bool:
        """Tell whether a bridge or road is cut from afar, which is a strike too: "міст зруйновано авіацією"."""
        if trigger.words.lower().startswith(("розбомб", "разбомб")):
            return True
        flown = any(t.text.startswith(_FLOWN) and INSTRUMENTAL.search(t.text) for t in self.words)
        if trigger.words.lower().startswith(_HITS) and self._of_passage(trigger):
            return True  # "уражено Антонівський міст"
        ruins = RUINS.search(trigger.words.lower()) is not None
        if self.cues & ARMS or flown:
            return ruins
        nouns = [t for t in self.only("strike") if t.kind == "noun"]
        by_it = any(0 < t.at - trigger.at <= 2 and INSTRUMENTAL.search(t.words) for t in nouns)  # "пошкоджено ракетним ударом"
        return ruins and (by_it or any(t.at < trigger.at and not self._is_cause(t) for t in nouns))

    def _troops_beside(self, trigger: Trigger) -> bool:
        """Tell "пришёл эшелон с танками" from one who came on a tank."""
        beside = self.tokens[max(self.clause.first, trigger.at - 2) : trigger.at + 4]
        return any("troops" in b.cues and not a.cues & SLOTS for a, b in pairwise(beside))

    def _seen(self, trigger: Trigger) -> bool:
        """Leave out what was filmed, burns or was shot down, but by nobody, without anything of note, or over no town."""
        if trigger.frame.name == "shown":
            n = self.parse.clauses.index(self.clause) + 1
            behind = [c for c in self.parse.clauses[n : n + 1] if c.separator == "sub"]
            who = self.actors or any(case in ("nom", "any") for c in behind for _, _, case in self.parse.actors(c))
            doubted = any("deny" in c.cues for c in self.parse.clauses)
            return bool(who) and len(self.triggers) == 1 and not doubted  # "показал видео из центра, где его бойцы …"
        if trigger.frame.name == "burn":
            return bool(self.cues & {"building", "target", "depot", "lurk"})
        over = any(g.slot == "over" and g.names[0].kind == "settlement" for g in self.groups)
        return trigger.frame.name != "shot" or (over and bool(self.cues & ARMS))

    def _launched(self, trigger: Trigger) -> bool:
        """Tell what needs a missile or a target to be a strike: "запустили", "летят", "работает"; "работают по" has one."""
        return " по" not in trigger.words and _LAUNCH.search(self.tokens[trigger.at].text) is not None

    def _is_cause(self, trigger: Trigger) -> bool:
        """Tell whether a noun stands under "after" or "because of", an adjective between them or none."""
        before = self.tokens[max(self.clause.first, trigger.at - 2) : trigger.at]
        return any(t.cues & {"via", "cause"} for t in before) and not any(t.toponym or "conj" in t.cues for t in before)

    def _struck_at(self, trigger: Trigger) -> bool:
        """Tell whether a strike that is the cause of something else has a place of its own: "после удара по Брилёвке"."""
        return trigger.type == "strike" and any(g.slot == "by" and 0 < g.at - trigger.at <= 3 for g in self.groups)

    def _of_troops(self) -> bool:
        """Tell whether the clause goes on about troops after one put in: "бригаду, которая стояла здесь, перебросили"."""
        n = self.parse.clauses.index(self.clause)
        if n and "it" in self.cues and self.clause.separator in ("comma", "conj"):
            return "troops" in self.parse.clauses[n - 1].cues  # "приїхали ешелони з танками, розвантажили їх на станції"
        if n and self.clause.separator == "comma" and all(t.form == "part" for t in self.triggers):
            return "troops" in self.parse.clauses[n - 1].cues  # "встали два полка, переброшенные из Белгорода"
        if n < 2 or self.clause.separator != "comma":
            return False
        inserted = self.parse.clauses[n - 1]
        return (inserted.separator == "sub" or inserted.speech) and "troops" in self.parse.clauses[n - 2].cues

    def _of_route(self) -> bool:
        """Tell whether a clause is about a road or bridge, or goes on about one ("міст, …, виведено з ладу")."""
        if self.cues & {"route", "traffic"}:
            return True
        n = self.parse.clauses.index(self.clause)
        if n and self.clause.separator == "sub" and "relative" in self.cues:
            before = self.parse.clauses[n - 1]
            if "route" in before.cues or any(is_bridge(g.names[0]) for g in before.groups[-1:]):
                return True  # "трасса, которую перерезали"
        for k in range(self.parse.clauses.index(self.clause) - 1, -1, -1):
            before = self.parse.clauses[k]
            if "route" in before.cues and ("it" in self.cues or self._opens_with_pronoun()):
                return True  # "вышли на трассу и перекрыли её", "… одна дорога, и та под огнём"
            if before.separator == "sub" and k and not self.groups and self.clause.separator == "comma":
                return "route" in self.parse.clauses[k - 1].cues  # "трасса, по которой снабжали группировку, под ударом"
            goes_on = ("comma",) if self.groups else ("comma", "conj")
            if before.triggers or self.parse.clauses[k + 1].separator not in goes_on:
                return False
            if "route" in before.cues:
                return True
        return False

    def _opens_with_pronoun(self) -> bool:
        """Tell whether a clause begins with "she", "that one", whatever conjunction stands before."""
        return any(t.text in _SAME for t in self.words[:3])

    def _shut(self) -> bool:
        """Tell "путь врагу закрыт": a way that is closed to somebody is no road."""
        return all(t.words.lower().startswith(CLOSED) for t in self.only("cut"))

    def _depots_first(self) -> bool:
        """Tell whether of all that is destroyed a depot or post is named before a bridge."""
        if not self.only("destroy", "hit"):
            return False
        things = [t for t in self.words if t.cues & {"route", "lurk", "equipment", "depot"} or t.text.startswith(_STOPS)]
        if len(things) > 1 and "route" in things[0].cues and (things[1].cues & _THINGS or things[1].text.startswith(_STOPS)):
            things = things[1:]  # "залізничну підстанцію", "железнодорожная станция"
        return bool(things) and "route" not in things[0].cues

    def _no_evacuation(self, trigger: Trigger) -> bool:
        """Tell "в евакуації", "квартири евакуйованих" and "евакуація неможлива" from an evacuation."""
        described = re.search("ційн|ционн", trigger.words) is not None
        if described and any(t.frame.name in ("strike", "hit", "destroy") for t in self.triggers):
            return True
        if described and not self.groups and (self.only("stay") or self.parse.has_verb(self.clause) or "impossible" in self.cues):
            return True  # "эвакуационный поезд ходит с другой станции", "евакуаційні екіпажі проїхати не можуть"
        words = self.words
        if trigger.words.lower().startswith(("виїзд", "выезд")) and any(t.text.startswith(CLOSED) for t in words):
            return True
        within = trigger.kind == "noun" and "in" in self.tokens[trigger.at - 1].cues
        return (
            within
            or bool(self.cues & {"ended", "unable", "loot", "captive"})
            or (
                trigger.form == "part"
                and _OBLIQUE.search(trigger.words) is not None
                and not any(g.slot == "from" and g.at == trigger.at + 1 for g in self.groups)
            )
        )

    def _of(self, trigger: Trigger) -> bool:
        """Tell whether a noun of taking is that of a place ("взяття Торецька"), named or pointed at."""
        clauses = self.parse.clauses
        topic = len(clauses) > 1 and clauses[1].separator == "colon" and not clauses[0].triggers and bool(clauses[0].groups)
        listed = "filler" in self.cues and any(c.separator == "colon" and c.first > trigger.at for c in clauses)
        # "у Роботиному завершено зачистку", "Роботине. Зачистку завершено"
        over = "ended" in self.cues and (self.parse.state.topic if not self.groups else any(g.slot == "in" for g in self.groups))
        return (
            bool(over)
            or topic
            or listed
            or any(-(3 if g.slot == "bare" and "ended" in self.cues else 1) <= g.at - trigger.at <= 5 for g in self.groups)
            or any(g.slot == "bare" and g.at > trigger.at and self.tokens[g.at - 1].raw in DASHES for g in self.groups)
            or bool(self.cues & {"city", "it", "there"})
        )

    def _breached(self, trigger: Trigger, group: Group) -> bool:
        """Tell "прорвались в Тёткино" from a breach towards a place: a name whose cases look alike is gone into, too."""
        name = group.names[0]
        if group.slot == "into":
            return not any(t.text.startswith("район") for t in self.tokens[group.at + 1 : group.places[0]])
        beside = group.slot == "in" and group.at - trigger.at == 1 and group.places[0] == group.at + 1
        return beside and name.kind == "settlement" and is_accusative(name.surface, self.lang) is None

    def _edge(self, group: Group) -> bool:
        words = self.tokens[group.at : group.places[0]]
        return any(t.text.startswith(("край", "края", "окраин", "крайн", "околиц")) for t in words)

    def _comes_home(self, trigger: Trigger) -> bool:
        """Tell "Калинівське повернулося додому": it is the place that is back."""
        named = any(g.slot == "bare" and g.places[-1] == trigger.at - 1 and g.names[-1].kind == "settlement" for g in self.groups)
        return named and "people" not in self.cues and any(t.text in _HOME for t in self.tokens[trigger.at + 1 : trigger.at + 4])

    def _given_back(self, trigger: Trigger) -> bool:
        """Tell "Херсону повертають світло": what people get back is none of the places, and stands behind the verb."""
        after = self.tokens[trigger.at + 1 : trigger.at + 3]
        plain = bool(after) and after[0].word and after[0].raw.islower() and not (after[0].entries or after[0].toponym)
        ends = len(after) < 2 or not after[1].word or "in" in after[1].cues
        own = bool(after) and after[0].text in ("себе", "собі")  # they take it back
        return _BACK.search(self.tokens[trigger.at].text) is not None and plain and ends and not own and self._of_noun(after[0])

    def _of_noun(self, token: Token) -> bool:
        return verb_form(token.text, self.lang) != "inf" and not token.text.endswith(("ий", "ый", "ой"))

    def _comes_back(self) -> bool:
        """Tell "окупанти повернулися до села" from people who go home and prisoners who are freed."""
        words = self.words
        known = [i for i, _, case in self.actors if case in ("nom", "any") and not self.tokens[i].text.startswith(_NATIONALS)]
        freed = any(t.text.startswith(_HOMEWARD) for t in words)
        return (
            bool(known)
            and not freed
            and "people" not in self.cues
            and not any(t.text.startswith("контрол") for t in words)  # "вернулись под украинский контроль"
            and any(g.slot in ("to", "into", "in", "outskirts") for g in self.groups)
        )

    def _elsewhere(self, trigger: Trigger) -> bool:
        """Tell whether something else is taken, in a place ("took the lead in Lviv")."""
        inside = bool(self.groups) and all(g.slot in ("in", "on", "from") for g in self.groups)
        if trigger.frame.name == "oust" and (self.actors or "troops" in self.cues):
            return False  # "вигнали четверту танкову дивізію"
        if any("half" in t.cues for t in self.tokens[trigger.at + 1 : trigger.at + 3]):
            return False  # "у Рубіжному відбили половину міста"
        return inside and trigger.form in ("past", "pres", "fut", "inf") and self.parse.has_object(self.clause, trigger)

    def _partly(self, trigger: Trigger) -> EventType:
        """Tell what it is to take a street or a trench that lies in or near a place, not the place."""
        roads = [g for g in self.groups if g.slot in ("bare", "on") and g.at and "route" in self.tokens[g.at - 1].cues]
        if roads and all(g in roads or g.slot == "near" or g.names[0].kind in REGIONS for g in self.groups):
            if trigger.words.lower().startswith(_UNBLOCKS):
                return "supply_route"  # "деблоковано дорогу Покровськ – Мирноград"
            return "supply_cut"  # "взяли под контроль трассу Покровск – Константиновка у Воздвиженки"
        if not self.groups or any(g.slot == "bare" for g in self.groups) or trigger.form == "part":
            return "control_gained"
        at = trigger.at
        beside = any(g.slot in ("near", "in", "outskirts") for g in self.groups)
        for token in self.tokens[at + 1 : at + 6]:
            if beside and token.text.startswith(LENGTHS) and trigger.kind == "verb" and not self._ground(trigger):
                return "advance"  # "вернули до двух километров на флангах Торецка"
            if not token.word or (token.cues & SLOTS and "to" not in token.cues):
                break
            if "posts" in token.cues:
                return "advance"
            if "part" in token.cues:
                return "entered" if any(g.slot in ("in", "into", "outskirts") for g in self.groups) else "advance"
        return "control_gained"

    def _ground(self, trigger: Trigger) -> bool:
        """Tell "освобождено четыре квадратных километра": ground, in no place."""
        words = self.tokens[trigger.at + 1 : trigger.at + 6]
        return not any(g.slot == "bare" for g in self.groups) and any(t.text.startswith("квадратн") for t in words)

    def _bare_beside(self, trigger: Trigger) -> bool:
        near = self.tokens[max(self.clause.first, trigger.at - 2) : trigger.at + 3]
        pointed = trigger.frame.name == "minus" and any("city" in t.cues for t in near)  # "саме село втрачено"
        short = len([t for t in self.words if t.word]) <= 4  # "Лиман, на жаль, утрачено"
        if short and len(self.groups) == 1 and self.groups[0].slot == "bare":
            return True
        n = self.parse.clauses.index(self.clause)
        if short and n and not self.groups and trigger.kind == "word" and self.clause.separator == "comma":
            return any(g.slot == "bare" and g.names[0].kind == "settlement" for g in self.parse.clauses[n - 1].groups)
        for a, b in pairwise(self.groups):
            if a.slot == "bare" and b.locator and 0 < trigger.at - b.places[-1] <= 2:
                return True  # "Андреевку под Бахмутом потеряли"
        over = trigger.frame.name == "minus" and any(g.slot == "over" for g in self.groups)  # "потеряли контроль над Лиманом"
        return over or pointed or any(g.slot == "bare" and min(abs(p - trigger.at) for p in g.places) <= 2 for g in self.groups)

    def _leaves(self, trigger: Trigger) -> bool:
        """Tell whether something that can be left stands beside the verb: a place, or positions near one."""
        if self.tokens[trigger.at].text.endswith(("ся", "сь")):
            return False
        if any(t.text == "без" and "idiom" not in t.cues for t in self.tokens[trigger.at + 1 : trigger.at + 2]):
            return False  # "ураган оставил без света …"
        if self.clause.separator == "conj" and not self.groups and trigger.form == "short":
            return True  # "Херсон был взят в марте и сдан в ноябре"
        behind = self.tokens[trigger.at + 1 : trigger.at + 4]
        if self.known and any(t.cues & {"part", "quarter"} and "number" not in t.cues for t in behind):
            return True  # "оставили промзону в Авдеевке"
        return any(g.slot == "bare" for g in self.groups) or any(
            self.tokens[i].cues & {"posts", "city", "it", "target"} for i in range(self.clause.first, self.clause.last)
        )

    def _stays(self, trigger: Trigger) -> bool:
        """Tell whether troops are said to stay in a place ("залишаються у місті")."""
        inside = any(g.slot == "in" for g in self.groups) or "city" in self.cues
        return self.tokens[trigger.at].text.endswith(("ся", "сь")) and inside and any(c != "gen" for _, _, c in self.actors)

    def _stands(self, trigger: Trigger) -> bool:
        """Tell "Вугледар стоїть" from traffic, a column or a bridge that stands."""
        after = self.tokens[trigger.at + 1 : trigger.at + 2]
        named = any(g.slot == "bare" and g.places[-1] == trigger.at - 1 and g.names[-1].kind == "settlement" for g in self.groups)
        return named and not (after and after[0].word and "conj" not in after[0].cues and after[0].text not in _FIRMLY)

    def _sets_out(self, trigger: Trigger) -> bool:
        """Tell "пішли на Авдіївку": a sentence that begins with the verb is about those who are known."""
        lead = self.tokens[self.clause.first : trigger.at]
        opens = len(lead) <= 2 and all(t.cues or t.text in _HOURS for t in lead)  # "с утра пошли на Гродовку"
        return opens and self.tokens[trigger.at].text.endswith(("ли", "лись", "лися")) and "people" not in self.cues

    def _armed(self) -> bool:
        """Tell troops from a mere column, which may be one of buses."""
        words = self.words
        return any("troops" in t.cues and not t.text.startswith(_ALSO_PEOPLE) for t in words)

    def _visits(self, trigger: Trigger) -> bool:
        """Tell "президент прибув до Ізюма" from troops that arrive: he who speaks elsewhere is named right before the verb."""
        before = self.tokens[max(self.clause.first, trigger.at - 2) : trigger.at]
        arrives = trigger.words.lower().startswith(_ARRIVES)  # "Сирський перекинув бригаду" is no visit
        return (
            arrives
            and trigger.form == "past"
            and any(
                e.name.startswith("claimant") and len(t.text) > 3
                for t in before
                for e in t.entries
                if e.kind == "actor" and not any(o.name in ("ukraine", "russia", "enemy", "ours") for o in t.entries)
            )
        )

    def _no_longer(self, trigger: Trigger) -> bool:
        """Tell "окупанти більше не контролюють село": what one held, the other has."""
        before = [t.text for t in self.tokens[max(self.clause.first, trigger.at - 3) : trigger.at]]
        return self._settled_place() and any(word in ("більше", "больше", "вже", "уже") for word in before)

    def _settled_place(self) -> bool:
        return any(g.slot == "bare" and g.names[0].kind == "settlement" for g in self.groups)

    def _suffers(self, trigger: Trigger) -> bool:
        """Tell "постраждали Козача Лопань та Дергачі" from people who suffered."""
        return any(
            g.slot == "bare" and g.names[0].kind == "settlement" and (g.at == trigger.at + 1 or g.places[-1] == trigger.at - 1)
            for g in self.groups
        )

    def _peaceful(self) -> bool:
        """Tell whether a clause, or the one that it describes, is of courts, sports or schools, and names nobody who fights."""
        if self.only("evacuate"):
            return False
        n = self.parse.clauses.index(self.clause)
        cues = self.cues | (self.parse.clauses[n - 1].cues if n and self.clause.separator == "sub" else set())
        if "civil" not in cues or any(t.text.startswith(_SHELLED) for t in self.words):
            return False  # "после атаки дрона ранен водитель"
        return not cues & ARMS and all(self.parse.is_neutral(i) for i, _, _ in self.actors)

    def _into_something(self, trigger: Trigger) -> bool:
        """Tell "студенти вступили до університету": nobody who fights goes into what is none of the places."""
        behind = self.tokens[trigger.at + 1 : trigger.at + 3]
        if self.known or len(behind) < 2 or not behind[0].cues & {"in", "to", "on"}:
            return False
        return bool(behind[1].word and behind[1].raw.islower() and not behind[1].toponym) and (
            "homes" in behind[1].cues or not behind[1].entries
        )

    def _of_passage(self, trigger: Trigger) -> bool:
        """Tell "рух мостом неможливий" from what else is impossible."""
        beside = self.tokens[max(self.clause.first, trigger.at - 5) : trigger.at + 3]
        return any(t.cues & {"route", "traffic"} or (t.toponym and is_bridge(t.toponym)) for t in beside)

    def _townspeople(self, trigger: Trigger) -> bool:
        """Tell those who are called after their town, which no lexicon lists, by the ending of the word."""
        before = self.tokens[max(self.clause.first, trigger.at - 2) : trigger.at]
        return any(t.word and not (t.entries or t.toponym) and t.text.endswith(_TOWNSFOLK) for t in before)

    def _massed(self) -> bool:
        """Tell whether a phrase that names the troops itself stands there: "скупчення ворожої піхоти"."""
        return any(" " in t.words and t.kind != "verb" for t in self.only("reinforce"))

    def _under(self, trigger: Trigger) -> bool:
        return any(t.text in ("під", "под") for t in self.tokens[max(self.clause.first, trigger.at - 2) : trigger.at])

    def _behind(self, trigger: Trigger) -> bool:
        """Tell "за спиною лишили звільнені Липці" from leaving a place: what is left behind has been taken before."""
        return any(t.form == "part" and t.type == "control_gained" and 0 < t.at - trigger.at <= 2 for t in self.triggers)

    def _abstains(self, trigger: Trigger) -> bool:
        """Tell "утримався від коментарів" from holding out."""
        reflexive = self.tokens[trigger.at].text.startswith(_HOLDS_OUT) and self.tokens[trigger.at].text.endswith(("ся", "сь"))
        if trigger.form == "inf" and trigger.kind == "verb" and self.tokens[trigger.at].text.endswith(("ся", "сь")):
            return True  # "держаться было нечем"
        beside = self.tokens[max(self.clause.first, trigger.at - 3) : trigger.at + 2]
        return reflexive and any("from" in t.cues or verb_form(t.text, self.lang) == "inf" for t in beside)

    def _moves(self, trigger: Trigger) -> bool:
        """Tell whether it is troops that leave: some are named, or a place is left, or positions."""
        return (
            trigger.kind == "noun"
            or bool(self.actors)
            or not self.groups
            or any(g.slot not in ("in", "near") for g in self.groups)
            or "posts" in self.cues
        )

    def _predicate(self, trigger: Trigger) -> bool:
        """Tell whether "ours" is said of the place ("Balakliia is ours"), not of something of ours."""
        if trigger.at == self.clause.first and self.clause.separator == "strong":
            return False  # "…; наші – в промзоні"
        after = next((t for t in self.tokens[trigger.at + 1 :] if not t.covered), None)
        of_another = after is not None and after.word and after.toponym is None
        if after is not None and of_another and (not after.entries or after.cues & {"speech", "deny", "troops", "line", "posts"}):
            return False
        listed = any(c.separator == "colon" and c.first > trigger.at for c in self.parse.clauses) and "filler" in self.cues
        if trigger.at > self.clause.first and self.tokens[trigger.at - 1].text in _PRONOUNS:
            return True  # "тепер він наш"
        if "city" in self.tokens[trigger.at - 1].cues and trigger.at > self.clause.first:
            return True  # "половина села наша"
        if trigger.words.lower().split()[-1].startswith(("став", "стал")) and self._settled_place():
            return True  # "вільним став Великий Бурлук"
        return listed or any(g.slot == "bare" and g.places[-1] < trigger.at for g in [*self.groups, *self.parse.groups[:1]])

    def _not_meant(self, trigger: Trigger) -> bool:
        """Tell "не планируем вывозить": what is not planned, wanted or possible."""
        before = self.tokens[max(self.clause.first, trigger.at - 5) : trigger.at]
        return trigger.form == "inf" and any(
            a.text in ("не", "ні") and b.cues & {"irrealis", "intends"} for a, b in pairwise(before)
        )

    def _past_it(self, i: int, trigger: Trigger) -> bool:
        """Tell "міста немає, але бій за нього триває": a negation does not reach beyond a contrast, nor "not" beyond a comma."""
        between = self.tokens[i + 1 : trigger.at]
        ends = self.tokens[i].text == "не"
        return any("contrast" in t.cues or (ends and t.raw == ",") for t in between)

    def _negated_noun(self, trigger: Trigger) -> bool:
        if trigger.at and self.tokens[trigger.at - 1].text in ("0", "нуль", "ноль"):
            return True
        if "negation" in self.cues and any(t.text in _TALK for t in self.words):
            return True  # "о выводе войск речи не идёт"
        return any(
            "negation" in self.tokens[i].cues
            and abs(i - trigger.at) <= (5 if self.tokens[i].text in ("нет", "нема", "немає") else 4)
            and (self.tokens[i].text != "без" or 0 < trigger.at - i <= 2)
            and not any(t.raw == "," for t in self.tokens[trigger.at + 1 : i])  # "атаковано дроном, жертв нет"
            and not self._past_it(i, trigger)
            for i in range(self.clause.first, self.clause.last)
        )


def is_bridge(toponym: Toponym) -> bool:
    return toponym.place is not None and toponym.place.feature == "bridge"


def follows(tokens: list[Token], at: int, cue: str, within: int = 2) -> bool:
    """Tell whether a word with a cue stands among the next few tokens."""
    return any(cue in t.cues for t in tokens[max(0, at + 1) : at + 1 + within])
