// The terminal in the page: its font size, and the on-screen keyboard.
const SESSION = [46, 16]; // the fewest columns and lines for a session, with the largest letters
const USUAL = [80, 24]; // columns and lines for all other screens
const READABLE = 15; // CSS pixels; below this size the terminal gets fewer columns instead of smaller letters
const SMALLEST = 8; // CSS pixels
const LETTER = 0.61; // width of a letter, relative to the font size
const LINE = 1.33; // height of a line, relative to the font size
const LOADING = 2000; // ms that the font may take to load
const PAINTING = 1000; // bytes; a shorter message does not draw a screen

const place = document.querySelector("#terminal");
const touched = matchMedia("(pointer: coarse)");
const asked = Number(place.dataset.fontSize); // 0: as large as fits
let instance = null;
let link = null;
let keyboardIsUp = false;

// textual-serve does not expose its terminal, whose font size must change with the page. So this
// catches the terminal when it is created.
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
  // The terminal measures the letters only once, so the font should be loaded first. The page waits
  // for the font, but no longer than LOADING.
  const open = window.onload;
  window.onload = null;
  const font = document.fonts.load(`${size()}px "Roboto Mono"`);
  const late = new Promise((resolve) => setTimeout(resolve, LOADING));
  Promise.race([font, late]).finally(open);
  link.start(() => {
    instance?.terminal.dispose();
    place.replaceChildren();
    open();
  });
  link.on("drawn", whenPainted());
  new ResizeObserver(fit).observe(place);
}

// The font size in CSS pixels. In a session a touch device may be two metres away, so its letters
// are as large as possible. Somebody with a mouse sits close to the screen.
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

// Set the font size, and let the terminal fill its place.
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

// Give the terminal the focus when the trainer draws its first screen. It cannot have it earlier.
function whenPainted() {
  let painted = false;
  return (bytes) => {
    if (!painted && bytes > PAINTING) setTimeout(setKeyboard, 0, false);
    painted ||= bytes > PAINTING;
  };
}

// On a touch device the on-screen keyboard covers half the session, so it opens only on request.
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
