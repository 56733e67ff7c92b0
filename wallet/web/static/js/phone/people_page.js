// Who uses this phone: choose yourself, your picture, your PIN.
import { draw } from "./faces.js";
import * as people from "./people.js";
import * as pin from "./pin.js";

const mine = document.querySelector("[data-mine]");
const pictures = mine.querySelector("[data-pictures]");
const form = mine.querySelector("[data-pin]");
const off = mine.querySelector("[data-no-pin]");

function say(name) {
  for (const line of form.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
}

async function refresh() {
  const person = await people.current();
  for (const radio of pictures.elements.picture) radio.checked = radio.value === person?.picture;
  off.hidden = !person?.pin;
  await draw();
}

pictures.addEventListener("change", async () => {
  await people.change(await people.current(), { picture: pictures.elements.picture.value });
  await refresh();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { value } = form.elements.own;
  if (!pin.isPin(value)) return say("four");
  await pin.set(await people.current(), value);
  form.reset();
  say("set");
  return refresh();
});

off.addEventListener("click", async () => {
  await people.change(await people.current(), { pin: undefined });
  say("off");
  await refresh();
});

await refresh();
mine.open = location.hash === "#new";
await import("./page.js");
