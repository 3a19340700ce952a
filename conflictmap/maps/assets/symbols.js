// Symbols on the canvas: settlements by state of control, tokens of events, arrows, arteries, hatching.

// asked once a drawing: reading it a thousand times a frame is slow
let pixelRatio = Math.min(3, window.devicePixelRatio || 1);
const DPR = () => pixelRatio;
// thousands of small stamps are drawn faster by the processor than handed to a graphics card one by one
const CPU = { willReadFrequently: true };
let dark = false;
let ink = LOOK.palettes.light;
const sideColour = (side, use = "") => (side === "UA" ? ink["ua" + use] : side === "RU" ? ink["ru" + use] : use ? ink.second : ink.muted);

const rankOf = (people) => LOOK.ranks.findIndex(([least]) => people >= least);

function shapePath(ctx, shape, x, y, r) {
  ctx.beginPath();
  if (shape === "circle") ctx.arc(x, y, r, 0, 7);
  else if (shape === "diamond") {
    const d = r * 1.28;
    ctx.moveTo(x, y - d);
    ctx.lineTo(x + d, y);
    ctx.lineTo(x, y + d);
    ctx.lineTo(x - d, y);
    ctx.closePath();
  } else ctx.rect(x - r * 0.92, y - r * 0.92, r * 1.84, r * 1.84);
}

