// The time bar: one clock for every layer, with the events of each day as bars.

const shortDay = (day, year = false) => format(day, { day: "numeric", month: "short", ...(year ? { year: "numeric" } : {}) });
const longDay = (day) => format(day, { day: "numeric", month: "long", year: "numeric" }).replace(/\s*р\.$/, "");
const formats = new Map();
function format(day, how) {
  const key = S.lang + how.weekday + how.day + how.month + how.year, said = day + key;
  if (!formats.has(said)) {
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(S.lang === "uk" ? "uk-UA" : "en-GB", { ...how, timeZone: "UTC" }));
    formats.set(said, formats.get(key).format(new Date(EPOCH + day * MS)));
  }
  return formats.get(said);
}
const iso = (day) => new Date(EPOCH + day * MS).toISOString().slice(0, 10);
const numbers = { en: new Intl.NumberFormat("en-GB"), uk: new Intl.NumberFormat("uk-UA") };
const number = (n) => (n < 1000 ? String(n) : numbers[S.lang].format(n));
const clamp = (day) => Math.max(FIRST, Math.min(LAST, day));

let time = null;
const SPEEDS = [1, 2, 4, 8];
let speed = 1, playing = null;

function buildTime() {
  const canvas = el("canvas", { class: "cm-bars", "aria-hidden": "true" });
  const day = el("input", { type: "range", class: "cm-day cm-hidden", min: FIRST, max: LAST, step: 1, "aria-label": T("day") });
  const start = el("input", { type: "range", class: "cm-start cm-hidden", min: FIRST, max: LAST, step: 1, "aria-label": T("window_start") });
  const pill = el("div", { class: "cm-pill", "aria-hidden": "true" });
  const handle = el("div", { class: "cm-handle", "aria-hidden": "true" });
  const rule = el("div", { class: "cm-rule", "aria-hidden": "true" });
  const before = el("div", { class: "cm-span-label", "aria-hidden": "true" }), after = el("div", { class: "cm-after", "aria-hidden": "true" });
  const track = el("div", { class: "cm-track" }, canvas, rule, before, after, start, handle, day, pill);
  const play = el("button", { class: "cm-round cm-play", type: "button", onclick: () => (playing ? pause() : start_()) });
  const start_ = () => playFrom();
  const last = el("button", { type: "button", class: "cm-seg", onclick: () => toggleMenu(last, windowMenu) });
  const all = el("button", { type: "button", class: "cm-seg", onclick: () => set({ window: 0 }) });
  const pace = el("button", { type: "button", class: "cm-text", title: T("speed"), onclick: nextSpeed });
  const clockButton = el("button", { type: "button", class: "cm-text cm-clock", onclick: () => set({ printed: !S.printed }) });
  const legend = el("div", { class: "cm-bars-key" });
  const total = el("span", { class: "cm-total" });
  time = { canvas, day, start, pill, handle, rule, before, after, track, play, last, all, pace, clockButton, legend, total };
  day.addEventListener("input", () => set({ day: +day.value }));
  start.addEventListener("input", () => set({ window: Math.max(1, S.day - Math.min(+start.value, S.day) + 1) }));
  drag(pill, (d) => set({ day: d }), () => day.focus({ preventScroll: true }));
  drag(handle, (d) => set({ window: Math.max(1, S.day - Math.min(d, S.day) + 1) }), () => start.focus({ preventScroll: true }));
  drag(canvas, (d) => set({ day: d }), () => {});
  return el("section", { class: "cm-time", "aria-label": T("time") },
    el("div", { class: "cm-transport" },
      el("button", { class: "cm-round cm-step", type: "button", "aria-label": T("day_before"), title: T("day_before") + " (←)", onclick: () => set({ day: clamp(S.day - 1) }) }, icon("left")),
      play,
      el("button", { class: "cm-round cm-step", type: "button", "aria-label": T("day_after"), title: T("day_after") + " (→)", onclick: () => set({ day: clamp(S.day + 1) }) }, icon("right")),
      el("div", { class: "cm-segments", role: "group", "aria-label": T("window") }, last, all)),
    track,
    el("div", { class: "cm-underbar" }, legend, clockButton, pace, total));
}
function drag(target, move, begin) {
  const at = (event) => {
    const box = time.canvas.getBoundingClientRect();
    return clamp(FIRST + Math.floor(((event.clientX - box.left) / box.width) * (LAST - FIRST + 1)));
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    pause();
    begin();
    target.setPointerCapture(event.pointerId);
    if (target === time.canvas) move(at(event));
    const go = (e) => move(at(e));
    const end = () => {
      target.removeEventListener("pointermove", go);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
    };
    target.addEventListener("pointermove", go);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  });
}
function playFrom() {
  if (S.day >= LAST) set({ day: FIRST });
  const tick = () => {
    if (S.day >= LAST) return pause();
    set({ day: S.day + 1 });
    playing = setTimeout(tick, 1000 / speed);
  };
  playing = setTimeout(tick, 1000 / speed);
  showTime();
}
function pause() {
  if (!playing) return;
  clearTimeout(playing);
  playing = null;
  showTime();
}
function nextSpeed() {
  speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
  showTime();
}
const windowWords = () => (S.window === 1 ? T("last_day") : S.window ? T("last_days", { n: S.window }) : T("last_days", { n: 7 }));
function windowMenu() {
  return [1, 3, 7, 14, 30].map((n) => el("button", { type: "button", role: "menuitem", class: "cm-item", onclick: () => { set({ window: n }); closeMenu(); } }, n === 1 ? T("last_day") : T("last_days", { n })));
}
function spanWords() {
  if (!S.window) return T("until", { day: shortDay(S.day) });
  const from = Math.max(FIRST, S.day - S.window + 1);
  if (from === S.day) return shortDay(S.day);
  const [a, b] = [new Date(EPOCH + from * MS), new Date(EPOCH + S.day * MS)];
  return (a.getUTCMonth() === b.getUTCMonth() ? String(a.getUTCDate()) : shortDay(from)) + "–" + shortDay(S.day);
}

