// Keeps the page up to date: server-sent events, and requests at intervals where they fail.

const SILENCE_MS = 40000; // the node sends something at least every 15 s
const RECONNECT_MS = 5000;
const POLL_MS = 10000;
const NAMES = ['summary', 'job', 'alarms'];

/**
 * Listens to the node.
 *
 * @param heard called with the name of an event and its data
 * @param changed called with the state: 'live', 'polling' or 'lost'
 * @param ask a request that tells whether the node answers, for when there are no events
 */
export function listen({ heard, changed, ask }) {
  let source = null;
  let state = null;
  let lastHeard = Date.now();

  const become = next => {
    if (state !== next) {
      state = next;
      changed(next);
    }
  };

  const receive = (name, message) => {
    lastHeard = Date.now();
    become('live');
    let data = null;
    try {
      data = JSON.parse(message.data);
    } catch {
      // the event alone says that something has changed
    }
    heard(name, data);
  };

  const open = () => {
    source?.close();
    lastHeard = Date.now();
    source = new EventSource('api/v1/events');
    source.onopen = () => {
      lastHeard = Date.now();
      become('live');
    };
    source.onerror = () => void poll();
    NAMES.forEach(name => source.addEventListener(name, message => receive(name, message)));
  };

  const poll = async () => {
    try {
      const data = await ask();
      if (source.readyState !== EventSource.OPEN) {
        become('polling');
        heard('summary', data);
      }
    } catch {
      become('lost');
    }
  };

  open();
  setInterval(() => {
    if (source.readyState === EventSource.CLOSED || Date.now() - lastHeard > SILENCE_MS) {
      open();
    }
  }, RECONNECT_MS);
  setInterval(() => {
    if (source.readyState !== EventSource.OPEN) {
      void poll();
    }
  }, POLL_MS);
}
