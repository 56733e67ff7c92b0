// The device's secret on this phone: an HMAC key that pages can use but nobody can read.
import * as store from "../shared/store.js";

const NAME = "device";
const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

export async function save(handle, secretHex) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", fromHex(secretHex), algorithm, false, ["sign"]);
  await store.put(NAME, { handle, key });
}

// The key of this handle; nothing when the phone holds none, or one of an earlier enrolment.
export async function find(handle) {
  const device = await store.get(NAME);
  return device?.handle === handle ? device : undefined;
}
