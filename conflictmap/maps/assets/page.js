// The page around the map: head, filters, key, search, keys, address, downloads, print.

const narrow = () => window.innerWidth < 720;
let shell = null, map = null, ground = null, top_ = null, tiled = false;

function buildPage() {
  const button = (name, key, action, extra = {}) =>
    el("button", { type: "button", class: "cm-action cm-" + name, title: T(key), "aria-label": T(key), onclick: action }, icon(extra.icon || name), el("span", {}, T(key)));
  const search = el("input", {
    type: "search", class: "cm-search", placeholder: T("search_hint"), "aria-label": T("search_hint"), role: "combobox", "aria-expanded": "false",
    "aria-controls": "cm-found", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", maxlength: 200,
  });
  const found = el("ul", { id: "cm-found", class: "cm-found", role: "listbox", "aria-label": T("found"), hidden: true });
  const chips = el("div", { class: "cm-chips", role: "group", "aria-label": T("filters") });
  const layersButton = button("layers", "layers", () => toggleMenu(layersButton, layersMenu));
  const moreButton = button("more", "more", () => toggleMenu(moreButton, moreMenu));
  const filterButton = button("filter", "filters", () => toggleMenu(filterButton, filterSheet));
  const tableButton = button("table", "tab_table", () => set({ tab: "table", panel: true }, true));
  const tabs = {};
  const bar = el("div", { class: "cm-tabs", role: "tablist", "aria-label": T("panel") });
  for (const name of ["place", "table", "sources"]) {
    tabs[name] = el("button", { type: "button", role: "tab", id: "cm-tab-" + name, "aria-controls": "cm-panel-body", onclick: () => set({ tab: name }) });
    bar.append(tabs[name]);
  }
  bar.addEventListener("keydown", (event) => {
    const names = Object.keys(tabs), step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    event.stopPropagation();
    const next = names[(names.indexOf(S.tab) + step + 3) % 3];
    set({ tab: next });
    tabs[next].focus();
  });
  const panelBody = el("div", { class: "cm-panel-body", id: "cm-panel-body", role: "tabpanel", tabindex: 0 });
  const panelFoot = el("footer", { class: "cm-panel-foot" },
    el("button", { type: "button", class: "cm-linkish", onclick: copyLink }, icon("link"), T("link_place")),
    el("button", { type: "button", class: "cm-linkish", onclick: copyQuote }, T("copy_quote")),
    el("button", { type: "button", class: "cm-linkish", onclick: () => set({ tab: "table" }) }, T("show_in_table")));
  const grip = el("button", { type: "button", class: "cm-grip", "aria-label": T("panel") });
  const date = el("h2", { class: "cm-date", "aria-live": "polite" }), sub = el("p", { class: "cm-sub" }), area = el("p", { class: "cm-area", dir: "auto", hidden: true });
  const keyBox = el("div", { class: "cm-key" }), pill = el("button", { type: "button", class: "cm-outside", hidden: true });
  const locator = el("canvas", { class: "cm-locator", "aria-hidden": "true" });
  const scaleWords = el("span"), scale = el("div", { class: "cm-scale" }, scaleWords);
  const mapBox = el("div", { class: "cm-map" });
  const mapLabel = el("p", { class: "cm-hidden", id: "cm-map-words" });
  const page = el("div", { class: "cm", "data-panel": "open" },
    el("header", { class: "cm-head" },
      el("div", { class: "cm-title" }, el("h1", { dir: "auto" }, OPTIONS.title), el("p", {}, "conflictmap · " + `${shortDay(FIRST)} – ${shortDay(LAST, true)}`)),
      el("div", { class: "cm-searchbox", role: "search" }, icon("search"), search, el("kbd", { "aria-hidden": "true" }, "/"), found),
      chips, filterButton, tableButton,
      el("div", { class: "cm-actions" }, layersButton, button("link", "copy_link", copyLink), button("print-button", "print", () => window.print(), { icon: "print" }), button("theme", "theme", nextTheme)), moreButton),
    el("main", { class: "cm-stage" }, mapBox,
      el("div", { class: "cm-plate" }, date, sub, area, el("p", { class: "cm-standing" }, T("standing"))),
      el("div", { class: "cm-zoom", role: "group", "aria-label": T("zoom") },
        el("button", { type: "button", "aria-label": T("zoom_in"), title: T("zoom_in"), onclick: () => map.zoomIn() }, icon("plus")),
        el("button", { type: "button", "aria-label": T("zoom_out"), title: T("zoom_out"), onclick: () => map.zoomOut() }, icon("minus"))),
      el("div", { class: "cm-corner" }, keyBox, pill), locator, scale, el("p", { class: "cm-credit" }, T("credit_line") + " "), mapLabel),
    el("aside", { class: "cm-panel", "aria-label": T("panel") }, grip,
      el("div", { class: "cm-panel-head" }, bar, el("button", { type: "button", class: "cm-fold", title: T("panel") + " (E)", "aria-label": T("close_panel"), onclick: () => set({ panel: false }, true) }, icon("panel"), icon("close"))),
      panelBody, panelFoot),
    el("button", { type: "button", class: "cm-open-panel", "aria-label": T("open_panel"), title: T("open_panel"), onclick: () => set({ panel: true }, true) }, icon("panel")),
    buildTime(),
    el("div", { class: "cm-menu", hidden: true }), el("div", { class: "cm-toast", role: "status", "aria-live": "polite" }));
  shell = { page, mapBox, search, found, chips, tabs, panelBody, panelFoot, date, sub, area, keyBox, pill, locator, scale, scaleWords, mapLabel, filterButton, grip, menu: page.querySelector(".cm-menu"), toast: page.querySelector(".cm-toast") };
  search.addEventListener("input", showFound);
  search.addEventListener("focus", showFound);
  search.addEventListener("keydown", searchKeys);
  search.addEventListener("blur", () => setTimeout(hideFound, 150));
  pill.addEventListener("click", () => showOutside());
  slideSheet(grip);
  return page;
}

