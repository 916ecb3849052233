// Connects the parts of the page: the terminal, speech, tones, touch buttons, keeping the screen
// on, and the connection.
import * as awake from "./awake.js";
import * as buttons from "./buttons.js";
import * as link from "./link.js";
import * as stage from "./stage.js";
import * as terminal from "./terminal.js";
import * as tones from "./tones.js";
import * as voice from "./voice.js";

let speaks = false; // a session is open, and its voice is on

link.on("sound", (sound) => {
  tones.setUp(sound);
  voice.setUp(sound);
});
link.on("hear", ({ say, tone, waits }) => {
  if (tone) tones.play(tone);
  if (say) voice.say(say, waits, (seconds) => link.send("heard", say, seconds));
});
link.on("stage", (cue) => {
  if (cue.awake && cue.stage) awake.follow(cue.kind);
  if (stage.show(cue)) terminal.fit();
});
const over = () => {
  awake.release();
  stage.hide();
  terminal.fit();
};
const silence = () => {
  tones.hush();
  voice.hush();
};
link.on("hush", silence);
link.on("over", over);
link.on("ended", silence);
link.on("ended", over);
link.on("keys", (shown) => {
  speaks = shown.speaks;
  buttons.show(shown);
  if (stage.isOpen() !== shown.session) {
    if (shown.session) stage.open();
    else stage.hide();
    terminal.fit();
  }
});
link.on("bell", () => tones.play("bell"));
link.on("lost", () => {
  buttons.show({ keys: [], scale: false });
  silence();
  if (speaks) voice.say("Connection lost. What you did is saved.", true, () => {});
  speaks = false;
  awake.rest();
  stage.hide();
});
addEventListener("pagehide", silence); // browsers keep speaking after the page has closed

document.querySelector("#again").addEventListener("click", link.again);
document.querySelector("#hurry").addEventListener("click", link.reconnectNow);
stage.onTap(() => link.press(" "));
terminal.start(link);
