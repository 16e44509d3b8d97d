// Tables that become a list of cards on a narrow screen, and the lists of images.
import { buttons } from './actions.js';
import { foreign, h } from './dom.js';
import { day, duration, since, state, stateName, status, time } from './format.js';

/**
 * A table. The roles are written out because a table that is shown as cards loses them.
 *
 * @param columns each with a title, a function from a row to its content, and perhaps a class
 * @param key from a row to what tells it from others
 * @param isCurrent whether a row is what the page is about
 */
export function table({ caption, columns, rows, key = (_, at) => at, isCurrent = () => false, hideCaption = true }) {
  return h('table', { role: 'table' },
    h('caption', { class: hideCaption ? 'heard' : null }, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      columns.map(one => h('th', { role: 'columnheader', scope: 'col', class: one.class }, one.title)))),
    h('tbody', { role: 'rowgroup' }, rows.map((row, at) => h('tr', { role: 'row', 'data-key': `row-${key(row, at)}`, 'aria-current': isCurrent(row) ? 'true' : null },
      columns.map((one, column) => h(one.head ? 'th' : 'td', {
        role: one.head ? 'rowheader' : 'cell',
        scope: one.head ? 'row' : null,
        class: one.class,
        'data-key': `cell-${column}`,
        'data-title': one.title,
      }, one.of(row)))))));
}

/** What a destination is or was told of a result of an earlier content; null if nothing. */
export function revocation(job, rejectedBy) {
  const told = (job.deliveries ?? []).find(one => rejectedBy && one.sopInstanceUid === rejectedBy);
  if (!told) {
    return null;
  }
  const delivered = told.state === 'SENT' || told.state === 'COMMITTED';
  return `${delivered ? '' : 'to be '}${told.kind === 'WITHDRAWAL' ? 'withdrawn' : 'rejected'} there`;
}

/** "pacs: 2 sent; archive: 1 parked". */
function deliveries(job) {
  const counts = new Map();
  for (const { destination, state: one, status: code, awaitsCommitment: open, rejectedBy } of job.deliveries ?? []) {
    const revoked = revocation(job, rejectedBy);
    const key = `${destination}\n${one}\n${open}\n${revoked}`;
    const known = counts.get(key) ?? { destination, state: one, open, revoked, number: 0, status: null };
    known.number++;
    known.status = one === 'SENT' || one === 'COMMITTED' ? null : code ?? known.status;
    counts.set(key, known);
  }
  if (counts.size === 0) {
    return h('span', { class: 'muted' }, 'none');
  }
  return [...counts.values()].map(one => h('span', { class: `line ${one.state === 'PARKED' ? 'bad' : ''}` },
    foreign(one.destination, 24), `: ${one.number} ${stateName(one.state).toLowerCase()}${one.open ? ', not committed yet' : ''}${one.revoked ? `, ${one.revoked}` : ''}`,
    one.status === null ? null : [' ', status(one.status)]));
}

const COLUMNS = {
  image: { title: 'Image', head: true, class: 'tight', of: job => h('a', { href: `#/jobs/${job.id}` }, `Image ${job.id}`) },
  received: { title: 'Received', class: 'tight', of: job => time(job.receivedAt) },
  waiting: { title: 'Waiting for', class: 'tight', of: job => duration(since(job.receivedAt)) },
  patient: { title: 'Patient ID', of: job => (job.facts?.patientId ? foreign(job.facts.patientId, 24) : '–') },
  accession: { title: 'Accession', of: job => (job.facts?.accession ? foreign(job.facts.accession, 20) : '–') },
  studyDate: { title: 'Study date', class: 'tight', of: job => day(job.facts?.studyDate) },
  state: { title: 'State', class: 'tight', of: job => state(job.state) },
  stateAndReason: { title: 'State', of: job => [state(job.state), job.reason ? h('span', { class: 'line muted' }, foreign(job.reason, 90)) : null] },
  results: { title: 'Results', of: deliveries },
  reason: { title: 'Reason', class: 'wide', of: job => (job.reason ? foreign(job.reason, 300) : '–') },
  attempts: { title: 'Attempts', class: 'number', of: job => job.attempts },
  caller: { title: 'From', of: job => foreign(job.caller, 16) },
};

/** The names of columns for each list of images. */
export const LISTS = {
  latest: ['image', 'received', 'patient', 'stateAndReason', 'results'],
  studies: ['image', 'received', 'patient', 'accession', 'studyDate', 'stateAndReason', 'results'],
  reasons: ['image', 'received', 'patient', 'reason', 'caller'],
  queue: ['image', 'received', 'waiting', 'state', 'attempts', 'reason', 'caller'],
  study: ['image', 'received', 'stateAndReason', 'results'],
};

/** A list of images; with actions, a column of buttons. */
export function jobTable({ caption, jobs, columns, context, actions = false }) {
  const all = columns.map(name => COLUMNS[name]);
  if (actions && jobs.some(job => buttons(job, context))) {
    all.push({ title: 'Actions', of: job => buttons(job, context, true) });
  }
  return table({ caption, columns: all, rows: jobs, key: job => job.id });
}
