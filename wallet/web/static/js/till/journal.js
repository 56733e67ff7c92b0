// The sales of this till that somebody still wonders about: on disk before they are sent, until the cashier has seen
// what came of them. Those of another till, paired with this device before, stay until it is that till again.
import * as store from "../shared/store.js";

const PREFIX = "sale:";

export const begin = (till, price, code) => ({
  request_id: crypto.randomUUID(),
  till,
  price,
  code,
  begun: Date.now(),
});

export const keep = (sale) => store.put(PREFIX + sale.request_id, sale);

export const find = (sale) => store.get(PREFIX + sale.request_id);

export const forget = (sale) => store.drop(PREFIX + sale.request_id);

export async function open(till) {
  const sales = await store.startingWith(PREFIX);
  return sales.filter((sale) => sale.till === till).sort((one, other) => one.begun - other.begun);
}

// Only one page at a time asks for a sale; when that page closes or crashes, the next one in the queue goes on.
// False when another page has it and `orWait` is not wanted.
export function alone(sale, work, { orWait = true } = {}) {
  if (!navigator.locks) return work();
  const options = { ifAvailable: !orWait };
  return navigator.locks.request(PREFIX + sale.request_id, options, (lock) => (lock ? work() : false));
}
