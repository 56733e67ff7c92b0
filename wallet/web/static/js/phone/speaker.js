// Read the page aloud with the browser's own voice, in the language of the page; without a voice there is no button.
const button = document.querySelector("[data-speak]");
const speech = globalThis.speechSynthesis;
const language = document.documentElement.lang;
const QUIET = "[data-quiet], template, script, svg, .visually-hidden";

const voice = () => speech.getVoices().find((each) => each.lang.toLowerCase().startsWith(language));

// What can be seen in the main part, in the order it stands there.
export function words(root = document.querySelector("main")) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement: holder, data } = walker.currentNode;
    if (data.trim() && !holder.closest(QUIET) && holder.checkVisibility?.() !== false) found.push(data.trim());
  }
  return found.join(". ").replace(/([.?!:,])\.(?= |$)/g, "$1").replace(/[\u2066\u2069]/g, "");
}

function ready() {
  button.hidden = !voice();
}

function toggle() {
  const wasSpeaking = button.getAttribute("aria-pressed") === "true";
  speech.cancel();
  button.setAttribute("aria-pressed", !wasSpeaking);
  if (wasSpeaking) return;
  const said = new SpeechSynthesisUtterance(words());
  said.lang = language;
  said.voice = voice();
  said.rate = 0.9;
  said.onend = said.onerror = () => button.setAttribute("aria-pressed", false);
  speech.speak(said);
}

if (button && speech) {
  speech.addEventListener?.("voiceschanged", ready);
  button.addEventListener("click", toggle);
  addEventListener("pagehide", () => speech.cancel());
  ready();
}
