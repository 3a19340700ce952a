// Two canvases under folium's own layers: the ground (drawn when the view changes) and what reports say (drawn on every step).

const screen = { w: 0, h: 0, scale: 1, ox: 0, oy: 0, zoom: 7 };
const toX = (x) => x * screen.scale - screen.ox;
const toY = (y) => y * screen.scale - screen.oy;
const inView = (x, y, margin = 0) => x > -margin && y > -margin && x < screen.w + margin && y < screen.h + margin;
const kmPixels = (lat) => screen.scale / (40075 * Math.cos((lat * Math.PI) / 180));

// ---- the packaged basemap ----

let B = null;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function readLine(letters, scale) {
  const out = [];
  let value = 0, shift = 0, lon = 0, lat = 0, first = true;
  for (let i = 0; i < letters.length; i++) {
    const part = LETTER[letters.charCodeAt(i)];
    value |= (part & 31) << shift;
    shift += 5;
    if (part > 31) continue;
    const step = value & 1 ? -(value >> 1) - 1 : value >> 1;
    if (first) lon += step;
    else {
      lat += step;
      out.push(worldX(lon / scale), worldY(lat / scale));
    }
    first = !first;
    value = shift = 0;
  }
  return Float64Array.from(out);
}
const LETTER = new Uint8Array(128);
for (let i = 0; i < 64; i++) LETTER[LETTERS.charCodeAt(i)] = i;

function loadBasemap() {
  if (!block("basemap")) return;
  const raw = unpack("basemap"), line = (letters) => readLine(letters, raw.scale);
  const arcs = raw.arcs.map(line);
  const ring = (numbers) => {
    const out = [];
    for (const n of numbers) {
      const arc = arcs[n < 0 ? ~n : n];
      for (let i = 0; i < arc.length; i += 2) {
        const j = n < 0 ? arc.length - 2 - i : i;
        if (i || !out.length) out.push(arc[j], arc[j + 1]);
      }
    }
    return Float64Array.from(out);
  };
  const spot = ([lon, lat]) => [worldX(lon), worldY(lat)];
  B = {
    extent: [worldX(raw.extent[0]), worldY(raw.extent[1]), worldX(raw.extent[2]), worldY(raw.extent[3])],
    countries: raw.countries.map(([code, name, uk, at]) => ({ code, name, uk, at: spot(at) })),
    areas: raw.areas.map(([id, country, name, uk, at, rings]) => ({ id, country, name, uk, at: spot(at), rings: rings.map(ring) })),
    lines: Object.fromEntries(Object.entries(raw.lines).map(([kind, numbers]) => [kind, numbers.map((n) => arcs[n])])),
    waters: raw.waters.map(([name, uk, until, letters]) => ({ name, uk, until, line: line(letters) })),
    rivers: raw.rivers.map(([name, uk, rank, letters]) => ({ name, uk, rank, line: line(letters) })),
    seas: raw.seas.map(([name, uk, lon, lat]) => ({ name, uk, at: spot([lon, lat]) })),
    routes: readRoutes(raw, line),
    towns: readTowns(raw),
  };
  adoptNames();
}
const readRoutes = (raw, line) => raw.routes.map(([name, mode, letters]) => ({ name, mode, line: line(letters) }));
const readTowns = (raw) =>
  Object.values(raw.settlements)
    .flat()
    .map(([name, uk, lon, lat, people]) => ({ name, uk, people: people || 0, x: worldX(lon), y: worldY(lat), place: -1 }))
    .sort((a, b) => b.people - a.people);

// a place of the reports that is a town of the basemap takes its rank and its Ukrainian name, and the town is not named twice
function adoptNames() {
  const near = new Map();
  for (let p = 0; p < P.n; p++) if (formOf(p) === POINT && P.x[p] === P.x[p]) near.set(P.name[p], [...(near.get(P.name[p]) || []), p]);
  for (const town of B.towns) {
    for (const p of near.get(town.name) || []) {
      if (Math.hypot(P.x[p] - town.x, P.y[p] - town.y) > 2e-4) continue;
      town.place = p;
      if (!P.people[p] || P.people[p] < town.people) P.people[p] = town.people;
      if (!P.uk[p]) P.uk[p] = town.uk;
    }
  }
}

function addPath(path, line, close) {
  for (let i = 0; i < line.length; i += 2) {
    const x = toX(line[i]), y = toY(line[i + 1]);
    if (i) path.lineTo(x, y);
    else path.moveTo(x, y);
  }
  if (close) path.closePath();
}
function pathOf(lines, close) {
  const path = new Path2D();
  for (const line of lines) addPath(path, line, close);
  return path;
}
const screenLine = (line) => {
  const out = [];
  for (let i = 0; i < line.length; i += 2) out.push([toX(line[i]), toY(line[i + 1])]);
  return out;
};