// the boxes of what lies over the map, in the map's pixels: names keep off them
let plateBoxes = null, onPaper = false;
function plates() {
  // on paper there is only the scale, which is drawn into the map
  if (onPaper) return [[screen.w - 22 - shell.scale.offsetWidth, screen.h - 40, screen.w - 6, screen.h - 6]];
  if (plateBoxes) return plateBoxes;
  const stage = shell.mapBox.getBoundingClientRect(), out = [];
  for (const name of [".cm-plate", ".cm-zoom", ".cm-key", ".cm-outside", ".cm-locator", ".cm-scale", ".cm-scale span", ".cm-credit"]) {
    const node = shell.page.querySelector(name);
    if (!node || node.hidden) continue;
    const box = node.getBoundingClientRect();
    if (box.width) out.push([box.left - stage.left - 4, box.top - stage.top - 3, box.right - stage.left + 4, box.bottom - stage.top + 3]);
  }
  return (plateBoxes = out);
}

// ---- menus ----

let menuOwner = null;
function toggleMenu(owner, build) {
  if (menuOwner === owner) return closeMenu();
  closeMenu();
  menuOwner = owner;
  owner.setAttribute("aria-expanded", "true");
  shell.menu.replaceChildren(...build());
  shell.menu.hidden = false;
  const box = owner.getBoundingClientRect(), page = shell.page.getBoundingClientRect(), w = shell.menu.offsetWidth, h = shell.menu.offsetHeight;
  shell.menu.style.left = Math.max(8, Math.min(page.width - w - 8, box.left)) + "px";
  shell.menu.style.top = (box.bottom + h + 8 > page.height ? Math.max(8, box.top - h - 8) : box.bottom + 8) + "px";
  const first = shell.menu.querySelector("button, input");
  if (first) first.focus({ preventScroll: true });
}
function closeMenu(back = true) {
  if (!menuOwner) return false;
  menuOwner.setAttribute("aria-expanded", "false");
  if (back && shell.menu.contains(document.activeElement)) menuOwner.focus();
  menuOwner = null;
  shell.menu.hidden = true;
  return true;
}
const optionsOf = {
  area: () => P.admins.map((name, i) => [i, adminName(i)]),
  side: () => [...MODEL.sides.map((name, i) => [i, T(name)]), [-1, T("side_none")]],
  certainty: () => MODEL.certainties.map((name, i) => [i, T(name)]),
  type: () => MODEL.event_types.map((name, i) => [i, T(name)]),
  source: () => SOURCES.map((name, i) => [i, name]),
  claimant: () => CLAIMANTS.map((name, i) => [i, name]),
};
function countsOf(name) {
  const counts = new Map(), value = VALUE_OF[name];
  for (let e = 0; e < E.n; e++) counts.set(value(e), (counts.get(value(e)) || 0) + 1);
  return counts;
}
function filterMenu(name) {
  const counts = countsOf(name), chosen = S.only[name];
  const options = optionsOf[name]().filter(([i]) => counts.get(i) || chosen.has(i)).sort((a, b) => (name === "area" || name === "source" ? counts.get(b[0]) - counts.get(a[0]) : 0));
  return [
    el("fieldset", {}, el("legend", {}, T("filter_" + name)), options.slice(0, 60).map(([i, words]) => {
      const box = el("input", { type: "checkbox", checked: chosen.has(i) });
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(i);
        else chosen.delete(i);
        filtersChanged();
      });
      return el("label", {}, box, el("span", { dir: "auto" }, words), el("span", { class: "cm-muted" }, number(counts.get(i) || 0)));
    })),
    el("button", { type: "button", class: "cm-linkish", onclick: () => { chosen.clear(); filtersChanged(); closeMenu(); } }, T("show_all")),
  ];
}
function filterSheet() {
  return ["area", "side", "certainty", "type", "source"].flatMap(filterMenu).filter((node) => node.tagName !== "BUTTON").concat(el("button", { type: "button", class: "cm-linkish", onclick: () => { clearFilters(); closeMenu(); } }, T("clear_filters")));
}
function layersMenu() {
  return [el("fieldset", {}, el("legend", {}, T("layers")), Object.keys(S.layers).map((name) => {
    const box = el("input", { type: "checkbox", checked: S.layers[name] });
    box.addEventListener("change", () => set({ layers: { ...S.layers, [name]: box.checked } }));
    return el("label", {}, box, el("span", {}, T("layer_" + name)));
  }))];
}
function moreMenu() {
  const item = (key, action, words = T(key)) => el("button", { type: "button", class: "cm-item", onclick: () => { closeMenu(); action(); } }, words);
  return [
    el("div", { class: "cm-only-small" }, item("layers", () => toggleMenu(shell.page.querySelector(".cm-more"), layersMenu)), item("copy_link", copyLink), item("print", () => window.print()), item("theme", nextTheme)),
    item("download_geojson", () => download("geojson")), item("download_csv", () => download("csv")),
    item(S.printed ? "use_event_time" : "use_print_time", () => set({ printed: !S.printed })),
    item("language", () => set({ lang: S.lang === "uk" ? "en" : "uk" }, true), S.lang === "uk" ? "English" : "Українською"),
    el("details", {}, el("summary", {}, T("keys")), el("dl", { class: "cm-keys" }, [["←  →", "key_day"], ["Shift ← →", "key_week"], ["Home End", "key_ends"], ["Space", "key_play"], ["[  ]", "key_window"], ["W", "key_all"], ["J K", "key_events"], ["/", "key_search"], ["F", "key_filters"], ["E L T", "key_panels"], ["Esc", "key_close"]].map(([keys, words]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, T(words))]))),
    el("p", { class: "cm-muted" }, T("about")),
  ];
}
function filtersChanged() {
  applyFilters();
  table.shown = PAGE;
  showChips();
  render();
}
function clearFilters() {
  for (const name of FILTERS) S.only[name].clear();
  S.word = "";
  filtersChanged();
}
function showChips() {
  const chip = (name) => {
    const chosen = S.only[name], all = optionsOf[name]();
    if (!all.length || (name === "claimant" && !chosen.size)) return null;
    const one = chosen.size === 1 ? all.find(([i]) => chosen.has(i)) : null;
    const words = !chosen.size ? T("all") : name === "area" || one ? all.filter(([i]) => chosen.has(i)).map(([, w]) => w).slice(0, 3).join(", ") + (chosen.size > 3 ? "…" : "") : T("n_chosen", { n: chosen.size });
    const node = el("button", { type: "button", class: "cm-chip", "aria-pressed": String(!!chosen.size), "aria-haspopup": "true", "aria-expanded": "false" }, T("chip_" + name) + ": ", el("b", { dir: "auto" }, words.slice(0, 40)), " ▾");
    node.addEventListener("click", () => toggleMenu(node, () => filterMenu(name)));
    return node;
  };
  const clear = filtersOn() ? el("button", { type: "button", class: "cm-chip cm-clear", onclick: clearFilters }, T("clear_filters") + " ×") : null;
  const word = S.word ? el("button", { type: "button", class: "cm-chip", "aria-pressed": "true", onclick: () => { S.word = ""; filtersChanged(); } }, "“" + S.word.slice(0, 30) + "” ×") : null;
  shell.chips.replaceChildren(...[word, ...FILTERS.map(chip), clear].filter(Boolean));
  shell.filterButton.dataset.count = filtersOn() || "";
}

