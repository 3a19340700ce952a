// What runs before folium's own script: Leaflet and the page's script are unpacked here (they travel squeezed, and only what
// the page's policy knows by hash runs), markers get pictures without files, and the two calls of jQuery that folium's popups
// make find an answer.
window.conflictmapUnpack = (squeezed) => {
  const bytes = Uint8Array.from(atob(squeezed), (c) => c.charCodeAt(0));
  const size = new DataView(bytes.buffer).getUint32(0, true);
  return new TextDecoder().decode(inflate(bytes.subarray(4), new Uint8Array(size)));
};
const run = (name) => {
  const script = document.createElement("script");
  script.textContent = window.conflictmapUnpack(document.getElementById("cm-" + name).textContent);
  document.head.appendChild(script);
};
const sheet = document.createElement("style");
sheet.textContent = window.conflictmapUnpack(document.getElementById("cm-style").textContent);
document.head.appendChild(sheet);
run("leaflet");
const pin = (colour) =>
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="25" height="41"><path d="M12.5 1C6 1 1 6 1 12.5 1 21 12.5 40 12.5 40S24 21 24 12.5' +
      `C24 6 19 1 12.5 1Z" fill="${colour}" stroke="#fff"/><circle cx="12.5" cy="12.5" r="4.5" fill="#fff"/></svg>`
  );
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({ iconUrl: pin("#0B5CC4"), iconRetinaUrl: pin("#0B5CC4"), shadowUrl: pin("none"), shadowSize: [1, 1] });
L.AwesomeMarkers = {
  icon: (o) => {
    const colour = /^[a-z]+$/.test(o.markerColor || "") ? o.markerColor : "#0B5CC4";
    return L.icon({ iconUrl: pin(colour), iconSize: [25, 41], iconAnchor: [12, 41], popupAnchor: [1, -34] });
  },
};
window.$ = (what) => {
  if (typeof what !== "string") return { ready: (then) => then() };
  const box = document.createElement("template");
  box.innerHTML = what.trim();
  return [...box.content.children];
};
window.conflictmap = (map) => {
  try {
    run("app");
    window.conflictmap.page = window.conflictmapStart(map);
  } catch (fault) {
    // the still picture and the table stay on the page
    document.documentElement.dataset.fault = String((fault && fault.stack) || fault);
    throw fault;
  }
};
