// Plays the trainer's tones. Each note is [seconds, start in hertz, end in hertz, pause in seconds].
const BELL = [[0.15, 880, 880, 0]];
const SOFT = 0.02; // seconds in which a note fades in and out, so that it does not click
const OCTAVE = 0.25; // loudness of an added octave, so that small speakers can play the note

const sound = new AudioContext();
let shapes = { bell: BELL };
let volume = 0.5;
let playing = [];

export function setUp(given) {
  shapes = { ...given.tones, bell: BELL };
  volume = given.volume;
}

export function play(name) {
  hush();
  if (sound.state !== "running") return;
  let at = sound.currentTime;
  for (const [seconds, from, to, pause] of shapes[name] ?? []) {
    note(at, seconds, from, to, volume);
    note(at, seconds, 2 * from, 2 * to, volume * OCTAVE);
    at += seconds + pause;
  }
}

function note(at, seconds, from, to, loud) {
  const [tone, loudness] = [sound.createOscillator(), sound.createGain()];
  tone.frequency.setValueAtTime(from, at);
  tone.frequency.linearRampToValueAtTime(to, at + seconds);
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(loud, at + SOFT);
  loudness.gain.setValueAtTime(loud, at + seconds - SOFT);
  loudness.gain.linearRampToValueAtTime(0, at + seconds);
  tone.connect(loudness).connect(sound.destination);
  tone.start(at);
  tone.stop(at + seconds);
  playing.push(tone);
}

export function hush() {
  for (const tone of playing) tone.stop();
  playing = [];
}

// Browsers allow a sound only after the first touch or key.
for (const gesture of ["pointerdown", "keydown"])
  addEventListener(
    gesture,
    () => {
      sound.resume();
      document.body.classList.add("-touched");
    },
    { capture: true },
  );
if (navigator.userActivation?.hasBeenActive) document.body.classList.add("-touched");
