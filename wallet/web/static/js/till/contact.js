// Whether the server can be reached, said on the page; and what a page that was kept must learn anew from it.
import { Refusal, getJson } from "../shared/requests.js";

const PAUSE = 5_000;
const till = document.querySelector("[data-till]");

function be(network, state) {
  till.dataset.network = network;
  for (const line of document.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== network;
  if (!state) return;
  document.querySelector('meta[name="csrf-token"]').content = state.csrf;
  till.dataset.till = state.till; // the device may have become another till since this page was kept
  const today = document.querySelector("[data-today]");
  today.textContent = state.taken;
  today.hidden = false;
}

// An answer came; with it today's total is another one.
export function reached() {
  be("on");
  renew().catch(() => undefined);
}

// Throws when there is no network, or when the device is no till any more; the page says which.
export async function renew({ timeout = 4_000 } = {}) {
  try {
    be("on", await getJson(till.dataset.stateUrl, { timeout }));
  } catch (error) {
    if (error instanceof Refusal) be("unpaired");
    throw error;
  }
}

// Whether a sale can be asked for at this moment: a code lasts a minute, so it is not kept for later.
export async function isReachable() {
  if (till.dataset.network === "on" && navigator.onLine) return true;
  return renew({ timeout: 2_500 }).then(() => true, (error) => error instanceof Refusal || lost());
}

export function lost() {
  const isNews = till.dataset.network !== "off";
  be("off");
  if (isNews) setTimeout(look, PAUSE);
  return false;
}

async function look() {
  if (till.dataset.network === "on") return;
  await renew().catch((error) => error instanceof Refusal || setTimeout(look, PAUSE));
}

addEventListener("offline", lost);
addEventListener("online", look);
