// Start: build the page around folium's map, and draw on every change of state.

const media = window.matchMedia("(prefers-color-scheme: dark)");
function setTheme(name) {
  S.theme = name;
  const chosen = name === "auto" ? (media.matches ? "dark" : "light") : name;
  if (ink === LOOK.palettes[chosen] && document.documentElement.dataset.look === chosen) return;
  dark = chosen === "dark";
  ink = LOOK.palettes[chosen];
  document.documentElement.dataset.look = chosen;
  for (const use in ink) document.documentElement.style.setProperty("--" + use.replace(/_/g, "-"), ink[use]);
  stamps.clear();
  patterns.clear();
}
function nextTheme() {
  set({ theme: dark ? "light" : "dark" });
}

// every change goes through here; `size` where the map's room changes
function set(change, size = false) {
  const lang = S.lang;
  plateBoxes = size ? null : plateBoxes;
  if ("day" in change && playing === null) pause();
  const { theme, ...rest } = change;
  Object.assign(S, rest);
  if (theme) {
    setTheme(theme);
    redraw(true);
    showPanel();
  }
  if ("printed" in rest) {
    chooseClock(S.printed);
    bars = null;
  }
  if (S.lang !== lang) return rebuild();
  if (size) {
    showPanel();
    map.invalidateSize({ animate: false });
  }
  render();
}
function render() {
  compute();
  redraw();
  showTime();
  showPanel(true);
  writeAddress();
}
function choose(p, { fly: go = false, keepTab = false } = {}) {
  pause();
  const panel = p >= 0 ? true : S.panel, changed = panel !== S.panel;
  Object.assign(S, { selected: p, panel });
  if (!keepTab && p >= 0) S.tab = "place";
  showPanel();
  if (changed) map.invalidateSize({ animate: false });
  if (p >= 0 && P.x[p] === P.x[p] && (go || !inView(toX(P.x[p]), toY(P.y[p]), -20) || hidden(p))) fly(P.x[p], P.y[p]);
  redraw();
  writeAddress();
}
// behind the date, the key or another plate, or behind the panel of a small screen?
function hidden(p) {
  const panel = shell.page.querySelector(".cm-panel").getBoundingClientRect(), stage = shell.mapBox.getBoundingClientRect();
  const x = toX(P.x[p]) + stage.left, y = toY(P.y[p]) + stage.top, under = (left, top, right, bottom) => x > left && x < right && y > top && y < bottom;
  return under(panel.left, panel.top, panel.right, panel.bottom) || plates().some(([l, t, r, b]) => under(l + stage.left, t + stage.top, r + stage.left, b + stage.top));
}
function fly(x, y, atOnce = false) {
  const zoom = Math.max(map.getZoom(), 8.5), still = atOnce || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  // the middle of what the panel leaves free
  const panel = shell.page.querySelector(".cm-panel").getBoundingClientRect(), stage = shell.mapBox.getBoundingClientRect();
  const over = panel.left < stage.right && panel.width && S.panel;
  const dx = over && panel.top <= stage.top + 5 ? (stage.right - panel.left) / 2 : 0, dy = over && panel.top > stage.top + 5 ? Math.max(0, stage.bottom - panel.top) / 2 : 0;
  const k = 256 * 2 ** zoom;
  const to = L.latLng(latOf(y + dy / k), (x + dx / k) * 360 - 180);
  if (still) map.setView(to, zoom, { animate: false });
  else map.flyTo(to, zoom, { duration: 0.7 });
}