function drawGround(ctx) {
  ctx.clearRect(0, 0, screen.w, screen.h);
  if (tiled) return;
  ctx.fillStyle = B ? ink.outside : ink.land;
  ctx.fillRect(0, 0, screen.w, screen.h);
  if (!B) return;
  const [west, south, east, north] = B.extent;
  ctx.fillStyle = ink.sea;
  ctx.fillRect(toX(west), toY(north), toX(east) - toX(west), toY(south) - toY(north));
  ctx.lineJoin = ctx.lineCap = "round";
  const zoom = screen.zoom;
  ctx.fillStyle = ink.outside;
  ctx.fill(pathOf(B.areas.filter((a) => a.country !== "UA").flatMap((a) => a.rings), true), "evenodd");
  ctx.fillStyle = ink.land;
  for (const area of B.areas) if (area.country === "UA") ctx.fill(pathOf(area.rings, true), "evenodd");
  const today = iso(S.day);
  ctx.fillStyle = ink.water;
  ctx.strokeStyle = ink.water;
  for (const water of B.waters) if (!water.until || today < water.until) ctx.fill(pathOf([water.line], true));
  for (const rank of [3, 2, 1]) {
    if (rank === 3 && zoom < 6.5) continue;
    ctx.lineWidth = (rank === 1 ? 1.7 : rank === 2 ? 1.3 : 1) * Math.min(1.6, Math.max(0.6, zoom / 8));
    ctx.stroke(pathOf(B.rivers.filter((r) => r.rank === rank).map((r) => r.line)));
  }
  if (zoom >= 6.5) {
    ctx.strokeStyle = ink.road;
    ctx.lineWidth = Math.min(2.4, Math.max(0.9, zoom - 6.6));
    ctx.stroke(pathOf(B.routes.filter((r) => r.mode === "road").map((r) => r.line)));
    ctx.strokeStyle = ink.rail;
    ctx.lineWidth = 1;
    const rails = pathOf(B.routes.filter((r) => r.mode !== "road").map((r) => r.line));
    ctx.stroke(rails);
    ctx.setLineDash([2, 6]);
    ctx.lineWidth = 3;
    ctx.lineCap = "butt";
    ctx.stroke(rails);
    ctx.setLineDash([]);
  }
  ctx.strokeStyle = ink.oblast;
  ctx.lineWidth = 0.9;
  ctx.setLineDash([5, 2.5, 1.5, 2.5]);
  ctx.stroke(pathOf(B.lines.oblast));
  ctx.setLineDash([]);
  ctx.lineWidth = 0.7;
  ctx.stroke(pathOf(B.lines.coast));
  ctx.strokeStyle = ink.border;
  ctx.lineWidth = 1.4;
  ctx.stroke(pathOf(B.lines.border));
}

// ---- what reports say ----

// what the key and the pointer need to know about the last drawing
let drawn = { marks: [], badges: [], boxes: [], names: [], key: new Map(), outside: [] };
const RICH = 1500, TOKENS = 260;
// names that are never dropped: one for so many square pixels
const ROOM = 6500;
const SECTORS = { N: -90, NE: -45, E: 0, SE: 45, S: 90, SW: 135, W: 180, NW: -135 };
const tally = (key, name, amount = 1) => key.set(name, (key.get(name) || 0) + amount);

function drawReports(ctx) {
  ctx.clearRect(0, 0, screen.w, screen.h);
  const boxes = new Boxes(), key = new Map();
  for (const [x0, y0, x1, y1] of plates()) boxes.add(x0, y0, x1, y1, 50);
  drawn = { marks: [], badges: [], boxes: [], names: [], key, outside: [] };
  if (S.layers.area) drawEstimate(ctx, key);
  const marks = findMarks(key);
  drawn.marks = marks;
  if (S.layers.regions) drawHatchedRegion(ctx);
  const arteries = S.layers.supply ? drawArteries(ctx, key) : [];
  const arrows = S.layers.advances ? drawArrows(ctx, key) : [];
  if (S.layers.events) drawPrecision(ctx, key, marks);
  stampMarks(ctx, marks);
  if (CHANGES && S.layers.control) drawChanges(ctx, key, marks);
  for (const m of marks.named) {
    boxes.add(m.x - m.r - 1, m.y - m.r - 1, m.x + m.r + 1, m.y + m.r + 1, 3);
    // a name close to another's symbol would be read as that one's
    boxes.add(m.x - m.r - 9, m.y - m.r - 9, m.x + m.r + 9, m.y + m.r + 9, 0.45, m.p);
  }
  for (const points of arrows) boxes.addLine(points, 4, 2);
  for (const { points } of arteries) boxes.addLine(points, 4, 2);
  if (S.layers.events) drawTokens(ctx, boxes, marks.named);
  for (const artery of arteries) drawPlate(ctx, boxes, artery);
  if (S.layers.regions) drawBadges(ctx, boxes, key);
  if (S.layers.names) {
    nameMarks(ctx, boxes, marks);
    nameEnds(ctx, boxes, marks, arteries);
  }
  if (S.layers.area) nameEstimates(ctx, boxes);
  if (S.layers.names && B) {
    if (marks.length <= RICH) nameGround(ctx, boxes);
    else pressGroundNames(ctx);
  }
  if (S.selected >= 0) drawSelection(ctx, marks);
}

// estimated areas and the front line of the last estimate up to the day
// by the day of the report there is none: an estimate rests on what was printed later, too
function estimates() {
  if (S.printed) return [];
  const day = DATA.front.reduce((best, f) => (f.day <= S.day && f.day > best ? f.day : best), -1e9);
  return DATA.front.filter((f) => f.day === day);
}
const LEAST_KM2 = 10;
function drawEstimate(ctx, key) {
  const seen = (f) => f.line.some((line) => screenLine(line).some(([x, y]) => inView(x, y)));
  for (const f of estimates()) {
    if (f.what === "line") continue;
    const path = pathOf(f.line, true), look = LOOK.estimate[f.what] || LOOK.estimate.held;
    const colour = sideColour(f.side);
    // a sliver that the words under the date do not count is no area regained
    if ((f.what === "held" && f.side === "UA") || (f.what === "regained" && f.area < LEAST_KM2)) continue;
    ctx.fillStyle = faint(colour, look.tint);
    ctx.fill(path, "evenodd");
    ctx.fillStyle = hatch(ctx, faint(colour, 0.34), look.angle, look.step, 0.8, screen.ox, screen.oy);
    ctx.fill(path, "evenodd");
    if (seen(f) || ctx.isPointInPath(path, (screen.w / 2) * DPR(), (screen.h / 2) * DPR(), "evenodd")) tally(key, f.what + "_" + f.side);
  }
  for (const f of estimates()) {
    if (f.what !== "line") continue;
    const path = pathOf(f.line), look = LOOK.estimate.line;
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.strokeStyle = faint(ink.land, 0.85);
    ctx.lineWidth = look.halo;
    ctx.stroke(path);
    ctx.lineCap = "butt";
    ctx.strokeStyle = ink.ink;
    ctx.lineWidth = look.width;
    ctx.setLineDash(look.dash);
    ctx.stroke(path);
    ctx.setLineDash([]);
    if (seen(f)) tally(key, "line");
  }
}

