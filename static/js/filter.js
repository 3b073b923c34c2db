// A filter panel is closed on a phone, where it would fill the first screen, and open where there is room for it.
// Browsers that can do so by style alone need none of this; see _filter in the styles.
export function openFiltersOnWideScreens() {
  const wide = window.matchMedia("(min-width: 40.0625em)");
  if (!wide.matches) return;
  for (const panel of document.querySelectorAll("details[data-filter]")) panel.open = true;
}
