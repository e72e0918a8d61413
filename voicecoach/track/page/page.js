"use strict";
// What is shown follows the sound: every frame looks up where the sound is, and nothing else
// keeps time. All that can be shown was worked out before, each thing with its first millisecond.

const BACK_TO_START = 2000; // ms; going back within them leads to the phase before

const element = (id) => document.getElementById(id);
const content = JSON.parse(element("content").textContent);
const chapters = [...document.querySelectorAll("[data-start]")];
const sound = element("player");

/** Index of the last of `entries` that has begun at `time`. */
function indexAt(entries, time) {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entries[middle][0] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

const at = (entries, time) => entries[indexAt(entries, time)];
const starts = chapters.map((chapter) => [Number(chapter.dataset.start)]);

/** Write a time as players do, the second that runs included. */
function clock(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (part) => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** Write how long it is until something: in seconds, or as a clock from a minute on. */
const short = (milliseconds) =>
  milliseconds > 60000 ? clock(milliseconds) : String(Math.ceil(milliseconds / 1000));

function write(id, text) {
  const node = element(id);
  if (node.textContent !== text) node.textContent = text;
}

const position = () => Math.round(sound.currentTime * 1000);

function show() {
  const time = position();
  const [, kind, label, rounds, following, next] = at(content.stretches, time);
  const number = String(at(content.numbers, time)[1] ?? short(Math.max(0, next - time)));
  element("session").dataset.kind = kind;
  write("phase", label);
  write("number", number);
  element("number").style.setProperty("--letters", Math.max(2, number.length));
  write("rounds", rounds);
  write("following", following);
  write("caption", at(content.captions, time)[1]);
  write("left", content.left.replace("{}", clock(Math.max(0, content.duration - time))));
  element("done").style.transform = `scaleX(${time / content.duration})`;
  showChapter(chapters[indexAt(starts, time)]);
}

let shownChapter;
function showChapter(chapter) {
  if (chapter === shownChapter) return;
  shownChapter?.removeAttribute("aria-current");
  chapter.setAttribute("aria-current", "true");
  shownChapter = chapter;
}

function follow() {
  show();
  if (!sound.paused) requestAnimationFrame(follow);
}

function toggle() {
  if (sound.paused) sound.play();
  else sound.pause();
}

let wanted = 0; // seconds

function go(milliseconds) {
  wanted = milliseconds / 1000;
  sound.currentTime = wanted;
  show();
}

/** Some phones forget where they were sent before they knew how long the sound is. */
function remember() {
  if (sound.currentTime < wanted) sound.currentTime = wanted;
}

/** The entry that is so many after the one we are in; the first or last where there is none. */
function neighbour(entries, by) {
  const index = indexAt(entries, position()) + by;
  return entries[Math.min(Math.max(index, 0), entries.length - 1)];
}

/** Go to another phase, and tell those who cannot see it. */
function step(by) {
  const [start, , label] = neighbour(content.stretches, by);
  go(start);
  element("told").textContent = label;
}

function back() {
  const begun = position() - at(content.stretches, position())[0];
  step(begun > BACK_TO_START ? 0 : -1);
}

const on = () => step(1);

function stepChapter(by) {
  const start = neighbour(starts, by);
  if (start) go(start[0]);
}

// The screen stays on while the session plays, where the browser can do that.
let awake = null;
async function stayAwake() {
  if (sound.paused || document.hidden || !navigator.wakeLock) return;
  try {
    awake = await navigator.wakeLock.request("screen");
    if (sound.paused) sleep();
  } catch {
    // Refused, as when the battery is low: the sound goes on with the screen off.
  }
}
function sleep() {
  awake?.release();
  awake = null;
}

function tellLockScreen() {
  if (!navigator.mediaSession || !sound.duration) return;
  navigator.mediaSession.setPositionState({
    duration: sound.duration,
    playbackRate: sound.playbackRate,
    position: Math.min(sound.currentTime, sound.duration),
  });
}

function meetLockScreen() {
  if (!navigator.mediaSession) return;
  const cover = element("cover");
  navigator.mediaSession.metadata = new MediaMetadata({
    title: document.title,
    artist: document.querySelector("meta[name=author]").content,
    artwork: cover ? [{ src: cover.href, type: cover.type }] : [],
  });
  const handlers = {
    play: () => sound.play(),
    pause: () => sound.pause(),
    seekbackward: back,
    seekforward: on,
    previoustrack: () => stepChapter(-1),
    nexttrack: () => stepChapter(1),
    seekto: (details) => go(details.seekTime * 1000),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      navigator.mediaSession.setActionHandler(action, handler);
    } catch {
      // A button that this browser does not have.
    }
  }
}

function changed() {
  element("session").classList.toggle("playing", !sound.paused);
  write("does", sound.paused ? content.play : content.pause);
  tellLockScreen();
}

sound.addEventListener("play", () => { changed(); stayAwake(); follow(); });
sound.addEventListener("pause", () => { changed(); sleep(); show(); });
sound.addEventListener("ended", show);
sound.addEventListener("seeked", () => { tellLockScreen(); show(); });
sound.addEventListener("loadedmetadata", () => { remember(); tellLockScreen(); });
sound.addEventListener("error", () => { element("trouble").hidden = false; });
document.addEventListener("visibilitychange", stayAwake);

element("play").addEventListener("click", toggle);
element("back").addEventListener("click", back);
element("on").addEventListener("click", on);
for (const one of chapters) {
  one.addEventListener("click", () => { go(Number(one.dataset.start)); sound.play(); });
}

const keys = { ArrowLeft: back, ArrowRight: on, " ": toggle };
document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  const pressesButton = event.key === " " && event.target instanceof HTMLButtonElement;
  if (modified || pressesButton || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

/** Turn text into bytes a piece at a time: a phone has no room to hold the sound once more. */
function* bytes(text) {
  const letters = 4 * 2 ** 16;
  for (let begin = 0; begin < text.length; begin += letters) {
    const decoded = atob(text.slice(begin, begin + letters));
    const piece = new Uint8Array(decoded.length);
    for (let index = 0; index < piece.length; index++) piece[index] = decoded.charCodeAt(index);
    yield piece;
  }
}

const inside = element("sound");
const file = new Blob([...bytes(inside.textContent)], { type: "audio/mpeg" });
inside.remove();
sound.src = URL.createObjectURL(file);
meetLockScreen();
show();