// who holds the place was unknown already when somebody spoke of it last, long ago
const forgotten = (p) => R.spell[p] >= 0 && p !== S.selected && !changeOf.has(p) && R.newest[p] < 0 && spellStatus(R.spell[p]) === "UNKNOWN" && S.day - Math.max(R.last[p], C.from[R.spell[p]]) > LOOK.forgotten;
// places to be drawn, most important first
function findMarks(key) {
  const marks = [], { order, key: when } = clock(), sizes = LOOK.radii;
  const small = screen.zoom < 6 ? 0.72 : screen.zoom < 7 ? 0.85 : 1;
  const outside = new Map();
  for (let p = 0; p < P.n; p++) {
    // nobody holds a river or a road as a settlement is held
    const form = formOf(p), newest = S.layers.events ? R.newest[p] : -1, spell = S.layers.control && form === POINT && !forgotten(p) ? R.spell[p] : -1;
    if (newest < 0 && spell < 0 && !(changeOf.has(p) && S.layers.control)) continue;
    const x = toX(P.x[p]), y = toY(P.y[p]);
    if (!(x > -12 && y > -12 && x < screen.w + 12 && y < screen.h + 12)) {
      if (newest >= 0) outside.set(p, R.count[p]);
      continue;
    }
    if (newest >= 0) drawn.count = (drawn.count || 0) + R.count[p];
    if (form === REGION) {
      if (newest >= 0) drawn.badges.push({ p, x, y, count: R.count[p] });
      continue;
    }
    const rank = rankOf(P.people[p]), e = newest < 0 ? -1 : order ? order[newest] : newest;
    const status = spell < 0 ? null : spellStatus(spell), look = spell < 0 ? null : lookOfSpell(spell);
    const last = Math.max(R.last[p], -1e6), age = spell < 0 ? 0 : ageStep(S.day - Math.max(last, C.from[spell] > S.day ? 0 : C.from[spell]));
    marks.push({ p, x, y, r: spell < 0 ? 4 : sizes[rank] * small, rank, e, newest, status, look, age, form, when: newest < 0 ? -1 : when[newest] });
    if (status && status !== "UNKNOWN" && C.implied[spell] === 1) tally(key, "implied_" + status);
    else if (status) tally(key, status === "UA" || status === "RU" ? status + (look === "filled" ? "+" : "-") : status);
    if (status && status !== "UNKNOWN") tally(key, "age" + age);
  }
  drawn.outside = [...outside.entries()].sort((a, b) => b[1] - a[1]);
  const weight = (m) => (m.p === S.selected ? 1e9 : 0) + (leads(m) ? 1e5 : 0) + (CHANGES && m.newest >= 0 ? 500 : 0) + (4 - m.rank) * 40 + Math.min(60, R.count[m.p]) * 4;
  const shrink = Math.max(0.62, Math.min(1, Math.sqrt(170 / marks.length)));
  // in steps, so that there are few stamps
  for (const m of marks) m.r = Math.round(m.r * shrink * 2) / 2;
  if (marks.length <= RICH) marks.sort((a, b) => weight(b) - weight(a) || b.when - a.when || b.newest - a.newest || a.p - b.p);
  else marks.sort((a, b) => b.newest - a.newest || a.rank - b.rank || a.p - b.p);
  marks.named = marks.length <= RICH ? marks : marks.filter((m) => m.p === S.selected).concat(marks.filter((m) => m.rank < 4 && m.p !== S.selected).slice(0, RICH / 5));
  if (marks.length <= RICH) fanOut(marks);
  countEvents(key);
  return marks;
}
// symbols that would hide one another stand in a ring around their place
function fanOut(marks) {
  const at = new Map();
  for (const m of marks) {
    const cell = Math.round(m.x / 3) + "," + Math.round(m.y / 3);
    if (!at.has(cell)) at.set(cell, []);
    at.get(cell).push(m);
  }
  for (const group of at.values()) {
    if (group.length < 2) continue;
    const ring = 9 + group.length * 1.6;
    group.forEach((m, i) => {
      const a = (i / Math.min(group.length, 8)) * 2 * Math.PI - Math.PI / 2;
      m.x += ring * Math.cos(a);
      m.y += ring * Math.sin(a);
    });
  }
}
const shownAt = new Uint8Array(P.n), held = new Uint8Array(P.n);
function countEvents(key) {
  shownAt.fill(0);
  held.fill(0);
  for (let p = 0; p < P.n; p++) {
    // what is told of a region has no token: the badges count it
    if (R.newest[p] >= 0 && (!CHANGES || changeOf.has(p)) && formOf(p) !== REGION && inView(toX(P.x[p]), toY(P.y[p]))) shownAt[p] = 1;
    if (S.layers.control && formOf(p) === POINT && R.spell[p] >= 0) held[p] = 1;
  }
  const { order } = clock(), counts = new Int32Array(MODEL.event_types.length), ours = new Int32Array(MODEL.event_types.length);
  const elsewhere = MODEL.event_types.map((type) => (drawnOtherwise(type) ? 1 : 0)), { place, type } = E;
  for (let k = R.lo; k < R.hi; k++) {
    const e = order ? order[k] : k;
    if (passing[e] && shownAt[E.place[e]] && E.certainty[e] !== PREDICTED && !(held[place[e]] && elsewhere[type[e]])) {
      counts[E.type[e]]++;
      ours[E.type[e]] += E.side[e] === 0 ? 1 : E.side[e] === 1 ? -1 : 0;
    }
  }
  drawn.ours = ours;
  counts.forEach((n, t) => n && key.set("type" + t, n));
}

