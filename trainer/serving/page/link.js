// The connection to the trainer. Passes each message to the handlers for its kind, and reconnects.
const SIGN = 1000; // ms between two keep-alive messages
const SILENCE = 4000; // ms without a message after which the connection counts as lost; page.py has the server's limit
const SLOWEST = 12000; // ms that a connection may take to open after several failed attempts
const STARTING = 30000; // ms that the trainer may take to draw its first screen
const AGAIN = 1000; // ms between two attempts to reconnect
const PATIENCE = 5000; // ms that an answer may take
const PREPARING = 10; // bytes; a message of this size or smaller draws nothing
const OSC = /\x1b\][^\x07\x1b]*(\x07|\x1b\\)/g; // OSC sequences, such as a window title; some end in a bell character
const TITLE = /\x1b\]2;(.*?)\x1b\\|\x1b\[23;2t/gs;

const name = document.title;
const heard = {};
const classes = document.body.classList;
let socket = null;
let last = 0; // time of the last message
let begun = 0; // time at which this connection was requested
let failures = 0; // failed connections in a row
let attempts = 0;
let timer = null;
let reopen = null;

// From now on, call `act` with the value of every message of this kind.
export function on(kind, act) {
  (heard[kind] ??= []).push(act);
}

function emit(kind, value) {
  for (const act of heard[kind] ?? []) act(value);
}

export function send(...message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

// Send keys, encoded as the terminal would send them.
export function press(keys) {
  send("stdin", keys);
}

// Start watching the connection. `open` creates a terminal, which connects.
export function start(open) {
  reopen = open;
  setInterval(watch, SIGN);
}

function watch() {
  send("ping", String(Date.now()));
  if (!socket || document.hidden) return;
  const now = performance.now();
  const isOpen = socket.readyState === WebSocket.OPEN;
  const patience = isOpen ? SILENCE : Math.min(SILENCE * (failures + 1), SLOWEST);
  const isDrawn = classes.contains("-first-byte");
  if (now - last > patience || (!isDrawn && now - begun > STARTING)) lose(socket);
}

// The device's preferences: part of the websocket's address, and sent again when they change.
const PREFERENCES = {
  light: matchMedia("(prefers-color-scheme: light)"),
  still: matchMedia("(prefers-reduced-motion: reduce)"),
  touch: matchMedia("(pointer: coarse)"),
};
const preferred = () => Object.keys(PREFERENCES).filter((each) => PREFERENCES[each].matches);
for (const query of Object.values(PREFERENCES))
  query.addEventListener("change", () => send("prefers", preferred()));

const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(address) {
    super(address + preferred().map((each) => `&${each}=1`).join(""));
    socket = this;
    last = begun = performance.now();
    this.addEventListener("open", () => {
      last = performance.now();
      if (document.hidden) send("away", true);
    });
    this.addEventListener("message", (event) => {
      if (socket !== this) return event.stopImmediatePropagation(); // a late message from a lost connection
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
    emit("ended");
  } else emit(kind, value);
}

// Find the bell and the window title in the terminal's output.
function draw(bytes) {
  emit("drawn", bytes.length);
  if (bytes.length > PREPARING) {
    failures = 0;
    classes.remove("-lost", "-unopened", "-refused");
  }
  const text = new TextDecoder().decode(bytes);
  if (text.replace(OSC, "").includes("\x07")) emit("bell");
  for (const [, title] of text.matchAll(TITLE)) document.title = title ?? name;
}

// The connection is lost. The app saves the session and quits; a new app offers to continue it.
function lose(gone) {
  if (gone !== socket) return;
  socket = null;
  const wasOpen = classes.contains("-first-byte") && !classes.contains("-lost");
  if (!wasOpen) failures++;
  if (!classes.contains("-lost")) classes.toggle("-unopened", !wasOpen);
  classes.add("-lost");
  if (wasOpen) emit("lost");
  gone.close();
  reconnect();
}

// Reopen the trainer after it was closed. It may not be reachable yet.
export function again() {
  classes.remove("-ended", "-first-byte");
  reconnect();
}

// Try to reconnect at once, because the user asked for it.
export function reconnectNow() {
  const gone = socket;
  socket = null;
  gone?.close();
  reconnect(0);
}

// If the trainer can be reached, connect after `pause` ms. If not, try again later.
async function reconnect(pause = failures ? AGAIN : 0) {
  clearTimeout(timer);
  const attempt = ++attempts;
  const request = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  const { status } = await fetch("./", request).catch(() => ({ status: 0 }));
  if (attempt !== attempts) return; // another attempt has begun since
  classes.toggle("-moved", status === 403); // the trainer was restarted, with a new token
  classes.toggle("-full", status === 503);
  classes.toggle("-refused", status === 200 && failures > 1); // the page loads, but its websocket cannot connect
  if (status === 403) return emit("ended");
  if (status !== 200) classes.add("-lost");
  if (status !== 200) timer = setTimeout(reconnect, AGAIN);
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
