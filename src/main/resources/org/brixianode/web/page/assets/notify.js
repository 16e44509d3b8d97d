// Tells what an action has done, visibly and to a screen reader.

const SHOWN_MS = 8000;
const timers = new Map();

function show(id, text) {
  const place = document.getElementById(id);
  clearTimeout(timers.get(id));
  place.textContent = '';
  // A screen reader announces a change: the same words again are one, too.
  requestAnimationFrame(() => {
    place.textContent = text;
  });
  timers.set(id, setTimeout(() => {
    place.textContent = '';
  }, SHOWN_MS));
}

export const done = text => show('done', text);

export const failed = text => show('failure', text);