// every symbol where there are few; where there are many, a grid of 3 px keeps the newest
// a river or road has no dot: its dashed ring says "somewhere here"
const stampOfMark = (m) => (m.form === STRETCH ? NO_STAMP : m.status ? settlementStamp(m.r, m.status, m.look, m.age) : mentionStamp(MODEL.sides[E.side[m.e]], E.certainty[m.e] < CLAIMED));
function stampMarks(ctx, marks) {
  if (marks.length <= RICH) {
    for (let i = marks.length - 1; i >= 0; i--) {
      // beside what changed, what stayed stands back
      ctx.globalAlpha = CHANGES && !changeOf.has(marks[i].p) ? PALE : 1;
      press(ctx, stampOfMark(marks[i]), marks[i].x, marks[i].y);
    }
    ctx.globalAlpha = 1;
    return;
  }
  const wide = Math.ceil(screen.w / 3) + 9, cells = new Uint8Array(wide * (Math.ceil(screen.h / 3) + 9)), kept = [];
  for (const m of marks) {
    const cell = Math.floor((m.y + 12) / 3) * wide + Math.floor((m.x + 12) / 3);
    if (cells[cell]) continue;
    cells[cell] = 1;
    kept.push([stampOfMark(m), m.x, m.y]);
  }
  pressMany(ctx, kept.reverse());
}

// rings around what changed: double where a report says so, dashed where it only follows or nobody spoke of it any more
const PALE = 0.4;
function drawChange(ctx, x, y, r, said) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 7);
  ctx.strokeStyle = ink.paper;
  ctx.lineWidth = said ? 5.4 : 3.4;
  ctx.stroke();
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = said ? 2.4 : 1.1;
  if (!said) ctx.setLineDash([2.4, 2.4]);
  ctx.stroke();
  ctx.setLineDash([]);
}
function drawChanges(ctx, key, marks) {
  for (const m of marks) {
    const row = changeOf.get(m.p);
    if (!row) continue;
    drawChange(ctx, m.x, m.y, m.r + 4.5, saidAnew(row));
    tally(key, saidAnew(row) ? "changed" : "changed_quietly");
    m.r += 5;
  }
}

// rings and sectors: events near a place, or to one side of it
function drawPrecision(ctx, key, marks) {
  // where rings lie over one another their tints would add up to a colour of its own
  const tint = marks.length > 60 ? 0.4 : 1;
  for (const m of marks.named.slice(0, 400)) {
    if (m.newest < 0 || !leads(m)) continue;
    const done = new Set();
    for (const e of eventsOf(m.p)) {
      const relation = m.form === STRETCH ? "near" : MODEL.relations[E.relation[e]];
      if (!relation || relation === "part" || E.certainty[e] === PREDICTED || done.has(relation) || done.size > 3) continue;
      done.add(relation);
      const colour = MODEL.event_types[E.type[e]] === "fighting" ? ink.contested : sideColour(MODEL.sides[E.side[e]]);
      const text = MODEL.event_types[E.type[e]] === "fighting" ? ink.contested_text : colour;
      const km = E.km[e], r = Math.max(m.r + (screen.zoom > 7.4 ? 9 : 4), Math.min(70, (km > 0 ? km : 9) * kmPixels(P.lat[m.p])));
      ctx.save();
      ctx.strokeStyle = text;
      ctx.lineWidth = 1.6;
      ctx.beginPath();
      if (relation in SECTORS) {
        const a = (SECTORS[relation] * Math.PI) / 180;
        ctx.moveTo(m.x, m.y);
        ctx.arc(m.x, m.y, r + 6, a - Math.PI / 4, a + Math.PI / 4);
        ctx.closePath();
        ctx.fillStyle = faint(colour, (dark ? 0.28 : 0.34) * (0.4 + 0.6 * tint));
        ctx.fill();
        ctx.stroke();
        tally(key, "side_of");
      } else {
        ctx.setLineDash([3, 3.4]);
        ctx.arc(m.x, m.y, r, 0, 7);
        if (screen.zoom > 7.4) {
          ctx.fillStyle = faint(colour, 0.1 * tint);
          ctx.fill();
        } else ctx.lineWidth = 1;
        ctx.stroke();
        tally(key, "near");
      }
      ctx.restore();
    }
  }
}

// tokens beside the place: what happened there, newest first, three at most
// events that stand on the map as a symbol, an artery or an arrow already
const drawnOtherwise = (type) =>
  (C && (type === "control_gained" || type === "control_held")) || (DATA.glocs.length && type.startsWith("supply_")) || (DATA.advances.length && type === "advance");
function drawTokens(ctx, boxes, marks) {
  let left = drawn.marks.length > RICH ? TOKENS / 4 : TOKENS;
  for (const m of marks) {
    if (m.newest < 0 || left <= 0 || !leads(m)) continue;
    const kinds = new Map();
    let steps = 0;
    for (const e of eventsOf(m.p)) {
      const type = MODEL.event_types[E.type[e]];
      if (++steps > 60) break;
      if (E.certainty[e] === PREDICTED || (m.status && drawnOtherwise(type))) continue;
      const id = type + E.side[e];
      if (!kinds.has(id)) kinds.set(id, { type, side: MODEL.sides[E.side[e]], certainty: E.certainty[e] });
    }
    if (!kinds.size) continue;
    const row = [...kinds.values()].slice(0, 3), more = kinds.size - row.length, w = row.length * 20 + (more ? 20 : 0), h = 20;
    const r = m.p === S.selected ? m.r + 8 : m.r;
    const spots = [[m.x - w / 2, m.y - r - 14], [m.x + r + 3, m.y - r - 8], [m.x - r - 3 - w, m.y - r - 8], [m.x + r + 4, m.y], [m.x - r - 4 - w, m.y], [m.x - w / 2, m.y + r + 14]];
    const at = placeName(boxes, spots, w, h, m.p === S.selected ? ALWAYS : null, m.p);
    if (!at) continue;
    left--;
    m.tokens = [at[0], at[1] - h / 2, w, h];
    row.forEach((token, i) => pressToken(ctx, at[0] + i * 20 - 1, at[1] - 10, token.type, token.side, token.certainty));
    if (more) drawName(ctx, "+" + more, at[0] + row.length * 20 + 2, at[1], `600 11px ${SANS}`, ink.second, ink.land);
  }
}

