// The connection to the trainer: dispatches messages by kind and reconnects.
const SIGN = 1000; // ms between two signs of life
const SILENCE = 4000; // ms without one, after which the connection is taken for lost
const LONGEST = 12000; // ms that one may take to open on a slow line, once it was tried again
const STARTING = 30000; // ms that the trainer may take to draw, before it is started again
const AGAIN = 1000; // ms until it is tried again
const PATIENCE = 5000; // ms that an answer may take
const PREPARING = 10; // bytes, up to which nothing is drawn yet
const WORDS = /\x1b\][^\x07\x1b]*(\x07|\x1b\\)/g; // a title or a shape of the mouse; some end in a bell
const TITLE = /\x1b\]2;(.*?)\x1b\\|\x1b\[23;2t/gs;

const name = document.title;
const heard = {};
const classes = document.body.classList;
let socket = null;
let last = 0; // when there was a sign of life
let begun = 0; // when this connection was asked for
let failures = 0; // connections in a row that nothing came of
let searches = 0;
let timer = null;
let reopen = null;

// Act on every message of a kind.
export function on(kind, act) {
  (heard[kind] ??= []).push(act);
}

function tell(kind, value) {
  for (const act of heard[kind] ?? []) act(value);
}

export function send(...message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

// Press a key, as the terminal would send it.
export function press(keys) {
  send("stdin", keys);
}

// `open` makes a terminal, which makes a connection.
export function start(open) {
  reopen = open;
  setInterval(watch, SIGN);
}

function watch() {
  send("ping", String(Date.now()));
  if (!socket || document.hidden) return;
  const now = performance.now();
  const isOpen = socket.readyState === WebSocket.OPEN;
  const patience = isOpen ? SILENCE : Math.min(SILENCE * (failures + 1), LONGEST);
  const isDrawn = classes.contains("-first-byte");
  if (now - last > patience || (!isDrawn && now - begun > STARTING)) lose(socket);
}

// What the device prefers goes along with the size that the terminal asks for, and again whenever
// it changes.
const PREFERRED = {
  light: matchMedia("(prefers-color-scheme: light)"),
  still: matchMedia("(prefers-reduced-motion: reduce)"),
  touch: matchMedia("(pointer: coarse)"),
};
const wishes = () => Object.keys(PREFERRED).filter((wish) => PREFERRED[wish].matches);
for (const query of Object.values(PREFERRED))
  query.addEventListener("change", () => send("prefers", wishes()));

const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(address) {
    super(address + wishes().map((wish) => `&${wish}=1`).join(""));
    socket = this;
    last = begun = performance.now();
    this.addEventListener("open", () => {
      last = performance.now();
      if (document.hidden) send("away", true);
    });
    this.addEventListener("message", (event) => {
      if (socket !== this) return event.stopImmediatePropagation(); // what was held up is not true any more
      const { data } = event;
      last = performance.now();
      if (typeof data === "string") take(JSON.parse(data));
      else draw(new Uint8Array(data));
    });
    this.addEventListener("close", () => lose(this));
  }
};

function take([kind, value]) {
  if (kind === "ended") {
    socket = null;
    classes.add("-ended");
    tell("ended");
  } else tell(kind, value);
}

// Bell and title come with everything else the trainer sends to its terminal.
function draw(bytes) {
  tell("drawn", bytes.length);
  if (bytes.length > PREPARING) {
    failures = 0;
    classes.remove("-lost", "-unopened", "-refused");
  }
  const text = new TextDecoder().decode(bytes);
  if (text.replace(WORDS, "").includes("\x07")) tell("bell");
  for (const [, title] of text.matchAll(TITLE)) document.title = title ?? name;
}

// The trainer saves what was done and leaves; a new one offers to continue there.
function lose(gone) {
  if (gone !== socket) return;
  socket = null;
  const wasOpen = classes.contains("-first-byte") && !classes.contains("-lost");
  if (!wasOpen) failures++;
  if (!classes.contains("-lost")) classes.toggle("-unopened", !wasOpen);
  classes.add("-lost");
  if (wasOpen) tell("lost");
  gone.close();
  find();
}

// Open the trainer again that has closed; it may still be away.
export function again() {
  classes.remove("-ended", "-first-byte");
  find();
}

// Somebody does not want to wait for the next try.
export function hurry() {
  const gone = socket;
  socket = null;
  gone?.close();
  find(0);
}

// Look whether the trainer is there; where nothing came of a connection, not at once again.
async function find(pause = failures ? AGAIN : 0) {
  clearTimeout(timer);
  const search = ++searches;
  const request = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  const { status } = await fetch("./", request).catch(() => ({ status: 0 }));
  if (search !== searches) return;
  classes.toggle("-moved", status === 403); // another trainer, with another address
  classes.toggle("-full", status === 503);
  classes.toggle("-refused", status === 200 && failures > 1); // a page, but no connection
  if (status === 403) return tell("ended");
  if (status !== 200) classes.add("-lost");
  if (status !== 200) timer = setTimeout(find, AGAIN);
  else if (pause) timer = setTimeout(open, pause);
  else open();
}

function open() {
  classes.remove("-closed", "-first-byte");
  reopen();
}

document.addEventListener("visibilitychange", () => {
  last = performance.now();
  send("away", document.hidden);
});
