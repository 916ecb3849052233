// Says the words of a session in English, and how long each of them took.
const GRACE = 250; // ms that new words wait for old ones to end
const USUAL = 175; // words a minute at a rate of 1

const speech = window.speechSynthesis;
let options = { volume: 0.5, speed: null, speaker: "" };
let speaking = null; // keep a reference, or browsers drop the `end` event
let next = null;

export function setUp(sound) {
  options = sound;
}

// The chosen voice, otherwise one that speaks English and needs no network.
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

// Words that wait come after what is being said; others end it, after a moment.
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

// The first touch is all that a browser asks for before a page may speak.
for (const gesture of ["pointerdown", "keydown"])
  addEventListener(gesture, () => speech?.resume(), { capture: true, once: true });