// ---- search ----

let index = null;
function searchIndex() {
  if (index) return index;
  index = [];
  for (let p = 0; p < P.n; p++) if (P.x[p] === P.x[p]) index.push({ keys: [P.name[p], P.uk[p]].filter(Boolean).map(foldName), p, rank: P.people[p] + 1e7 + R.count[p] });
  for (const town of B ? B.towns : []) if (town.place < 0) index.push({ keys: [town.name, town.uk].filter(Boolean).map(foldName), town, rank: town.people });
  CLAIMANTS.forEach((words, i) => index.push({ keys: [foldName(words)], claimant: i, rank: 0 }));
  return index;
}
let active = -1;
function showFound() {
  const key = foldName(shell.search.value.trim());
  if (!key) return hideFound();
  const hits = [];
  for (const entry of searchIndex()) {
    const at = Math.min(...entry.keys.map((k) => (k.startsWith(key) ? 0 : k.includes(" " + key) ? 1 : k.includes(key) ? 2 : 9)));
    if (at < 9) hits.push([at, entry]);
  }
  hits.sort((a, b) => a[0] - b[0] || b[1].rank - a[1].rank);
  const option = (run, ...children) => {
    const node = el("li", { role: "option", "aria-selected": "false", id: "cm-option-" + shell.found.childElementCount }, children);
    node.run = () => { hideFound(); shell.search.blur(); run(); };
    node.addEventListener("pointerdown", (event) => { event.preventDefault(); node.run(); });
    shell.found.append(node);
  };
  shell.found.replaceChildren();
  for (const [, { p, town, claimant }] of hits.slice(0, 8)) {
    if (p !== undefined) option(() => choose(p, { fly: true }), el("b", { dir: "auto" }, placeName1(p)), el("span", { class: "cm-muted" }, [P.uk[p] && S.lang !== "uk" ? P.uk[p] : "", P.admin[p] < 0 ? "" : adminName(P.admin[p])].filter(Boolean).join(" · ")));
    else if (town) option(() => fly(town.x, town.y), el("span", {}, nameOf(town)), el("span", { class: "cm-muted" }, T("no_report_names_it")));
    else option(() => { S.only.claimant = new Set([claimant]); filtersChanged(); }, el("span", { dir: "auto" }, CLAIMANTS[claimant]), el("span", { class: "cm-muted" }, T("chip_claimant")));
  }
  const word = shell.search.value.trim();
  if (word.length > 2) option(() => { S.word = word; filtersChanged(); }, el("span", { dir: "auto" }, T("events_with", { word })));
  if (!shell.found.childElementCount) shell.found.append(el("li", { class: "cm-muted" }, T("not_found")));
  active = -1;
  shell.found.hidden = false;
  shell.search.setAttribute("aria-expanded", "true");
}
function hideFound() {
  shell.found.hidden = true;
  shell.search.setAttribute("aria-expanded", "false");
  shell.search.removeAttribute("aria-activedescendant");
}
function searchKeys(event) {
  const options = [...shell.found.querySelectorAll("[role=option]")];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + options.length) % (options.length || 1);
    options.forEach((node, i) => node.setAttribute("aria-selected", String(i === active)));
    if (options[active]) shell.search.setAttribute("aria-activedescendant", options[active].id);
  } else if (event.key === "Enter" && options.length) options[Math.max(0, active)].run();
  else if (event.key === "Escape") {
    hideFound();
    shell.search.blur();
  }
  event.stopPropagation();
}

