// The page: session, routes, the live connection, and the frame around the views.
import { get, isLate, logOut, onExpired, session } from './api.js';
import { foreign, h, plain, update } from './dom.js';
import { count, time } from './format.js';
import { listen } from './live.js';
import { failed } from './notify.js';
import { problem, title } from './panels.js';
import { find, VIEWS } from './routes.js';

const RELOAD_AFTER_MS = 400;
const RELOAD_AT_MOST_EVERY_MS = 2000;

const main = document.getElementById('main');
const nav = document.getElementById('nav');
const menu = document.getElementById('menu');

const state = { session: null, summary: null, alarms: null, connection: null, lostSince: null };
let current = null; // the view that is shown, with what it has loaded

// --- the view -----------------------------------------------------------------------------------

/** What a view may use. */
const context = () => ({ session: state.session, reload: () => reload(current) });

async function load(shown) {
  try {
    shown.data = await shown.view.load(shown.params, context());
    shown.error = null;
  } catch (error) {
    shown.error = error;
  }
}

function content(shown) {
  const heading = shown.view.heading?.(shown.params) ?? shown.view.title;
  const body = shown.error
    ? [problem(shown.error), h('p', {}, h('button', { type: 'button', onclick: () => reload(shown) }, 'Try again'))]
    : shown.view.render(shown.data, { ...context(), ...shown.params });
  return [h('h1', { tabindex: '-1', 'data-key': 'h1' }, heading), h('div', { class: `view ${shown.view.name}`, 'data-key': shown.id }, body)];
}

function draw(shown) {
  const focused = document.activeElement;
  const inside = focused !== main && main.contains(focused);
  try {
    update(main, ...content(shown));
  } catch (error) {
    console.error(error);
    update(main, problem(new Error(`This view cannot be shown: ${error.message}`)));
  }
  if (inside && !main.contains(document.activeElement)) {
    main.querySelector('h1')?.focus();
  }
  frame();
  main.dataset.view = shown.id;
}

/** Loads the view again and shows it; one at a time. */
async function reload(shown) {
  if (shown !== current) {
    return;
  }
  if (shown.loading) {
    shown.again = true;
    await shown.loading;
    return;
  }
  shown.loading = (async () => {
    do {
      shown.again = false;
      await load(shown);
      shown.loadedAt = Date.now();
      if (shown === current) {
        draw(shown);
      }
    } while (shown.again && shown === current);
  })();
  await shown.loading;
  shown.loading = null;
  if (shown === current && isLate(shown.data)) {
    soon();
  }
}

async function navigate() {
  const id = window.location.hash || '#/';
  if (!id.startsWith('#/')) {
    return;
  }
  const first = current === null;
  const { view, params } = find(id.slice(1));
  current = { id, view, params, data: null, error: null };
  const shown = current;
  closeMenu();
  await reload(shown);
  if (shown === current && !first) {
    window.scrollTo(0, 0);
    main.querySelector('h1')?.focus({ preventScroll: true });
  }
}

// --- live ---------------------------------------------------------------------------------------

let waiting = null;

/** Loads the view again soon; many events cause one request. */
function soon() {
  if (waiting !== null || !current) {
    return;
  }
  const quiet = Math.max(RELOAD_AFTER_MS, RELOAD_AT_MOST_EVERY_MS - (Date.now() - (current.loadedAt ?? 0)));
  waiting = setTimeout(() => {
    waiting = null;
    if (document.hidden) {
      return; // when it is looked at again
    }
    void reload(current);
  }, quiet);
}

function heard(name, data) {
  if (name === 'summary' && data) {
    const same = JSON.stringify(data) === JSON.stringify(state.summary);
    state.summary = data;
    frame();
    if (same && !current?.view.ticks) {
      return;
    }
  }
  if (name === 'alarms' && data) {
    setAlarms(data.items);
  }
  if (current?.view.events?.includes(name) && (name !== 'job' || current.view.touches?.(data, current.params) !== false)) {
    soon();
  }
}

function connection(next) {
  state.connection = next;
  state.lostSince = next === 'live' ? null : state.lostSince ?? new Date().toISOString();
  frame();
  if (next !== 'lost') {
    soon();
  }
}

/** Shows the alarms and announces the new ones. */
function setAlarms(items) {
  const known = state.alarms && new Set(state.alarms.map(one => `${one.code} ${one.subject}`));
  const fresh = known ? items.filter(one => !known.has(`${one.code} ${one.subject}`)) : [];
  state.alarms = items;
  if (fresh.length > 0) {
    failed(fresh.map(one => `${one.severity === 'ERROR' ? 'Error' : 'Warning'}: ${title(one.code)}.`).join(' '));
  }
  frame();
}

