// Ask the server every two seconds, while somebody is looking, what this wallet holds and what happened last.
import { Refusal, getJson } from "../shared/requests.js";
import * as clock from "./server_clock.js";

const PAUSE = 2000;

// `onState` and `onRefused` may take their time: nothing is asked meanwhile.
export function listen(url, { onState, onRefused, onSilence }) {
  let asking = false;
  const ask = async () => {
    if (document.hidden || asking) return;
    asking = true;
    const asked = Date.now() / 1000;
    try {
      const state = await getJson(url, { timeout: 5000 });
      clock.set(state.now, asked, Date.now() / 1000);
      await onState(state);
    } catch (error) {
      if (error instanceof Refusal) await onRefused(error).catch(onSilence);
      else onSilence();
    } finally {
      asking = false;
    }
  };
  const round = async () => {
    await ask();
    setTimeout(round, PAUSE);
  };
  document.addEventListener("visibilitychange", ask);
  round();
}
