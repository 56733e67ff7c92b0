// A finger or face instead of the PIN: the browser signs what the server asks (WebAuthn); the server decides.
import { Refusal, postJson } from "../shared/requests.js";
import { fill } from "../shared/slots.js";

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

export const isPossible = () => Boolean(window.PublicKeyCredential && navigator.credentials);

function told(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) answer[name] = toText(response[name]);
  }
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: answer };
}

async function make(challengeUrl) {
  const asked = await postJson(challengeUrl, {});
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    user: { ...asked.user, id: toBytes(asked.user.id) },
    excludeCredentials: described(asked.excludeCredentials),
  };
  return told(await navigator.credentials.create({ publicKey }));
}

export async function sign(challengeUrl) {
  const asked = await postJson(challengeUrl, {});
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    allowCredentials: described(asked.allowCredentials),
  };
  return told(await navigator.credentials.get({ publicKey }));
}

// On the page of the PIN: make one. Whoever says no to the browser may try again.
function offer(form) {
  form.hidden = !isPossible();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const line of form.querySelectorAll("[role=alert]")) line.hidden = true;
    try {
      const answer = await make(form.dataset.challenge);
      const done = await postJson(form.dataset.answer, { answer, pin: form.elements.own.value });
      location.assign(done.url);
    } catch (error) {
      const line = form.querySelector(error instanceof Refusal ? "[data-failed]" : "[data-stopped]");
      fill(line, { reason: error.problem?.title });
      line.hidden = false;
    }
  });
}

const form = document.querySelector("[data-add-passkey]");
if (form) offer(form);