// ---- the key: only what is drawn, with counts ----

function showKey() {
  const key = drawn.key, n = (name) => key.get(name) || 0, small = narrow();
  const open = S.key && !(small && !S.keySheet);
  const rows = [S.lang, ink.paper, open, ...[...key.keys()].sort()].join();
  if (shell.keyRows === rows) {
    setText(shell.keySpan, `${spanWords()}, ${T("in_view")}`);
    for (const [name, node] of shell.keyCounts) setText(node, number(n(name)));
    return;
  }
  shell.keyRows = rows;
  shell.keyCounts = new Map();
  plateBoxes = null;
  const count = (name) => {
    const node = el("span", { class: "cm-n" }, number(n(name)));
    shell.keyCounts.set(name, node);
    return node;
  };
  const head = el("button", { type: "button", class: "cm-key-head", "aria-expanded": String(open), title: T("key") + " (L)", onclick: () => { if (small) S.keySheet = !S.keySheet; else S.key = !S.key; plateBoxes = null; showKey(); redraw(); } },
    el("b", {}, T("key")), (shell.keySpan = el("span", { class: "cm-muted" }, `${spanWords()}, ${T("in_view")}`)), icon(open ? "fold" : "unfold"));
  const box = el("div", { class: "cm-key-body", hidden: !open });
  const item = (drawing, words, name) => el("li", {}, drawing, el("span", {}, words), name === undefined ? null : count(name));
  const group = (title, items) => items.length && box.append(el("section", {}, title ? el("h3", {}, title) : null, el("ul", {}, items)));
  const sides = ["UA", "RU"].filter((s) => n(s + "+") + n(s + "-"));
  if (sides.length)
    box.append(el("section", {}, el("table", { class: "cm-control" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, T("control")), el("th", { scope: "col" }, T("reported")), el("th", { scope: "col" }, T("claimed")))),
      el("tbody", {}, sides.map((s) => el("tr", {}, el("th", { scope: "row" }, T(s)), el("td", {}, statePicture(s, "filled", 0, 6), count(s + "+")), el("td", {}, statePicture(s, "hollow", 0, 6), count(s + "-"))))))));
  const states = ["CONTESTED", "DISPUTED", "UNKNOWN"].filter(n).map((s) => item(statePicture(s, "filled", 0, 6), T(s), s));
  for (const s of ["UA", "RU", "CONTESTED"]) if (n("implied_" + s)) states.push(item(statePicture(s, "dotted", 0, 6), `${T("implied_short")}: ${T(s)}`, "implied_" + s));
  group(null, states);
  const changed = [["changed", "changed_said", true], ["changed_quietly", "changed_quietly", false]].filter(([name]) => n(name));
  if (CHANGES) group(betweenWords(), changed.map(([name, words, said]) => item(picture(20, 20, (ctx) => drawChange(ctx, 10, 10, 7.5, said)), T(words), name)).concat(item(picture(20, 20, (ctx) => { drawSettlement(ctx, 10, 10, 6, "UA", "filled", 0); ctx.fillStyle = faint(ink.paper, 1 - PALE); ctx.fillRect(0, 0, 20, 20); }), T("unchanged"))));
  if (n("age1") + n("age2")) group(T("last_said"), [0, 1, 2].filter((a) => n("age" + a)).map((a) => item(statePicture("UA", "filled", a, 6), T("age_" + a), "age" + a)));
  group(T("events"), MODEL.event_types.map((name, t) => [name, t]).filter(([, t]) => n("type" + t)).map(([name, t]) => item(picture(20, 20, (ctx) => drawToken(ctx, 1, 1, name, drawn.ours[t] > 0 ? "UA" : drawn.ours[t] < 0 ? "RU" : null, 0)), T(name), "type" + t)));
  const line = (draw) => picture(34, 16, draw), artery = (status) => line((ctx) => drawArtery(ctx, [[1, 8], [33, 8]], status, "RU", "UA"));
  const moves = [];
  for (const s of ["UA", "RU"]) if (n("advance_" + s)) moves.push(item(line((ctx) => drawAdvance(ctx, curve(1, 13, 33, 5, -0.12), sideColour(s), false, true)), T("advance_arrow") + (n("advance_UA") && n("advance_RU") ? ", " + T(s) : ""), "advance_" + s));
  if (n("advance_inferred")) moves.push(item(line((ctx) => drawAdvance(ctx, curve(1, 13, 33, 5, -0.12), ink.ua, true, true)), `${T("advance_arrow")}, ${T("advance_inferred")}`, "advance_inferred"));
  if (n("advance_claimed")) moves.push(item(line((ctx) => drawAdvance(ctx, curve(1, 13, 33, 5, -0.12), ink.ua, false, false)), `${T("advance_arrow")}, ${T("claimed")}`, "advance_claimed"));
  for (const [name, dash] of [["withdrawal_arrow", [7, 5]], ["evacuation_arrow", [0.1, 4.6]]]) if (n(name)) moves.push(item(line((ctx) => drawLeaving(ctx, [[1, 9], [12, 9], [20, 8], [26, 8], [32, 8]], ink.ru, dash)), T(name), name));
  for (const status of ["open", "interdicted", "cut"]) if (n("gloc_" + status)) moves.push(item(artery(status), T("gloc_" + status), "gloc_" + status));
  group(T("movement"), moves);
  const swatch = (side, what) => line((ctx) => {
    const look = LOOK.estimate[what], colour = sideColour(side);
    ctx.fillStyle = faint(colour, look.tint);
    ctx.fillRect(1, 1, 32, 14);
    ctx.strokeStyle = faint(colour, 0.5);
    ctx.lineWidth = 0.9;
    ctx.save();
    ctx.beginPath();
    ctx.rect(1, 1, 32, 14);
    ctx.clip();
    for (let x = -16; x < 50; x += look.step) trace(ctx, look.angle > 0 ? [[x, 16], [x + 16, 0]] : [[x, 0], [x + 16, 16]]), ctx.stroke();
    ctx.restore();
    ctx.strokeRect(1, 1, 32, 14);
  });
  const areas = [];
  for (const [name, side, what] of [["held_RU", "RU", "held"], ["regained_UA", "UA", "regained"], ["regained_RU", "RU", "regained"]]) if (n(name)) areas.push(item(swatch(side, what), T(what === "held" ? "held" : name === "regained_UA" ? "regained" : name)));
  if (n("line")) areas.push(item(line((ctx) => { ctx.strokeStyle = ink.ink; ctx.lineWidth = 2; ctx.setLineDash([7, 5]); trace(ctx, [[1, 8], [33, 8]]); ctx.stroke(); }), T("front_line")));
  group(T("by_program"), areas);
  const exact = [];
  if (n("near")) exact.push(item(picture(20, 20, (ctx) => { ctx.setLineDash([3, 3]); ctx.strokeStyle = ink.ua; ctx.lineWidth = 1.6; ctx.beginPath(); ctx.arc(10, 10, 8, 0, 7); ctx.stroke(); }), T("near"), "near"));
  if (n("side_of")) exact.push(item(picture(20, 20, (ctx) => { ctx.fillStyle = faint(ink.contested, 0.4); ctx.strokeStyle = ink.contested_text; ctx.beginPath(); ctx.moveTo(4, 10); ctx.arc(4, 10, 13, -0.78, 0.78); ctx.closePath(); ctx.fill(); ctx.stroke(); }), T("side_of"), "side_of"));
  if (n("oblast")) exact.push(item(regionPicture(), T("oblast"), "oblast"));
  group(T("exact"), exact);
  if (!box.childElementCount) box.append(el("p", { class: "cm-muted" }, T("nothing_drawn")));
  shell.keyBox.replaceChildren(head, box);
}
function showOutside() {
  const first = drawn.outside[0];
  if (!first) return;
  const some = drawn.outside.filter(([p]) => P.x[p] === P.x[p]).map(([p]) => [P.lat[p], P.lon[p]]);
  if (some.length) map.fitBounds(L.latLngBounds(some).extend(map.getBounds()), { padding: [40, 40] });
}
function showPill() {
  const total = drawn.outside.filter(([p]) => P.x[p] === P.x[p]).reduce((sum, [, n]) => sum + n, 0);
  const was = shell.pill.hidden;
  shell.pill.hidden = !total;
  if (was !== shell.pill.hidden) plateBoxes = null;
  if (!total) return;
  const names = drawn.outside.filter(([p]) => P.x[p] === P.x[p]).slice(0, 2).map(([p]) => placeName1(p).slice(0, 40)).join(", ");
  if (!shell.pillWords) shell.pill.replaceChildren(icon("out"), (shell.pillWords = el("span", { dir: "auto" })));
  setText(shell.pillWords, T(total === 1 ? "outside_one" : "outside_many", { n: number(total) }) + ": " + names + (drawn.outside.length > 2 ? "…" : ""));
}
function showLocator() {
  const canvas = shell.locator, w = canvas.clientWidth, h = canvas.clientHeight;
  if (!w || !B) return (canvas.hidden = !B);
  const ratio = DPR(), ctx = canvas.getContext("2d");
  canvas.width = w * ratio;
  canvas.height = h * ratio;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = dark ? ink.sea : ink.water;
  ctx.fillRect(0, 0, w, h);
  const [x0, x1, y0, y1] = [worldX(21.6), worldX(40.8), worldY(52.7), worldY(44.0)], k = Math.min((w - 8) / (x1 - x0), (h - 8) / (y1 - y0));
  const at = (x, y) => [(x - x0) * k + (w - (x1 - x0) * k) / 2, (y - y0) * k + (h - (y1 - y0) * k) / 2];
  for (const home of [false, true]) {
    ctx.beginPath();
    for (const area of B.areas) {
      if ((area.country === "UA") !== home) continue;
      for (const ring of area.rings) {
        const step = ring.length > 400 ? 8 : 2;
        for (let i = 0; i < ring.length; i += step) i ? ctx.lineTo(...at(ring[i], ring[i + 1])) : ctx.moveTo(...at(ring[i], ring[i + 1]));
        ctx.closePath();
      }
    }
    ctx.fillStyle = home ? (dark ? "#3A4048" : ink.paper) : ink.outside;
    // a line of its own colour covers the seams between regions
    ctx.strokeStyle = ctx.fillStyle;
    ctx.lineWidth = 0.8;
    ctx.fill();
    ctx.stroke();
  }
  ctx.strokeStyle = ink.border;
  ctx.lineWidth = 0.9;
  for (const line of B.lines.border.concat(B.lines.coast)) {
    ctx.beginPath();
    for (let i = 0; i < line.length; i += 6) ctx.lineTo(...at(line[i], line[i + 1]));
    ctx.stroke();
  }
  const a = at(screen.ox / screen.scale, screen.oy / screen.scale), b = at((screen.ox + screen.w) / screen.scale, (screen.oy + screen.h) / screen.scale);
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = 1.6;
  ctx.strokeRect(Math.max(1, a[0]), Math.max(1, a[1]), Math.min(w - 2, b[0]) - Math.max(1, a[0]), Math.min(h - 2, b[1]) - Math.max(1, a[1]));
}
function showScale() {
  const px = kmPixels(latOf((screen.oy + screen.h) / screen.scale)), room = 110 / px;
  const km = [1, 2, 5, 10, 25, 50, 100, 200, 500, 1000].filter((n) => n <= room).pop() || 1;
  shell.scale.style.width = km * px + "px";
  shell.scaleWords.textContent = km + " km";
}

