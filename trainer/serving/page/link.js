// The connection to the trainer: dispatches messages by kind and reconnects.
const SIGN = 1000; // ms between two signs of life
const SILENCE = 4000; // ms without an answer after which the connection counts as lost; the server's limit is in page.py
const OPENING = 12000; // ms that a connection may take to open: the previous page may still be closing
const AGAIN = 1000; // ms between two attempts to reconnect
const PATIENCE = 5000; // ms that an answer may take
const WORDS = /\x1b\][^\x07\x1b]*(\x07|\x1b\\)/g; // OSC sequences: a window title or a pointer shape; some end in a bell
const TITLE = /\x1b\]2;(.*?)\x1b\\|\x1b\[23;2t/gs;

const name = document.title;
const heard = {};
const classes = document.body.classList;
let socket = null;
let last = 0;
let reopen = null;

// Call `act` with the value of every message of this kind.
export function on(kind, act) {
  (heard[kind] ??= []).push(act);
}

function tell(kind, value) {
  for (const act of heard[kind] ?? []) act(value);
}

export function send(...message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

// Send keys, encoded as the terminal would send them.
export function press(keys) {
  send("stdin", keys);
}

// `open` creates a terminal, and with it a connection.
export function start(open) {
  reopen = open;
  setInterval(watch, SIGN);
}

function watch() {
  send("ping", String(Date.now()));
  if (!socket || document.hidden) return;
  const patience = socket.readyState === WebSocket.OPEN ? SILENCE : OPENING;
  if (performance.now() - last > patience) lose(socket);
}

// The device's preferences, added to the address in which the terminal sends its size.
function wishes() {
  const light = matchMedia("(prefers-color-scheme: light)").matches ? "&light=1" : "";
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches ? "&still=1" : "";
  return light + still;
}

const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(address) {
    super(address + wishes());
    socket = this;
    last = performance.now();
    this.addEventListener("open", () => {
      last = performance.now();
      if (document.hidden) send("away", true);
    });
    this.addEventListener("message", (event) => {
      if (socket !== this) return event.stopImmediatePropagation(); // late messages of a lost connection are out of date
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

// The bell and the title are part of the terminal output, so they are picked out here.
function draw(bytes) {
  tell("drawn", bytes.length);
  const text = new TextDecoder().decode(bytes);
  if (text.replace(WORDS, "").includes("\x07")) tell("bell");
  for (const [, title] of text.matchAll(TITLE)) document.title = title ?? name;
}

// The connection is lost. The app saves the session and quits; a new app offers to continue it.
function lose(gone) {
  if (gone !== socket) return;
  socket = null;
  classes.add("-lost");
  tell("lost");
  gone.close();
  find();
}

// Reopen the trainer after it has closed. It may not be reachable yet.
export function again() {
  classes.remove("-ended");
  classes.add("-lost");
  find();
}

async function find() {
  const request = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  const { status } = await fetch("./", request).catch(() => ({ status: 0 }));
  classes.toggle("-moved", status === 403); // the trainer was restarted, with a new token
  classes.toggle("-full", status === 503);
  if (status === 403) return tell("ended");
  if (status !== 200) return setTimeout(find, AGAIN);
  classes.remove("-lost", "-closed", "-first-byte");
  reopen();
}

document.addEventListener("visibilitychange", () => {
  last = performance.now();
  send("away", document.hidden);
});
