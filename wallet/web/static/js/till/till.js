// The till's page: amount, scan, answer, next customer. Everything it says stands in the HTML.
import * as answers from "./answers.js";
import { Camera } from "./camera.js";
import { digitsOf, isScannable } from "./codes.js";
import * as contact from "./contact.js";
import { decoder } from "./decoder.js";
import * as journal from "./journal.js";
import { keepPage } from "./keep_page.js";
import { connect, hasAmount } from "./keypad.js";
import * as scanner from "./scanner.js";
import * as voice from "./voice.js";
import { goWithout, isWithout } from "./without_camera.js";

const till = document.querySelector("[data-till]");
const answer = document.querySelector("[data-answer]");
const { price, code, photo } = till.elements;
const one = (name) => till.querySelector(`[data-${name}]`);
const camera = new Camera(till.querySelector("video"), await decoder(till.dataset.worker));
let paidWith; // a code that is still before the camera when the next sale begins

function say(name) {
  for (const line of till.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
}

function be(state) {
  till.dataset.state = state;
  till.hidden = state === "answer";
  price.readOnly = state === "scan";
  for (const name of ["scan", "keys"]) one(name).hidden = state === "scan";
  one("change").hidden = state !== "scan";
  answer.hidden = state !== "answer";
  if (state !== "scan") camera.stop();
  if (state === "amount") say(isWithout(till) ? "no-camera" : "amount");
}

// A code lives for a minute: without network the till says so at once instead of keeping customer and code waiting.
async function sell(shown) {
  if (!(await contact.isReachable())) return be("amount");
  paidWith = shown;
  return answers.begin(journal.begin(till.dataset.till, price.value.trim(), shown));
}

async function scan() {
  if (!hasAmount(price)) return;
  if (isWithout(till)) return code.focus();
  be("scan");
  say("scan");
  const scanned = await camera.scan(isScannable, paidWith);
  if (scanned) await sell(scanned);
}

// A scanner on USB needs no button: the digits are there with the amount, or wait for it in their field.
function scannedByHand(digits) {
  if (till.dataset.state === "answer") return;
  code.value = digits;
  if (hasAmount(price)) sell(digits);
}

// After a mistake or a refusal the same customer tries again: the amount stays.
function next() {
  const isPaid = answers.next();
  if (answer.querySelector("[data-outcome=wrong-pin]")) paidWith = undefined; // the holder tries again
  const amount = isPaid || answer.querySelector("[data-outcome=unknown]") ? "" : price.value;
  till.reset();
  price.value = amount;
  be("amount");
  price.focus();
}

till.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!code.value.trim()) scan();
  else if (hasAmount(price)) sell(digitsOf(code.value));
});
photo.onchange = async () => {
  code.value = (await camera.read(photo.files[0]).catch(() => null)) ?? "";
  say(code.value ? "read" : "no-code");
};
answer.addEventListener("click", (event) => {
  if (event.target.closest("[data-cancel]")) answers.cancel();
  if (!event.target.closest("[data-next]")) return;
  event.preventDefault();
  next();
});
one("scan").onclick = one("type").onclick = scan;
one("change").onclick = () => be("amount");
connect(one("keys"), price);
scanner.listen(isScannable, scannedByHand);
voice.connect(document.querySelectorAll("[data-voice]"));
answers.connect(till.dataset.redemptions, () => be("answer"));
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
one("other").open = false;
await camera.start(() => goWithout(till)).catch(() => goWithout(till));
be("amount");
price.focus(); // whoever has a keyboard types at once
document.documentElement.dataset.ready = "yes";
contact.isReachable();
answers.resume(till.dataset.till);
keepPage(till.dataset.offline, till.dataset.scope);