// ---- address ----

let addressLater = 0;
function writeAddress() {
  clearTimeout(addressLater);
  addressLater = setTimeout(() => {
    const center = map.getCenter(), parts = { d: iso(S.day), w: S.window || "all", v: [map.getZoom().toFixed(2), center.lat.toFixed(4), center.lng.toFixed(4)].join("/") };
    if (S.selected >= 0) parts.p = P.id[S.selected] || P.name[S.selected];
    if (S.tab !== "place") parts.t = S.tab;
    if (!S.panel) parts.e = 0;
    if (S.theme !== OPTIONS.theme) parts.look = S.theme;
    if (S.lang !== OPTIONS.lang) parts.l = S.lang;
    if (S.printed) parts.c = "print";
    if (S.word) parts.q = S.word;
    const names = { area: P.admins, side: MODEL.sides, certainty: MODEL.certainties, type: MODEL.event_types, source: SOURCES, claimant: CLAIMANTS };
    for (const name of FILTERS) if (S.only[name].size) parts[name] = [...S.only[name]].map((i) => names[name][i] ?? "").join("|");
    const off = Object.keys(S.layers).filter((name) => !S.layers[name]);
    if (off.length) parts.off = off.join("|");
    const hash = "#" + Object.entries(parts).map(([k, v]) => k + "=" + encodeURIComponent(v).replace(/%2F/g, "/").replace(/%7C/g, "|")).join("&");
    written = hash;
    try {
      history.replaceState(null, "", hash);
    } catch {
      // a page inside a notebook has no address of its own
    }
  }, 150);
}
let written = "";
function readAddress() {
  const parts = new Map();
  for (const pair of location.hash.slice(1).split("&")) {
    const at = pair.indexOf("=");
    try {
      if (at > 0) parts.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)));
    } catch {
      // a broken address: what can't be read keeps its default
    }
  }
  chooseClock(parts.get("c") === "print");
  const day = Date.parse(parts.get("d") + "T00:00:00Z");
  if (day === day) S.day = clamp(Math.round((day - EPOCH) / MS));
  if (parts.has("w")) S.window = parts.get("w") === "all" ? 0 : Math.max(1, Math.min(36500, parseInt(parts.get("w"), 10) || 7));
  if (["place", "table", "sources"].includes(parts.get("t"))) S.tab = parts.get("t");
  if (["light", "dark", "auto"].includes(parts.get("look"))) S.theme = parts.get("look");
  if (parts.get("l") in WORDS) S.lang = parts.get("l");
  if (parts.has("e")) S.panel = parts.get("e") !== "0";
  S.word = parts.get("q") || "";
  const names = { area: P.admins, side: MODEL.sides, certainty: MODEL.certainties, type: MODEL.event_types, source: SOURCES, claimant: CLAIMANTS };
  for (const name of FILTERS) S.only[name] = new Set((parts.get(name) ?? "").split("|").filter((w, i, all) => w || (parts.has(name) && all.length > 1)).map((w) => names[name].indexOf(w)).filter((i) => i >= 0));
  for (const name of (parts.get("off") || "").split("|")) if (name in S.layers) S.layers[name] = false;
  if (parts.has("p")) {
    const want = parts.get("p");
    S.selected = P.id.indexOf(want);
    if (S.selected < 0) S.selected = P.name.indexOf(want);
  }
  const view = (parts.get("v") || "").split("/").map(Number);
  return view.length === 3 && view.every(Number.isFinite) && Math.abs(view[1]) < 86 ? view : null;
}

