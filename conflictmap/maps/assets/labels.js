// Placing of names: greedy, by rank, kept off symbols, tokens, arrows, arteries, plates and panels.

const SANS = 'system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';

// boxes that are taken, in a grid of cells
class Boxes {
  constructor() {
    this.cells = new Map();
    this.stamp = 0;
  }
  each(x0, y0, x1, y1, visit) {
    for (let i = Math.floor(x0 / 40); i <= Math.floor(x1 / 40); i++)
      for (let j = Math.floor(y0 / 40); j <= Math.floor(y1 / 40); j++) visit(i * 4099 + j);
  }
  add(x0, y0, x1, y1, weight = 1, owner = -1) {
    const box = { x0, y0, x1, y1, weight, owner, seen: 0 };
    this.each(x0, y0, x1, y1, (cell) => {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    });
  }
  // weighted area that is taken already, by others than the owner
  taken(x0, y0, x1, y1, owner = -2) {
    let sum = 0;
    const now = ++this.stamp;
    this.each(x0, y0, x1, y1, (cell) => {
      for (const box of this.cells.get(cell) || []) {
        if (box.seen === now || box.owner === owner) continue;
        box.seen = now;
        const w = Math.min(x1, box.x1) - Math.max(x0, box.x0), h = Math.min(y1, box.y1) - Math.max(y0, box.y0);
        if (w > 0 && h > 0) sum += w * h * box.weight;
      }
    });
    return sum;
  }
  // small boxes along a line
  addLine(points, half, weight = 1) {
    for (let i = 1; i < points.length; i++) {
      const [ax, ay] = points[i - 1], [bx, by] = points[i], d = Math.hypot(bx - ax, by - ay);
      if (d > 4000) continue;
      for (let s = 0; s <= d; s += 7) {
        const x = ax + ((bx - ax) * s) / (d || 1), y = ay + ((by - ay) * s) / (d || 1);
        if (x > -50 && y > -50 && x < screen.w + 50 && y < screen.h + 50) this.add(x - half, y - half, x + half, y + half, weight);
      }
    }
  }
}

const widths = new Map();
function textWidth(ctx, text, font, spacing = 0) {
  const key = font + text;
  if (!widths.has(key)) {
    if (widths.size > 20000) widths.clear();
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key) + spacing * text.length;
}

// places for a name around a symbol of radius r, best first, as left edge and middle; the outer ones only serve names that
// must stand
function anchors(x, y, r, w, h) {
  const out = [];
  for (const more of [0, 7, 22]) {
    const gap = r + 4.5 + more, near = r * 0.7 + 3 + more;
    out.push(
      [x + gap, y], [x - gap - w, y], [x + near, y - near - h * 0.3], [x + near, y + near + h * 0.3],
      [x - near - w, y - near - h * 0.3], [x - near - w, y + near + h * 0.3], [x - w / 2, y + gap + h / 2], [x - w / 2, y - gap - h / 2]
    );
  }
  return out;
}

// place a name at one of its spots; nothing where all are taken. `must`: ALWAYS for what is chosen, FIRST_NAMES for
// the places most told of, true for others with events (they may brush a line or an arrow, never another name), false for names that only try the eight spots beside their symbol,
// null for things that may stand at any spot, LOOSE for the word "estimated", which only a crowd of names keeps away
const ALWAYS = 2, LOOSE = 3, FIRST_NAMES = 4;
function placeName(boxes, spots, w, h, must, owner) {
  let best = null, least = Infinity, overlap = 0;
  const tries = must ? spots.length : Math.min(spots.length, must === null ? spots.length : 8);
  for (let i = 0; i < tries; i++) {
    const [left, middle] = spots[i];
    const x0 = left - 1, y0 = middle - h / 2, x1 = left + w + 1, y1 = middle + h / 2;
    const off = x0 < 2 || y0 < 2 || x1 > screen.w - 2 || y1 > screen.h - 2;
    const taken = boxes.taken(x0, y0, x1, y1, owner) + (off ? 2000 : 0), cost = taken + i * (must === LOOSE ? 0 : 0.8) + (must && must !== LOOSE ? Math.floor(i / 8) * 45 : 0);
    if (cost < least) {
      least = cost;
      overlap = taken;
      best = [left, middle];
    }
    if (!taken) break;
  }
  if (!best || overlap > (must === ALWAYS ? Infinity : must === LOOSE ? 900 : must === FIRST_NAMES ? 420 : must ? 70 : 4)) return null;
  boxes.add(best[0] - 2, best[1] - h / 2, best[0] + w + 2, best[1] + h / 2, 6);
  drawn.boxes.push([best[0], best[1] - h / 2, best[0] + w, best[1] + h / 2]);
  return best;
}

function drawName(ctx, text, x, y, font, colour, halo, spacing = 0, alpha = 1) {
  ctx.font = font;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.letterSpacing = spacing + "px";
  ctx.lineJoin = "round";
  ctx.globalAlpha = alpha;
  if (halo) {
    ctx.strokeStyle = halo;
    ctx.lineWidth = 3.4;
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
  drawn.names.push(text);
  ctx.letterSpacing = "0px";
  ctx.globalAlpha = 1;
}

// words along a line: turned to it, upright, where there is room; the middle of the line first
function nameAlong(ctx, boxes, points, text, font, colour, off) {
  const length = reach(points), w = textWidth(ctx, text, font);
  if (length < w + 30) return false;
  for (let n = 0; n < 36; n++) {
    const share = 0.5 + ((n % 2 ? 1 : -1) * Math.ceil(n / 2)) / 38;
    const part = cutLine(points, length * share - w / 2, length * share + w / 2);
    if (part.length < 2) continue;
    const [ax, ay] = part[0], [bx, by] = part[part.length - 1];
    let angle = Math.atan2(by - ay, bx - ax);
    if (Math.hypot(bx - ax, by - ay) < w * 0.93) continue;
    if (Math.abs(angle) > Math.PI / 2) angle += angle > 0 ? -Math.PI : Math.PI;
    for (const side of [-1, 1]) {
      const x = (ax + bx) / 2 - Math.sin(angle) * off * side, y = (ay + by) / 2 + Math.cos(angle) * off * side;
      const dx = (Math.cos(angle) * w) / 2, dy = (Math.sin(angle) * w) / 2;
      if (x - Math.abs(dx) < 4 || x + Math.abs(dx) > screen.w - 4 || y - Math.abs(dy) < 8 || y + Math.abs(dy) > screen.h - 8) continue;
      const trail = [];
      for (let i = 0; i <= 8; i++) trail.push([x - dx + (dx * i) / 4, y - dy + (dy * i) / 4]);
      if (trail.some(([px, py]) => boxes.taken(px - 6, py - 6, px + 6, py + 6) > 3)) continue;
      for (const [px, py] of trail) boxes.add(px - w / 16, py - 7, px + w / 16, py + 7);
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.font = font;
      ctx.lineJoin = "round";
      ctx.strokeStyle = ink.land;
      ctx.lineWidth = 3.4;
      ctx.strokeText(text, 0, 0);
      ctx.fillStyle = colour;
      ctx.fillText(text, 0, 0);
      ctx.restore();
      return true;
    }
  }
  return false;
}
