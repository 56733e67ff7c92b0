// The result for ears and hand: tones for who chose them on this phone, and a short tremble that only its holder feels.
// Off until it is chosen: nobody at the counter needs to look round.
import { play } from "../shared/tones.js";

const CHOICE = "phone-sound";
const GOOD = [[660, 0.12], [990, 0.3]];
const PART = [[660, 0.12], [660, 0.12], [880, 0.25]];
const NOT_PAID = [[392, 0.16], [330, 0.3]];
const TUNES = { paid: GOOD, partly: PART, refused: NOT_PAID, returned: GOOD, earned: GOOD };
const TREMBLES = { refused: [60, 80, 60, 80, 60] };
const SHORT = [120];

const isOn = () => localStorage.getItem(CHOICE) === "on";

// The switch in the page; switching it on is heard at once, and lets the browser sound later.
export function connect(button) {
  if (!button || !globalThis.AudioContext) return;
  const show = () => button.setAttribute("aria-pressed", isOn());
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(CHOICE, isOn() ? "off" : "on");
    show();
    if (isOn()) play(GOOD);
  });
  // A browser sounds only where somebody touched the page: any touch will do.
  addEventListener("pointerdown", () => isOn() && play([]), { once: true });
  show();
}

export function tell(kind) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(TREMBLES[kind] ?? SHORT);
  if (isOn() && TUNES[kind]) play(TUNES[kind]);
}
