// Make this phone a device of the wallet: the one-time code from the address (or typed) for a secret, kept unreadable.
import { Refusal, postJson } from "../shared/requests.js";
import { show } from "../shared/slots.js";
import * as lastKnown from "./last_known.js";
import * as people from "./people.js";

const form = document.querySelector("[data-enrol]");
const answer = document.querySelector("[data-answer]");

function takeCode() {
  const code = location.hash.slice(1);
  if (!code) return;
  form.elements.code.value = code;
  form.querySelector("[data-typed]").hidden = true;
  history.replaceState(null, "", location.pathname); // the code is nobody else's to read
}

// Who begins anew on this phone, such as after forgetting a PIN, has one picture and not two.
async function dropEarlier(wallet) {
  for (const person of await people.all()) {
    if (person.wallet !== wallet) continue;
    await people.remove(person.handle);
    await lastKnown.forget(person.handle);
  }
}

takeCode();
addEventListener("hashchange", takeCode); // the page was open already when the code was scanned

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    const device = await postJson(form.action, { code: form.elements.code.value });
    await dropEarlier(device.wallet);
    await people.add(device);
    await navigator.storage?.persist?.();
    const isAlone = (await people.all()).length === 1;
    location.assign(isAlone ? device.wallet_url : "/wallet/people#new"); // others: choose a picture, a PIN
  } catch (error) {
    const refused = error instanceof Refusal;
    form.querySelector("[data-typed]").hidden = !refused;
    show(answer, refused ? "enrol-refused" : "enrol-silent", { reason: refused ? error.problem.title : "" });
    button.disabled = false;
  }
});
