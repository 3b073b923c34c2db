// Starts what the page carries: GOV.UK and MOJ components by their data-module, and our own by their data attributes.
import { initAll as initGovuk } from "./govuk-frontend.min.js";
import { initAll as initMoj } from "./moj-frontend.min.js";
import { startDrafts } from "./draft.js";
import { openFiltersOnWideScreens } from "./filter.js";
import { startPasskeys } from "./passkey.js";
import { tellOfPrints } from "./printed.js";
import { startSuggestions } from "./suggest.js";
import { renewTokensOnSubmit } from "./token.js";

initGovuk();
initMoj();
openFiltersOnWideScreens();
renewTokensOnSubmit();
startDrafts();
startSuggestions();
startPasskeys();
tellOfPrints();
