// The pay code, as wallet/codes/pay_codes.py: handle (8) | last two digits of the step (2) | check (14).
import { sign } from "./people.js";

export const STEP_SECONDS = 30;
const MODULUS = 10n ** 14n;

export const stepAt = (seconds) => Math.floor(seconds / STEP_SECONDS);

export async function payCode(person, step) {
  const mac = await sign(person, `wallet-pay:1:${person.handle}:${step}`);
  const number = mac.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const check = String(number % MODULUS).padStart(14, "0");
  return person.handle + String(step % 100).padStart(2, "0") + check;
}

export const inGroups = (code) => code.match(/.{4}/g).join(" ");
