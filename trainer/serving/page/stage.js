// Shows the stage in large letters, if the page is taller than it is wide. Screen readers get the
// lines that plain mode prints.
const KEPT = 6; // lines that screen readers can read again
const LETTER = 0.62; // width of a letter, relative to the font size
const STAYS = new Set(["tick", "words", "question"]); // kinds of cue that do not change the stage

const panel = document.querySelector("#stage");
const [word, count, text] = ["word", "count", "text"].map((part) => panel.querySelector(`.${part}`));
const lines = document.querySelector("#lines");
const classes = document.body.classList;
let ends = 0;
let timer = null;

// Show a cue. Returns whether this has opened the session in the page.
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

// The session screen is shown. It may not have had a cue yet.
export const open = () => classes.add("-session");

export function hide() {
  clearInterval(timer);
  word.textContent = text.textContent = count.textContent = ""; // the next session must not show them
  classes.remove("-session");
}

export function onTap(act) {
  panel.addEventListener("click", act);
}
