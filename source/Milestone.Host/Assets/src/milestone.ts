// What every page has, beyond what it can do without a script. Each enhancement finds its own elements and leaves the rest alone; a fault in one
// must not take the others with it, and never the page.
import { watchCharts } from "./page/charts";
import { enhanceDialogs } from "./page/dialogs";
import { submitOnChange } from "./page/filters";
import { closeMenus } from "./page/menus";
import { followProgress } from "./page/progress";

for (const enhance of [watchCharts, submitOnChange, followProgress, enhanceDialogs, closeMenus]) {
  try {
    enhance();
  } catch (fault) {
    console.error(fault);
  }
}
