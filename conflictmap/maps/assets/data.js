// Columns become typed arrays; what the reader chose becomes what is to be drawn.

const block = (name) => {
  const found = document.getElementById("cm-" + name);
  return found ? found.textContent : null;
};
const unpack = (name) => JSON.parse(window.conflictmapUnpack(block(name)));
const LOOK = unpack("look");
const WORDS = unpack("words");
const OPTIONS = JSON.parse(block("options"));
const DATA = JSON.parse(block("data"));
const MODEL = LOOK.model;
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.";
const MS = 86400000;
const EPOCH = Date.parse(DATA.epoch + "T00:00:00Z");

const VALUE = new Int16Array(128);
for (let i = 0; i < 64; i++) VALUE[DIGITS.charCodeAt(i)] = i;

// fixed-width digits to base 64, one value after another; 0 stands for "missing" and becomes -1
function undigits(packed) {
  const { w, s } = packed;
  const out = new Int32Array(s.length / w);
  for (let i = 0, k = 0; i < out.length; i++) {
    let v = 0;
    for (let j = 0; j < w; j++) v = v * 64 + VALUE[s.charCodeAt(k++)];
    out[i] = v - 1;
  }
  return out;
}

// the world is a square of side 1, as in Web Mercator tiles
const worldX = (lon) => (lon + 180) / 360;
const worldY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
const latOf = (y) => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;

// a line of whole ten-thousandths of a degree, steps after the first point
function unline(steps) {
  const out = new Float64Array(steps.length);
  let lon = 0, lat = 0;
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    out[i] = worldX(lon / 1e4);
    out[i + 1] = worldY(lat / 1e4);
  }
  return out;
}

const E = { n: DATA.events.n };
for (const name in DATA.events) if (name !== "n") E[name] = undigits(DATA.events[name]);
const REPORT_SOURCE = undigits(DATA.reports.source);
const SOURCES = DATA.reports.sources;
const CLAIMANTS = DATA.claimants;

const P = { id: DATA.places.id, name: DATA.places.name, n: DATA.places.name.length, admins: DATA.places.admins };
P.uk = DATA.places.uk || new Array(P.n).fill(null);
P.kind = undigits(DATA.places.kind);
P.admin = undigits(DATA.places.admin);
P.people = DATA.places.people ? undigits(DATA.places.people) : new Int32Array(P.n);
P.x = new Float64Array(P.n);
P.y = new Float64Array(P.n);
P.lon = new Float64Array(P.n);
P.lat = new Float64Array(P.n);
{
  const lon = undigits(DATA.places.lon), lat = undigits(DATA.places.lat);
  for (let p = 0; p < P.n; p++) {
    P.lon[p] = lon[p] < 0 ? NaN : lon[p] / 1e4 - 180;
    P.lat[p] = lat[p] < 0 ? NaN : lat[p] / 1e4 - 90;
    P.x[p] = worldX(P.lon[p]);
    P.y[p] = worldY(P.lat[p]);
  }
}
// how a place is drawn: a point, a whole region (a badge), or a stretch (a river, a road: somewhere about there)
const POINT = 0, REGION = 1, STRETCH = 2;
const FORM = MODEL.kinds.map((k) =>
  ["oblast", "raion", "hromada", "country", "area"].includes(k) ? REGION : ["river", "relief", "route"].includes(k) ? STRETCH : POINT
);
const formOf = (p) => (P.kind[p] < 0 ? POINT : FORM[P.kind[p]]);