// arteries: cased lines and, where severed, a plate with both lengths
// by the day of the report a state begins when it was printed and lasts until the next one of the artery was, or silence ends it
function arteriesNow() {
  const latest = new Map(), begun = new Set(DATA.glocs.map((g) => g.id + g.from));
  for (const g of DATA.glocs) {
    const told = toldOf(g);
    if (!told || g.from > S.day || (g.to !== null && g.to <= S.day && !(S.printed && begun.has(g.id + g.to)))) continue;
    if (!(latest.has(g.id) && latest.get(g.id).g.from > g.from)) latest.set(g.id, { g, told });
  }
  return [...latest.values()];
}
// whether any of a line is in view, also where both its ends are outside
const crosses = (points) => points.some(([x, y], i) => {
  const [ax, ay] = points[Math.max(0, i - 1)], steps = Math.min(200, Math.ceil(Math.hypot(x - ax, y - ay) / 24)) || 1;
  for (let s = 0; s <= steps; s++) if (inView(ax + ((x - ax) * s) / steps, ay + ((y - ay) * s) / steps)) return true;
  return false;
});
function drawArteries(ctx, key) {
  const out = [];
  for (const { g, told } of arteriesNow()) {
    if (S.only.side.size && !S.only.side.has(MODEL.sides.indexOf(g.side))) continue;
    let seen = false;
    for (const line of g.line) {
      const points = screenLine(line);
      if (!crosses(points)) continue;
      seen = true;
      // what was last told weeks ago stands back
      ctx.globalAlpha = S.day - told.last > 21 ? 0.45 : 1;
      drawArtery(ctx, points, g.status, g.side, g.by || (g.side === "UA" ? "RU" : "UA"), screen.zoom < 7 ? 0.55 : screen.zoom < 8 ? 0.75 : 1);
      ctx.globalAlpha = 1;
      out.push({ points, g, sure: T(MODEL.certainties[told.sure]) });
    }
    if (seen) tally(key, "gloc_" + g.status);
  }
  return out;
}
function lengthWords(g) {
  const reported = g.reported === null ? null : number(Math.round(g.reported)), measured = g.measured === null ? null : number(Math.round(g.measured));
  if (reported && measured) return T("km_both", { reported, measured });
  return reported ? T("km_reported", { reported }) : measured ? T("km_measured", { measured }) : "";
}
function drawPlate(ctx, boxes, { points, g, sure }) {
  const state = `${T("gloc_" + g.status)}, ${sure}`;
  if (g.status !== "cut" && g.reported === null) {
    nameAlong(ctx, boxes, points, `${T("way_" + g.status)}, ${sure}`, `400 11px ${SANS}`, ink.second, 12);
    return;
  }
  // beside its middle, or where it is cut; where that is outside, beside the middle of what is in view
  const length = reach(points), middle = cutLine(points, length / 2 - 1, length / 2 + 1)[0];
  const inside = inView(...middle) ? [middle] : Array.from({ length: 80 }, (_, i) => cutLine(points, (length * i) / 80, (length * i) / 80 + 1)[0]).filter((spot) => spot && inView(...spot, -8));
  if (!inside.length) return;
  const [mx, my] = inside[inside.length >> 1];
  const short = [g.reported, g.measured].filter((km) => km !== null).map((km) => number(Math.round(km)));
  const lines = narrow() ? [short.length ? `${state}: ${short.join(" / ")} km` : state] : [state, ...lengthWords(g).split(/(?<=,) /)];
  const fonts = [`700 12px ${SANS}`, `400 11px ${SANS}`, `400 11px ${SANS}`];
  const w = Math.max(...lines.map((text, i) => textWidth(ctx, text, fonts[i]))) + 16, h = lines.length * 14.5 + 10;
  const spots = [];
  for (const d of [16, 34, 60]) spots.push([mx + d, my], [mx - d - w, my], [mx + d, my + h * 0.7], [mx + d, my - h * 0.7], [mx - d - w, my + h * 0.7], [mx - d - w, my - h * 0.7]);
  const at = placeName(boxes, spots, w, h, null);
  if (!at) {
    nameAlong(ctx, boxes, points, `${T("way_" + g.status)}, ${sure}`, `400 11px ${SANS}`, ink.second, 12);
    return;
  }
  const nx = Math.max(at[0], Math.min(at[0] + w, mx)), ny = Math.max(at[1] - h / 2, Math.min(at[1] + h / 2, my));
  ctx.strokeStyle = ink.muted;
  ctx.lineWidth = 1;
  trace(ctx, [[mx, my], [nx, ny]]);
  ctx.stroke();
  ctx.beginPath();
  ctx.roundRect(at[0], at[1] - h / 2, w, h, 4);
  ctx.fillStyle = ink.paper;
  ctx.fill();
  ctx.stroke();
  lines.forEach((text, i) => drawName(ctx, text, at[0] + 8, at[1] - h / 2 + 12 + i * 14.5, fonts[i], i ? ink.second : ink.ink, null));
}

