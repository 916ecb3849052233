// Touch buttons for the keys of the current screen, and for 0 to 10 when it asks for a number.
import { send } from "./link.js";

const keys = document.querySelector("#keys");
const scale = document.querySelector("#scale");
const SIGNS = { "↑": "up", "↓": "down", "←": "left", "→": "right" }; // names for screen readers

function button(label, ...pressed) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  if (SIGNS[label]) made.ariaLabel = SIGNS[label];
  // Keep the focus in the terminal, so that an open on-screen keyboard stays open.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("click", () => pressed.forEach((key) => send("press", key)));
  return made;
}

for (let step = 0; step <= 10; step++) scale.append(button(step, ...String(step)));

export function show({ keys: pairs, scale: asked }) {
  scale.hidden = !asked;
  keys.replaceChildren(...pairs.map(([key, label]) => button(label, key)));
}
