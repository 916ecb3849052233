// The connection to the trainer: dispatches messages by kind and reconnects.
const SIGN = 1000; // ms between two signs of life
const SILENCE = 4000; // ms without one, after which the connection counts as lost; the server's half is in page.py
const OPENING = 12000; // ms that a connection may take to open: the last page may be leaving
const AGAIN = 1000; // ms until it is tried again
const PATIENCE = 5000; // ms that an answer may take
const WORDS = /\x1b\][^\x07\x1b]*(\x07|\x1b\\)/g; // a title or a shape of the mouse; some end in a bell
const TITLE = /\x1b\]2;(.*?)\x1b\\|\x1b\[23;2t/gs;

const name = document.title;
const heard = {};
const classes = document.body.classList;
let socket = null;
let last = 0;
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
  const patience = socket.readyState === WebSocket.OPEN ? SILENCE : OPENING;
  if (performance.now() - last > patience) lose(socket);
}

// What the device prefers goes along with the size that the terminal asks for.
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
  const text = new TextDecoder().decode(bytes);
  if (text.replace(WORDS, "").includes("\x07")) tell("bell");
  for (const [, title] of text.matchAll(TITLE)) document.title = title ?? name;
}

// The trainer saves what was done and leaves; a new one offers to continue there.
function lose(gone) {
  if (gone !== socket) return;
  socket = null;
  classes.add("-lost");
  tell("lost");
  gone.close();
  find();
}

// Open the trainer again that has closed; it may still be away.
export function again() {
  classes.remove("-ended");
  classes.add("-lost");
  find();
}

async function find() {
  const request = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  const { status } = await fetch("./", request).catch(() => ({ status: 0 }));
  classes.toggle("-moved", status === 403); // another trainer, with another address
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
