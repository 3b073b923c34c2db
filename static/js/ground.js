// What every map of ours stands on: how it is moved, on what ground, and outlines of the council's areas.
//
// Nothing is fetched but pictures of the ground, and those from where the council has said (MAP_TILE_URL).
/* global L */

// A map in this box; `words` are its data: tiles, attribution, zoomIn, zoomOut.
export function openMap(box, words, { closest, ...more }) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  // One finger scrolls the page, and so does the wheel; two fingers and the buttons move the map.
  const byTouch = window.matchMedia("(pointer: coarse)").matches;
  const map = L.map(box, {
    attributionControl: false,
    dragging: !byTouch,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    maxZoom: closest,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    zoomControl: false,
    ...more,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  if (words.attribution) {
    L.control.attribution({ prefix: false }).addAttribution(textOf(words.attribution).innerHTML).addTo(map);
  }
  if (words.tiles) L.tileLayer(words.tiles, { maxZoom: closest, referrerPolicy: "no-referrer" }).addTo(map);
  return { map, still };
}

// An outline as it is kept (longitude first) as Leaflet takes it.
export const turned = (outline) => outline.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [y, x])));

// Text that stays text, whatever was typed: what Leaflet is given as HTML.
export function textOf(text, tag = "span", className = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
