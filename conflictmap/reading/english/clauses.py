"""How far a clause reaches: where the words that belong to a predicate begin and end."""

from __future__ import annotations

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import CLAIMING, Actor
from conflictmap.reading.english.governors import AUXILIARIES
from conflictmap.reading.english.moods import Moods
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE, MONTHS, PREPOSITIONS, SETTLEMENT_WORDS

_OBJECTS = frozenset(
    [
        ("send", "reinforce"),
        ("reinforce", "attack"),
        ("reinforce", "reinforce"),
        ("attack", "route"),
        ("cut", "reinforce"),
        ("strike", "reinforce"),
        ("strike", "route"),
    ]
)
_TAKING = frozenset(["gain", "lose", "held", "withdraw", "enter", "reach", "advance"])
_GOING_ON = frozenset(
    """
    growing increasing intensifying mounting escalating
    ongoing continuing underway under taking occurring reported raging in still being continue going heard felt recorded
    seen noted observed registered documented
    """.split()
)
_DECREED = frozenset("announced declared ordered introduced decreed proclaimed extended approved".split())
RUNS = frozenset(
    """
    passes pass passing runs run running ran connects connect links link leads lead supports
    support supplies supply goes serves feeds
    """.split()
)
BROUGHT = frozenset("bring brings brought bringing take takes took taken taking put puts place placed get got".split())
_UNDERTAKING = frozenset(
    ["launch", "carry out", "conduct", "mount", "stage", "start", "resume", "renew", "undertake/undertook/undertaken"]
)
_NO_DOING = frozenset("including excluding regarding concerning during according following surrounding".split())
_SETTING = frozenset("in near at on around along outside across".split())
_STAYING = frozenset("stays stayed lies lay becomes became sees saw comes came".split())
STANDING = frozenset("settlements settlement villages village towns town roads road highways highway".split())
_AS_WHAT = frozenset("far used known serving served".split())  # "known as"
_AT_ONCE = frozenset(["as", "even as", "just as", "while", "when", "amid", "despite", "however", "given"])
_FINITE = BE | AUXILIARIES | BROUGHT
_SEVERAL = frozenset("directions axes sectors communities".split())


