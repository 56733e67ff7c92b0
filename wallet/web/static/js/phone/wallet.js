// The phone's main page: first the code, which needs no network; then what happens at the till.
import { CodeCard } from "./code_card.js";
import * as people from "./people.js";
import * as clock from "./server_clock.js";

const page = document.querySelector("[data-wallet]");
const card = page.querySelector("[data-code]");
const { handle, event, now, usedStep } = page.dataset; // empty when the page is the phone's own

async function keepAwake() {
  if (!document.hidden) await navigator.wakeLock?.request("screen").catch(() => undefined);
}

const { person, known, ahead } = await people.atOnce();
clock.restore(ahead);
if (now) clock.set(Number(now));
const isOwn = handle === person?.handle; // what this page says is of whose code it shows
const codes = person && new CodeCard(card, person);
if (person) {
  await codes.start(Math.max(Number(usedStep), isOwn ? 0 : (known?.used_step ?? 0)));
  if (!isOwn) {
    const lastKnown = await import("./last_known.js");
    lastKnown.show(page.querySelector("[data-balance]"), known);
  }
} else if (handle) {
  card.dataset.state = "no-key";
} else {
  location.replace((await people.all()).length ? "/wallet/people" : "/enrol");
}
document.addEventListener("visibilitychange", keepAwake);
keepAwake();

// Drawn, not only in the page: a slow phone would read all the other scripts first. A hidden page draws nothing.
const drawn = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 500);
  });

// Not before the code is there. Without network this waits; a browser may remember a module that
// failed to load, so each new try has an address of its own.
async function followNews(tries) {
  try {
    const { follow } = await import(tries ? `./results.js?again=${tries}` : "./results.js");
    const lastEvent = isOwn ? event : known && (known.event ?? ""); // undefined: this phone has heard nothing yet
    follow(page, { person, lastEvent, onUsed: (step) => codes?.used(step) });
    import("./page.js").catch(() => undefined); // it keeps pages; what is not kept today is kept next time
  } catch {
    page.querySelector("[data-offline]").hidden = false;
    setTimeout(followNews, 2000, tries + 1);
  }
}
if (person || handle) {
  await drawn();
  followNews(0);
}
