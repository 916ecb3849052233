// Speaks the words of a session in English, and reports how long each text took to speak.
const GRACE = 250; // ms that new words wait for the old ones to end
const USUAL = 175; // words a minute at a rate of 1

const speech = window.speechSynthesis;
let options = { volume: 0.5, speed: null, speaker: "" };
let speaking = null; // the current text; without this reference, browsers drop its `end` event
let next = null;

export function setUp(sound) {
  options = sound;
}

// The voice chosen in the settings. If there is none, the default English voice, or a local one.
function chosen() {
  const english = speech.getVoices().filter(({ lang }) => /^en\b/i.test(lang.replace("_", "-")));
  const wanted = options.speaker.toLowerCase();
  return (
    (wanted && english.find((voice) => voice.name.toLowerCase().includes(wanted))) ||
    english.find((voice) => voice.default) ||
    english.find((voice) => voice.localService) ||
    english[0]
  );
}

// Speak these words. If `waits`, they wait for the current text to end. If not, they cut the current
// text short after GRACE. `heard` is called with the seconds that speaking took.
export function say(words, waits, heard) {
  if (!speech) return;
  clearTimeout(next);
  if (!speaking) return begin(words, heard);
  speaking.then = () => begin(words, heard);
  if (!waits) next = setTimeout(breakOff, GRACE);
}

function breakOff() {
  const then = speaking?.then;
  hush();
  then?.();
}

function begin(words, heard) {
  const utterance = new SpeechSynthesisUtterance(words);
  const voice = chosen();
  if (voice) utterance.voice = voice;
  utterance.lang = voice?.lang ?? "en";
  utterance.rate = Math.min(Math.max((options.speed ?? USUAL) / USUAL, 0.5), 2);
  speaking = utterance;
  const asked = performance.now();
  utterance.onend = () => {
    if (speaking !== utterance) return;
    speaking = null;
    clearTimeout(next);
    heard((performance.now() - asked) / 1000);
    utterance.then?.();
  };
  utterance.onerror = () => {
    if (speaking !== utterance) return;
    speaking = null;
    utterance.then?.();
  };
  speech.speak(utterance);
}

export function hush() {
  clearTimeout(next);
  speaking = null;
  speech?.cancel();
}

// Browsers let a page speak only after the first touch or key.
for (const gesture of ["pointerdown", "keydown"])
  addEventListener(gesture, () => speech?.resume(), { capture: true, once: true });
