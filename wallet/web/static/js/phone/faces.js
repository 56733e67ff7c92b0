// The people of this phone as pictures: touch yours, give the PIN if it has one, and your code is shown.
import { fromTemplate } from "../shared/slots.js";
import * as people from "./people.js";
import * as pin from "./pin.js";
import { signIn } from "./session.js";

const list = document.querySelector("[data-people]");
const asks = document.querySelector("[data-asks]");
let asked;

function face(person, isNow) {
  const item = fromTemplate("person");
  const button = item.querySelector("button");
  const shown = document.querySelector(`[data-picture="${person.picture}"]`);
  item.querySelector("img").src = shown.querySelector("img").src;
  item.querySelector("[data-slot=word]").textContent = shown.textContent.trim();
  item.querySelector("[data-locked]").hidden = !person.pin;
  item.querySelector("[data-now]").hidden = !isNow;
  button.addEventListener("click", () => choose(person, isNow));
  return item;
}

export async function draw() {
  const now = await people.current();
  const everybody = await people.all();
  list.replaceChildren(...everybody.map((person) => face(person, person.handle === now?.handle)));
  document.querySelector("[data-mine]").hidden = !now;
  document.querySelector("[data-nobody]").hidden = everybody.length > 0;
}

function say(name) {
  for (const line of asks.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
}

async function choose(person, isNow) {
  if (!person.pin || isNow) return open(person);
  asked = person;
  asks.hidden = false;
  asks.reset();
  say();
  asks.elements.pin.focus();
}

async function open(person) {
  await people.choose(person);
  await signIn(person).catch(() => undefined); // without network the page itself comes back to it
  location.assign("/wallet");
}

asks.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await pin.check(asked, asks.elements.pin.value);
  if (answer === "right") return open(asked);
  asks.reset();
  asks.elements.pin.focus();
  return say(answer);
});
