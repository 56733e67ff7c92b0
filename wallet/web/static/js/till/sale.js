// Ask for a sale until the till knows what came of it: the same request, with pauses, for half a minute of silence;
// then revoke it, as stubbornly. The server gives the first answer for ever, so nothing can be booked twice.
import { Refusal, postJson } from "../shared/requests.js";
import { renew } from "./contact.js";
import * as journal from "./journal.js";
import { steps } from "./steps.js";

const PATIENCE = 30_000;
const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 5_000;
const REFUSED = {
  "/problems/not-paid": "refused",
  "/problems/pin-not-right": "wrong-pin",
  "/problems/card-cannot-pay": "no-card",
};
const FINAL = new Set([409, 422]); // anything else was said by something between us and the books

// Resolves with the outcome, which is in the journal by then.
export async function settle(sale, url, { onSilence, onStep }) {
  const told = sale.told ?? (await insist(sale, url, { onSilence, onStep }));
  delete sale.code; // a code that was answered is of no more use to anybody
  await journal.keep(Object.assign(sale, { told }));
  return told;
}

// The cashier does not want to wait any longer: revoked at the next try.
export async function giveUp(sale) {
  sale.given_up = true;
  await journal.keep(sale);
  wake();
}

async function insist(sale, url, { onSilence, onStep }) {
  let more = {}; // what a step added, such as a PIN: sent, and kept nowhere
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await ask(sale, url, more);
    } catch (error) {
      const step = error instanceof Refusal && steps[error.problem.type];
      if (step) {
        more = (await onStep(step, error.problem)) ?? {};
        await journal.keep(Object.assign(sale, { heard: Date.now(), given_up: more.giveUp || sale.given_up }));
        pause = FIRST_PAUSE;
        continue;
      }
      if (error instanceof Refusal && FINAL.has(error.status)) return refused(error.problem);
      onSilence(error);
      if (error instanceof Refusal) await renew().catch(() => undefined);
      await rest(pause);
    }
  }
}

// Of silence; a clock that was set back by an hour has been silent for an hour.
const isLate = ({ begun, heard = begun }) => Math.abs(Date.now() - heard) > PATIENCE;

function ask({ request_id, price, code, ...sale }, url, more) {
  if (sale.given_up || isLate(sale)) return postJson(`${url}/${request_id}/revocation`, {});
  return postJson(url, { request_id, price, code, ...more });
}

function refused({ type, title }) {
  return { outcome: REFUSED[type] ?? "mistake", sentence: title };
}

// A pause that ends early when the network or the screen comes back.
let wakers = [];
const wake = () => wakers.splice(0).forEach((resolve) => resolve());
addEventListener("online", wake);
document.addEventListener("visibilitychange", () => document.hidden || wake());

function rest(pause) {
  const wanted = pause * (0.75 + Math.random() / 2); // tills that fell silent together do not come back as one
  return new Promise((resolve) => {
    wakers.push(resolve);
    setTimeout(resolve, wanted);
  });
}
