// A 2D scanner on USB types like a keyboard, only faster than hands: the digits of a code, then Enter, wherever the
// cursor stands. Whatever field caught them gives them back.
const FASTEST_HANDS = 2_000; // milliseconds: nobody types a whole code in less
const LENGTHS = [24, 16];

export function listen(isScannable, onScan) {
  let keys = []; // digits one after the other, and when

  // What a scanner typed just now; hands may have typed before it without a pause.
  function scanned(now) {
    for (const length of LENGTHS) {
      const last = keys.slice(-length);
      const digits = last.map(({ digit }) => digit).join("");
      if (last.length === length && now - last[0].at < FASTEST_HANDS && isScannable(digits)) return digits;
    }
    return undefined;
  }

  function heard(event) {
    if (/^\d$/.test(event.key)) {
      keys = [...keys.slice(1 - LENGTHS[0]), { digit: event.key, at: event.timeStamp }];
      return;
    }
    const digits = event.key === "Enter" && scanned(event.timeStamp);
    keys = [];
    if (!digits) return;
    event.preventDefault(); // not also a press on the button in focus
    const field = document.activeElement;
    if (field.value?.endsWith(digits)) field.value = field.value.slice(0, -digits.length);
    onScan(digits);
  }

  addEventListener("keydown", heard, { capture: true });
}
