// A few tones after one another: [pitch in hertz, seconds] each. Now or not at all: a sound that comes late misleads.
const LOUDNESS = 0.25;
const PATIENCE = 800; // milliseconds; a browser sounds only where somebody touched the page
let sounds;

async function isRunning() {
  sounds ??= new AudioContext();
  const late = new Promise((go) => setTimeout(go, PATIENCE));
  await Promise.race([sounds.resume(), late]);
  return sounds.state === "running";
}

export async function play(tune) {
  if (!(await isRunning())) return;
  let at = sounds.currentTime;
  for (const [pitch, seconds] of tune) {
    const tone = sounds.createOscillator();
    const volume = sounds.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUDNESS, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    tone.connect(volume).connect(sounds.destination);
    tone.start(at);
    tone.stop(at + seconds);
    at += seconds;
  }
}
