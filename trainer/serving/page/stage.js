// The stage in large letters, where a page is higher than it is wide; and its lines for a screen
// reader, as plain mode has them.
const KEPT = 6; // lines that stay to be read again
const LETTER = 0.62; // width of a letter in its size
const STAYS = new Set(["tick", "words", "question"]); // said within a stage, which goes on

const panel = document.querySelector("#stage");
const [word, count, text] = ["word", "count", "text"].map((part) => panel.querySelector(`.${part}`));
const lines = document.querySelector("#lines");
const classes = document.body.classList;
let ends = 0;
let timer = null;

// Show a cue; whether a session begins with it.
export function show({ kind, stage, text: instruction, seconds, rep, reps, lines: read }) {
  for (const line of read) {
    lines.append(Object.assign(document.createElement("p"), { textContent: line }));
    if (lines.children.length > KEPT) lines.firstChild.remove();
  }
  if (STAYS.has(kind)) return false;
  const begins = !isOpen();
  open();
  word.textContent = stage;
  text.textContent = instruction;
  panel.style.setProperty("--letter", `${95 / Math.max(stage.length, 5) / LETTER}vw`);
  clearInterval(timer);
  if (rep && kind === "move") count.textContent = `${rep} of ${reps}`;
  else if (seconds && kind !== "paused") countDown(seconds);
  else count.textContent = "";
  return begins;
}

function countDown(seconds) {
  ends = performance.now() + seconds * 1000;
  const tell = () => {
    const left = Math.ceil((ends - performance.now()) / 1000);
    count.textContent = left > 0 ? left : "";
    if (left <= 0) clearInterval(timer);
  };
  timer = setInterval(tell, 200);
  tell();
}

export const isOpen = () => classes.contains("-session");

// A session is in front, also where nothing of it was told yet.
export const open = () => classes.add("-session");

export function hide() {
  clearInterval(timer);
  word.textContent = text.textContent = count.textContent = ""; // the next session has its own
  classes.remove("-session");
}

export function onTap(act) {
  panel.addEventListener("click", act);
}
