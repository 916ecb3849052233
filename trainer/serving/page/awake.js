// Nobody touches the screen during a session, so it would go dark. A page that came over https, or
// from this machine, may ask for it to stay on; any other plays a small silent film in a corner.
const PAUSE = 300_000; // ms of a pause, after which the screen may go dark

const film = document.querySelector("#awake");
let wanted = false;
let lock = null;
let timer = null;

// Follow the session: `kind` is the stage that begins.
export function follow(kind) {
  clearTimeout(timer);
  if (kind === "paused") rest();
  if (wanted || kind === "done") return;
  wanted = true;
  hold();
}

// Nothing moves for now: after a while the screen may go dark.
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

document.addEventListener("visibilitychange", hold); // browsers let go of it when the page is hidden