let asked = 0, groundToo = false;
function redraw(everything = false) {
  groundToo = groundToo || everything;
  if (asked) return;
  asked = requestAnimationFrame(drawNow);
}
let groundDay = null;
function drawNow() {
  cancelAnimationFrame(asked);
  asked = 0;
  const now = Math.min(3, window.devicePixelRatio || 1);
  if (now !== pixelRatio) {
    pixelRatio = now;
    stamps.clear();
    patterns.clear();
  }
  const ratio = DPR(), size = map.getSize(), min = map.getPixelBounds().min;
  const moved = screen.w !== size.x || screen.h !== size.y || screen.ox !== min.x || screen.oy !== min.y || screen.zoom !== map.getZoom();
  Object.assign(screen, { w: size.x, h: size.y, ox: min.x, oy: min.y, zoom: map.getZoom(), scale: 256 * 2 ** map.getZoom() });
  const at = map.containerPointToLayerPoint([0, 0]);
  for (const canvas of [ground, top_]) {
    if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      groundToo = true;
    }
    L.DomUtil.setPosition(canvas, at);
    canvas.getContext("2d", CPU).setTransform(ratio, 0, 0, ratio, 0, 0);
  }
  const drained = B && B.waters.some((w) => w.until && groundDay !== null && (iso(groundDay) < w.until) !== (iso(S.day) < w.until));
  if (moved || groundToo || drained) {
    drawGround(ground.getContext("2d", CPU));
    groundDay = S.day;
    groundToo = false;
  }
  showDate();
  if (moved) {
    showLocator();
    showScale();
    plateBoxes = null;
  }
  const before = String(plates());
  drawReports(top_.getContext("2d", CPU));
  showPill();
  showKey();
  // the key grew or the pill came: names make room for them
  if (String(plates()) !== before) drawReports(top_.getContext("2d", CPU));
}
function showDate() {
  setText(shell.date, longDay(S.day));
  const weekday = format(S.day, { weekday: "long" });
  const events = T(R.total === 1 ? "event_one" : "event_many", { n: number(R.total) });
  const later = !S.printed && LAST_PRINTED >= S.day + 1;
  const words = S.printed ? "sub_printed" : (later ? "sub_later" : "sub") + (S.window ? "" : "_all");
  const sub = R.total || !E.n ? T(words, { weekday, events, span: T(S.window === 1 ? "span_one" : "span_many", { n: S.window }), last: shortDay(Math.floor(LAST_PRINTED)) }) : emptyWords();
  setText(shell.sub, sub);
  const area = areaWords();
  if (shell.area.hidden !== !area) plateBoxes = null;
  shell.area.hidden = !area;
  setText(shell.area, area);
}
// a figure that officials claim to have regained has no place: it stands under the date, beside the program's estimate
function areaWords() {
  const claimed = R.area < 0 ? null : texts(R.area).area_km2, gained = estimates().find((f) => f.what === "regained" && f.area >= LEAST_KM2 && S.layers.area);
  const words = [];
  if (claimed) words.push(T("area_claimed", { n: number(Math.round(claimed)), who: E.claimant[R.area] < 0 ? T("the_writer") : CLAIMANTS[E.claimant[R.area]].slice(0, 60) }));
  if (gained) words.push(T("area_estimated", { n: number(Math.round(gained.area / 10) * 10), side: T(gained.side) }));
  return words.join(" · ");
}
function describe() {
  shell.mapLabel.textContent = `${OPTIONS.title}. ${longDay(S.day)}. ${T("standing")} ${T("map_words", { n: number(R.total) })}`;
}

// who made the tiles, with their links, beside who made the basemap
let tileCredit = "";
function creditTiles(html) {
  tileCredit = html || tileCredit;
  if (!tileCredit) return;
  const line = shell.page.querySelector(".cm-credit");
  line.classList.add("cm-tiles");
  for (const node of new DOMParser().parseFromString(tileCredit, "text/html").body.childNodes) {
    const link = node.tagName === "A" && safeLink(node.getAttribute("href"));
    line.append(link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, node.textContent) : node.textContent);
  }
}
function rebuild() {
  document.documentElement.lang = S.lang;
  pause();
  closeMenu(false);
  widths.clear();
  const element = map.getContainer(), old = shell.page;
  plateBoxes = null;
  const fresh = buildPage();
  old.replaceWith(fresh);
  shell.mapBox.append(element);
  map.invalidateSize({ animate: false });
  index = null;
  creditTiles();
  showChips();
  redraw(true);
  render();
}

