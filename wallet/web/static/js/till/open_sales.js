// Sales the cashier went on from before there was an answer: a line each, until somebody has seen what came of it.
import { fromTemplate, fill } from "../shared/slots.js";

const list = document.querySelector("[data-open-sales]");
const language = document.documentElement.lang;
const euros = new Intl.NumberFormat(language, { style: "currency", currency: "EUR" });
const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Europe/Amsterdam" });

const facts = (sale) => ({ price: euros.format(sale.price.replace(",", ".")), time: time.format(sale.begun) });

// Put a line there for this sale; gives what changes it when the answer comes.
export function add(sale, seen) {
  const line = fromTemplate("open-sale", facts(sale)).firstElementChild;
  line.dataset.request = sale.request_id;
  line.querySelector("[data-seen]").addEventListener("click", () => {
    seen.get(sale.request_id)();
    line.remove();
    list.hidden = !list.children.length;
  });
  list.append(line);
  list.hidden = false;
  return (told) => {
    line.dataset.told = told.outcome;
    fill(line, { ...told, ...facts(sale) });
    for (const word of line.querySelectorAll("[data-word]")) word.hidden = word.dataset.word !== told.outcome;
    line.querySelector("[data-seen]").hidden = false;
  };
}
