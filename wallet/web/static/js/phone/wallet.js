// The phone's main page: the code without network, the balance and the result of a sale by itself.
import { fill, show } from "../shared/slots.js";
import { CodeCard } from "./code_card.js";
import * as keys from "./key.js";
import { listen } from "./news.js";
import * as clock from "./server_clock.js";

const page = document.querySelector("[data-wallet]");
const card = page.querySelector("[data-code]");
const balance = page.querySelector("[data-balance]");
const news = page.querySelector("[data-news]");
const offline = page.querySelector("[data-offline]");
const SHOWN_FOR = 20_000;

let lastEvent = page.dataset.event;
let closing;

function close() {
  news.replaceChildren();
  balance.hidden = false;
}

function tell(state) {
  offline.hidden = true;
  fill(balance, state);
  if (!state.event || state.event.id === lastEvent) return;
  lastEvent = state.event.id;
  show(news, `result-${state.event.kind}`, { ...state, ...state.event });
  balance.hidden = true;
  news.querySelector("[data-close]").addEventListener("click", close);
  clearTimeout(closing);
  closing = setTimeout(close, SHOWN_FOR);
}

async function keepAwake() {
  if (!document.hidden) await navigator.wakeLock?.request("screen").catch(() => undefined);
}

clock.set(Number(page.dataset.now));
const device = await keys.find(page.dataset.handle);
const codes = device && new CodeCard(card, device);
if (codes) {
  codes.used(Number(page.dataset.usedStep));
  codes.start();
} else {
  card.dataset.state = "no-key";
}
listen(page.dataset.stateUrl, {
  onState: (state) => {
    codes?.used(state.used_step);
    tell(state);
  },
  onSilence: () => {
    offline.hidden = false;
  },
});
document.addEventListener("visibilitychange", keepAwake);
keepAwake();
