// Take one person off this phone: secret, balance, picture and PIN. With the last one all that was kept goes.
import * as lastKnown from "./last_known.js";
import * as people from "./people.js";

const OURS = "wallet-phone";

export async function forget(handle) {
  await people.remove(handle);
  await lastKnown.forget(handle);
  const others = await people.all();
  if (!others.length) await forgetPages();
  location.replace(others.length ? "/wallet/people" : "/enrol");
}

async function forgetPages() {
  for (const name of await globalThis.caches?.keys() ?? []) {
    if (name.startsWith(OURS)) await caches.delete(name);
  }
  const worker = await navigator.serviceWorker?.getRegistration("/wallet");
  await worker?.unregister();
}
