// What came of a question is heard as any other result; once, not when the page is opened again.
import { tell } from "./sound.js";

const [opened] = performance.getEntriesByType("navigation");
const { outcome } = document.querySelector("[data-outcome]").dataset;
if (opened?.type === "navigate") tell(outcome);
