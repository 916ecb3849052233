// The terminal in the page: how large its letters are, and keys for a finger.
const NARROW = [46, 16]; // columns and lines that a session needs
const WIDE = [60, 24]; // with these the person is drawn large
const LARGE = [900, 640]; // CSS pixels from which there is room for that
const LETTER = 0.61; // width of a letter in its size
const LINE = 1.18; // height of a line in it
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
  // Letters are measured once, so the font must be there before the terminal is.
  const open = window.onload;
  window.onload = null;
  const font = document.fonts.load(`${size()}px "Roboto Mono"`);
  addEventListener("load", () => font.finally(open));
  link.start(() => {
    instance?.terminal.dispose();
    place.replaceChildren();
    open();
  });
  link.on("drawn", whenPainted());
  addEventListener("resize", fit);
  for (const button of document.querySelectorAll("[data-key]"))
    button.addEventListener("click", () => link.press(JSON.parse(`"${button.dataset.key}"`)));
}

// The size of a letter in CSS pixels: a finger's device lies two metres away, a mouse is near.
function size() {
  const [width, height] = [place.clientWidth || innerWidth, place.clientHeight || innerHeight];
  const enough = ([columns, lines]) => Math.min(width / columns / LETTER, height / lines / LINE);
  if (asked) return Math.max(Math.min(asked, Math.floor(width / NARROW[0] / LETTER)), 8);
  if (!touched.matches) return Math.max(Math.min(16, Math.floor(enough(NARROW))), 8);
  const roomy = innerWidth >= LARGE[0] && innerHeight >= LARGE[1];
  return Math.max(Math.floor(10 * enough(roomy ? WIDE : NARROW)) / 10, 8);
}

// Let the terminal fill its place with letters of the right size.
export function fit() {
  if (!instance) return;
  instance.terminal.options.fontSize = size();
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
