// The PIN of a card, typed by its holder on the cashier's tablet: shown as dots, sent once with the same request, and
// kept nowhere. Keys on the page, or a keyboard.
import { fill, show } from "../shared/slots.js";

const euros = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: "EUR" });

// What the next try carries: the PIN, or that the sale is off.
export function askPin(problem, place, sale) {
  const price = euros.format(sale.price.replace(",", "."));
  show(place, "pin", { price });
  const pad = place.querySelector("[data-pin]");
  const wanted = pad.querySelectorAll("[data-dot]").length;
  let typed = "";

  function type(key) {
    if (key === "back") typed = typed.slice(0, -1);
    else if (typed.length < wanted) typed += key;
    for (const [at, dot] of pad.querySelectorAll("[data-dot]").entries()) dot.dataset.dot = at < typed.length ? "on" : "";
    pad.querySelector("[data-done]").disabled = typed.length < wanted;
    fill(pad, { price, count: typed.length });
  }

  return new Promise((resolve) => {
    function end(answer) {
      typed = "";
      show(place, "asking");
      place.focus();
      resolve(answer);
    }
    const done = () => typed.length === wanted && end({ pin: typed });

    pad.addEventListener("click", ({ target }) => {
      const key = target.closest("[data-digit]")?.dataset.digit;
      if (key) type(key);
      else if (target.closest("[data-done]")) done();
      else if (target.closest("[data-stop]")) end({ giveUp: true });
    });
    pad.addEventListener("keydown", (event) => {
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === "Backspace") type("back");
      else if (event.key === "Enter" && event.target === pad) done();
    });
    type("back");
    pad.focus();
  });
}
