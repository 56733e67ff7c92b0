// The till's page: amount, scan, answer, next customer. Everything it says stands in the HTML.
import { show } from "../shared/slots.js";
import { Camera } from "./camera.js";
import { decoder } from "./decoder.js";
import { connect, isAmount } from "./keypad.js";
import * as sales from "./sale.js";

const till = document.querySelector("[data-till]");
const answer = document.querySelector("[data-answer]");
const { price, code, photo } = till.elements;
const one = (name) => till.querySelector(`[data-${name}]`);
const camera = new Camera(till.querySelector("video"), await decoder(till.dataset.worker));
const isPayCode = (text) => /^\d{24}$/.test(text);
let paidWith; // a code that is still before the camera when the next sale begins

function say(name) {
  for (const line of till.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
}

function be(state) {
  till.dataset.state = state;
  till.hidden = state === "answer";
  price.readOnly = state === "scan";
  one("scan").hidden = state === "scan";
  one("change").hidden = state !== "scan";
  till.querySelector(".keys").hidden = state === "scan";
  answer.hidden = state !== "answer";
  if (state !== "scan") camera.stop();
  if (state === "amount") say(till.dataset.camera === "off" ? "no-camera" : "amount");
}

function hasAmount() {
  const ok = isAmount(price.value);
  price.parentElement.classList.toggle("wrong", !ok);
  if (!ok) price.focus();
  return ok;
}

async function settle(sale) {
  be("answer");
  show(answer, "asking");
  const onSilence = () => answer.querySelector("[data-outcome=unknown]") || show(answer, "unknown");
  const told = await sales.settle(sale, till.dataset.redemptions, { onSilence });
  paidWith = sale.code;
  show(answer, told.outcome, told);
  answer.focus();
}

async function scan() {
  if (!hasAmount()) return;
  be("scan");
  say(till.dataset.camera === "off" ? "no-camera" : "scan");
  const scanned = await camera.scan((text) => isPayCode(text) && text !== paidWith);
  if (scanned) await settle(sales.begin(price.value, scanned));
}

// After a mistake or a refusal the same customer tries again: the amount stays.
function next() {
  const isSame = !answer.querySelector("[data-outcome=paid], [data-outcome=partly]");
  const amount = price.value;
  till.reset();
  if (isSame) price.value = amount;
  be("amount");
  price.focus();
}

till.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = code.value.replace(/\s/g, "");
  if (!typed) scan();
  else if (hasAmount()) settle(sales.begin(price.value, typed));
});
photo.addEventListener("change", async () => {
  const text = await camera.read(photo.files[0]).catch(() => null);
  if (!text) say("no-code");
  else code.value = text;
});
answer.addEventListener("click", (event) => {
  if (!event.target.closest("[data-next]")) return;
  event.preventDefault();
  next();
});
one("scan").addEventListener("click", scan);
one("change").addEventListener("click", () => be("amount"));
connect(till.querySelector(".keys"), price);
for (const part of till.querySelectorAll("[data-scripted]")) part.hidden = false;
one("other").open = false;
await camera.start().catch(() => Object.assign(till.dataset, { camera: "off" }));
be("amount");
price.focus(); // whoever has a keyboard types at once
document.documentElement.dataset.ready = "yes";

const earlier = await sales.unanswered();
if (earlier) settle(earlier);