// --- the frame ----------------------------------------------------------------------------------

const CONNECTIONS = {
  live: ['good', 'Live'],
  polling: ['warn', 'Updated every 10 s'],
  lost: ['bad', 'Not connected'],
};

const badge = (number, label, level) => (number > 0
  ? h('span', { class: `badge ${level}` }, count(number), h('span', { class: 'heard' }, ` ${label}`)) : null);

function badges(name) {
  const summary = state.summary;
  const alarms = state.alarms ?? [];
  switch (name) {
    case 'overview':
      return badge(alarms.length, alarms.length === 1 ? 'alarm' : 'alarms', alarms.some(one => one.severity === 'ERROR') ? 'bad' : 'warn');
    case 'queue':
      return badge(summary?.waiting, 'waiting', 'plain');
    case 'failed':
      return badge(summary?.failed, 'failed', 'bad');
    default:
      return null;
  }
}

function frame() {
  update(nav, h('ul', {}, VIEWS.map(view => h('li', {}, h('a', {
    href: `#${view.path}`,
    'aria-current': current && (current.view === view || current.view.under === view.name) ? 'page' : null,
  }, view.title, badges(view.name))))));
  const place = document.getElementById('connection');
  const [level, words] = CONNECTIONS[state.connection] ?? ['plain', 'Connecting'];
  update(place, h('span', { class: `state ${level}` }, words));
  const banner = document.getElementById('banner');
  update(banner, state.connection === 'lost'
    ? h('p', {}, h('strong', {}, 'Not connected.'), ' The node has not answered since ', time(state.lostSince), '. What is shown may be out of date.') : null);
  banner.hidden = state.connection !== 'lost';
  const alarms = state.alarms?.length ?? 0;
  document.title = `${alarms ? `(${alarms}) ` : ''}${current ? current.view.heading?.(current.params) ?? current.view.title : ''} - Brixia Node`;
}

async function identify() {
  try {
    const { node } = await get('/status');
    update(document.getElementById('node-name'), foreign(node.aeTitle, 16));
    update(document.getElementById('version'), `Version ${plain(node.version, 40)}`);
  } catch {
    // shown where it is needed
  }
}

function closeMenu() {
  menu.setAttribute('aria-expanded', 'false');
}

function theme() {
  const button = document.getElementById('theme');
  const name = () => {
    button.textContent = window.brixiaTheme.current() === 'dark' ? 'Light theme' : 'Dark theme';
  };
  button.onclick = () => {
    window.brixiaTheme.choose(window.brixiaTheme.current() === 'dark' ? 'light' : 'dark');
    name();
  };
  window.matchMedia('(prefers-color-scheme: light)').addEventListener('change', name);
  name();
}

function toLogin() {
  try {
    window.sessionStorage.setItem('brixia-expired', state.session ? '1' : '');
  } catch {
    // then without the reason
  }
  window.location.replace(`login${window.location.hash}`);
}

function who() {
  const { user, role, login } = state.session;
  update(document.getElementById('user'), !login && user === 'local'
    ? 'Local access, no login'
    : [foreign(user, 32), ` (${role === 'OPERATOR' ? 'operator' : 'viewer'})`]);
  const button = document.getElementById('logout');
  button.hidden = !login;
  button.onclick = async () => {
    try {
      await logOut();
      state.session = null;
      toLogin();
    } catch (error) {
      failed(error.message);
    }
  };
}

// --- start --------------------------------------------------------------------------------------

document.getElementById('skip').onclick = event => {
  event.preventDefault();
  main.focus();
};
menu.onclick = () => menu.setAttribute('aria-expanded', String(menu.getAttribute('aria-expanded') !== 'true'));
theme();
onExpired(toLogin);

async function start() {
  try {
    state.session = await session();
  } catch (error) {
    if (error.status === 401) {
      toLogin();
      return;
    }
    update(main, h('h1', {}, 'Brixia Node'), problem(error),
      h('p', {}, h('button', { type: 'button', onclick: () => void start() }, 'Try again')));
    return;
  }
  who();
  window.onhashchange = () => void navigate();
  document.addEventListener('visibilitychange', () => document.hidden || soon());
  void identify();
  void navigate();
  listen({ heard, changed: connection, ask: { summary: () => get('/summary'), alarms: () => get('/alarms') } });
}

void start();
