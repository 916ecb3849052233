// Keeps the screen on during a session, even though nobody is touching it. If the page was loaded over
// https or from this machine, it may ask the browser for that. If not, it plays a silent video.
const PAUSE = 300_000; // ms; after a pause of this length, the screen may go dark

const film = document.querySelector("#awake");
let wanted = false;
let lock = null;
let timer = null;

// Keep the screen on, or release it later, according to the kind of the latest cue.
export function follow(kind) {
  clearTimeout(timer);
  if (kind === "paused") rest();
  if (wanted || kind === "done") return;
  wanted = true;
  hold();
}

// Let the screen go dark after a while, because the session is paused.
export function rest() {
  clearTimeout(timer);
  timer = setTimeout(release, PAUSE);
}

async function hold() {
  if (!wanted || document.hidden) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    if (!wanted) release();
  } catch {
    try {
      await film.play();
    } catch {
      document.body.classList.add("-dark");
    }
  }
}

export function release() {
  clearTimeout(timer);
  wanted = false;
  document.body.classList.remove("-dark");
  lock?.release();
  lock = null;
  film.pause();
}

document.addEventListener("visibilitychange", hold); // browsers release the lock when the page is hidden
