// A few tones after one another: [pitch in hertz, seconds] each.
const LOUDNESS = 0.25;
let sounds;

export function play(tune) {
  sounds ??= new AudioContext();
  sounds.resume();
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