// of an advance whose start was not said only the last stretch is drawn: it tells whence, and no more
const STUB = 46;
// advances, withdrawals and evacuations of the window; those that leave for one place join before it
function drawArrows(ctx, key) {
  const out = [], ends = new Map(), leaving = new Map();
  for (const a of DATA.advances) {
    const told = toldOf(a);
    if (!told || (S.window && told.last <= S.day - S.window) || (S.only.side.size && !S.only.side.has(MODEL.sides.indexOf(a.side)))) continue;
    if (!a.line.length || (S.only.certainty.size && !S.only.certainty.has(told.sure))) continue;
    const line = screenLine(a.line[0]), [x0, y0] = line[0], [x1, y1] = line[line.length - 1], d = Math.hypot(x1 - x0, y1 - y0);
    if (d < 16 || !(inView(x0, y0, 200) || inView(x1, y1, 200))) continue;
    const firm = told.sure < CLAIMED;
    if (crosses(a.inferred ? [[x1, y1]] : line)) tally(key, a.move === "advance" ? (a.inferred ? "advance_inferred" : firm ? "advance_" + a.side : "advance_claimed") : a.move + "_arrow");
    if (a.move !== "advance") {
      const group = a.move + "|" + a.side + "|" + a.target;
      if (!leaving.has(group)) leaving.set(group, []);
      leaving.get(group).push({ a, from: [x0, y0], to: [x1, y1] });
      continue;
    }
    // movements with one end bend apart
    const same = ends.get(a.target) || 0;
    ends.set(a.target, same + 1);
    const bend = [0.14, -0.14, 0.26, -0.26][same % 4] * (d > 500 ? 0.5 : 1);
    const whole = curve(x0, y0, x1, y1, bend), length = reach(whole), clear = Math.min(11, length * 0.2);
    const points = cutLine(whole, a.inferred ? Math.max(clear, length - clear - STUB) : clear, length - clear);
    drawAdvance(ctx, points, sideColour(a.side), a.inferred, firm);
    out.push(points);
  }
  for (const group of leaving.values()) {
    const [tx, ty] = group[0].to, many = group.length > 1;
    const mx = group.reduce((sum, g) => sum + g.from[0], 0) / group.length, my = group.reduce((sum, g) => sum + g.from[1], 0) / group.length;
    const join = [tx + (mx - tx) * 0.25, ty + (my - ty) * 0.25];
    group.forEach(({ a, from }, i) => {
      const end = many ? join : [tx, ty], bend = many ? 0.1 * (i % 2 ? -1 : 1) : 0.14;
      const whole = curve(from[0], from[1], end[0], end[1], bend), length = reach(whole), clear = Math.min(11, length * 0.2);
      const points = cutLine(whole, clear, length - (many ? 0 : clear));
      const last = many ? cutLine([join, [tx, ty]], 0, Math.hypot(tx - join[0], ty - join[1]) - 11) : [];
      drawLeaving(ctx, i ? points : [...points, ...last], sideColour(a.side), a.move === "evacuation" ? [0.1, 4.6] : [7, 5], !i);
      out.push(points, last);
    });
  }
  return out;
}

// regions that events name as a whole: a badge; the region is hatched only when it is chosen
function regionShape(p) {
  // "settlements in Kharkiv" are near the city, not in the oblast of its name
  if (MODEL.kinds[P.kind[p]] !== "oblast") return undefined;
  const name = P.name[p].replace(/ (Oblast|oblast|region)$/, "");
  return B && B.areas.find((a) => a.name && a.name.replace(/ (Oblast|Krai)$/, "") === name);
}
function drawHatchedRegion(ctx) {
  if (S.selected < 0 || formOf(S.selected) !== REGION) return;
  const area = regionShape(S.selected);
  if (!area) return;
  const path = pathOf(area.rings, true), [e] = eventsOf(S.selected);
  const colour = e === undefined ? ink.muted : sideColour(MODEL.sides[E.side[e]]);
  ctx.fillStyle = hatch(ctx, faint(colour, 0.5), 0, 7, 1.1, screen.ox, screen.oy);
  ctx.fill(path, "evenodd");
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.stroke(path);
}
function drawBadges(ctx, boxes, key) {
  for (const badge of drawn.badges) {
    const area = regionShape(badge.p);
    if (area) {
      badge.x = toX(area.at[0]);
      badge.y = toY(area.at[1]);
    }
    const title = (area ? nameOf(area) : placeName1(badge.p)).toUpperCase();
    const words = T((MODEL.kinds[P.kind[badge.p]] === "area" ? "area_" : "whole_") + (badge.count === 1 ? "one" : "many"), { n: number(badge.count) });
    const titleFont = `600 12.5px ${SANS}`, font = `400 11px ${SANS}`;
    const tw = textWidth(ctx, title, titleFont, 2.2), w = Math.max(tw, textWidth(ctx, words, font) + 36), h = 40;
    const spots = [];
    const reachFar = Math.min(160, screen.scale * 2.2e-3);
    for (let ring = 0; ring <= 5; ring++)
      for (let turn = 0; turn < (ring ? 12 : 1); turn++) {
        const a = (turn * Math.PI) / 6, d = (ring * reachFar) / 5;
        spots.push([badge.x - w / 2 + d * Math.cos(a) * 1.3, badge.y + d * Math.sin(a)]);
      }
    const at = placeName(boxes, spots, w, h, badge.p === S.selected ? ALWAYS : null);
    if (!at) continue;
    tally(key, "oblast", badge.count);
    const bw = textWidth(ctx, words, font) + 36, bx = at[0] + (w - bw) / 2, by = at[1] + 1;
    // what is smaller than an oblast has no outline: a line leads to where it lies
    if (!area) leadTo(ctx, badge.x, badge.y, at[0], at[1] - h / 2, w, h);
    badge.box = [bx, by, bw, 19];
    drawName(ctx, title, at[0] + (w - tw) / 2, at[1] - 11, titleFont, ink.muted, ink.land, 2.2);
    ctx.beginPath();
    ctx.roundRect(bx, by, bw, 19, 9.5);
    ctx.fillStyle = ink.paper;
    ctx.fill();
    ctx.lineWidth = badge.p === S.selected ? 2.2 : 1;
    ctx.strokeStyle = badge.p === S.selected ? ink.ink : ink.muted;
    ctx.stroke();
    const [e] = eventsOf(badge.p), colour = e === undefined ? ink.muted : sideColour(MODEL.sides[E.side[e]]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = colour;
    ctx.strokeRect(bx + 10, by + 5, 13, 9);
    ctx.beginPath();
    for (const dy of [3, 6]) {
      ctx.moveTo(bx + 10, by + 5 + dy);
      ctx.lineTo(bx + 23, by + 5 + dy);
    }
    ctx.stroke();
    drawName(ctx, words, bx + 28, by + 10, font, ink.ink, null);
    badge.titled = area ? area.id : null;
  }
}

function leadTo(ctx, x, y, left, top, w, h) {
  const nx = Math.max(left, Math.min(left + w, x)), ny = Math.max(top, Math.min(top + h, y));
  if (Math.hypot(nx - x, ny - y) < 20) return;
  ctx.strokeStyle = ink.muted;
  ctx.lineWidth = 1;
  trace(ctx, [[x, y], [nx, ny]]);
  ctx.stroke();
}

const nameOf = (thing) => (S.lang === "uk" && thing.uk ? thing.uk : thing.name);
// the gazetteer tells raions of one name apart by their years, which a map has no need of
const placeName1 = (p) => plainName(S.lang === "uk" && P.uk[p] ? P.uk[p] : P.name[p]) || "—";
const plainName = (name) => name && name.replace(/ \((?:until|до) \d{4}[^)]*\)$/, "");
const nameFont = (rank, strong) => {
  const [, size, weight] = LOOK.ranks[rank];
  return `${strong ? Math.max(600, weight) : weight} ${size}px ${SANS}`;
};

