// A PIN of four digits between people who share a phone. It keeps a child out, not a thief with tools:
// the lock of the phone itself does that (docs/decisions/0012).
import * as people from "./people.js";

const ROUNDS = 100_000;
const FREE_TRIES = 5;
const REST = 60; // seconds after each wrong try beyond those

async function digest(pin, salt) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)).join();
}

export const isPin = (text) => /^\d{4}$/.test(text);

export async function set(person, pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  await people.change(person, { pin: { salt, digest: await digest(pin, salt), tries: 0, restUntil: 0 } });
}

// "right", "wrong" or "rest". A try is written down before it is looked at: closing the page brings no new one.
export async function check(person, pin) {
  const { pin: mine, ...rest } = await people.find(person.handle);
  const now = Date.now() / 1000;
  if (now < mine.restUntil) return "rest";
  const tries = mine.tries + 1;
  const restUntil = tries >= FREE_TRIES ? now + REST : 0;
  await people.change(rest, { pin: { ...mine, tries, restUntil } });
  if ((await digest(pin, mine.salt)) !== mine.digest) return restUntil ? "rest" : "wrong";
  await people.change(rest, { pin: { ...mine, tries: 0, restUntil: 0 } });
  return "right";
}
