// What the server last told of each person's wallet: shown with its date until it can be asked again.
import { fill } from "../shared/slots.js";
import * as store from "../shared/store.js";
import { KNOWN } from "./people.js";
import * as clock from "./server_clock.js";

const DAY = 86_400;
const EVERY = 60; // seconds: often enough for a date in minutes
const zone = { timeZone: "Europe/Amsterdam" };
const language = document.documentElement.lang;
const locale = `${language}-u-nu-latn`; // the digits of the till, also on an Arabic page
let kept;

export const forget = (handle) => store.drop(KNOWN + handle);

export async function keep({ token, event, ...state }) {
  const known = { ...state, event: event?.id ?? kept?.event };
  const same = kept && JSON.stringify({ ...known, now: 0 }) === JSON.stringify({ ...kept, now: 0 });
  if (same && known.now - kept.now < EVERY) return;
  kept = known;
  await store.put(KNOWN + state.handle, known);
}

// The balance as it was, and when that was; nothing known is shown as nothing.
export function show(purse, known) {
  kept = known;
  if (kept) fill(purse, { ...kept, known: when(kept.now) });
  purse.dataset.old = kept ? "known" : "unknown";
}

// `gisteren 14:02`, or `3 maart 14:02` from longer ago.
export function when(seconds, now = clock.now()) {
  const days = dayOf(now) - dayOf(seconds);
  const time = format(seconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (days > 1) return `${format(seconds, { day: "numeric", month: "long" })} ${time}`;
  const day = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day");
  return `${day} ${time}`;
}

const format = (seconds, how) => new Intl.DateTimeFormat(locale, { ...zone, ...how }).format(seconds * 1000);

function dayOf(seconds) {
  const iso = new Intl.DateTimeFormat("en-CA", zone).format(seconds * 1000); // 2026-11-22
  return Math.round(Date.parse(iso) / 1000 / DAY);
}
