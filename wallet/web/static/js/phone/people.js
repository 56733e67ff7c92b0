// Who uses this phone: for each a key that pages can use but nobody can read, a picture, perhaps a PIN.
import * as store from "../shared/store.js";
import * as clock from "./server_clock.js";

export const PICTURES = ["sun", "fish", "bird", "tree", "boat", "cup", "star", "house"];
export const KNOWN = "known:"; // what the server last told of a person's wallet: last_known.js
const PERSON = "person:";
const NOW = "person-now";

const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

export async function all() {
  const names = (await store.names()).filter((name) => name.startsWith(PERSON));
  return Promise.all(names.map(store.get));
}

export const find = (handle) => store.get(PERSON + handle);

// Whose code the phone shows; nobody's before the first start code.
export async function current() {
  const handle = await store.get(NOW);
  return handle && find(handle);
}

// What the code needs, and what was known last, in one look.
export async function atOnce() {
  const drawer = await store.all();
  const person = drawer.get(PERSON + drawer.get(NOW));
  return { person, known: person && drawer.get(KNOWN + person.handle), ahead: drawer.get(clock.NAME) };
}

export const choose = (person) => store.put(NOW, person.handle);

export const change = (person, what) => store.put(PERSON + person.handle, { ...person, ...what });

export async function add({ handle, secret, wallet }) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", fromHex(secret), algorithm, false, ["sign"]);
  const taken = (await all()).map((person) => person.picture);
  const picture = PICTURES.find((name) => !taken.includes(name)) ?? PICTURES[0];
  await change({ handle, wallet, key, picture }, {});
  await choose({ handle });
}

export async function remove(handle) {
  await store.drop(PERSON + handle);
  if ((await store.get(NOW)) === handle) await store.drop(NOW);
}

// HMAC-SHA256 with this person's secret, as bytes.
export async function sign({ key }, text) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
}
