// The terminal in the page: how large its letters are, and keys for a finger.
const SESSION = [46, 16]; // columns and lines that a session needs: the fewest, the largest letters
const USUAL = [80, 24]; // with these there is room for everything else
const READABLE = 15; // CSS pixels of a letter; below that fewer columns are better
const SMALLEST = 8;
const LETTER = 0.61; // width of a letter in its size
const LINE = 1.33; // height of a line in it
const FONT = 2000; // ms that the font may take
const PAINTING = 1000; // bytes; less is only preparation

const place = document.querySelector("#terminal");
const touched = matchMedia("(pointer: coarse)");
const asked = Number(place.dataset.fontSize); // 0: as large as fits
let instance = null;
let link = null;
let keyboardIsUp = false;

// textual-serve keeps its terminal to itself. This catches it as it is made, so that its letters
// can change with the page.
Object.defineProperty(Object.prototype, "fitAddon", {
  configurable: true,
  set(value) {
    Object.defineProperty(this, "fitAddon", { value, configurable: true, writable: true });
    instance = this;
  },
});

export function start(connection) {
  link = connection;
  const socket = new URL(place.dataset.sessionWebsocketUrl, location.href);
  socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  socket.search = "";
  place.dataset.sessionWebsocketUrl = socket.href;
  place.dataset.fontSize = size();
  // Letters are measured once, so the font should be there before the terminal is; but nothing
  // waits for it, or for anything else of the page, where that does not come.
  const open = window.onload;
  window.onload = null;
  const font = document.fonts.load(`${size()}px "Roboto Mono"`);
  const late = new Promise((resolve) => setTimeout(resolve, FONT));
  Promise.race([font, late]).finally(open);
  link.start(() => {
    instance?.terminal.dispose();
    place.replaceChildren();
    open();
  });
  link.on("drawn", whenPainted());
  new ResizeObserver(fit).observe(place);
}

// The size of a letter in CSS pixels: a finger's device lies two metres away in a session, a mouse
// is near.
function size() {
  const largest = ([columns, lines]) =>
    Math.min(place.clientWidth / columns / LETTER, place.clientHeight / lines / LINE);
  const least = Math.floor(largest(SESSION));
  let wanted = Math.min(asked || 16, least);
  if (!asked && touched.matches)
    wanted = inSession() ? least : Math.max(Math.floor(largest(USUAL)), Math.min(READABLE, least));
  return Math.max(wanted, SMALLEST);
}

const inSession = () => document.body.classList.contains("-session");

// Let the terminal fill its place with letters of the right size.
export function fit() {
  if (!instance) return;
  const { options } = instance.terminal;
  const hasRoom = () => {
    const { cols, rows } = instance.fitAddon.proposeDimensions() ?? {};
    return cols >= SESSION[0] && rows >= SESSION[1];
  };
  options.fontSize = size();
  if (inSession() && touched.matches) {
    while (hasRoom() && options.fontSize < 96) options.fontSize++;
    while (!hasRoom() && options.fontSize > SMALLEST) options.fontSize--;
  }
  instance.fit();
}

// The trainer begins without the focus, and listens once it has painted.
function whenPainted() {
  let painted = false;
  return (bytes) => {
    if (!painted && bytes > PAINTING) setTimeout(setKeyboard, 0, false);
    painted ||= bytes > PAINTING;
  };
}

// With a finger the keyboard would cover half of the session; with a mouse there is none to hide.
function setKeyboard(up) {
  const field = document.querySelector("textarea");
  if (!field) return;
  keyboardIsUp = up;
  field.inputMode = up || !touched.matches ? "text" : "none";
  field.blur();
  field.focus();
}
document.querySelector("#keyboard").addEventListener("click", () => setKeyboard(!keyboardIsUp));

const full = document.querySelector("#full");
full.hidden = !document.fullscreenEnabled;
full.addEventListener("click", () =>
  document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
);