// reading sizes makes the browser lay the page out, so they are read when the room changes and not on every step
function measureTime() {
  time.room = [Math.max(60, time.track.clientWidth), Math.max(40, time.canvas.clientHeight)];
}
const setText = (node, words) => {
  if (node.textContent !== words) node.textContent = words;
};
function showTime() {
  if (!time) return;
  showTransport();
  if (!time.room) measureTime();
  const [w, h] = time.room, days = LAST - FIRST + 1;
  const ratio = DPR(), canvas = time.canvas;
  if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
    canvas.width = Math.round(w * ratio);
    canvas.height = Math.round(h * ratio);
  }
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, w, h);
  const base = h - 17, top = 26, step = w / days, group = Math.max(1, Math.ceil(3 / step)), { firm, soft } = dayCounts();
  const sums = [];
  for (let i = 0; i < days; i += group) {
    let a = 0, b = 0;
    for (let j = i; j < Math.min(days, i + group); j++) {
      a += firm[j];
      b += soft[j];
    }
    sums.push([i, a, b]);
  }
  const most = Math.max(1, ...sums.map(([, a, b]) => a + b)), from = S.window ? Math.max(FIRST, S.day - S.window + 1) : FIRST;
  const x0 = (from - FIRST) * step, x1 = (S.day - FIRST + 1) * step, wide = Math.max(1, step * group - (step * group > 5 ? 2 : 0));
  ctx.fillStyle = ink.field;
  ctx.fillRect(x0, 14, x1 - x0, base - 14);
  for (const [i, a, b] of sums) {
    const x = i * step + (step * group > 5 ? 1 : 0), unit = (base - top) / most, day = i + FIRST;
    const ha = a ? Math.max(1.5, a * unit) : 0, hb = b ? Math.max(1.5, b * unit) : 0;
    ctx.globalAlpha = day > S.day ? 0.38 : 1;
    ctx.fillStyle = day >= from && day <= S.day ? ink.second : ink.muted;
    if (day < from) ctx.globalAlpha = 0.6;
    ctx.fillRect(x, base - ha, wide, ha);
    if (hb) {
      ctx.strokeStyle = ctx.fillStyle;
      ctx.lineWidth = 1;
      if (wide > 3) {
        ctx.fillStyle = ink.paper;
        ctx.fillRect(x, base - ha - hb, wide, hb);
        ctx.strokeRect(x + 0.5, base - ha - hb + 0.5, wide - 1, Math.max(1, hb - 1));
      } else ctx.fillRect(x, base - ha - hb, wide, 1);
    }
  }
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink.line;
  ctx.fillRect(0, base, w, 1);
  ctx.font = `400 11px ${SANS}`;
  ctx.textBaseline = "top";
  ctx.fillStyle = ink.muted;
  const every = tickStep(days, w);
  for (let day = FIRST; day <= LAST; day++) {
    if (!isTick(day, every)) continue;
    const x = (day - FIRST + 0.5) * step, label = every >= 300 ? String(new Date(EPOCH + day * MS).getUTCFullYear()) : every >= 28 ? format(day, { month: "short", year: "2-digit" }) : shortDay(day);
    const tw = textWidth(ctx, label, `400 11px ${SANS}`);
    ctx.fillRect(x, base, 1, 3);
    if (x - tw / 2 > 0 && x + tw / 2 < w) {
      ctx.textAlign = "center";
      ctx.fillText(label, x, base + 5);
    }
  }
  ctx.strokeStyle = ink.accent;
  ctx.lineWidth = 1.4;
  for (const x of [x0 + 0.7, x1 - 0.7]) {
    ctx.beginPath();
    ctx.moveTo(x, 14);
    ctx.lineTo(x, base);
    ctx.stroke();
  }
  const small = `400 11.5px ${SANS}`, words = shortDay(S.day);
  setText(time.pill, words);
  const half = textWidth(ctx, words, `700 13px ${SANS}`) / 2 + 14, at = Math.max(half, Math.min(w - half, x1));
  time.pill.style.transform = `translateX(${at - half}px)`;
  time.handle.hidden = !S.window;
  const grip = Math.max(0, Math.min(x0, at - half - 10));
  time.handle.style.transform = `translateX(${grip - 7}px)`;
  time.rule.style.transform = `translateX(${x0}px) scaleX(${Math.max(0, at - half - x0)})`;
  const before = S.window ? windowWords().toLowerCase() : T("all_so_far").toLowerCase(), bw = textWidth(ctx, before, small);
  setText(time.before, before);
  time.before.style.transform = `translateX(${grip - 14 - bw}px)`;
  time.before.hidden = grip < bw + 14;
  const after = S.day < LAST ? T("after_day", { day: words }) : "";
  setText(time.after, after);
  time.after.style.transform = `translateX(${at + half + 10}px)`;
  time.after.hidden = w - at - half - 10 < textWidth(ctx, after, small);
  time.day.max = time.start.max = LAST;
  time.day.value = S.day;
  time.day.setAttribute("aria-valuetext", longDay(S.day));
  time.start.value = from;
  time.start.setAttribute("aria-valuetext", longDay(from));
  setText(time.total, T(R.total === 1 ? "event_one" : "event_many", { n: number(R.total) }));
}
function showTransport() {
  const state = [!!playing, S.window, speed, S.printed].join();
  if (time.state === state) return;
  time.state = state;
  time.room = null; // other words leave the bars another width
  time.play.replaceChildren(icon(playing ? "pause" : "play"));
  time.play.setAttribute("aria-label", T(playing ? "pause" : "play"));
  time.last.textContent = windowWords() + " ▾";
  time.last.setAttribute("aria-pressed", String(!!S.window));
  time.last.setAttribute("aria-haspopup", "true");
  time.all.textContent = T("all_so_far");
  time.all.setAttribute("aria-pressed", String(!S.window));
  time.pace.textContent = T("days_a_second", { n: speed }) + " ▾";
  time.clockButton.textContent = T(S.printed ? "by_printing" : "by_event");
  time.clockButton.setAttribute("aria-pressed", String(S.printed));
  time.clockButton.title = T("clock_help");
  time.legend.replaceChildren(el("b", {}, T("events_per_day")), el("i", { class: "cm-firm" }), T("reported"), el("i", { class: "cm-soft" }), T("claimed_or_unverified"));
}
function tickStep(days, w) {
  const room = (days * 74) / w;
  return [1, 2, 7, 14, 28, 56, 91, 182, 365, 730].find((n) => n >= room) || 1826;
}
function isTick(day, every) {
  const date = new Date(EPOCH + day * MS), month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  if (every >= 28) return date.getUTCDate() === 1 && month % Math.round(every / 30.4) === 0;
  // weeks begin on Monday: 29 August 2022 is one
  return every >= 7 ? (Math.floor(date / MS) - 19233) % every === 0 : (day - FIRST) % every === 0;
}
