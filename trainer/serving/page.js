// What a terminal does for the trainer and a page does not do by itself: fit, ring, keep a title,
// stay awake, and leave the keyboard of a tablet down until it is asked for.
"use strict";

const NARROWEST = 46; // columns that a session needs
const LETTER = 0.61; // width of a letter in its size
const PAINTING = 1000; // bytes; less is only preparation
const BELL = 7;
const TITLE = /\x1b\]2;(.*?)\x1b\\|\x1b\[23;2t/gs;

const terminal = document.querySelector("#terminal");
const name = document.title;

const socket = new URL(terminal.dataset.sessionWebsocketUrl, location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
socket.search = "";
terminal.dataset.sessionWebsocketUrl = socket.href;

const fitting = Math.floor(innerWidth / NARROWEST / LETTER);
terminal.dataset.fontSize = Math.min(Number(terminal.dataset.fontSize), Math.max(fitting, 8));

// Letters are measured once, so the font must be there before the terminal is.
const open = window.onload;
window.onload = null;
addEventListener("load", () =>
  document.fonts.load(`${terminal.dataset.fontSize}px "Roboto Mono"`).finally(open),
);

// Bell and title come with everything else the trainer sends to its terminal.
window.WebSocket = class extends WebSocket {
  constructor(...words) {
    super(...words);
    let painted = false;
    this.addEventListener("message", ({ data }) => {
      if (typeof data === "string") return;
      const bytes = new Uint8Array(data);
      // The trainer begins without the focus, and listens once it has painted.
      if (!painted && bytes.length > PAINTING) setTimeout(setKeyboard, 0, false);
      painted ||= bytes.length > PAINTING;
      if (bytes.includes(BELL)) ring();
      for (const [, title] of new TextDecoder().decode(bytes).matchAll(TITLE))
        document.title = title ?? name;
    });
  }
};

// Browsers allow a sound only after the first touch or key.
const sound = new AudioContext();
for (const gesture of ["pointerdown", "keydown"])
  addEventListener(gesture, () => sound.resume(), { capture: true });

function ring() {
  if (sound.state !== "running") return;
  const [tone, loudness] = [sound.createOscillator(), sound.createGain()];
  tone.frequency.value = 880;
  loudness.gain.setValueAtTime(0.3, sound.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.15);
  tone.connect(loudness).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.15);
}

// Nobody touches the screen during a session. Browsers keep it on only over https or locally.
function stayAwake() {
  if (document.visibilityState === "visible")
    navigator.wakeLock?.request("screen").catch(() => {});
}
document.addEventListener("visibilitychange", stayAwake);
stayAwake();

// With a finger the keyboard would cover half of the session; with a mouse there is none to hide.
const touched = matchMedia("(pointer: coarse)").matches;
let keyboardIsUp = false;

function setKeyboard(up) {
  const field = document.querySelector("textarea");
  keyboardIsUp = up;
  field.inputMode = up || !touched ? "text" : "none";
  field.blur();
  field.focus();
}
document.querySelector("#keyboard").addEventListener("click", () => setKeyboard(!keyboardIsUp));