class Clauses(Moods):
    """A sentence whose predicates can be asked where their words begin and end."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._predicate_set = frozenset(self.predicates)
        self._tellers = {a.verb for a in self.attributions}
        self._sourced = bool(self._tellers) or not CLAIMING.isdisjoint(self.lows)
        self._stops: dict[int, int] = {}  # both are asked for again and again
        self._edges: dict[int, int] = {}

    def stop(self, k: int) -> int:
        """Return where the words that belong to predicate `k` end."""
        end = self._stops.get(k)
        if end is None:
            end = self._stops[k] = self._stop(k)
        return end

    def _stop(self, k: int) -> int:
        """Find where the words that belong to predicate `k` end."""
        seen = False  # a place of its own
        for x in range(k + 1, len(self.items)):
            it = self.items[x]
            if it.place or it.anaphor:
                seen = True
            elif it.verb is not None or it.noun is not None or it.word is not None:
                if not self._belongs(k, x, seen):
                    return x
            elif self._ends_at(k, x, seen):
                return x
        return len(self.items)

    def _belongs(self, k: int, x: int, seen: bool) -> bool:
        """Say whether a word at item `x` that may tell an event is only one of those that belong to predicate `k`."""
        if self._leading(x) or self.attributive(x) or self._struck_there(k, x):
            return True  # "settlements heading toward"
        if self.lows[x] == "contested" and x + 1 < len(self.items) and (self.items[x + 1].place or self.cue(x - 1, "background")):
            return True  # "contested Bakhmut"
        return not seen and self._object_of(k, x)

    def _struck_there(self, k: int, x: int) -> bool:
        """Say whether participle `x` tells where those are who are struck by `k`: "struck areas of troops concentrated in"."""
        struck, verb = self.items[k].verb or self.items[k].noun, self.items[x].verb
        if struck is None or struck.name != "strike" or verb is None or verb.name not in ("reinforce", "station"):
            return False
        if struck.kind == "noun" and self.lows[k + 1] not in ("on", "against", "at"):
            return False
        j = self.back(x)
        massed = verb.form in ("past", "part") and self.lows[j] not in BE | HAVE and self.lows[j] not in ("who", "that", "which")
        return (
            massed and self._doer(j) is not None and not any(self.mark(y) or "breaks" in self._cues[y] for y in range(k + 1, x))
        )

    def _ends_at(self, k: int, x: int, seen: bool) -> bool:
        """Say whether what belongs to predicate `k` ends before item `x`, a word that tells no event."""
        low = self.lows[x]
        if (low in _FINITE or x in self._idle) and self._finite_at(k, x, seen):
            return True
        if low == "," and self._ends_at_comma(k, x, seen):
            return True
        if low in (";", ":") or ((low == "that" or "breaks" in self._cues[x]) and self._breaks(x)):
            return not (low == ":" and not seen and self._listed(x))  # "fights went on in three directions: east and west of"
        if low in ("and", ",", "or") and (self._new_clause(x) or (seen and self._done_before(k) and self._thing_follows(x))):
            return True
        if seen and low in ("and", ",", "to") and self._verb_follows(x):
            return True
        return x in self._tellers and (seen or self.items[k].noun is not None) and self._cues[x].get("say") != "ing"

    def _finite_at(self, k: int, x: int, seen: bool) -> bool:
        """Say whether item `x` is the verb of which item `k` is the subject or part of it."""
        low = self.lows[x]
        if self.items[k].noun is not None and self.items[k].verb is None:
            if low in BE and self._told_of(k, x):
                return True
            if seen and low in BROUGHT:
                return True  # "counterattacks east of A brought B under their control"
            if x in self._idle:
                return True  # "the counteroffensive draws attention to"
        if low not in AUXILIARIES or self.items[k].verb is None:
            return False
        if self.lows[self.back(k)] == "who" and self.lows[x - 1] not in ("and", "but", ","):
            return True  # "troops who pulled back are digging in between"
        return seen and self.reduced(k)  # "units withdrawn from Izium are regrouping in"

    def _told_of(self, k: int, be: int) -> bool:
        """Say whether "is" at item `be` tells something of noun `k`, not that it is going on: "fighting is ongoing in"."""
        if self._cues[be].get("say") or self.lows[be + 1].partition(" ")[0] in _GOING_ON or self.lows[be + 2] in _GOING_ON:
            return False
        if self._noun_is(k, "evacuate") and self.lows[be + 1] in _DECREED:
            return False  # "an evacuation was announced for"
        if self._cues[be + 1].get("carry") == "part" and self.items[be + 1].lemma in _UNDERTAKING:
            return False  # "an offensive was launched on"
        return not (
            self._noun_is(k, "fight") and (self.cue(be + 1, "near") or (self.adverb(be + 1) and self.cue(be + 2, "near")))
        )

    def _ends_at_comma(self, k: int, comma: int, seen: bool) -> bool:
        """Say whether a comma ends what belongs to item `k`: its clause is relative, or stands in front of another."""
        if self._relative_ends(k, comma):
            return True
        return self._supposed(k, comma) if seen else self.items[k].noun is not None and self._fronted(k)

    def _breaks(self, x: int) -> bool:
        """Say whether item `x` opens another clause: "that", "while", "after"."""
        if self.lows[x] == "that" and self.lows[x + 1].partition(" ")[0] not in RUNS and self.lows[x - 1] not in PREPOSITIONS:
            return True
        return "breaks" in self._cues[x] and not self._no_break(x)

    def _verb_follows(self, x: int) -> bool:
        """Say whether a verb that tells no event follows "and", comma or "to" at item `x`: "…, plan to", "… and regrouped"."""
        if x + 1 >= len(self.items):
            return False
        y = x + 1
        while y < len(self.items) - 1 and self.adverb(y):
            y += 1
        nxt = self.items[y]
        if y in self._tellers or nxt.cues.get("carry") or nxt.cues.get("plan") or nxt.cues.get("attempt"):
            return True
        if self.lows[x] == "," and "modal" in nxt.cues:
            return True
        if (
            nxt.low.endswith("ing")
            and nxt.low not in _NO_DOING
            and self._plain(y)
            and (self.lows[y + 1] in DETERMINERS or (y + 1 < len(self.items) and self.items[y + 1].side))
        ):
            return True  # "…, and reducing the pocket in"
        return self.lows[x] == "and" and not nxt.place and nxt.low.endswith("ed") and len(nxt.low) > 4 and not nxt.cues

    def _leading(self, x: int) -> bool:
        """Say whether item `x` only tells which way villages or a road lie: "settlements heading toward"."""
        verb = self.items[x].verb
        return verb is not None and verb.form == "ing" and self.lows[x - 1] in STANDING

    def _listed(self, colon: int) -> bool:
        """Say whether places follow a colon that opens a list: "in three areas: near Bilohorivka", "two towns: Lyman and"."""
        before = range(max(0, colon - 3), colon)
        if not any(self.lows[y] in _SEVERAL or (self.lows[y].endswith("s") and self.cue(y, "area")) for y in before):
            return False
        first = colon + 1
        placed = first < len(self.items) and self.items[first].place is not None
        return placed or self.cue(first, "near") or self.direction(first) is not None or self.lows[first] in ("in", "at", "the")

    def _relative_ends(self, k: int, comma: int) -> bool:
        """Say whether a comma ends the relative clause of item `k`: "Izium, which troops had occupied since April, was"."""
        if self._in_list(comma) or self.lows[comma + 1] in ("and", "or", "including", "among them"):
            return False
        x = k - 1
        while x > 0 and not self.mark(x) and self.lows[x] != "which":
            if x in self._predicate_set:
                return False
            x -= 1
        return x > 0 and self.lows[x] == "which" and self.lows[x - 1] == ","

    def _supposed(self, k: int, comma: int) -> bool:
        """Say whether a comma ends the clause in front that holds item `k`: "If they reach Svatove, …"."""
        opens = self.cue(0, "if") or self.lows[0] in ("when", "although", "though", "while", "because", "with", "having", "as")
        return opens and not self._in_list(comma) and not any(self.lows[x] == "," and not self._in_list(x) for x in range(k))

    def _fronted(self, k: int) -> bool:
        """Say whether item `k` stands in a phrase before the clause: "After weeks of assaults, …"."""
        opens = self.lows[0] in PREPOSITIONS or self.lows[0] in ("after", "following", "despite", "amid", "before", "since")
        return opens and not any(self.lows[x] == "," for x in range(k))

    def _object_of(self, k: int, x: int) -> bool:
        """Say whether noun `x` is the object of verb `k` and its places are the verb's ("deploy reinforcements to")."""
        verb, noun = self.items[k].verb, self.items[x].noun
        if self.items[k].noun is not None and self.lows[k + 1] in ("on", "against", "at") and noun is not None:
            # "a strike on a concentration of troops in"
            struck = self.items[k].noun.name == "strike" and noun.name == "reinforce"  # type: ignore[union-attr]  # not None by the test
            return struck and not any(self.items[y].place or self.mark(y) for y in range(k + 1, x))
        if verb is None or noun is None or any(self._apart(y, verb.name) for y in range(k + 1, x)):
            return False
        if noun.name == "route" and verb.name in _TAKING:
            return any(word in self.lows[x] for word in ("hub", "node", "junction", "cent", "base"))  # "seized the hub of"
        return (verb.name, noun.name) in _OBJECTS and verb.lemma != "threaten"

    def _apart(self, y: int, name: str) -> bool:
        """Say whether item `y` parts the object from a verb of a frame: a preposition or mark, but "struck areas of massed"."""
        if name == "strike" and (self.lows[y] == "of" or self.items[y].place):
            return self.lows[y] != "of"
        return self.lows[y] in PREPOSITIONS or self.mark(y)

    def _no_break(self, x: int) -> bool:
        """Say whether a word at item `x` that may open a clause opens none here."""
        low, before, following = self.lows[x], self.lows[x - 1], self.lows[x + 1]
        if low == "however":
            return True
        if low == "so":
            return before == "or"  # "a kilometre or so into"
        if low == "which":
            return following in RUNS
        if low == "following":
            return before in ("the", "these")  # "the following settlements"
        if low == "as":
            if following in ("of", "well", "part", "far", "many", "much") or before in _AS_WHAT or before == "well":
                return True
            return before == "such" and any(it.place for it in self.items[x + 1 : x + 4])
        if low in ("since", "before", "after", "until"):
            return following[:1].isdigit() or following in MONTHS
        if low == "but" and before == "," and following in ("to", "in", "from"):
            return any(self.cue(y, "negation") for y in range(max(0, x - 6), x))  # "not at Lyman, but in"
        return False

    def _new_clause(self, x: int) -> bool:
        """Say whether a comma or "and" opens a clause with a subject of its own."""
        n = len(self.items)
        y = x + 1
        while y < n and (
            self.lows[y] in ("and", "that") or self.lows[y] in DETERMINERS or self.adverb(y) or self.lows[y][:1].isdigit()
        ):
            y += 1
        for actor in self.actors:
            if actor.first in (y, y + 1, y + 2) and actor.force:
                return self._acts_from(actor, y)
        if self.lows[x] == "and" and self._located_clause(x + 1):
            return True
        return self._named_subject(x) or (y < n and self._source_follows(y))

    def _acts_from(self, actor: Actor, y: int) -> bool:
        """Say whether an actor does something, in a clause that begins at item `y`."""
        n = len(self.items)
        if any(self.items[z].place or self.cue(z, "breaks") for z in range(y, actor.first)):
            return False  # "in Kherson and Kharkiv Oblasts because Russian units"
        after = actor.last + 1
        if self.lows[after] == "to" and self._leads_to_place(after, n):
            return False  # "redeployed the 109th and 125th Regiments to"
        while after < n and self.light(after) and self.lows[after] != ",":
            after += 1
        if after == n:
            return False
        it = self.items[after]
        if after > actor.last + 1 or (it.verb is not None and it.verb.form != "ing"):
            return True
        return any(it.cues.get(cue) for cue in ("carry", "say", "plan", "attempt", "deny"))

    def _done_before(self, k: int) -> bool:
        """Say whether item `k` is a verb or hangs on one, so that what a list of its places opens may be another clause."""
        return self.items[k].verb is not None or any(
            self.items[x].verb is not None or self._cues[x].get("carry") for x in range(self._left_edge(k), k)
        )

    def _thing_follows(self, x: int) -> bool:
        """Say whether a comma and "and" at item `x` open a clause on a thing: "struck A, and a crossing near B was hit"."""
        a = x + 1 if self.lows[x] == "and" and self.lows[x - 1] == "," else x + 2 if self.lows[x : x + 2] == [",", "and"] else -1
        if a < 0 or a >= len(self.items):
            return False
        first = a
        if self.lows[a] in _SETTING:  # ", and in the region three districts were hit"
            place = next((y for y in range(a + 1, min(len(self.items), a + 5)) if self.items[y].place), -1)
            if place < 0 or not self._opens_subject(place + 1):
                return False
            first = place + 1
        return self._opens_subject(first) and self._finite_ahead(first)

    def _opens_subject(self, y: int) -> bool:
        """Say whether a noun phrase begins at item `y` that is no place."""
        if y >= len(self.items) or self.lows[y] in PREPOSITIONS or self.lows[y] in ("and", "or", "that") or self.direction(y):
            return False
        counted = self.lows[y] in DETERMINERS or self.lows[y][:1].isdigit() or self.cue(y, "area", "line", "people", "force")
        return counted or (self._plain(y) and not self.adverb(y))

    def _finite_ahead(self, y: int) -> bool:
        """Say whether an auxiliary stands in the clause behind item `y`, with nothing between that would part them."""
        for z in range(y + 1, min(len(self.items), y + 12)):
            verb = self.items[z].verb
            if self.lows[z] in BE or self.lows[z] in HAVE or self.lows[z] in _STAYING or self.cue(z, "modal"):
                return True
            if verb is not None and verb.lemma.startswith("be/"):
                return True  # "three districts were hit"
            if (self.mark(z) and self.lows[z] not in ("-", "–")) or self.lows[z] in ("and", "or", "that"):
                return False
            if "breaks" in self._cues[z] or (verb is not None and verb.form in ("base", "s")):
                return "breaks" in self._cues[z] and self.lows[z] == "where" and self._finite_ahead(z)
        return False

    def _source_follows(self, y: int) -> bool:
        """Say whether one who reports begins at item `y`: ", the General Staff reported"."""
        n = len(self.items)
        if not self._sourced:
            return False
        if not any(self.cue(z, "claimant", "report_noun") for z in range(y, min(n, y + 6))):
            return False
        for z in range(y, min(n, y + 9)):
            if z in self._tellers or (self.lows[z] in CLAIMING and self._cues[z].get("say")):
                return True
            if self.lows[z] in (",", ";"):
                return False
        return False

    def _located_clause(self, y: int) -> bool:
        """Say whether a clause begins at item `y` with where it happens: "and east of Tonenke three tanks were hit"."""
        if self.direction(y) is None and self.lows[y] not in ("in", "at", "near", "outside", "around"):
            return False
        named = next((z for z in range(y + 1, min(len(self.items), y + 4)) if self.items[z].place), 0)
        z = named + 1
        while named and z < min(len(self.items), named + 5) and not self.mark(z) and self.lows[z] not in PREPOSITIONS:
            if self.lows[z] in BE | HAVE or self.cue(z, "say"):
                return z > named + 1 and not self.cue(z, "say")
            verb = self.items[z].verb
            if verb is not None and verb.form in ("past", "pasts") and z > named + 1 and not self.mark(named - 2):
                return True  # "and at Zaporizhzhia eight missiles hit"
            if self.items[z].place or self.lows[z] in ("and", "or", "that") or self.cue(z, "breaks"):
                return False
            z += 1
        return False

    def _named_subject(self, x: int) -> bool:
        """Say whether a place behind "and" is the subject of a new clause: "took A, and the road to B is under fire"."""
        if self.lows[x] == "or" or (self.lows[x] == "," and self.lows[x + 1] not in ("and", "while", "but")):
            return False
        y = x + 1
        while self.lows[y] in ("and", "the", "nearby", "neighbouring", "neighboring") or self.lows[y] in SETTLEMENT_WORDS:
            y += 1
        if y >= len(self.items) or not self.items[y].place:
            return False
        while y < len(self.items) and (
            self.items[y].place
            or self.lows[y] in ("-", "–")
            or self.cue(y, "line")
            or self.adverb(y)
            or (self.cue(y, "area") and self.sentence.text.startswith(("'s ", "’s "), self._spans[y - 1][1]))
        ):
            y += 1
        # a list that goes on is no clause: "in A and B is"
        verbal = self.lows[x - 1] == "," or self.lows[x + 1] == "the" or self.cue(y - 1, "line")
        verb = self.items[y].verb if y < len(self.items) else None
        finite = verb is not None and verb.form in ("s", "past", "plural", "pasts")
        return verbal and (finite or self.lows[y] in BE | HAVE | _STAYING or self.cue(y, "modal"))

    def _leads_to_place(self, x: int, b: int) -> bool:
        """Say whether "to" is followed by a place rather than a verb."""
        for y in range(x + 1, min(b, x + 7, len(self.items))):
            it = self.items[y]
            if it.place or it.anaphor or "area" in it.cues or "outskirts" in it.cues or "near" in it.cues or self.direction(y):
                return True
            described = "-" in it.low or it.low.endswith(("ive", "ary", "ous", "ified", "tional"))
            if not (it.low in DETERMINERS or it.side or it.low in ("of", "russian-occupied") or "area" in it.cues or described):
                return y > x + 1 and it.low not in PREPOSITIONS
        return False

    def parts(self, x: int) -> bool:
        """Say whether what follows item `x` happened at another time: "after troops withdrew on May 3", "which fell in June"."""
        it = self.items[x]
        if it.low == ";":
            return True
        if "breaks" not in it.cues or it.low in _AT_ONCE:
            return False
        if it.low in ("after", "before", "since", "following", "until"):
            return any(y > x and self.items[y].verb is not None for y in self.predicates)
        return True

    def _left_edge(self, k: int) -> int:
        """Return where the clause of item `k` begins."""
        edge = self._edges.get(k)
        if edge is None:
            edge = self._edges[k] = self._edge(k)
        return edge

    def _reported_so(self, x: int, k: int) -> bool:
        """Say whether verb of telling `x` only tells how sure participle `k` is: "Lyman was reported captured"."""
        return x == k - 1 and self.lows[x - 1] in BE

    def _edge(self, k: int) -> int:
        """Find where the clause of item `k` begins."""
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            if (
                it.low in (";", ":", "that")
                or ("breaks" in it.cues and not self._no_break(x))
                or (it.cues.get("say") and "report_noun" not in it.cues and not self._reported_so(x, k))
                or (it.low in ("and", ",") and self._named_subject(x))
                or (it.low == "and" and self.lows[x - 1] == "," and self._thing_follows(x) and self._acts_before(x))
            ):
                return x + 1
            if x in self._predicate_set and not self.attributive(x):
                return x + 1
        return 0

    def _acts_before(self, x: int) -> bool:
        """Say whether a verb stands before "and" at item `x`, in the clause that it joins to another."""
        for y in range(x - 1, -1, -1):
            if self.items[y].verb is not None and y in self._predicate_set and not self.attributive(y):
                return True
            if self.lows[y] in ("that", ";", ":", "which", "who"):
                return False
        return False
