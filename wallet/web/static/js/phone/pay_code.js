// The pay code, as wallet/codes/pay_codes.py: handle (8) | last two digits of the step (2) | check (14).
export const STEP_SECONDS = 30;
const MODULUS = 10n ** 14n;

export const stepAt = (seconds) => Math.floor(seconds / STEP_SECONDS);

export async function payCode({ handle, key }, step) {
  const message = new TextEncoder().encode(`wallet-pay:1:${handle}:${step}`);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
  const number = mac.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const check = String(number % MODULUS).padStart(14, "0");
  return handle + String(step % 100).padStart(2, "0") + check;
}

export const inGroups = (code) => code.match(/.{4}/g).join(" ");
