// Buttons for a finger: the keys of the screen in front, and a scale where a number is asked for.
import { send } from "./link.js";

const keys = document.querySelector("#keys");
const scale = document.querySelector("#scale");
const SIGNS = { "↑": "up", "↓": "down", "←": "left", "→": "right" }; // as a screen reader says them

function button(label, ...pressed) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  if (SIGNS[label]) made.ariaLabel = SIGNS[label];
  // The terminal keeps the focus, so that a keyboard that is up stays up.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("click", () => pressed.forEach((key) => send("press", key)));
  return made;
}

for (let step = 0; step <= 10; step++) scale.append(button(step, ...String(step)));

export function show({ keys: pairs, scale: asked }) {
  scale.hidden = !asked;
  keys.replaceChildren(...pairs.map(([key, label]) => button(label, key)));
}
