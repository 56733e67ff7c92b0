// Be signed in as the person whose code is shown: by proof of the secret, as wallet/wallets/device_proofs.py.
import { getJson, postJson } from "../shared/requests.js";
import { forget } from "./forget.js";
import { stepAt } from "./pay_code.js";
import { sign } from "./people.js";
import * as clock from "./server_clock.js";

const ADDRESS = "/wallet/session";
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// A page from the phone's own store has no token yet: without one nothing can be posted.
export function useToken(token) {
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
}

// True when signed in. A phone that was blocked hears it here, and forgets that person at once.
export async function signIn(person) {
  const { now, token } = await getJson(ADDRESS);
  clock.set(now);
  useToken(token);
  const proof = hex(await sign(person, `wallet-phone:1:${person.handle}:${stepAt(clock.now())}`));
  try {
    await postJson(ADDRESS, { handle: person.handle, proof });
    return true;
  } catch (error) {
    if (error.problem?.type !== "/problems/device-blocked") throw error;
    await forget(person.handle);
    return false;
  }
}
