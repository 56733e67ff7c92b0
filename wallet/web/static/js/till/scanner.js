// A 2D scanner on USB types like a keyboard, only faster than hands: digits in a burst, then Enter, wherever the
// cursor stands. Whatever field caught the digits gets back what it held.
const FASTEST_HANDS = 60; // milliseconds between two keys

export function listen(isScannable, onScan) {
  let digits = "";
  let last = 0;
  let field;
  let before;

  addEventListener(
    "keydown",
    (event) => {
      const isBurst = event.timeStamp - last < FASTEST_HANDS;
      last = event.timeStamp;
      if (/^\d$/.test(event.key)) {
        if (!isBurst) {
          digits = "";
          field = document.activeElement;
          before = field?.value;
        }
        digits += event.key;
      } else if (event.key === "Enter" && isBurst && isScannable(digits)) {
        event.preventDefault(); // not also a press on the button in focus
        if (before !== undefined) field.value = before;
        const scanned = digits;
        digits = "";
        onScan(scanned);
      } else {
        digits = "";
      }
    },
    { capture: true },
  );
}
