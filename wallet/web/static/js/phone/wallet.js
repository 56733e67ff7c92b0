// The phone's main page: first the code, which needs no network; then what happens at the till.
import { CodeCard } from "./code_card.js";
import * as keys from "./key.js";
import * as clock from "./server_clock.js";

const page = document.querySelector("[data-wallet]");
const card = page.querySelector("[data-code]");

async function keepAwake() {
  if (!document.hidden) await navigator.wakeLock?.request("screen").catch(() => undefined);
}

clock.set(Number(page.dataset.now));
const device = await keys.find(page.dataset.handle);
const codes = device && new CodeCard(card, device);
if (codes) {
  codes.used(Number(page.dataset.usedStep));
  await codes.start();
} else {
  card.dataset.state = "no-key";
}
document.addEventListener("visibilitychange", keepAwake);
keepAwake();

// Not before the code is there. Without network this waits; a browser may remember a module that
// failed to load, so each new try has an address of its own.
async function followNews(tries) {
  try {
    const { follow } = await import(tries ? `./results.js?again=${tries}` : "./results.js");
    follow(page, { onUsed: (step) => codes?.used(step) });
  } catch {
    page.querySelector("[data-offline]").hidden = false;
    setTimeout(followNews, 2000, tries + 1);
  }
}
followNews(0);
