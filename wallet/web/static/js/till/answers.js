// What became of each sale: one has the page, the others have a line each. From a sale's first second until somebody has
// seen what came of it, it stands in the journal and one page looks after it.
import { Refusal } from "../shared/requests.js";
import { show } from "../shared/slots.js";
import * as contact from "./contact.js";
import * as journal from "./journal.js";
import * as lines from "./open_sales.js";
import * as sales from "./sale.js";
import * as voice from "./voice.js";

const place = document.querySelector("[data-answer]");
const seen = new Map(); // request id -> what to call when the cashier has seen the outcome
const aside = new Map(); // request id -> what changes its line
let url;
let view; // the sale that has the page
let onView;

export function connect(redemptions, told) {
  url = redemptions;
  onView = told;
}

export async function begin(sale) {
  try {
    await journal.keep(sale);
  } catch {
    onView();
    show(place, "unkept"); // nothing was sent: without a journal the till could come to wonder
    return;
  }
  await lookAfter(sale);
}

// What was begun before this page was opened; what another page looks after waits until that one is closed.
export async function resume(till) {
  for (const sale of await journal.open(till)) lookAfter(sale);
}

// The cashier has seen it, or goes on with the next customer meanwhile. True when coins were paid.
export function next() {
  const sale = view;
  view = undefined;
  if (!sale) return false;
  if (sale.told) seen.get(sale.request_id)();
  else aside.set(sale.request_id, lines.add(sale, seen));
  return ["paid", "partly"].includes(sale.told?.outcome);
}

export async function cancel() {
  show(place, "asking");
  await sales.giveUp(view);
}

const lookAfter = (sale) =>
  journal.alone(sale, async () => {
    const kept = await journal.find(sale);
    if (!kept) return; // another page looked after it
    const isSeen = new Promise((resolve) => seen.set(kept.request_id, resolve));
    if (view) aside.set(kept.request_id, lines.add(kept, seen));
    else open(kept);
    tell(kept, await sales.settle(kept, url, { onSilence: (error) => silent(kept, error), onStep: (step, problem) => take(step, problem, kept) }));
    await isSeen;
    await journal.forget(kept);
  });

function open(sale) {
  view = sale;
  onView();
  show(place, "asking");
}

function silent(sale, error) {
  if (!(error instanceof Refusal)) contact.lost();
  if (view === sale && !place.querySelector("[data-outcome=unknown]")) show(place, "unknown");
}

// Nobody stands at the counter for a sale that was put aside.
const take = (step, problem, sale) => (view === sale ? step(problem, place, sale) : { giveUp: true });

function tell(sale, told) {
  contact.reached();
  if (view !== sale) {
    aside.get(sale.request_id)(told);
    return;
  }
  show(place, told.outcome, told);
  voice.tell(told.outcome, place);
  place.focus();
}
