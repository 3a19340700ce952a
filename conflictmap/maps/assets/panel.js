// The panel: the chosen place with its evidence, the table of events, the sources.

const SERIF = 'Georgia, "Noto Serif", "Times New Roman", serif';
const SVG = "http://www.w3.org/2000/svg";

// all text reaches the page through here, as text
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}
const T = (key, values = {}) => (WORDS[S.lang][key] ?? WORDS.en[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

const ICONS = {
  left: "M10 3.5 5.5 8l4.5 4.5", right: "M6 3.5 10.5 8 6 12.5", play: "M5 3v10l8-5z", pause: "M4.6 3.4h2.2v9.2H4.6zM9.2 3.4h2.2v9.2H9.2z", close: "M4 4l8 8M12 4l-8 8",
  search: "M11 11l3.4 3.4M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0z", layers: "M8 2l6 3.2L8 8.4 2 5.2zM2.4 8 8 11l5.6-3M2.4 10.8 8 13.8l5.6-3",
  link: "M6.6 9.4l2.8-2.8M7.4 5l1.8-1.8a2.7 2.7 0 0 1 3.8 3.8L11.2 8.800M8.600 11l-1.8 1.8A2.700 2.700 0 0 1 3 9L4.800 7.200",
  print: "M4.500 6V2h7v4M4.500 11.500h-2V6.500h11v5h-2M4.500 9.500h7V14h-7z", theme: "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12", more: "M8 3.2v.1M8 8v.1M8 12.800v.1",
  panel: "M2 2.800h12v10.400H2zM9.600 2.800v10.400M5 6l2 2-2 2", filter: "M2 4h12M4.400 8h7.200M6.600 12h2.800", table: "M2 3h12v10H2zM2 6.400h12M2 9.700h12M6 3v10", fold: "M4 6l4 4 4-4", unfold: "M4 10l4-4 4 4",
  out: "M12 4 4.500 11.500M4 6.500V12h5.500", plus: "M8 3v10M3 8h10", minus: "M3 8h10",
};
function icon(name) {
  const svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "cm-icon cm-icon-" + name);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
// a small drawing beside words; the words say the same
function picture(w, h, draw) {
  const canvas = el("canvas", { "aria-hidden": "true", width: w * 2, height: h * 2, class: "cm-picture" });
  canvas.style.width = w + "px";
  canvas.style.height = h + "px";
  const ctx = canvas.getContext("2d");
  ctx.scale(2, 2);
  draw(ctx);
  return canvas;
}
const tokenPicture = (e) => picture(20, 20, (ctx) => drawToken(ctx, 1, 1, MODEL.event_types[E.type[e]], MODEL.sides[E.side[e]], E.certainty[e]));
const statePicture = (status, look, age = 0, r = 6.4) => picture(20, 20, (ctx) => drawSettlement(ctx, 10, 10, r, status, look, age));
const regionPicture = () =>
  picture(20, 20, (ctx) => {
    ctx.strokeStyle = ink.muted;
    ctx.strokeRect(3, 5, 14, 10);
    for (const y of [8.500, 12]) {
      trace(ctx, [[3, y], [17, y]]);
      ctx.stroke();
    }
  });
const certaintyPicture = (certainty) =>
  picture(14, 14, (ctx) => {
    const name = MODEL.certainties[certainty];
    ctx.beginPath();
    ctx.arc(7, 7, 4.600, 0, 7);
    ctx.lineWidth = 1.600;
    ctx.strokeStyle = ctx.fillStyle = ink.second;
    if (name === "confirmed" || name === "reported") ctx.fill();
    if (name === "unverified" || name === "predicted") ctx.setLineDash([1.600, 2]);
    ctx.stroke();
    if (name === "confirmed") {
      ctx.strokeStyle = ink.paper;
      trace(ctx, [[4.700, 7.200], [6.400, 8.900], [9.300, 5.400]]);
      ctx.stroke();
    }
    if (name === "denied") {
      trace(ctx, [[2.500, 11.500], [11.500, 2.500]]);
      ctx.stroke();
    }
  });

const typeWords = (e) => T(MODEL.event_types[E.type[e]]);
const sideWords = (e) => (E.side[e] < 0 ? "" : T(MODEL.sides[E.side[e]]));
const eventTitle = (e) => typeWords(e) + (E.side[e] < 0 ? "" : " · " + sideWords(e));
const certaintyTag = (e) => el("span", { class: "cm-sure" }, certaintyPicture(E.certainty[e]), T(MODEL.certainties[E.certainty[e]]));
const safeLink = (url) => (/^https?:\/\//i.test(url || "") ? url : null);

// the quote, verbatim, with the place marked by background and underline
function quoteOf(e) {
  const { quote, surface } = texts(e), box = el("blockquote", { dir: "auto" });
  if (!quote) return el("p", { class: "cm-muted" }, T("no_quote"));
  const long = quote.length > 4000, words = long ? quote.slice(0, 4000) + "…" : quote;
  const at = surface ? words.indexOf(surface) : -1;
  if (at < 0) box.append("“" + words + "”");
  else box.append("“" + words.slice(0, at), el("mark", {}, surface), words.slice(at + surface.length) + "”");
  return box;
}
function printedBy(e) {
  const report = reportOf(e), words = report.source || report.title || report.id || T("unknown_source"), url = safeLink(report.url);
  const title = report.title && report.title !== words ? report.title : null;
  return url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title }, words) : el("span", { title }, words);
}
const dayWords = (e) => {
  const precision = MODEL.precisions[E.precision[e]];
  return (precision === "published" || precision === undefined ? T("not_after") + " " : precision === "day" ? "" : T(precision + "_of") + " ") + shortDay(E.day[e], needsYear(E.day[e]));
};
const needsYear = (day) => iso(day).slice(0, 4) !== iso(S.day).slice(0, 4);
function printedWords(e) {
  if (E.minute[e] < 0) return T("not_known");
  const minutes = E.minute[e] % 1440, day = shortDay(printDay(e), needsYear(printDay(e)));
  return minutes ? `${day}, ${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")} UTC` : day;
}
function claimantWords(e) {
  if (E.claimant[e] < 0) return T("the_writer");
  const voice = MODEL.voices[E.voice[e]];
  return CLAIMANTS[E.claimant[e]] + (voice === "UA" || voice === "RU" ? ` (${T("voice_" + voice)})` : "");
}
function whereWords(p) {
  if (!(P.lon[p] === P.lon[p])) return T("place_unknown");
  // the years by which the gazetteer tells raions of one name apart
  const years = P.name[p] === plainName(P.name[p]) ? "" : P.name[p].slice(plainName(P.name[p]).length);
  const kind = (P.kind[p] < 0 ? T("kind_settlement") : T("kind_" + MODEL.kinds[P.kind[p]])) + years;
  const admin = P.admin[p] < 0 || P.admins[P.admin[p]] === P.name[p] ? "" : ", " + adminName(P.admin[p]);
  const ns = P.lat[p] < 0 ? "S" : "N", ew = P.lon[p] < 0 ? "W" : "E";
  return `${kind}${admin} · ${Math.abs(P.lat[p]).toFixed(3)} ${ns}, ${Math.abs(P.lon[p]).toFixed(3)} ${ew}`;
}
function adminName(a) {
  const name = P.admins[a];
  if (S.lang !== "uk" || !B) return name;
  const area = B.areas.find((one) => one.name === name);
  return area ? area.uk : name;
}

function card(e) {
  const { dest_name, route, distance_km, area_km2 } = texts(e);
  const relation = MODEL.relations[E.relation[e]];
  const rows = [[T("says"), claimantWords(e)], [T("printed_by"), printedBy(e)], [T("dates"), `${T("event")} ${dayWords(e)} · ${T("report")} ${printedWords(e)}`]];
  if (relation) rows.push([T("where"), T("rel_" + relation) + (E.km[e] > 0 ? ` · ${E.km[e]} km` : "")]);
  if (dest_name) rows.push([T("other_end"), dest_name]);
  if (route || distance_km) rows.push([T("route"), [route, distance_km ? T("km_reported", { reported: Math.round(distance_km) }) : ""].filter(Boolean).join(" · ")]);
  if (area_km2) rows.push([T("area"), number(Math.round(area_km2)) + " km²"]);
  return el("article", { class: "cm-card", "data-e": e },
    el("header", {}, tokenPicture(e), el("h3", {}, eventTitle(e)), certaintyTag(e)),
    quoteOf(e),
    el("dl", {}, rows.map(([name, value]) => [el("dt", {}, name), el("dd", { dir: "auto" }, value)])));
}

// ---- the place ----

const CARDS = 25;
function placePanel() {
  const p = S.selected;
  if (p < 0) return dayPanel();
  const box = el("div", { class: "cm-place" });
  const other = S.lang === "uk" ? P.name[p] : P.uk[p];
  box.append(
    el("p", { class: "cm-where" }, whereWords(p)),
    el("h2", { tabindex: -1 }, el("span", { dir: "auto" }, placeName1(p)), other && other !== placeName1(p) ? el("span", { class: "cm-original", lang: S.lang === "uk" ? "en" : "uk" }, other) : null));
  if (C && (R.spell[p] >= 0 || C.of[p].length)) box.append(stateBox(p));
  if (changeOf.has(p)) box.append(el("p", {}, betweenWords() + ": ", changeStates(changeOf.get(p))));
  const list = [...eventsOf(p)];
  for (const e of list.slice(0, CARDS)) box.append(card(e));
  if (list.length > CARDS) box.append(el("p", { class: "cm-muted" }, T("more_in_table", { n: number(list.length - CARDS) })));
  if (!list.length) {
    box.append(el("p", { class: "cm-muted" }, T("nothing_in_window")), lastLink(p));
    for (const e of [...earlierOf(p)].slice(0, CARDS)) box.append(card(e));
  }
  box.append(...historyOf(p));
  return box;
}
function lastLink(p) {
  const { key } = clock(), newest = clock().newest[p];
  if (newest < 0) return el("span");
  let k = newest;
  while (k >= R.hi && clock().before[k] >= 0) k = clock().before[k];
  if (key[k] < FIRST) return el("span");
  return el("button", { type: "button", class: "cm-linkish", onclick: () => set({ day: clamp(key[k]) }) }, T("go_to_day", { day: shortDay(key[k], needsYear(key[k])) }));
}
const holderWords = (status, sure, implied) => T(status) + (status === "UA" || status === "RU" || status === "CONTESTED" ? ", " + T(implied ? "implied" : MODEL.certainties[sure] || "reported") : "");
const stateWords = (i) => holderWords(spellStatus(i), sureOf(i), C.implied[i] === 1);
function stateBox(p) {
  const i = R.spell[p];
  if (i < 0) return el("div", { class: "cm-state" }, el("div", {}, el("strong", {}, T("no_state"))));
  const earlier = C.of[p].filter((other) => C.from[other] < C.from[i] && knownSpell(other)), before = earlier.at(-1);
  // what only became firmer began when it was first told
  let first = i;
  for (let k = earlier.length - 1; k >= 0 && sameState(earlier[k], first) && C.to[earlier[k]] === C.from[first]; k--) first = earlier[k];
  // by the second clock nobody is named who had not spoken yet
  const heard = !S.printed || C.heard[i] <= S.day, voices = !heard || C.claimants[i] < 0 ? "" : C.words[C.claimants[i]], count = voices ? voices.split("; ").length : 0;
  const lines = [];
  if (count) lines.push(T(count === 1 ? "by_claimant" : "by_claimants", { n: count }) + (count <= 3 ? ` (${voices})` : ""));
  lines.push(T("since", { day: shortDay(C.from[first], needsYear(C.from[first])) }));
  if (heard && C.sources[i] > 0) lines.push(T(C.sources[i] === 1 ? "source_one" : "source_many", { n: C.sources[i] }));
  if (R.last[p] >= 0 && S.day - R.last[p] > 1) lines.push(T("last_report", { n: S.day - R.last[p] }));
  const past = before === undefined ? "" : " " + T("before", { state: stateWords(before) });
  return el("div", { class: "cm-state" }, statePicture(spellStatus(i), lookOfSpell(i), 0, 7.500), el("div", {}, el("strong", {}, stateWords(i)), el("p", { dir: "auto" }, lines.join(", ") + "." + past)));
}
const sameState = (i, j) => spellStatus(i) === spellStatus(j) && C.implied[i] === C.implied[j];
function historyOf(p) {
  const out = [];
  const spells = C ? C.of[p].filter(knownSpell) : [];
  if (spells.length) {
    out.push(el("h4", {}, T("history")));
    out.push(el("ol", { class: "cm-history" }, spells.slice(-12).map((i) =>
      el("li", { class: i === R.spell[p] ? "cm-now" : null }, statePicture(spellStatus(i), lookOfSpell(i), 0, 5), el("span", {}, shortDay(C.from[i], needsYear(C.from[i]))), el("span", {}, stateWords(i))))));
  }
  const { key, order, newest, before } = clock(), reports = new Set();
  for (let k = newest[p]; k >= R.hi; k = before[k]) reports.add(E.report[order ? order[k] : k]);
  const later = reports.size;
  if (later && key.length) out.push(el("p", { class: "cm-muted" }, T(later === 1 ? "later_one" : "later_many", { n: number(later) })));
  return out;
}
// what changed between two pictures: their names, and the state of a place in each
const changeWords = ([status, sure, implied, disputed]) => (status < 0 ? T("nothing_said") : disputed ? `${T("DISPUTED")} (${T(MODEL.statuses[status])})` : holderWords(MODEL.statuses[status], sure, implied));
const changeSources = ({ events }) => events.map((e, i) => [i ? "; " : "", `${claimantWords(e)}, `, printedBy(e), ` ${dayWords(e)}`]);
const pictureName = (word) => (/^\d{4}-\d\d-\d\d$/.test(word) ? shortDay(Math.round((Date.parse(word + "T00:00:00Z") - EPOCH) / MS)) : word.replace(/^source:/, ""));
const betweenWords = () => CHANGES.between.map(pictureName).join(" → ");
function changeStates({ a, b }) {
  return el("span", { class: "cm-change" }, [a, b].map((state, i) => {
    const [status, sure, implied, disputed] = state, look = implied ? "dotted" : lookOf(sure);
    return [i ? " → " : null, status < 0 ? null : statePicture(disputed ? "DISPUTED" : MODEL.statuses[status], look, 0, 5), el("span", { class: status < 0 ? "cm-muted" : null }, changeWords(state))];
  }));
}
function changesPanel() {
  const box = el("div", { class: "cm-place" }, el("h2", { tabindex: -1 }, betweenWords()), el("p", { class: "cm-muted" }, T(CHANGES.rows.length === 1 ? "change_one" : "change_many", { n: number(CHANGES.rows.length) }) + " " + T("choose_place")));
  for (const [words, rows] of [["changed_said", CHANGES.rows.filter(saidAnew)], ["changed_quietly", CHANGES.rows.filter((row) => !saidAnew(row))]]) {
    if (!rows.length) continue;
    box.append(el("h4", {}, `${T(words)} (${number(rows.length)})`), el("ul", { class: "cm-changes" }, rows.map((row) =>
      el("li", {}, el("button", { type: "button", onclick: () => choose(row.place, { fly: true }) }, el("b", { dir: "auto" }, placeName1(row.place)), changeStates(row)),
        el("p", { class: "cm-muted", dir: "auto" }, changeSources(row))))));
  }
  return box;
}
// nothing chosen: the places of the window, so that the map can be read without a pointer
function dayPanel() {
  if (CHANGES) return changesPanel();
  const list = drawn.marks.filter((m) => m.newest >= 0).concat(drawn.badges.map((b) => ({ ...b, newest: R.newest[b.p] }))).sort((a, b) => R.count[b.p] - R.count[a.p] || a.p - b.p).slice(0, 40);
  const box = el("div", { class: "cm-place" }, el("h2", { tabindex: -1 }, longDay(S.day)), el("p", { class: "cm-muted" }, R.total ? T("choose_place") : emptyWords()));
  if (!R.total) {
    const { key } = clock(), k = R.hi - 1;
    if (filtersOn()) box.append(el("button", { type: "button", class: "cm-linkish", onclick: clearFilters }, T("clear_filters")));
    else if (k >= 0) box.append(el("button", { type: "button", class: "cm-linkish", onclick: () => set({ day: clamp(key[k]) }) }, T("go_to_day", { day: longDay(key[k]) })));
  }
  box.append(el("ul", { class: "cm-list" }, list.map((m) =>
    el("li", {}, el("button", { type: "button", onclick: () => choose(m.p) }, m.status ? statePicture(m.status, m.look, m.age, 5.500) : formOf(m.p) === REGION ? regionPicture() : el("span", { class: "cm-picture cm-blank" }), el("span", { dir: "auto" }, placeName1(m.p)), el("span", { class: "cm-muted" }, number(R.count[m.p])))))));
  return box;
}

// ---- the table ----

const PAGE = 100;
const table = { by: "day", down: true, view: true, shown: PAGE, open: -1, only: -1 };
const COLUMNS = [
  ["day", (e) => E.day[e] * 1e4 + (E.minute[e] >= 0 ? E.minute[e] % 1440 : 0)], ["place", (e) => placeName1(E.place[e])], ["what", (e) => typeWords(e)], ["certainty", (e) => E.certainty[e]],
];
function tableRows() {
  const { order, key } = clock(), out = [];
  for (let k = R.hi - 1; k >= R.lo; k--) {
    const e = order ? order[k] : k, p = E.place[e];
    if (!passing[e] || (table.only >= 0 && key[k] !== table.only)) continue;
    if (table.view && P.x[p] === P.x[p] && !inView(toX(P.x[p]), toY(P.y[p]))) continue;
    out.push(e);
  }
  if (table.by !== "day" || !table.down) {
    const value = COLUMNS.find(([name]) => name === table.by)[1], values = new Map(out.map((e) => [e, value(e)])), sign = table.down ? -1 : 1;
    const words = new Intl.Collator(S.lang);
    out.sort((a, b) => {
      const x = values.get(a), y = values.get(b);
      return sign * (typeof x === "string" ? words.compare(x, y) : x - y) || b - a;
    });
  }
  return out;
}
function tablePanel() {
  const rows = tableRows(), box = el("div", { class: "cm-table" });
  const today = R.hi - lower(clock().key, S.day);
  box.append(el("div", { class: "cm-tools" },
    el("button", { type: "button", class: "cm-chip", "aria-pressed": String(table.view), onclick: () => { table.view = !table.view; showPanel(); } }, T("only_in_view"), table.view ? " ×" : ""),
    el("button", { type: "button", class: "cm-chip", "aria-pressed": String(table.only >= 0), onclick: () => { table.only = table.only >= 0 ? -1 : S.day; showPanel(); } }, shortDay(S.day) + " ", el("b", {}, number(today))),
    el("button", { type: "button", class: "cm-linkish", onclick: () => download("csv") }, "CSV"),
    el("button", { type: "button", class: "cm-linkish", onclick: () => download("geojson") }, "GeoJSON")));
  const head = el("tr", {}, COLUMNS.map(([name]) =>
    el("th", { scope: "col", "aria-sort": table.by === name ? (table.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", onclick: () => { table.down = table.by === name ? !table.down : name === "day"; table.by = name; showPanel(); } }, T("col_" + name), table.by === name ? (table.down ? " ▾" : " ▴") : ""))));
  const body = el("tbody");
  for (const e of rows.slice(0, table.shown)) {
    const relation = MODEL.relations[E.relation[e]], p = E.place[e];
    const open = () => {
      table.open = table.open === e ? -1 : e;
      choose(p, { keepTab: true, event: e });
      const again = document.querySelector(`.cm-table tr[data-e="${e}"] button`);
      if (again) again.focus();
    };
    const place = placeName1(p) + (relation ? ", " + T("rel_" + relation) : "");
    body.append(el("tr", { "data-e": e, class: p === S.selected ? "cm-chosen" : null, onclick: open },
      el("td", {}, shortDay(E.day[e], needsYear(E.day[e]))), el("td", { dir: "auto" }, el("button", { type: "button", class: "cm-row", "aria-expanded": String(table.open === e) }, place)),
      el("td", {}, el("span", { class: "cm-what" }, tokenPicture(e), T("short_" + MODEL.event_types[E.type[e]]))), el("td", {}, certaintyTag(e))));
    if (table.open === e)
      body.append(el("tr", { class: "cm-detail" }, el("td", { colspan: COLUMNS.length }, quoteOf(e), el("dl", {}, el("dt", {}, T("says")), el("dd", { dir: "auto" }, claimantWords(e)), el("dt", {}, T("printed_by")), el("dd", {}, printedBy(e))))));
  }
  box.append(el("table", {}, el("caption", { class: "cm-hidden" }, T("table_caption")), el("thead", {}, head), body));
  if (rows.length > table.shown) box.append(el("button", { type: "button", class: "cm-more", onclick: () => { table.shown += PAGE; showPanel(); } }, T("show_more", { n: number(rows.length - table.shown) })));
  if (!rows.length) box.append(el("p", { class: "cm-muted cm-pad" }, table.view && R.total ? T("none_in_view") : emptyWords()));
  box.append(el("p", { class: "cm-foot" }, T("rows_of", { n: number(rows.length), all: number(R.listed) })));
  return box;
}

// ---- the sources ----

function sourcesPanel() {
  const { order } = clock(), counts = new Map(), reports = new Map();
  for (let k = R.lo; k < R.hi; k++) {
    const e = order ? order[k] : k;
    if (!passing[e]) continue;
    const s = REPORT_SOURCE[E.report[e]];
    counts.set(s, (counts.get(s) || 0) + 1);
    if (!reports.has(s)) reports.set(s, new Map());
    const of = reports.get(s);
    of.set(E.report[e], e);
  }
  const box = el("div", { class: "cm-sources" });
  for (const [s, n] of [...counts].sort((a, b) => b[1] - a[1]))
    box.append(el("details", { open: counts.size <= 4 },
      el("summary", {}, el("span", { dir: "auto" }, SOURCES[s] || T("unknown_source")), el("span", { class: "cm-muted" }, T(n === 1 ? "event_one" : "event_many", { n: number(n) }))),
      el("ul", {}, [...reports.get(s).values()].reverse().slice(0, 40).map((e) => {
        const report = reportOf(e), url = safeLink(report.url), words = (report.title || report.id || report.url || T("untitled")).slice(0, 300);
        return el("li", { dir: "auto" }, url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words) : words, el("span", { class: "cm-muted" }, " · " + printedWords(e)));
      }))));
  if (!counts.size) box.append(el("p", { class: "cm-muted" }, emptyWords()));
  box.append(el("p", { class: "cm-muted cm-credits" }, T("standing") + " " + T("crimea") + " " + T("credits")));
  return box;
}

let panelLater = 0;
function showPanel(soon = false) {
  clearTimeout(panelLater);
  if (soon) {
    panelLater = setTimeout(showPanel, 130);
    return;
  }
  if (!shell) return;
  const tabs = { place: S.selected < 0 ? T("tab_place") : placeName1(S.selected), table: `${T("tab_table")} ${number(R.listed)}`, sources: `${T("tab_sources")} ${new Set(REPORT_SOURCE).size}` };
  for (const name in tabs) {
    const tab = shell.tabs[name];
    tab.textContent = tabs[name];
    tab.setAttribute("aria-selected", String(S.tab === name));
    tab.tabIndex = S.tab === name ? 0 : -1;
  }
  shell.page.setAttribute("data-panel", S.panel ? "open" : "closed");
  if (!S.panel) return;
  const top = shell.panelBody.scrollTop, same = shell.panelBody.dataset.of === S.tab + S.selected;
  shell.panelBody.replaceChildren(S.tab === "place" ? placePanel() : S.tab === "table" ? tablePanel() : sourcesPanel());
  shell.panelBody.setAttribute("aria-labelledby", "cm-tab-" + S.tab);
  shell.panelBody.dataset.of = S.tab + S.selected;
  shell.panelBody.scrollTop = same ? top : 0;
  shell.panelFoot.hidden = S.tab !== "place" || S.selected < 0;
}