function nameMarks(ctx, boxes, marks) {
  let first = 16, room = (screen.w * screen.h) / (marks.length > RICH ? 4 * ROOM : ROOM);
  for (const m of marks.named) {
    const must = m.p === S.selected ? ALWAYS : leads(m) && room-- > 0 && (first-- > 0 ? FIRST_NAMES : true);
    if (!must && m.rank > leastRank() && !leads(m)) continue;
    const text = placeName1(m.p), font = (m.form === STRETCH ? "italic " : "") + nameFont(m.rank, m.p === S.selected || leads(m)), size = LOOK.ranks[m.rank][1];
    const w = textWidth(ctx, text, font), at = placeName(boxes, anchors(m.x, m.y, m.p === S.selected ? m.r + 7 : m.r, w, size), w, size + 3, must, m.p);
    if (!at) continue;
    // a name that had to stand off has a thin line to its symbol
    const nx = Math.max(at[0], Math.min(at[0] + w, m.x)), ny = Math.max(at[1] - size / 2, Math.min(at[1] + size / 2, m.y)), d = Math.hypot(nx - m.x, ny - m.y);
    if (d > m.r + 15) {
      ctx.strokeStyle = ink.ink;
      ctx.lineWidth = 1;
      trace(ctx, [[m.x + ((nx - m.x) * (m.r + 1)) / d, m.y + ((ny - m.y) * (m.r + 1)) / d], [nx - (nx - m.x) / d, ny - (ny - m.y) / d]]);
      ctx.stroke();
    }
    drawName(ctx, text, at[0], at[1], font, leads(m) || (m.rank < 3 && !CHANGES) ? ink.ink : ink.second, ink.land);
  }
}
// the ends of an artery: named where no symbol has their name, and with an arrow where the line leaves the view
function nameEnds(ctx, boxes, marks, arteries) {
  const done = new Set(marks.map((m) => P.name[m.p]));
  const ends = arteries.flatMap(({ points, g }) => [[points, g.origin], [[...points].reverse(), g.dest]]);
  for (const [points, name] of ends) {
    if (!name || done.has(name)) continue;
    done.add(name);
    const [x, y] = points[0], seen = inView(x, y, -6), town = B && B.towns.find((one) => one.name === name);
    const font = `600 ${seen ? 12.5 : 11.5}px ${SANS}`, words = plainName(town ? nameOf(town) : name);
    const steps = seen ? [] : Array.from({ length: Math.min(800, Math.ceil(reach(points) / 8)) }, (_, i) => cutLine(points, i * 8, i * 8 + 1)[0]);
    const at = seen ? [x, y] : steps.find((spot) => spot && inView(...spot, -14) && boxes.taken(spot[0] - 2, spot[1] - 2, spot[0] + 2, spot[1] + 2) < 200);
    if (!at) continue;
    const text = seen ? words : "→ " + words, w = textWidth(ctx, text, font), spot = placeName(boxes, anchors(at[0], at[1], 5, w, 12), w, 15, FIRST_NAMES);
    if (!spot) continue;
    if (seen) {
      ctx.beginPath();
      ctx.arc(x, y, 3.2, 0, 7);
      ctx.fillStyle = ink.paper;
      ctx.fill();
      ctx.lineWidth = 1.2;
      ctx.strokeStyle = ink.second;
      ctx.stroke();
    }
    drawName(ctx, text, spot[0], spot[1], font, ink.second, ink.land);
  }
}
// among thousands of symbols the names of the ground stand still, so that they are written once a view and not on every step
let groundNames = null;
function pressGroundNames(ctx) {
  const ratio = DPR(), view = [screen.ox, screen.oy, screen.zoom, screen.w, screen.h, ratio, S.lang, ink.ink, plates()].join();
  if (!groundNames || groundNames.view !== view) {
    const canvas = document.createElement("canvas"), inner = canvas.getContext("2d", CPU), boxes = new Boxes();
    canvas.width = Math.round(screen.w * ratio);
    canvas.height = Math.round(screen.h * ratio);
    inner.scale(ratio, ratio);
    for (const [x0, y0, x1, y1] of plates()) boxes.add(x0, y0, x1, y1, 50);
    nameGround(inner, boxes);
    groundNames = { view, canvas };
  }
  ctx.drawImage(groundNames.canvas, 0, 0, screen.w, screen.h);
}
// names of what no report names: countries, regions, towns (with a small ring), seas, rivers
function nameGround(ctx, boxes) {
  const titled = new Set(drawn.badges.map((b) => b.titled));
  for (const country of B.countries) {
    const x = toX(country.at[0]), y = toY(country.at[1]);
    if (!inView(x, y, 100) || (country.code === "UA" && screen.zoom > 6.4)) continue;
    spaced(ctx, boxes, nameOf(country).toUpperCase(), x, y, `400 14px ${SANS}`, ink.muted, 6.5);
  }
  for (const area of B.areas) {
    if (!area.name || titled.has(area.id) || screen.zoom < 6.2 || (area.country !== "UA" && screen.zoom < 7)) continue;
    const x = toX(area.at[0]), y = toY(area.at[1]);
    if (inView(x, y)) spaced(ctx, boxes, nameOf(area).toUpperCase(), x, y, `600 ${screen.zoom < 7 ? 10.5 : 13}px ${SANS}`, ink.muted, screen.zoom < 7 ? 1.4 : 2.6);
  }
  for (const town of B.towns) {
    const rank = rankOf(town.people), x = toX(town.x), y = toY(town.y);
    if (rank > leastRank() || !inView(x, y, -6) || (town.place >= 0 && (R.newest[town.place] >= 0 || (R.spell[town.place] >= 0 && !forgotten(town.place))))) continue;
    if (boxes.taken(x - 4, y - 4, x + 4, y + 4) > 0) continue;
    const [, size] = LOOK.ranks[rank], shown = Math.max(10.5, size - 1.5), font = `${rank < 1 ? 500 : 400} ${shown}px ${SANS}`;
    const text = nameOf(town), w = textWidth(ctx, text, font), r = town.place >= 0 && town.place === S.selected ? 14 : 3;
    const at = placeName(boxes, anchors(x, y, r, w, shown), w, shown + 3, false);
    if (!at) continue;
    boxes.add(x - 4, y - 4, x + 4, y + 4);
    ctx.beginPath();
    ctx.arc(x, y, rank < 2 ? 3.2 : 2.6, 0, 7);
    ctx.fillStyle = ink.paper;
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = ink.muted;
    ctx.stroke();
    drawName(ctx, text, at[0], at[1], font, ink.second, ink.land);
  }
  for (const sea of B.seas) spaced(ctx, boxes, nameOf(sea), toX(sea.at[0]), toY(sea.at[1]), `italic 400 14px ${SERIF}`, ink.accent, 3);
  const done = new Set();
  for (const river of B.rivers) {
    if (!river.name || river.rank > screen.zoom - 6 || done.has(river.name)) continue;
    const points = screenLine(river.line).filter(([x, y]) => inView(x, y));
    if (points.length > 3 && nameAlong(ctx, boxes, points, nameOf(river), `italic 400 11px ${SERIF}`, dark ? "#7FA8C9" : "#4A7FA5", 9)) done.add(river.name);
  }
}
const leastRank = () => (screen.zoom < 5.6 ? 0 : screen.zoom < 6.6 ? 1 : screen.zoom < 7.6 ? 2 : screen.zoom < 8.8 ? 3 : 4);
function spaced(ctx, boxes, text, x, y, font, colour, spacing) {
  const w = textWidth(ctx, text, font, spacing), spots = [];
  for (const [dx, dy] of [[0, 0], [0, -26], [0, 26], [-50, 0], [50, 0], [0, -60], [0, 60]]) spots.push([x - w / 2 + dx, y + dy]);
  const at = placeName(boxes, spots, w, 16, null);
  if (at) drawName(ctx, text, at[0], at[1], font, colour, ink.land, spacing, 0.92);
}

