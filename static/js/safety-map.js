// Draws a safety map, and lets its rows be drawn on: coloured areas and ways, each with its letter and its name.
//
//   {% include "cases/safety_map_drawing.html" … %}   the box; its words stand in its data attributes
//   <fieldset data-safety-row> … <input type="hidden" name="place-0-points"> <div data-draw-buttons></div> </fieldset>
//
// The list beside it says the same, and a postcode puts a place onto the map by keyboard; without scripts the box stays
// hidden. Nothing is fetched but the pictures of the ground, where the council has said from where.

/* global L */

import { openMap, textOf, turned } from "./ground.js";

const COLOURS = { red: "#ca3535", amber: "#b85c00", green: "#0f7a52" };
const DASHES = { red: null, amber: "10 6", green: null };
const LETTERS = { red: "R", amber: "A", green: "G" };
const CLOSEST = 18;

function start(box) {
  const words = box.dataset;
  const landmarks = JSON.parse(words.landmarks || "[]");
  const rows = words.edits ? [...document.querySelectorAll("[data-safety-row]")].map(readRow) : [];
  const shapes = rows.length ? rows.map(shapeOf) : JSON.parse(words.shapes || "[]");
  const points = [...shapes.flatMap((shape) => shape.points || []), ...landmarks.map((mark) => mark.at)];
  const areas = JSON.parse(words.areas || "[]");
  // With nothing to find one's way by, an empty box would only be in the way.
  if (!window.L || (!points.length && !areas.length && !words.tiles)) return;
  box.hidden = false;

  const { map } = openMap(box.querySelector("[data-canvas]"), words, { closest: CLOSEST });
  L.control.scale({ imperial: false }).addTo(map);
  const ground = addAreas(map, areas);
  if (points.length) map.fitBounds(L.latLngBounds(points), { maxZoom: 15, padding: [40, 40], animate: false });
  else if (areas.length) map.fitBounds(ground.getBounds(), { animate: false });
  else map.setView([52.8, -1.6], 6);
  for (const mark of landmarks) addLandmark(map, mark);

  const drawn = L.layerGroup().addTo(map);
  const draw = () => {
    drawn.clearLayers();
    (rows.length ? rows.map(shapeOf) : shapes).forEach((shape, place) => addShape(drawn, shape, place % 2));
  };
  draw();
  if (rows.length) new Pen(box, map, rows, draw);
}

// The council's areas.
function addAreas(map, areas) {
  const ground = L.featureGroup().addTo(map);
  for (const outline of areas) {
    L.polygon(turned(outline), { color: "#6f777b", weight: 1, fillOpacity: 0, interactive: false }).addTo(ground);
  }
  return ground;
}

function addLandmark(map, mark) {
  const icon = L.divIcon({ className: "app-safety-map__landmark", iconSize: [8, 8] });
  const marker = L.marker(mark.at, { icon, interactive: false, keyboard: false }).addTo(map);
  marker.bindTooltip(textOf(mark.name), { permanent: true, direction: "bottom", opacity: 0.8 });
}

function addShape(layer, shape, toTheLeft) {
  const at = shape.points;
  if (!at || !at.length) return;
  const colour = COLOURS[shape.colour] || "#484949";
  const look = { color: colour, weight: 4, dashArray: DASHES[shape.colour], fillOpacity: 0.2, interactive: false };
  let middle = at[0];
  if (shape.shape === "area" && at.length > 2) {
    const area = L.polygon(at, look).addTo(layer);
    middle = area.getBounds().getCenter();
  } else if (at.length > 1) {
    L.polyline(at, { ...look, weight: 6 }).addTo(layer);
    middle = at[Math.floor(at.length / 2)];
  }
  const icon = L.divIcon({
    className: `app-safety-map__letter app-safety-map__letter--${shape.colour}`,
    html: textOf(LETTERS[shape.colour] || "?"),
    iconSize: [26, 26],
  });
  const marker = L.marker(middle, { icon, interactive: false, keyboard: false }).addTo(layer);
  // To both sides in turn: places stand close together.
  const side = toTheLeft ? { direction: "left", offset: [-14, 0] } : { direction: "right", offset: [14, 0] };
  if (shape.name) marker.bindTooltip(textOf(shape.name), { permanent: true, ...side });
}

// --- Drawing rows of a form ------------------------------------------------------------------------------------------
function readRow(fieldset) {
  const named = (name) => fieldset.querySelector(`[name$="-${name}"]`);
  return {
    fieldset,
    points: named("points"),
    name: named("name"),
    buttons: fieldset.querySelector("[data-draw-buttons]"),
    chosen: (name) => fieldset.querySelector(`[name$="-${name}"]:checked`)?.value,
  };
}

function shapeOf(row) {
  let points = null;
  try {
    points = JSON.parse(row.points.value || "null");
  } catch {
    // What cannot be read is not drawn; the server says so when it is sent.
  }
  if (!Array.isArray(points)) points = null;
  return { name: row.name.value, colour: row.chosen("colour"), shape: row.chosen("shape") || "area", points };
}

class Pen {
  constructor(box, map, rows, draw) {
    this.words = box.dataset;
    this.box = box;
    this.map = map;
    this.draw = draw;
    this.row = null;
    this.status = box.querySelector("[data-status]");
    this.tools = box.querySelector("[data-tools]");
    this.tools.append(
      button(this.words.done, () => this.finish()),
      button(this.words.back, () => this.takeBack()),
    );
    for (const row of rows) {
      this.offer(row);
      row.fieldset.addEventListener("change", () => draw());
    }
    map.on("click", (event) => this.mark(event.latlng));
  }

  offer(row) {
    const has = Boolean(row.points.value);
    row.buttons.replaceChildren(button(has ? this.words.again : this.words.draw, () => this.begin(row), row.name));
    if (has) row.buttons.append(button(this.words.clear, () => this.set(row, []), row.name), textOf(this.words.drawn));
  }

  begin(row) {
    this.row = row;
    this.set(row, []);
    this.tools.hidden = false;
    this.status.textContent = this.words.how;
    this.box.scrollIntoView({ block: "nearest" });
    this.map.getContainer().focus({ preventScroll: true });
  }

  mark(at) {
    if (!this.row) return;
    const points = shapeOf(this.row).points || [];
    this.set(this.row, [...points, [round(at.lat), round(at.lng)]]);
  }

  takeBack() {
    if (this.row) this.set(this.row, (shapeOf(this.row).points || []).slice(0, -1));
  }

  finish() {
    const row = this.row;
    this.row = null;
    this.tools.hidden = true;
    this.status.textContent = "";
    if (!row) return;
    row.fieldset.scrollIntoView({ block: "start" });
    row.buttons.querySelector("button")?.focus({ preventScroll: true });
  }

  set(row, points) {
    row.points.value = points.length ? JSON.stringify(points) : "";
    // It is kept as a draft, as if it had been typed.
    row.points.dispatchEvent(new Event("input", { bubbles: true }));
    this.offer(row);
    this.draw();
  }
}

function button(words, press, about) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary";
  made.textContent = words;
  if (about?.value) {
    const which = textOf(`: ${about.value}`);
    which.className = "govuk-visually-hidden";
    made.append(which);
  }
  made.addEventListener("click", press);
  return made;
}

function round(degrees) {
  return Math.round(degrees * 100000) / 100000;
}

for (const box of document.querySelectorAll("[data-safety-map]")) start(box);
