// The question above the floor: its seconds, what the till does meanwhile, and yes with a finger or face.
import { postJson } from "../shared/requests.js";
import { listen } from "./news.js";
import * as passkey from "./passkey.js";

const asked = document.querySelector("[data-confirmation]");
const { url } = asked.dataset; // after a wrong PIN the address is that of the form
const until = performance.now() + Number(asked.dataset.seconds) * 1000;

function countDown() {
  const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
  asked.querySelector("[data-left]").textContent = left;
  if (!left) location.assign(url);
  else setTimeout(countDown, 250);
}
countDown();

// Answered on this page's twin, stopped by the till, or another till asks: the server knows what to show.
listen(asked.dataset.stateUrl, {
  onState({ confirm }) {
    if (confirm !== url) location.assign(confirm ?? url);
  },
  onRefused: async () => location.assign(url),
  onSilence() {},
});

const place = document.querySelector("[data-passkey]");
if (place && passkey.isPossible()) {
  const button = place.querySelector("button");
  place.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    place.querySelector("[data-failed]").hidden = true;
    try {
      const answer = await passkey.sign(button.dataset.challenge);
      location.assign((await postJson(button.dataset.answer, { answer })).url);
    } catch {
      place.querySelector("[data-failed]").hidden = false;
      button.disabled = false;
    }
  });
}
