// Draws the map of places, where there are scripts. All that is on it stands on the page as a list and a table too.
//
//   <div data-map="/contexts/map/drawn/?kind=school" data-tiles="…/{z}/{x}/{y}.png or nothing" data-…="words"></div>
//
// The answer is JSON: {"areas": [{"name", "outline", "shade", "children"}], "places": [{"name", "url", "at", …}]}; see
// contexts/mapping.py. Without a base map nothing is asked of anybody but our own host.
/* global L */

import { openMap, textOf, turned } from "./ground.js";

const CLOSEST = 17;
const CLOSE = 15;
// More names than this, or names on a map as narrow as this, are a blur; the table has the numbers.
const MANY_AREAS = 40;
const NARROW = 480;

for (const box of document.querySelectorAll("[data-map]")) start(box);

async function start(box) {
  try {
    const answer = await fetch(box.dataset.map, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    draw(box, await answer.json());
  } catch {
    box.textContent = box.dataset.failed;
    box.classList.add("app-map--failed");
  }
}

function draw(box, { areas, places }) {
  const words = box.dataset;
  const { map, still } = openMap(box, words, { closest: CLOSEST, fadeAnimation: false, zoomSnap: 0.5 });
  const isNamed = areas.length <= MANY_AREAS && box.clientWidth > NARROW;
  const outlines = drawAreas(map, areas, words, isNamed);
  const { group, opened } = drawPlaces(places, words, still);
  map.on("popupopen", ({ popup }) => {
    const shown = popup.getElement();
    shown.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
    shown.querySelector("a.govuk-link").focus({ preventScroll: true });
  });
  // Leaflet hears Escape only while the map itself has the focus, and here what was opened has it.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  if (places.length) {
    map.fitBounds(group.getBounds().pad(0.15), { maxZoom: CLOSE, animate: false });
  } else {
    map.fitBounds(outlines.getBounds(), { animate: false });
  }
  map.addLayer(group);
  if (opened) {
    map.setView(opened.getLatLng(), CLOSE, { animate: false });
    group.zoomToShowLayer(opened, () => opened.openPopup());
  }
}

function drawAreas(map, areas, words, isNamed) {
  map.createPane("names").style.zIndex = 450; // above the areas, below the places
  const outlines = L.featureGroup();
  for (const area of areas) {
    const shape = L.polygon(turned(area.outline), { className: `app-map-area app-map-area--${area.shade}`, interactive: false });
    if (isNamed) {
      const label = element("span", "", area.name);
      label.append(element("span", "app-map-area__number", `${area.children ?? words.notShown}`));
      shape.bindTooltip(label, { className: "app-map-area__name", direction: "center", pane: "names", permanent: true });
    }
    outlines.addLayer(shape);
  }
  return outlines.addTo(map);
}

function drawPlaces(places, words, still) {
  const group = L.markerClusterGroup({
    animate: !still,
    maxClusterRadius: 36,
    showCoverageOnHover: false,
    iconCreateFunction: (cluster) => {
      const number = cluster.getChildCount();
      const icon = element("span", "app-map-shape app-map-shape--many");
      icon.append(shown(number), spoken(words.near.replace("{n}", number)));
      return L.divIcon({ className: "app-map-marker", html: icon, iconSize: [36, 36] });
    },
  });
  let opened = null;
  for (const place of places) {
    const icon = element("span", `app-map-shape app-map-shape--${place.kind}`);
    icon.append(shown(place.letter), spoken(`${place.name}, ${place.label}`));
    const marker = L.marker(place.at, {
      icon: L.divIcon({ className: "app-map-marker", html: icon, iconSize: [30, 30], popupAnchor: [0, -12] }),
      title: place.name,
    });
    marker.bindPopup(told(place, words), { minWidth: 180, maxWidth: 240 });
    marker.on("popupclose", () => {
      const focused = document.activeElement;
      if (focused === document.body || focused?.closest(".leaflet-popup")) marker.getElement()?.focus();
    });
    if (place.opened) opened = marker;
    group.addLayer(marker);
  }
  return { group, opened };
}

function told(place, words) {
  const box = element("div", "app-map-told");
  const link = element("a", "govuk-link", place.name);
  link.href = place.url;
  const heading = element("p", "app-map-told__name");
  heading.append(link);
  box.append(heading);
  for (const line of [`${place.label}, ${place.status.toLowerCase()}`, place.where, place.area, place.about ? words.about : ""]) {
    if (line) box.append(element("p", "app-map-told__line", line));
  }
  return box;
}

const element = (tag, className, text = "") => textOf(text, tag, className);

function shown(text) {
  const made = element("span", "", text);
  made.setAttribute("aria-hidden", "true");
  return made;
}

const spoken = (text) => element("span", "govuk-visually-hidden", text);
