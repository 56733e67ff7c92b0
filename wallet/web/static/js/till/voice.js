// The result for ears: a few tones, and the words on the page said aloud. Each can be switched off, for good.
import { play } from "../shared/tones.js";

const TUNES = {
  paid: [[660, 0.12], [990, 0.25]],
  partly: [[660, 0.12], [660, 0.12], [880, 0.2]],
  refused: [[330, 0.18], [247, 0.35]],
  "wrong-pin": [[440, 0.15], [440, 0.15]],
  "no-card": [[330, 0.18], [247, 0.35]],
  revoked: [[330, 0.18], [247, 0.35]],
  mistake: [[440, 0.15], [440, 0.15]],
};

const isOn = (name) => localStorage.getItem(`till-${name}`) !== "off";

// The switches in the page; what is chosen stays chosen on this tablet.
export function connect(switches) {
  for (const button of switches) {
    const { voice } = button.dataset;
    button.setAttribute("aria-pressed", isOn(voice));
    button.addEventListener("click", () => {
      localStorage.setItem(`till-${voice}`, isOn(voice) ? "off" : "on");
      button.setAttribute("aria-pressed", isOn(voice));
      globalThis.speechSynthesis?.cancel();
    });
  }
}

export function tell(outcome, place) {
  if (isOn("sound") && TUNES[outcome]) play(TUNES[outcome]);
  if (isOn("speech")) say(place);
}

// What stands in the parts marked `data-aloud`: one text for eyes and for ears.
function say(place) {
  const words = [...place.querySelectorAll("[data-aloud]")].map((part) => part.textContent.trim());
  if (!words.length || !globalThis.speechSynthesis) return;
  speechSynthesis.cancel();
  const speech = new SpeechSynthesisUtterance(words.join(". "));
  speech.lang = document.documentElement.lang;
  place.dataset.said = speech.text;
  speechSynthesis.speak(speech);
}
