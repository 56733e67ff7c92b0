// A sale is kept before it is sent, and asked for again until there is an answer: it can never be booked twice.
// Half a minute without one, and the till revokes it instead, by the same stubbornness.
import { Refusal, postJson } from "../shared/requests.js";
import * as store from "../shared/store.js";

const NAME = "sale";
const PATIENCE = 30_000;
const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 5_000;

export const begin = (price, code) => ({ request_id: crypto.randomUUID(), price, code, begun: Date.now() });

// What was sent before this page was closed or reloaded, and never answered.
export const unanswered = () => store.get(NAME);

export async function settle(sale, url, { onSilence }) {
  await store.put(NAME, sale);
  const answer = await insist(sale, url, onSilence);
  await store.drop(NAME);
  return answer;
}

async function insist(sale, url, onSilence) {
  const { begun, ...asked } = sale;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      const late = Date.now() - begun > PATIENCE;
      return await (late ? postJson(`${url}/${sale.request_id}/revocation`, {}) : postJson(url, asked));
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      onSilence();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function refused({ problem }) {
  const isNotPaid = problem.type === "/problems/not-paid";
  return { outcome: isNotPaid ? "refused" : "mistake", sentence: problem.title };
}
