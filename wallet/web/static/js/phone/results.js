// What happened at the till, told by itself: the result of a sale, then the new balance.
// Every state is also an event `state` on the page, for whoever else must know.
import { fill, show } from "../shared/slots.js";
import * as lastKnown from "./last_known.js";
import { listen } from "./news.js";
import * as clock from "./server_clock.js";
import { signIn, useToken } from "./session.js";
import * as sound from "./sound.js";

const SHOWN_FOR = 20_000;

export function follow(page, { person, lastEvent, onUsed }) {
  const balance = page.querySelector("[data-balance]");
  const results = page.querySelector("[data-news]");
  const offline = page.querySelector("[data-offline]");
  let closing;
  sound.connect(page.querySelector("[data-sound]"));

  function close() {
    results.replaceChildren();
    balance.hidden = false;
  }

  function tell(state) {
    lastEvent = state.event.id;
    show(results, `result-${state.event.kind}`, { ...state, ...state.event });
    balance.hidden = true;
    scrollTo(0, 0); // whoever looked lower on the page sees it too
    sound.tell(state.event.kind);
    const sale = results.querySelector("[data-sale]");
    if (sale) sale.href = state.event.sale_url;
    results.querySelector("[data-close]").addEventListener("click", close);
    clearTimeout(closing);
    closing = setTimeout(close, SHOWN_FOR);
  }

  // To a phone that has heard nothing yet, only what happened since this page was opened is news.
  const isNews = ({ event }) =>
    event && (lastEvent === undefined ? event.at > clock.now() - performance.now() / 1000 : event.id !== lastEvent);

  async function onState(state) {
    offline.hidden = true;
    useToken(state.token);
    if (person && state.handle !== person.handle) return signIn(person); // somebody else had the phone
    if (state.confirm) return location.assign(state.confirm); // a till asks for more than the floor
    onUsed(state.used_step);
    fill(balance, state);
    delete balance.dataset.old;
    if (isNews(state)) tell(state);
    lastEvent ??= state.event?.id ?? "";
    page.dispatchEvent(new CustomEvent("state", { detail: state }));
    return lastKnown.keep(state);
  }

  listen(page.dataset.stateUrl, {
    onState,
    onRefused: async () => (person ? signIn(person) : location.reload()),
    onSilence() {
      offline.hidden = false;
    },
  });
}
