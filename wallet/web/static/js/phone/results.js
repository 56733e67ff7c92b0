// What happened at the till, told by itself: the result of a sale, then the new balance.
import { fill, show } from "../shared/slots.js";
import { listen } from "./news.js";

const SHOWN_FOR = 20_000;

export function follow(page, { onUsed }) {
  const balance = page.querySelector("[data-balance]");
  const results = page.querySelector("[data-news]");
  const offline = page.querySelector("[data-offline]");
  let lastEvent = page.dataset.event;
  let closing;

  function close() {
    results.replaceChildren();
    balance.hidden = false;
  }

  function tell(state) {
    lastEvent = state.event.id;
    show(results, `result-${state.event.kind}`, { ...state, ...state.event });
    balance.hidden = true;
    results.querySelector("[data-close]").addEventListener("click", close);
    clearTimeout(closing);
    closing = setTimeout(close, SHOWN_FOR);
  }

  listen(page.dataset.stateUrl, {
    onState(state) {
      offline.hidden = true;
      onUsed(state.used_step);
      fill(balance, state);
      if (state.event && state.event.id !== lastEvent) tell(state);
    },
    onSilence() {
      offline.hidden = false;
    },
  });
}