window.conflictmapStart = (leafletMap) => {
  map = leafletMap;
  const view = readAddress();
  document.documentElement.lang = S.lang;
  loadBasemap();
  applyFilters();
  compute();
  setTheme(S.theme);
  if (window.innerWidth < 1100) S.key = window.innerWidth < 720;
  if (window.innerWidth < 1100) S.panel = S.selected >= 0 || location.hash.includes("t=") || !!CHANGES;
  const page = buildPage(), element = map.getContainer(), still = document.getElementById("cm-still");
  document.body.append(page);
  shell.mapBox.append(element);
  if (still) still.remove();
  shell.page.setAttribute("data-panel", S.panel ? "open" : "closed");
  map.options.zoomSnap = 0.25;
  map.options.zoomDelta = 0.75;
  map.options.wheelPxPerZoomLevel = 90;
  map.options.zoomAnimation = map._zoomAnimated = false;
  map.options.minZoom = 5;
  if (B) map.setMaxBounds(L.latLngBounds([[latOf(B.extent[1]) - 2, B.extent[0] * 360 - 184], [latOf(B.extent[3]) + 2, B.extent[2] * 360 - 176]]));
  map.options.maxZoom = 14;
  map.keyboard.disable();
  tiled = false;
  map.eachLayer((layer) => {
    if (!(layer instanceof L.TileLayer)) return;
    creditTiles(layer.getAttribution());
    // the basemap stays until the first tile has come
    layer.once("tileload", () => {
      tiled = true;
      redraw(true);
    });
  });
  const pane = map.createPane("conflictmap");
  pane.style.zIndex = 350;
  pane.style.pointerEvents = "none";
  [ground, top_] = ["cm-ground", "cm-top"].map((name) => pane.appendChild(el("canvas", { class: name, "aria-hidden": "true" })));
  element.setAttribute("role", "application");
  element.setAttribute("aria-describedby", "cm-map-words");
  element.setAttribute("aria-label", T("map"));
  map.invalidateSize({ animate: false });
  if (view) map.setView([view[1], view[2]], view[0], { animate: false });
  else {
    firstView();
    if (S.selected >= 0 && P.x[S.selected] === P.x[S.selected]) fly(P.x[S.selected], P.y[S.selected], true);
  }
  // under the bars of the layout nothing of the map is hidden, so its own size is its room
  map.on("move zoom", () => redraw());
  // in the same frame, so that a picture taken right after doesn't show half a map
  map.on("resize", drawNow);
  map.on("moveend", () => {
    writeAddress();
    if (S.tab === "table") showPanel(true);
  });
  map.on("click", (event) => {
    closeMenu();
    const p = hitTest(event.containerPoint.x, event.containerPoint.y);
    choose(p === S.selected ? -1 : p);
  });
  map.on("mousemove", (event) => {
    element.style.cursor = hitTest(event.containerPoint.x, event.containerPoint.y) >= 0 ? "pointer" : "";
  });
  document.addEventListener("keydown", keys);
  document.addEventListener("pointerdown", (event) => {
    if (playing && !event.target.closest(".cm-play")) pause();
    if (menuOwner && !shell.menu.contains(event.target) && !menuOwner.contains(event.target)) closeMenu(false);
  });
  let room = "";
  new ResizeObserver(() => {
    const now = shell.mapBox.clientWidth + "x" + shell.mapBox.clientHeight, known = room === "" || room === now;
    room = now;
    if (known) return;
    plateBoxes = null;
    measureTime();
    groundToo = true;
    map.invalidateSize({ animate: false });
    redraw();
    showTime();
  }).observe(shell.mapBox);
  window.addEventListener("hashchange", () => {
    if (location.hash === written) return;
    const lang = S.lang, to = readAddress();
    applyFilters();
    setTheme(S.theme);
    if (to) map.setView([to[1], to[2]], to[0], { animate: false });
    if (lang !== S.lang) return rebuild();
    showChips();
    showPanel();
    render();
  });
  media.addEventListener("change", () => {
    if (S.theme !== "auto") return;
    setTheme("auto");
    redraw(true);
    showPanel();
  });
  window.addEventListener("beforeprint", preparePrint);
  showChips();
  showTime();
  drawNow();
  describe();
  showPanel();
  document.documentElement.dataset.ready = "1";
  // for who wants to look: where names, tokens and plates stand, what is written, and what lies over the map
  const tokens = () => Object.fromEntries(drawn.marks.filter((m) => m.tokens).map((m) => [P.name[m.p], m.tokens[2] / 20]));
  return { boxes: () => drawn.boxes, names: () => drawn.names, tokens, plates, marks: () => drawn.marks.map((m) => [m.x, m.y, m.r]) };
};
// the date hides nothing that is told of: the front goes below it or beside it, whichever leaves it larger
function clearPlate(spots, fit) {
  showDate();
  const plate = shell.page.querySelector(".cm-plate").getBoundingClientRect(), stage = shell.mapBox.getBoundingClientRect();
  const over = { left: plate.left - stage.left - 12, bottom: plate.bottom - stage.top + 16 };
  const covered = spots.some((p) => {
    const at = map.latLngToContainerPoint([P.lat[p], P.lon[p]]);
    return at.x > over.left && at.y < over.bottom;
  });
  if (!covered) return;
  const rooms = [[over.bottom, 50], [40, stage.width - over.left]].filter(([top, right]) => stage.height - top > 250 && stage.width - right > 550);
  const zooms = rooms.map((room) => fit(...room).getZoom()), most = Math.max(...zooms);
  fit(...(rooms[zooms.indexOf(most)] || [40, 50]));
}
// the middle nine tenths of the window's events, so that one far strike doesn't shrink the front
function firstView() {
  const spots = [], said = [];
  for (const row of CHANGES ? CHANGES.rows : []) if (P.x[row.place] === P.x[row.place] && saidAnew(row)) spots.push(row.place);
  if (!spots.length)
  for (let p = 0; p < P.n; p++) if (P.x[p] === P.x[p] && formOf(p) === POINT && R.count[p]) spots.push(p);
  if (!spots.length) for (let p = 0; p < P.n; p++) if (P.x[p] === P.x[p] && (!C || R.spell[p] >= 0)) spots.push(p);
  if (!spots.length) return map.fitBounds([[44.3, 22.1], [52.4, 40.3]]);
  for (const p of spots) for (let i = 0; i < Math.min(5, Math.max(1, R.count[p])); i++) said.push(p);
  const cut = (values) => {
    const sorted = values.sort((a, b) => a - b), n = sorted.length, at = (share) => sorted[Math.min(n - 1, Math.max(0, Math.round(share * (n - 1))))];
    const far = 2 * (at(0.75) - at(0.25)) + 0.4, low = Math.max(at(n > 12 ? 0.05 : 0), at(0.25) - far), high = Math.min(at(n > 12 ? 0.95 : 1), at(0.75) + far);
    return [sorted.find((v) => v >= low), at(0.5), sorted.findLast((v) => v <= high)];
  };
  const [s, y, n] = cut(said.map((p) => P.lat[p])), [w, x, e] = cut(said.map((p) => P.lon[p])), small = narrow();
  const bounds = L.latLngBounds([[s - 0.12, w - 0.2], [n + 0.12, e + 0.2]]);
  const fit = (top, right) => map.fitBounds(bounds, { maxZoom: 9.5, animate: false, paddingTopLeft: small ? [10, 10] : [S.key ? 290 : 60, top], paddingBottomRight: small ? [10, 10] : [right, 30] });
  fit(40, 50);
  if (!small) clearPlate(spots.filter((p) => bounds.contains([P.lat[p], P.lon[p]])), fit);
  // a small screen shows the middle of the front rather than all of it in miniature
  if (small && map.getZoom() < 7.75) map.setView([y, x], 7.75, { animate: false });
}
