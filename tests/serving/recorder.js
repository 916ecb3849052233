// Takes the place of a page's voice, and writes down when it is given what. Also every tone.
window.said = []; // { at, end, cut, text, lang, voice, rate }, times in seconds
window.notes = [];
window.played = []; // when a tone begins, in seconds
window.told = []; // what the trainer sends to be said, and when it comes: { at, text }
window.letter = 5; // ms that a letter takes
window.takes = {}; // seconds that a text takes, where a real voice was measured
window.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};
let ending = null;
let speaking = null;
const now = () => (performance.timeOrigin + performance.now()) / 1000;
Object.defineProperty(window, "speechSynthesis", {
  value: {
    get speaking() {
      return speaking !== null;
    },
    getVoices: () => [
      { name: "Anna", lang: "de-DE", default: true, localService: true },
      { name: "Daniel", lang: "en-GB", default: false, localService: true },
    ],
    speak(words) {
      const { text, lang, voice, rate } = words;
      const line = { at: now(), end: null, cut: false, overlaps: speaking !== null };
      said.push(Object.assign(line, { text, lang, voice: voice?.name, rate }));
      speaking = said.at(-1);
      ending = setTimeout(() => {
        speaking.end = now();
        speaking = null;
        words.onend();
      }, takes[text] ? 1000 * takes[text] : letter * text.length);
    },
    cancel() {
      clearTimeout(ending);
      if (speaking) Object.assign(speaking, { end: now(), cut: true });
      speaking = null;
    },
    resume() {},
  },
});
window.WebSocket = class extends WebSocket {
  constructor(...where) {
    super(...where);
    window.line = this;
    this.addEventListener("message", ({ data }) => {
      if (data === '["pong", "measured"]') ponged();
      if (typeof data !== "string" || !data.startsWith('["hear"')) return;
      const [, { say: text }] = JSON.parse(data);
      if (text) told.push({ at: now(), text });
    });
  }
};
const made = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  const tone = made.call(this);
  const begin = tone.frequency.setValueAtTime.bind(tone.frequency);
  tone.frequency.setValueAtTime = (hertz, at) => {
    notes.push(hertz);
    if (!(now() - played.at(-1) < 0.05)) played.push(now());
    return begin(hertz, at);
  };
  return tone;
};