let C = null;
if (DATA.control) {
  C = {};
  const { words, firmer, ...columns } = DATA.control;
  for (const name in columns) C[name] = undigits(columns[name]);
  C.n = C.place.length;
  Object.assign(C, { words, firmer });
  C.of = Array.from({ length: P.n }, () => []);
  for (let i = 0; i < C.n; i++) C.of[C.place[i]].push(i);
  for (const list of C.of) list.sort((a, b) => C.from[a] - C.from[b]);
  // a spell that no other follows ends by silence
  C.lapses = new Uint8Array(C.n);
  for (const list of C.of) list.forEach((i, k) => (C.lapses[i] = C.to[i] >= 0 && !(k + 1 < list.length && C.from[list[k + 1]] === C.to[i]) ? 1 : 0));
}
// what differs between two pictures of control: by place its state in each
const CHANGES = DATA.changes, changeOf = new Map((CHANGES ? CHANGES.rows : []).map((row) => [row.place, row]));
// whether a report names the new holder; if not, it follows from the words, or nobody spoke of the place any more
const saidAnew = ({ b: [status, , implied] }) => status >= 0 && !implied;
const leads = (m) => (CHANGES ? changeOf.has(m.p) : m.newest >= 0);
for (const item of [...DATA.glocs, ...DATA.advances, ...DATA.front]) item.line = item.line.map(unline);

// the two clocks: when it happened, and when it was printed
function makeClock(key, order) {
  const before = new Int32Array(E.n), newest = new Int32Array(P.n).fill(-1);
  for (let k = 0; k < E.n; k++) {
    const p = E.place[order ? order[k] : k];
    before[k] = newest[p];
    newest[p] = k;
  }
  return { key, order, before, newest };
}
const eventClock = makeClock(E.day, null);
let printClock = null;
function clock() {
  if (!S.printed) return eventClock;
  if (!printClock) {
    const day = Int32Array.from(E.minute, (m, e) => (m < 0 ? E.day[e] : Math.floor(m / 1440)));
    const order = Int32Array.from(day.keys()).sort((a, b) => day[a] - day[b] || a - b);
    printClock = makeClock(Int32Array.from(order, (e) => day[e]), order);
  }
  return printClock;
}
const printDay = (e) => (E.minute[e] < 0 ? -1 : Math.floor(E.minute[e] / 1440));
// the day of the last report: until then, what is shown of a day rests on later words too
const LAST_PRINTED = E.minute.reduce((last, minute) => (minute > last ? minute : last), -1) / 1440;