// a settlement: `status` names the holder, `look` the certainty, `age` fades the fill and never the outline
function drawSettlement(ctx, x, y, r, status, look, age) {
  const alpha = LOOK.ages[age][1];
  ctx.save();
  ctx.lineJoin = "round";
  if (status === "UNKNOWN") {
    const q = Math.max(4.2, r);
    ctx.beginPath();
    ctx.arc(x, y, q, 0, 7);
    ctx.fillStyle = ink.paper;
    ctx.fill();
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = ink.muted;
    ctx.stroke();
    ctx.fillStyle = ink.second;
    ctx.font = `700 ${Math.round(q * 1.7)}px ${SANS}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText("?", x, y + 0.5);
  } else if (status === "DISPUTED") {
    const q = r + 1;
    ctx.beginPath();
    ctx.arc(x, y, q, Math.PI / 2, (3 * Math.PI) / 2);
    ctx.closePath();
    ctx.globalAlpha = alpha;
    ctx.fillStyle = ink.paper;
    ctx.fill();
    ctx.fillStyle = ink.ua;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = ink.ink;
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x, y - q * 1.2);
    ctx.lineTo(x + q * 1.2, y);
    ctx.lineTo(x, y + q * 1.2);
    ctx.closePath();
    ctx.globalAlpha = alpha;
    ctx.fillStyle = ink.ru;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x, y - q * 1.2);
    ctx.lineTo(x, y + q * 1.2);
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = ink.paper;
    ctx.stroke();
  } else {
    const [colour, shape] = LOOK.shapes[status];
    const hollow = look !== "filled";
    shapePath(ctx, shape, x, y, hollow ? r - 0.4 : r);
    ctx.fillStyle = ink.paper;
    ctx.fill();
    if (!hollow) {
      ctx.globalAlpha = alpha;
      ctx.fillStyle = ink[colour];
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.lineWidth = status === "CONTESTED" ? 1.3 : 1;
      ctx.strokeStyle = status === "CONTESTED" && dark ? "#111" : ink.ink;
      ctx.stroke();
    } else {
      const width = r > 6 ? 2.6 : r > 4.5 ? 2 : 1.6;
      if (status === "CONTESTED") {
        ctx.lineWidth = width + 1.8;
        ctx.strokeStyle = dark ? "#111" : ink.ink;
        ctx.stroke();
      }
      ctx.lineWidth = width;
      ctx.strokeStyle = ink[colour];
      if (look === "dotted") ctx.setLineDash([1.6, 2.2]);
      ctx.stroke();
      if (look === "slashed") {
        ctx.setLineDash([]);
        ctx.beginPath();
        ctx.moveTo(x - r * 1.15, y + r * 1.15);
        ctx.lineTo(x + r * 1.15, y - r * 1.15);
        ctx.stroke();
      }
    }
  }
  ctx.restore();
}

// a place that only an event names: a small square, so that nobody reads it as control
function drawMention(ctx, x, y, side, firm) {
  ctx.beginPath();
  ctx.arc(x, y, 3.2, 0, 7);
  ctx.fillStyle = firm ? sideColour(side) : ink.paper;
  ctx.fill();
  ctx.lineWidth = firm ? 1 : 1.6;
  ctx.strokeStyle = firm ? ink.ink : sideColour(side);
  ctx.stroke();
}

// symbols are drawn once and stamped
const stamps = new Map();
function stampOf(key, size, draw) {
  if (!stamps.has(key)) {
    const ratio = DPR(), picture = document.createElement("canvas");
    picture.width = picture.height = Math.ceil(size * 2 * ratio);
    const inner = picture.getContext("2d", CPU);
    inner.scale(ratio, ratio);
    draw(inner, size);
    stamps.set(key, { picture, size: picture.width / ratio / 2, pixels: null });
  }
  return stamps.get(key);
}
const settlementStamp = (r, status, look, age) => stampOf(`s${r}|${status}|${look}|${age}`, r + 6, (inner, c) => drawSettlement(inner, c, c, r, status, look, age));
const mentionStamp = (side, firm) => stampOf(`m${side}|${firm}`, 6, (inner, c) => drawMention(inner, c, c, side, firm));
const NO_STAMP = stampOf("none", 1, () => {});
const press = (ctx, { picture, size }, x, y) => ctx.drawImage(picture, x - size, y - size, size * 2, size * 2);

// thousands of stamps are copied as pixels into one picture: a call for each would cost more than a frame
let sheet = null;
function pressMany(ctx, items) {
  const ratio = DPR(), w = Math.round(screen.w * ratio), h = Math.round(screen.h * ratio);
  if (!sheet || sheet.w !== w || sheet.h !== h) {
    const canvas = document.createElement("canvas");
    canvas.width = w;
    canvas.height = h;
    const image = new ImageData(w, h);
    sheet = { w, h, canvas, inner: canvas.getContext("2d", CPU), image, out: new Uint32Array(image.data.buffer) };
  }
  const { out } = sheet;
  out.fill(0);
  for (const [stamp, x, y] of items) {
    const side = stamp.picture.width;
    if (!stamp.pixels) stamp.pixels = new Uint32Array(stamp.picture.getContext("2d", CPU).getImageData(0, 0, side, side).data.buffer);
    const x0 = Math.round((x - stamp.size) * ratio), y0 = Math.round((y - stamp.size) * ratio), from = Math.max(0, -x0), to = Math.min(side, w - x0);
    for (let j = Math.max(0, -y0); j < side && y0 + j < h; j++)
      for (let i = from, at = (y0 + j) * w + x0 + from; i < to; i++, at++) {
        const pixel = stamp.pixels[j * side + i], alpha = pixel >>> 24;
        if (!alpha) continue;
        const under = out[at];
        out[at] = alpha === 255 || !under ? pixel : over(pixel, under, alpha);
      }
  }
  sheet.inner.putImageData(sheet.image, 0, 0);
  ctx.drawImage(sheet.canvas, 0, 0, screen.w, screen.h);
}
function over(a, b, alpha) {
  const rest = 255 - alpha, mix = (shift) => ((((a >>> shift) & 255) * alpha + ((b >>> shift) & 255) * rest) / 255) & 255;
  return ((Math.max(alpha, b >>> 24) << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0)) >>> 0;
}

// a token of 18 px: what happened, in the colour of who did it
function drawToken(ctx, x, y, type, side, certainty) {
  const firm = certainty < CLAIMED, denied = MODEL.certainties[certainty] === "denied";
  const colour = type === "fighting" ? ink.contested : sideColour(side);
  ctx.save();
  ctx.translate(x, y);
  ctx.beginPath();
  ctx.roundRect(0.5, 0.5, 17, 17, 4);
  ctx.fillStyle = ink.paper;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = firm ? ink.second : ink.muted;
  if (!firm && certainty > CLAIMED) ctx.setLineDash([2, 1.6]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.7;
  ctx.lineCap = ctx.lineJoin = "round";
  for (const [mode, path] of LOOK.glyphs[type]) {
    const outline = new Path2D(path);
    if (mode === "fill") {
      ctx.fillStyle = colour;
      ctx.fill(outline);
      if (type === "fighting") {
        ctx.lineWidth = 1;
        ctx.strokeStyle = dark ? "#111" : ink.ink;
        ctx.stroke(outline);
      }
    } else {
      ctx.strokeStyle = colour;
      ctx.stroke(outline);
    }
  }
  // denied: struck through, with a seam of paper so that the stroke is seen over the glyph
  for (const [paint, width] of denied ? [[ink.paper, 4.4], [ink.second, 1.8]] : []) {
    ctx.strokeStyle = paint;
    ctx.lineWidth = width;
    trace(ctx, [[2, 16], [16, 2]]);
    ctx.stroke();
  }
  ctx.restore();
}
const pressToken = (ctx, x, y, type, side, certainty) =>
  press(ctx, stampOf(`t${type}|${side}|${certainty}`, 10, (inner) => drawToken(inner, 1, 1, type, side, certainty)), x + 10, y + 10);

// points of a curve from a to b that bends to its left
function curve(x0, y0, x1, y1, bend, steps = 24) {
  const cx = (x0 + x1) / 2 + (y1 - y0) * bend, cy = (y0 + y1) / 2 - (x1 - x0) * bend;
  const out = [];
  for (let i = 0; i <= steps; i++) {
    const t = i / steps, u = 1 - t;
    out.push([u * u * x0 + 2 * u * t * cx + t * t * x1, u * u * y0 + 2 * u * t * cy + t * t * y1]);
  }
  return out;
}
const reach = (points) => points.reduce((sum, [x, y], i) => (i ? sum + Math.hypot(x - points[i - 1][0], y - points[i - 1][1]) : 0), 0);
// the part of a line between two distances from its start
function cutLine(points, from, to) {
  const out = [];
  let run = 0;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1], [bx, by] = points[i], d = Math.hypot(bx - ax, by - ay);
    const at = (s) => [ax + ((bx - ax) * s) / d, ay + ((by - ay) * s) / d];
    if (d && run + d > from && run < to) {
      if (!out.length) out.push(at(Math.max(0, from - run)));
      out.push(at(Math.min(d, to - run)));
    }
    run += d;
  }
  return out;
}
function trace(ctx, points) {
  ctx.beginPath();
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
}

// an advance: tapered from thin to thick, with a head; the tail fades where its start was not said
function drawAdvance(ctx, points, colour, fade, firm) {
  const length = reach(points), head = Math.min(17, length * 0.45), body = cutLine(points, 0, length - head);
  if (body.length < 2) return;
  const wide = Math.min(fade ? 5.5 : 8, 2 + length / 14), left = [], right = [];
  let run = 0;
  body.forEach(([x, y], i) => {
    const [ax, ay] = body[Math.max(0, i - 1)], [bx, by] = body[Math.min(body.length - 1, i + 1)];
    const d = Math.hypot(bx - ax, by - ay) || 1, nx = -(by - ay) / d, ny = (bx - ax) / d;
    if (i) run += Math.hypot(x - body[i - 1][0], y - body[i - 1][1]);
    const w = (1.6 + (wide - 1.6) * (run / (length - head))) / 2;
    left.push([x + nx * w, y + ny * w]);
    right.unshift([x - nx * w, y - ny * w]);
  });
  const [tx, ty] = points[points.length - 1], [sx, sy] = body[body.length - 1];
  const d = Math.hypot(tx - sx, ty - sy) || 1, nx = -(ty - sy) / d, ny = (tx - sx) / d, w = wide * 0.95 + 1.5;
  ctx.save();
  let paint = colour;
  if (fade) {
    paint = ctx.createLinearGradient(points[0][0], points[0][1], tx, ty);
    paint.addColorStop(0, colour + "00");
    paint.addColorStop(0.75, colour);
  }
  trace(ctx, [...left, [sx + nx * w, sy + ny * w], [tx, ty], [sx - nx * w, sy - ny * w], ...right]);
  ctx.closePath();
  ctx.lineJoin = "round";
  ctx.lineWidth = 2.6;
  if (!fade) {
    ctx.strokeStyle = ink.paper;
    ctx.stroke();
  }
  ctx.fillStyle = firm ? paint : ink.paper;
  ctx.fill();
  ctx.lineWidth = firm ? 0.6 : 1.7;
  ctx.strokeStyle = paint;
  ctx.stroke();
  ctx.restore();
}

// an evacuation (dotted) or a withdrawal (dashed): a thin line with an open head
function drawLeaving(ctx, points, colour, dash, head = true) {
  if (points.length < 2) return;
  ctx.save();
  ctx.strokeStyle = ink.paper;
  ctx.lineWidth = 4.4;
  ctx.globalAlpha = 0.7;
  trace(ctx, points);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.1;
  ctx.lineCap = "round";
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
  if (head) {
    const [tx, ty] = points[points.length - 1], [sx, sy] = points[Math.max(0, points.length - 4)];
    const a = Math.atan2(ty - sy, tx - sx);
    ctx.lineJoin = "round";
    trace(ctx, [[tx - 13 * Math.cos(a - 0.42), ty - 13 * Math.sin(a - 0.42)], [tx, ty], [tx - 13 * Math.cos(a + 0.42), ty - 13 * Math.sin(a + 0.42)]]);
    ctx.stroke();
  }
  ctx.restore();
}

// a supply artery: cased; severed leaves a gap of 22 with two slashes in the colour of who cut it
function drawArtery(ctx, points, status, side, by, scale = 1) {
  const length = reach(points);
  const pieces = status === "cut" ? [cutLine(points, 0, length / 2 - 11), cutLine(points, length / 2 + 11, length)] : [points];
  ctx.save();
  ctx.lineJoin = "round";
  ctx.lineCap = "butt";
  for (const piece of pieces) {
    trace(ctx, piece);
    ctx.strokeStyle = ink.second;
    ctx.lineWidth = 6.6 * scale;
    ctx.stroke();
    ctx.strokeStyle = ink.paper;
    ctx.lineWidth = 4.2 * scale;
    ctx.stroke();
    ctx.strokeStyle = status === "cut" ? ink.muted : sideColour(side);
    ctx.lineWidth = (status === "cut" ? 1.6 : 2.2) * scale;
    ctx.setLineDash(status === "open" ? [] : status === "cut" ? [1.5, 4] : [9, 7]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (status === "cut" && length > 30) {
    const [[ax, ay], [bx, by2]] = [cutLine(points, length / 2 - 4, length / 2)[0], cutLine(points, length / 2, length / 2 + 4).slice(-1)[0]];
    const a = Math.atan2(by2 - ay, bx - ax);
    ctx.translate((ax + bx) / 2, (ay + by2) / 2);
    ctx.rotate(a);
    for (const [colour, width] of [[ink.paper, 7], [sideColour(by), 3.4]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.beginPath();
      for (const x of [-4, 4]) {
        ctx.moveTo((x - 3) * scale, 10 * scale);
        ctx.lineTo((x + 3) * scale, -10 * scale);
      }
      ctx.stroke();
    }
  }
  ctx.restore();
}

// a repeating pattern of slanted lines, fixed to the map so that it moves with it
const patterns = new Map();
function hatch(ctx, colour, angle, step, width, ox, oy) {
  const ratio = DPR(), key = [colour, angle, step, width, ratio].join();
  // a tile of whole device pixels, so that the lines meet across its edges
  const side = Math.round(step * Math.SQRT2 * ratio);
  if (!patterns.has(key)) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = side;
    const inner = tile.getContext("2d", CPU);
    inner.strokeStyle = colour;
    inner.lineWidth = width * ratio;
    inner.beginPath();
    for (const shift of [-side, 0, side]) {
      if (angle === 0) {
        inner.moveTo(-2, shift + side / 2);
        inner.lineTo(side + 2, shift + side / 2);
      } else if (angle > 0) {
        inner.moveTo(shift - 2, side + 2);
        inner.lineTo(shift + side + 2, -2);
      } else {
        inner.moveTo(shift - 2, -2);
        inner.lineTo(shift + side + 2, side + 2);
      }
    }
    inner.stroke();
    patterns.set(key, tile);
  }
  const pattern = ctx.createPattern(patterns.get(key), "repeat");
  const wrap = side / ratio;
  pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, -(ox % wrap), -(oy % wrap)]));
  return pattern;
}
const faint = (colour, alpha) => colour + Math.round(alpha * 255).toString(16).padStart(2, "0");