// ---- sharing, downloads, print ----

function say(words) {
  shell.toast.textContent = words;
  shell.toast.classList.add("cm-on");
  clearTimeout(say.later);
  say.later = setTimeout(() => shell.toast.classList.remove("cm-on"), 2600);
}
async function copy(words, done) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const area = el("textarea", { class: "cm-hidden" });
    area.value = words;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(done);
}
function copyLink() {
  writeAddress();
  setTimeout(() => copy(location.href, T("link_copied")), 200);
}
function copyQuote() {
  const [e] = S.selected < 0 ? [] : eventsOf(S.selected);
  if (e === undefined) return;
  const report = reportOf(e);
  copy([`“${texts(e).quote || ""}”`, `${claimantWords(e)} · ${report.source || report.title || ""} · ${printedWords(e)}`, report.url || ""].filter(Boolean).join("\n"), T("quote_copied"));
}
function shownRows() {
  const { order } = clock(), out = [];
  for (let k = R.lo; k < R.hi; k++) {
    const e = order ? order[k] : k;
    if (passing[e]) out.push(e);
  }
  return out;
}
function rowOf(e) {
  const p = E.place[e], report = reportOf(e), text = texts(e), m = E.minute[e];
  return {
    event_id: text.event_id ?? "", date: iso(E.day[e]), event_type: MODEL.event_types[E.type[e]], side: MODEL.sides[E.side[e]] ?? "", name: P.name[p], place_id: P.id[p] ?? "",
    admin1: P.admins[P.admin[p]] ?? "", relation: MODEL.relations[E.relation[e]] ?? "", certainty: MODEL.certainties[E.certainty[e]] ?? "", claimant: CLAIMANTS[E.claimant[e]] ?? "",
    claimant_side: MODEL.voices[E.voice[e]] ?? "", quote: text.quote ?? "", published: m < 0 ? "" : new Date(EPOCH + m * 60000).toISOString(), source: report.source, title: report.title ?? "", url: report.url ?? "",
  };
}
function download(kind) {
  const rows = shownRows();
  let words;
  if (kind === "csv") {
    // a cell that a spreadsheet would take for a formula is kept as text
    const cell = (v) => {
      const text = String(v);
      return `"${(/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""')}"`;
    };
    const head = ["event_id", "date", "event_type", "side", "name", "place_id", "admin1", "relation", "certainty", "claimant", "claimant_side", "quote", "published", "source", "title", "url", "lon", "lat"];
    const known = (v) => (v === v ? v.toFixed(4) : "");
    words = "\ufeff" + [head.join(","), ...rows.map((e) => [...Object.values(rowOf(e)).map(cell), known(P.lon[E.place[e]]), known(P.lat[E.place[e]])].join(","))].join("\r\n") + "\r\n";
  } else
    words = JSON.stringify({ type: "FeatureCollection", features: rows.map((e) => {
      const p = E.place[e];
      return { type: "Feature", properties: rowOf(e), geometry: P.lon[p] === P.lon[p] ? { type: "Point", coordinates: [+P.lon[p].toFixed(4), +P.lat[p].toFixed(4)] } : null };
    }) });
  const link = el("a", { download: `conflictmap-${iso(S.day)}.${kind}`, href: URL.createObjectURL(new Blob([words], { type: kind === "csv" ? "text/csv" : "application/geo+json" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
function preparePrint() {
  const was = S.theme;
  setTheme("print");
  groundToo = onPaper = true;
  drawNow();
  const sheet = document.createElement("canvas"), ctx = sheet.getContext("2d");
  sheet.width = top_.width;
  sheet.height = top_.height;
  ctx.fillStyle = "#fff";
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(ground, 0, 0);
  ctx.drawImage(top_, 0, 0);
  printScale(ctx, sheet.width, sheet.height);
  onPaper = false;
  const picture = el("img", { src: sheet.toDataURL("image/png"), alt: shell.mapLabel.textContent });
  const open = [S.key, S.keySheet];
  S.key = S.keySheet = true;
  shell.keyRows = "";
  showKey();
  const key = el("div", { class: "cm-print-key" }, [...shell.keyBox.querySelectorAll("section")]);
  const every = shownRows().reverse(), rows = every.slice(0, 250), words = [shell.sub, shell.area].map((node) => (node.hidden ? "" : node.textContent)).filter(Boolean);
  const evidence = el("table", {}, el("thead", {}, el("tr", {}, ["col_day", "col_place", "col_what", "col_certainty", "says", "quote", "printed_by"].map((name) => el("th", {}, T(name))))), el("tbody", {}, rows.map((e) =>
    el("tr", {}, [shortDay(E.day[e]), placeName1(E.place[e]), eventTitle(e), T(MODEL.certainties[E.certainty[e]]), claimantWords(e), (texts(e).quote || "").slice(0, 600), [reportOf(e).source || reportOf(e).title || "", reportOf(e).url || ""].filter(Boolean).join(" · ").slice(0, 300)].map((words) => el("td", { dir: "auto" }, words))))));
  const old = document.querySelector(".cm-print");
  if (old) old.remove();
  document.body.append(el("section", { class: "cm-print" }, el("h1", {}, OPTIONS.title), el("p", { class: "cm-print-date" }, longDay(S.day), " · ", spanWords()), el("p", { dir: "auto" }, words.join(" · ")), el("p", {}, el("b", {}, T("standing")), " ", T("crimea")), el("div", { class: "cm-print-map" }, picture, key), CHANGES ? printChanges() : null, el("h2", {}, T("evidence")), evidence, every.length > rows.length ? el("p", {}, T("more_in_table", { n: number(every.length - rows.length) })) : null, el("p", {}, T("credits"))));
  [S.key, S.keySheet] = open;
  shell.keyRows = "";
  setTheme(was);
  groundToo = true;
  drawNow();
}
const printChanges = () => [el("h2", {}, betweenWords()), el("table", {}, el("tbody", {}, [true, false].flatMap((said) => CHANGES.rows.filter((row) => saidAnew(row) === said)).map((row) => el("tr", {}, [placeName1(row.place), changeWords(row.a), changeWords(row.b), changeSources(row)].map((words) => el("td", { dir: "auto" }, words))))))];
function printScale(ctx, w, h) {
  const ratio = DPR(), long = shell.scale.offsetWidth * ratio, x = w - 14 * ratio - long, y = h - 12 * ratio;
  ctx.lineWidth = 1.5 * ratio;
  ctx.strokeStyle = ctx.fillStyle = "#111";
  trace(ctx, [[x, y - 6 * ratio], [x, y], [x + long, y], [x + long, y - 6 * ratio]]);
  ctx.stroke();
  ctx.font = `400 ${11.5 * ratio}px ${SANS}`;
  ctx.textAlign = "right";
  ctx.fillText(shell.scaleWords.textContent, x + long, y - 8 * ratio);
}

// ---- keys ----

function keys(event) {
  const field = event.target.closest && event.target.closest("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]");
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  const onButton = event.target.closest && event.target.closest("button, a, summary, [role=tab], tr[tabindex]");
  const week = event.shiftKey ? 7 : 1;
  const run = {
    ArrowLeft: () => set({ day: clamp(S.day - week) }), ArrowRight: () => set({ day: clamp(S.day + week) }), Home: () => set({ day: FIRST }), End: () => set({ day: LAST }),
    PageUp: () => set({ day: clamp(S.day - 7) }), PageDown: () => set({ day: clamp(S.day + 7) }), "[": () => set({ window: Math.max(1, (S.window || S.day - FIRST + 2) - 1) }), "]": () => set({ window: (S.window || 7) + 1 }),
    w: () => set({ window: S.window ? 0 : 7 }), " ": () => (playing ? pause() : playFrom()), j: () => nextEvent(1), k: () => nextEvent(-1), "/": () => shell.search.focus(),
    f: () => { const chip = shell.chips.querySelector("button"); (chip && chip.offsetWidth ? chip : shell.filterButton).focus(); }, e: () => set({ panel: !S.panel }, true), l: () => shell.keyBox.querySelector("button").click(), t: () => set({ tab: "table", panel: true }, true),
    Escape: () => { if (!closeMenu()) { if (S.selected >= 0) choose(-1); else if (S.panel && window.innerWidth < 1100) set({ panel: false }, true); } },
  }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!run || (event.key === " " && onButton)) return;
  event.preventDefault();
  if (event.key !== " ") pause();
  run();
}
// the next event of the window by J, the one before by K
function nextEvent(step) {
  const rows = shownRows().filter((e) => E.certainty[e] !== PREDICTED);
  if (!rows.length) return;
  const at = rows.indexOf(nextEvent.e), e = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : (at + step + rows.length) % rows.length];
  nextEvent.e = e;
  choose(E.place[e], { event: e });
  const found = shell.panelBody.querySelector(`[data-e="${e}"]`);
  if (found) {
    shell.panelBody.querySelectorAll(".cm-card").forEach((node) => node.classList.toggle("cm-chosen", node === found));
    found.scrollIntoView({ block: "nearest" });
  }
}

// the sheet of small screens: three stops
function slideSheet(grip) {
  const stops = ["low", "half", "full"];
  let moved = false;
  // the key stands on the sheet, so that names have other room
  const rest = (stop) => {
    shell.page.dataset.sheet = stop;
    plateBoxes = null;
    redraw();
  };
  grip.addEventListener("click", () => {
    if (moved) return;
    const now = stops.indexOf(shell.page.dataset.sheet || "half");
    rest(stops[(now + 1) % 3]);
  });
  grip.addEventListener("pointerdown", (down) => {
    moved = false;
    grip.setPointerCapture(down.pointerId);
    const move = (event) => {
      const dy = event.clientY - down.clientY, now = stops.indexOf(shell.page.dataset.sheet || "half");
      if (Math.abs(dy) < 36 || moved) return;
      moved = true;
      const next = now + (dy < 0 ? 1 : -1);
      if (next < 0) set({ panel: false }, true);
      else rest(stops[Math.min(2, next)]);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", () => grip.removeEventListener("pointermove", move), { once: true });
  });
}
