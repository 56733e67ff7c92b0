// Ask the server every two seconds, while somebody is looking, what this wallet holds and what happened last.
import { Refusal, getJson } from "../shared/requests.js";
import * as clock from "./server_clock.js";

const PAUSE = 2000;

export function listen(url, { onState, onSilence }) {
  const ask = async () => {
    if (document.hidden) return;
    const asked = Date.now() / 1000;
    try {
      const state = await getJson(url, { timeout: 5000 });
      clock.set(state.now, asked, Date.now() / 1000);
      onState(state);
    } catch (error) {
      if (error instanceof Refusal) location.reload(); // blocked: the server says where to go
      else onSilence();
    }
  };
  const round = async () => {
    await ask();
    setTimeout(round, PAUSE);
  };
  document.addEventListener("visibilitychange", ask);
  setTimeout(round, PAUSE);
}
