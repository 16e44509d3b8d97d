// Keeps the page up to date: server-sent events, and requests at intervals where they fail.

const SILENCE_MS = 40000; // the node sends a summary at least every 15 s
const CHECK_MS = 5000;
const POLL_MS = 10000;
const GRACE_MS = 8000; // the node ends a connection after minutes, and the browser makes a new one
const HIDDEN_MS = 60000; // a browser opens few connections to a host: a hidden page gives its own up
const NAMES = ['summary', 'job', 'alarms'];

/**
 * Listens to the node.
 *
 * @param heard called with the name of an event and its data
 * @param changed called with the state: 'live', 'polling' or 'lost'
 * @param ask requests by the name of the event that they replace
 */
export function listen({ heard, changed, ask }) {
  let source = null;
  let state = null;
  let lastHeard = Date.now();
  let downSince = null;
  let hiddenSince = null;

  const isOpen = () => source?.readyState === EventSource.OPEN;

  const become = next => {
    if (state !== next) {
      state = next;
      changed(next);
    }
  };

  const alive = () => {
    lastHeard = Date.now();
    downSince = null;
    become('live');
  };

  const receive = (name, message) => {
    alive();
    let data = null;
    try {
      data = JSON.parse(message.data);
    } catch {
      // the event alone says that something has changed
    }
    heard(name, data);
  };

  const poll = async () => {
    downSince ??= Date.now();
    try {
      for (const [name, request] of Object.entries(ask)) {
        heard(name, await request());
      }
      if (!isOpen() && (state !== 'live' || Date.now() - downSince > GRACE_MS)) {
        become('polling');
      }
    } catch {
      become('lost');
    }
  };

  const open = () => {
    source?.close();
    lastHeard = Date.now();
    source = new EventSource('api/v1/events');
    source.onopen = alive;
    source.onerror = () => void poll();
    NAMES.forEach(name => source.addEventListener(name, message => receive(name, message)));
  };

  const check = () => {
    if (hiddenSince !== null && Date.now() - hiddenSince > HIDDEN_MS) {
      source.close();
    } else if (source.readyState === EventSource.CLOSED || Date.now() - lastHeard > SILENCE_MS) {
      open();
    }
  };

  document.addEventListener('visibilitychange', () => {
    hiddenSince = document.hidden ? Date.now() : null;
    check();
  });
  window.addEventListener('offline', () => void poll());
  window.addEventListener('online', open);
  open();
  setInterval(check, CHECK_MS);
  setInterval(() => {
    if (!isOpen()) {
      void poll();
    }
  }, POLL_MS);
}