// first position in a sorted array whose value is at least `value`
function lower(keys, value) {
  let lo = 0, hi = keys.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (keys[mid] < value) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

// long texts come in squeezed chunks; the last few that were opened are kept
const opened = new Map();
function texts(e) {
  const number = Math.floor(e / DATA.chunk);
  if (!opened.has(number)) {
    if (opened.size > 40) opened.delete(opened.keys().next().value);
    opened.set(number, unpack("text-" + number));
  }
  const chunk = opened.get(number), row = e % DATA.chunk, out = {};
  for (const name in chunk) out[name] = chunk[name][row];
  return out;
}
let titles = null;
function reportOf(e) {
  if (!titles) titles = unpack("titles");
  const r = E.report[e];
  return { id: titles.report_id[r], title: titles.title[r], url: titles.url[r], source: SOURCES[REPORT_SOURCE[r]] || "" };
}

// one state for the map, the panel, the table and the address
const FILTERS = ["area", "side", "certainty", "type", "source", "claimant"];
const S = {
  day: 0, window: OPTIONS.window, printed: false, selected: -1, tab: "place", theme: OPTIONS.theme, lang: OPTIONS.lang,
  panel: true, key: true, word: "", only: Object.fromEntries(FILTERS.map((name) => [name, new Set()])),
  layers: { area: true, regions: true, supply: true, advances: true, control: true, events: true, names: true },
};
const FIRST = DATA.axis[0];
let LAST = DATA.axis[1];
// by the second clock the time bar reaches to the last report, however old what it tells of
function chooseClock(printed) {
  S.printed = printed;
  LAST = Math.max(DATA.axis[1], printed ? Math.floor(LAST_PRINTED) : FIRST);
  S.day = Math.min(S.day, LAST);
}
// where the page was asked to begin on a day, what came before it is only what states rest on
const EARLIEST = OPTIONS.since ? FIRST : -1;
S.day = OPTIONS.day ? Math.round((Date.parse(OPTIONS.day + "T00:00:00Z") - EPOCH) / MS) : LAST;
S.day = Math.max(FIRST, Math.min(LAST, S.day));

const VALUE_OF = {
  area: (e) => P.admin[E.place[e]], side: (e) => E.side[e], certainty: (e) => E.certainty[e], type: (e) => E.type[e],
  source: (e) => REPORT_SOURCE[E.report[e]], claimant: (e) => E.claimant[e],
};
const passing = new Uint8Array(E.n).fill(1);
let wordHits = null;
function applyFilters() {
  const active = FILTERS.filter((name) => S.only[name].size).map((name) => [S.only[name], VALUE_OF[name]]);
  if (!active.length && !S.word) passing.fill(1);
  else {
    if (S.word) wordHits = findWord(S.word);
    for (let e = 0; e < E.n; e++) {
      let ok = !S.word || wordHits[e];
      for (let i = 0; ok && i < active.length; i++) ok = active[i][0].has(active[i][1](e));
      passing[e] = ok ? 1 : 0;
    }
  }
  bars = null;
}
const filtersOn = () => FILTERS.reduce((sum, name) => sum + (S.only[name].size ? 1 : 0), 0) + (S.word ? 1 : 0);
// why a list is empty
const emptyWords = () => T(filtersOn() ? "empty_filtered" : "empty_day");

// events whose quote, place or claimant holds a word
function findWord(word) {
  const key = foldName(word), hits = new Uint8Array(E.n);
  for (let start = 0, number = 0; start < E.n; start += DATA.chunk, number++) {
    const quotes = unpack("text-" + number).quote || [];
    for (let e = start; e < Math.min(E.n, start + DATA.chunk); e++) {
      const claimant = E.claimant[e] < 0 ? "" : CLAIMANTS[E.claimant[e]];
      if (foldName((quotes[e - start] || "") + " " + P.name[E.place[e]] + " " + claimant).includes(key)) hits[e] = 1;
    }
  }
  return hits;
}

// events per day, filled (reported) and hollow (claimed), for the bars of the time bar
let bars = null;
const PREDICTED = MODEL.certainties.indexOf("predicted");
const AREA = MODEL.event_types.indexOf("area_regained");
const CLAIMED = MODEL.certainties.indexOf("claimed");
function dayCounts() {
  if (bars) return bars;
  const days = LAST - FIRST + 1, firm = new Int32Array(days), soft = new Int32Array(days);
  const { key, order } = clock();
  for (let k = 0; k < E.n; k++) {
    const e = order ? order[k] : k, i = key[k] - FIRST;
    if (i < 0 || i >= days || !passing[e] || E.certainty[e] === PREDICTED) continue;
    if (E.certainty[e] < CLAIMED) firm[i]++;
    else soft[i]++;
  }
  return (bars = { firm, soft });
}

// what is to be drawn on the day: newest event and count of events by place, spell of control, day of the last report
const R = {
  newest: new Int32Array(P.n), count: new Int32Array(P.n), last: new Int32Array(P.n), spell: new Int32Array(P.n), total: 0, listed: 0, lo: 0, hi: 0, area: -1,
};
function compute() {
  const { key, order } = clock();
  R.hi = lower(key, S.day + 1);
  R.lo = lower(key, Math.max(EARLIEST, S.window ? S.day - S.window + 1 : -1));
  R.newest.fill(-1);
  R.count.fill(0);
  R.last.fill(-1);
  R.spell.fill(-1);
  R.total = R.listed = 0;
  R.area = -1;
  const { place, certainty, type } = E;
  for (let k = 0; k < R.hi; k++) R.last[place[order ? order[k] : k]] = key[k];
  for (let k = R.lo; k < R.hi; k++) {
    const e = order ? order[k] : k;
    if (!passing[e]) continue;
    R.listed++; // the table has what is predicted too
    if (certainty[e] === PREDICTED) continue;
    R.newest[place[e]] = k;
    R.count[place[e]]++;
    R.total++;
    // a figure of what has been regained so far is of the day on which it was given
    if (type[e] === AREA && printDay(e) <= S.day) R.area = e;
  }
  if (!C) return;
  for (let i = 0; i < C.n; i++) {
    // by the second clock a spell begins when it was printed and lasts until the next one was, or silence ends it
    if (knownSpell(i) && (C.to[i] < 0 || S.day < C.to[i] || (S.printed && !C.lapses[i]))) {
      const p = C.place[i], other = R.spell[p];
      if (other < 0 || C.from[other] <= C.from[i]) R.spell[p] = i;
    }
  }
  if (S.only.area.size) for (let p = 0; p < P.n; p++) if (!S.only.area.has(P.admin[p])) R.spell[p] = -1;
}
// events of a place inside the window, newest first
function* eventsOf(p, lo = R.lo) {
  const { order, before } = clock();
  for (let k = R.newest[p]; k >= lo; k = before[k]) {
    const e = order ? order[k] : k;
    if (passing[e]) yield e;
  }
}
// events of a place from before the time bar, newest first: no day of it leads to them
function* earlierOf(p) {
  const { key, order, before, newest } = clock();
  for (let k = newest[p]; k >= 0; k = before[k]) if (key[k] < FIRST) yield order ? order[k] : k;
}
const spellStatus = (i) => (C.disputed[i] === 1 ? "DISPUTED" : MODEL.statuses[C.status[i]]);
const lookOf = (certainty) =>
  ({ confirmed: "filled", reported: "filled", claimed: "hollow", unverified: "dotted", denied: "slashed" })[MODEL.certainties[certainty]] || "filled";
// by the second clock a spell is no surer than what was printed by the day
const sureOf = (i) => (S.printed && C.firmer[i] ? C.firmer[i].reduce((sure, [day, firmer]) => (day <= S.day ? firmer : sure), C.firmer[i][0][1]) : C.certainty[i]);
const knownSpell = (i) => C.from[i] <= S.day && C.certainty[i] !== PREDICTED && (!S.printed || C.known[i] <= S.day);
// nobody names the holder: it follows from what is told, and is drawn as the weakest claim
const lookOfSpell = (i) => (C.implied[i] === 1 ? "dotted" : lookOf(sureOf(i)));
// what is told of an artery or a movement by the day: the last day that tells of it, and how surely; null where none does yet
function toldOf(item) {
  let last = -1, sure = 99;
  for (const [happened, printed, certainty] of item.told) {
    const day = S.printed ? printed : happened;
    if (day > S.day) continue;
    last = Math.max(last, day);
    sure = Math.min(sure, certainty);
  }
  return sure === 99 ? null : { last, sure };
}
const ageStep = (days) => (days <= 1 ? 0 : days <= 3 ? 1 : 2);

// one key for the spellings of a name, Latin or Cyrillic: letters of Ukrainian and Russian by sound, apostrophes dropped
const SOUNDS = {
  а: "a", б: "b", в: "v", г: "h", ґ: "g", д: "d", е: "e", є: "ie", ж: "zh", з: "z", и: "y", і: "i", ї: "i", й: "i", к: "k", л: "l", м: "m",
  н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ь: "", ъ: "", ы: "y", э: "e",
  ю: "iu", я: "ia", ё: "e",
};
function foldName(text) {
  return text
    .toLowerCase()
    .replace(/['’ʼ`´ʹ"“”«»\u0301\u00ad]/g, "")
    .replace(/[а-яёєіїґ]/g, (c) => SOUNDS[c] ?? c)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/y/g, "i")
    .replace(/ii/g, "i");
}