// the word "estimated" on every estimated area and on the line; where no place is free, the least crowded one
function nameEstimates(ctx, boxes) {
  const font = `italic 400 11.5px ${SANS}`, ratio = DPR();
  const lines = estimates().filter((f) => f.what === "line").flatMap((f) => f.line.map(screenLine)).filter((points) => points.some(([x, y]) => inView(x, y)));
  lines.sort((a, b) => b.length - a.length);
  const words = T("estimated_line");
  if (lines.length && !lines.some((points) => nameAlong(ctx, boxes, points, words, font, ink.ink, 11))) {
    const spots = lines.flat().filter(([x, y]) => inView(x, y, -20)).map(([x, y]) => [x + 8, y]);
    nameLoosely(ctx, boxes, spots, words, font, ink.ink);
  }
  for (const f of estimates()) {
    if (f.what === "line" || (f.what === "held" && f.side === "UA") || (f.what === "regained" && f.area < LEAST_KM2)) continue;
    const path = pathOf(f.line, true), text = T(f.what + "_" + f.side), w = textWidth(ctx, text, font), colour = sideColour(f.side, "_text");
    const inside = (px, py) => ctx.isPointInPath(path, px * ratio, py * ratio, "evenodd");
    const spots = [];
    let best = null;
    for (let x = 40; x < screen.w - 40; x += 22)
      for (let y = 20; y < screen.h - 16; y += 14) {
        const d = Math.hypot(x / screen.w - 0.5, y / screen.h - 0.5);
        if ((best && d >= best[2]) || !inside(x, y)) continue;
        spots.push([x - w / 2, y]);
        if (!inside(x - w * 0.4, y) || !inside(x + w * 0.4, y) || boxes.taken(x - w / 2 - 3, y - 8, x + w / 2 + 3, y + 8) > 0) continue;
        best = [x, y, d];
      }
    if (best) {
      boxes.add(best[0] - w / 2, best[1] - 8, best[0] + w / 2, best[1] + 8, 6);
      drawName(ctx, text, best[0] - w / 2, best[1], font, colour, ink.land);
    } else nameLoosely(ctx, boxes, spots, text, font, colour);
  }
}
function nameLoosely(ctx, boxes, spots, text, font, colour) {
  const every = Math.ceil(spots.length / 60), at = placeName(boxes, spots.filter((_, i) => i % every === 0), textWidth(ctx, text, font), 14, LOOSE);
  if (at) drawName(ctx, text, at[0], at[1], font, colour, ink.land);
}

function drawSelection(ctx, marks) {
  const m = marks.find((mark) => mark.p === S.selected), p = S.selected;
  const x = m ? m.x : toX(P.x[p]), y = m ? m.y : toY(P.y[p]);
  if (!(x === x) || formOf(p) === REGION) return;
  ctx.beginPath();
  ctx.arc(x, y, (m ? m.r : 4) + 8, 0, 7);
  ctx.strokeStyle = ink.paper;
  ctx.lineWidth = 5;
  ctx.stroke();
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = 2.5;
  ctx.stroke();
}

// what stands under the pointer: a badge, a symbol or its tokens within 22 px, an artery or an arrow
function hitTest(x, y) {
  for (const b of drawn.badges) if (b.box && x > b.box[0] && x < b.box[0] + b.box[2] && y > b.box[1] && y < b.box[1] + b.box[3]) return b.p;
  let best = -1, least = 22;
  for (const m of drawn.marks) {
    const t = m.tokens, onToken = t && x > t[0] && x < t[0] + t[2] && y > t[1] && y < t[1] + t[3];
    const d = onToken ? 0 : Math.hypot(m.x - x, m.y - y);
    if (d < least) {
      least = d;
      best = m.p;
    }
  }
  return best;
}
