// Where results go: reachable or not, what waits, and the last error.
import { get, parts } from '../api.js';
import { act, isOperator, once } from '../actions.js';
import { ask } from '../dialogs.js';
import { foreign, h } from '../dom.js';
import { count, duration, kind, status, statusName, time } from '../format.js';
import { facts, shown } from '../panels.js';
import { table } from '../tables.js';

/** The states of a peer. */
const REACHABILITY = {
  ANSWERS: ['good', 'Answers'],
  UNKNOWN_HOST: ['bad', 'Unknown host'],
  NO_CONNECTION: ['bad', 'No connection'],
  TLS_FAILED: ['bad', 'TLS failed'],
  REJECTED: ['bad', 'Rejects the association'],
  TIMEOUT: ['bad', 'No answer in time'],
  ABORTED: ['bad', 'Aborts the association'],
  NOT_OFFERED: ['plain', 'Answers, offers no C-ECHO'],
  FAILED: ['bad', 'Answers with a failure'],
};

/** Whether a destination can be reached now: a word with a colour. */
export function reachable(one) {
  if (!one.configured) {
    return h('span', { class: 'state warn' }, 'Not configured');
  }
  const known = one.reachability;
  if (!known) {
    return one.lastError && unsent(one.counts) > 0
      ? h('span', { class: 'state bad' }, 'Sending fails')
      : h('span', { class: 'state plain' }, 'Not tested yet');
  }
  const [level, words] = REACHABILITY[known.state] ?? ['bad', String(known.state).toLowerCase().replaceAll('_', ' ')];
  return h('span', { class: `state ${level}` }, words);
}

const unsent = counts => counts.waiting + counts.sending;

/** What was sent, whether or not its storage was committed afterwards. */
const accepted = counts => counts.sent + counts.committed;

function lastError(one) {
  if (!one.lastError) {
    return h('span', { class: 'muted' }, 'none');
  }
  const { text, status: code, at } = one.lastError;
  const coded = code !== null && code !== undefined;
  return [
    coded && !statusName(code, text) ? h('span', { class: 'line' }, status(code)) : null,
    h('span', { class: 'line' }, foreign(text, 200)),
    at ? h('span', { class: 'line muted' }, time(at)) : null,
  ];
}

/** A short list, for the overview. */
export function destinationTable(items) {
  if (items.length === 0) {
    return h('p', { class: 'warning' }, 'No destination is configured: images are scored, and the results are sent nowhere.');
  }
  return table({
    caption: 'Destinations',
    rows: items,
    key: one => one.name,
    columns: [
      { title: 'Destination', head: true, of: one => h('a', { href: '#/destinations' }, foreign(one.name, 32)) },
      { title: 'Connection', class: 'tight', of: reachable },
      { title: 'Sent', class: 'number', of: one => count(accepted(one.counts)) },
      { title: 'Waiting', class: 'number', of: one => count(unsent(one.counts)) },
      { title: 'Oldest', class: 'tight', of: one => duration(one.oldestWaitingSeconds) },
      { title: 'Parked', class: 'number', of: one => count(one.counts.parked) },
      { title: 'Last error', class: 'wide', of: lastError },
    ],
  });
}

const path = (one, action) => `/destinations/${encodeURIComponent(one.name)}/${action}`;

const echoed = one => answer => [`${one.name}: ${REACHABILITY[answer.state]?.[1].toLowerCase() ?? answer.state}.`, answer.message].filter(Boolean).join(' ');

async function discard(one, context) {
  const sure = await ask({
    title: `Discard the deliveries to ${one.name}?`,
    text: `${count(unsent(one.counts) + one.counts.parked)} results wait for this destination, which is not in the configuration any more. They are forgotten; the scores stay.`,
    confirm: 'Discard',
    danger: true,
  });
  if (sure) {
    await act(context, path(one, 'discard'), { confirm: one.name }, answer => `${count(answer.discarded)} deliveries are discarded.`);
  }
}

function buttons(one, context) {
  if (!isOperator(context.session)) {
    return null;
  }
  const button = (name, label, action, more) => h('button', { type: 'button', 'data-key': name, 'data-action': name, onclick: event => once(event.currentTarget, action), ...more }, label);
  const held = unsent(one.counts) + one.counts.parked;
  return h('div', { class: 'buttons', role: 'group', 'aria-label': `Actions on ${one.name}` },
    one.configured ? button('echo', one.protocol === 'dimse' ? 'Test with C-ECHO' : 'Test the connection', () => act(context, path(one, 'echo'), {}, echoed(one))) : null,
    one.configured ? button('retry', 'Retry now', () => act(context, path(one, 'retry'), {}, answer => `${count(answer.due)} deliveries to ${one.name} are due now.`), held ? {} : { disabled: true }) : null,
    one.configured ? null : button('discard', 'Discard deliveries', () => discard(one, context), { class: 'danger' }));
}

function address(one) {
  if (one.url) {
    return foreign(one.url, 120);
  }
  return one.host ? [foreign(one.host, 64), `:${one.port}`] : null;
}

/** The last test or delivery: when, which of the two, and what it has shown. */
function contact(one) {
  const known = one.reachability;
  if (!known) {
    return ['Last attempt', null];
  }
  const answered = ['good', 'plain'].includes(REACHABILITY[known.state]?.[0]);
  const tested = Number.isFinite(known.tookMs);
  const by = tested ? `by a test, ${answered ? 'in' : 'after'} ${count(known.tookMs)} ms` : 'by a delivery';
  return [answered ? 'Last reached' : 'Last attempt failed', [
    time(known.at), ` ${by}`,
    known.message ? h('span', { class: 'line' }, foreign(known.message, 200)) : null,
  ]];
}

/** What a destination has accepted, and of how much of it it has said that it keeps it. */
const sent = counts => (counts.committed
  ? `${count(accepted(counts))}, storage committed for ${counts.sent ? count(counts.committed) : 'all'}`
  : count(accepted(counts)));

const card = (one, context) => h('section', { class: 'panel destination', 'data-key': `destination-${one.name}` },
  h('h2', {}, foreign(one.name, 48), ' ', reachable(one)),
  facts([
    ['AE title', one.aeTitle ? foreign(one.aeTitle, 16) : null],
    ['Address', address(one)],
    ['Receives', one.results?.length ? one.results.map(kind).join(', ') : null],
    contact(one),
    ['Sent', sent(one.counts)],
    ['Waiting', count(unsent(one.counts))],
    ['Oldest waiting', Number.isFinite(one.oldestWaitingSeconds) ? duration(one.oldestWaitingSeconds) : null],
    ['Parked', one.counts.parked ? h('span', { class: 'state bad' }, count(one.counts.parked)) : '0'],
  ]),
  facts([['Last error', lastError(one)]], true),
  buttons(one, context));

export const destinations = {
  name: 'destinations',
  path: '/destinations',
  title: 'Destinations',
  events: ['summary', 'job', 'alarms'],
  ticks: true,

  load: () => parts({ destinations: get('/destinations') }),

  render: (data, context) => shown(data.destinations, one => (one.items.length
    ? one.items.map(item => card(item, context))
    : destinationTable([]))),
};
