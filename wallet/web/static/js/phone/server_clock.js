// The server's time, from what it last told us; a phone with a wrong clock still shows codes that work.
import * as store from "../shared/store.js";

export const NAME = "clock-ahead";
let ahead = 0;

export const now = () => Date.now() / 1000 + ahead;

// `told` is the server's time in seconds, `asked` and `heard` ours around the question.
export function set(told, asked = Date.now() / 1000, heard = asked) {
  const was = ahead;
  ahead = told - (asked + heard) / 2;
  if (Math.abs(ahead - was) > 0.5) store.put(NAME, ahead);
}

// Without network: the clock of the phone is as wrong as it was.
export function restore(kept) {
  ahead = kept ?? 0;
}
