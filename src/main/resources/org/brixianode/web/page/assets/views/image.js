// One image: what it is, its score, its way through the node, and what can be done with it.
import { get, parts, post, query } from '../api.js';
import { buttons } from '../actions.js';
import { enlarge } from '../dialogs.js';
import { foreign, h } from '../dom.js';
import { day, duration, kind, since, state, status, statusName, time } from '../format.js';
import { facts, isProblem, panel, problem, shown } from '../panels.js';
import { jobTable, LISTS, revocation, table } from '../tables.js';
import { interval, remarks, zones } from './scores.js';
import { trail } from './trail.js';
import { trend } from './trend.js';

const WIDTH_PX = 900;

async function ofStudy(job) {
  const { items } = await post('/jobs/search', { uid: job.study, limit: 50 });
  return items.filter(one => one.id !== job.id);
}

function header(job) {
  return h('div', { class: 'head', 'data-key': 'head' },
    h('p', {}, state(job.state), job.reason ? [' ', h('span', { class: 'reason' }, foreign(job.reason, 500))] : null,
      job.state === 'WAITING' || job.state === 'RUNNING' ? h('span', { class: 'muted' }, ` for ${duration(since(job.receivedAt))}`) : null));
}

const known = (job, name, longest) => (job.facts?.[name] ? foreign(job.facts[name], longest) : null);

const about = job => facts([
  ['Patient ID', known(job, 'patientId', 64)],
  ['Issuer', known(job, 'patientIdIssuer', 64)],
  ['Accession number', known(job, 'accession', 32)],
  ['Study date', job.facts?.studyDate ? day(job.facts.studyDate) : null],
  ['Modality', known(job, 'modality', 16)],
  ['View', known(job, 'view', 32)],
  ['Received', [time(job.receivedAt), ' from ', foreign(job.caller, 16)]],
  ['Attempts', String(job.attempts)],
  ['Study UID', h('code', {}, foreign(job.study, 64))],
  ['SOP Instance UID', h('code', {}, foreign(job.sopInstanceUid, 64))],
]);

/** UIDs of heatmaps that could not be read. */
const absent = new Set();

function heatmap(job) {
  // Another scoring has a heatmap of another UID, so that the browser never shows an old picture.
  const uid = job.heatmap ?? null;
  const source = width => `api/v1/jobs/${job.id}/heatmap.png${query({ width, uid })}`;
  const total = job.scores ? `, global score ${job.scores.global} of 18` : '';
  const alt = `Heatmap of image ${job.id}${total}`;
  return h('figure', { class: absent.has(uid ?? job.id) ? 'heatmap none' : 'heatmap', 'data-key': `heatmap-${uid ?? job.id}` },
    h('button', { type: 'button', class: 'picture', 'aria-label': `Enlarge: ${alt}`, onclick: () => enlarge(source(), alt) },
      h('img', {
        src: source(WIDTH_PX),
        alt: '',
        onerror: event => {
          absent.add(uid ?? job.id);
          event.currentTarget.closest('figure').classList.add('none');
        },
      })),
    h('figcaption', {}, h('span', { class: 'there' }, 'Heatmap as it is sent. Click to enlarge.'), h('span', { class: 'absent' }, 'There is no heatmap of this image.'),
      h('strong', { class: 'line' }, 'Research use only. Not for diagnosis.')));
}

const score = job => h('div', { class: 'score', 'data-key': 'score' },
  heatmap(job),
  h('div', { class: 'numbers' },
    h('p', { class: 'global' }, h('span', { class: 'value' }, String(job.scores.global)), ' of 18',
      h('span', { class: 'muted' }, ` global score, expected ${Number(job.scores.expectedGlobal).toFixed(1)}${interval(job.scores)}`)),
    zones(job.scores), remarks(job.scores),
    h('p', { class: 'muted' }, 'Scored by ', foreign(job.scores.model, 100), '.')));

/** When a waiting delivery is tried again; null for any other. */
function nextAttempt(one) {
  if (!one.nextAttemptAt) {
    return null;
  }
  const due = new Date(one.nextAttemptAt) <= Date.now();
  return h('span', { class: 'line muted' }, due ? 'due now' : ['next attempt ', time(one.nextAttemptAt)]);
}

function deliveries(job) {
  if (job.deliveries.length === 0) {
    return h('p', { class: 'muted' }, 'No result is to be sent.');
  }
  const rows = [...job.deliveries].sort((one, other) => one.run - other.run);
  return table({
    caption: 'Deliveries of the results, those of the latest run last',
    rows,
    key: one => `${one.destination} ${one.sopInstanceUid}`,
    columns: [
      { title: 'Destination', head: true, of: one => foreign(one.destination, 32) },
      ...(rows.at(-1).run > 1 ? [{ title: 'Run', class: 'number', of: one => one.run }] : []),
      { title: 'Result', of: one => kind(one.kind) },
      { title: 'State', of: one => [state(one.state), nextAttempt(one), one.rejectedBy ? h('span', { class: 'line muted' }, revocation(job, one.rejectedBy)) : null] },
      { title: 'Status', class: 'tight', of: one => status(one.status, statusName(one.status, one.error)) ?? '–' },
      { title: 'Attempts', class: 'number', of: one => one.attempts },
      { title: 'Sent', class: 'tight', of: one => (one.sentAt ? time(one.sentAt) : '–') },
      { title: 'Error', class: 'wide', of: one => (one.error ? foreign(one.error, 200) : '–') },
    ],
  });
}

export const image = {
  name: 'image',
  under: 'studies',
  title: 'Image',
  heading: ({ id }) => `Image ${id}`,
  events: ['job'],
  touches: (data, { id }) => !data || String(data.id) === id,

  async load({ id }) {
    const job = await get(`/jobs/${id}?facts=true`);
    const further = await parts({
      job,
      trail: get(`/jobs/${id}/trail`),
      priors: job.state === 'SCORED' ? get(`/jobs/${id}/priors`) : { items: [] },
      study: ofStudy(job),
      destinations: get('/destinations'),
    });
    return further;
  },

  render: (data, context) => {
    const { job } = data;
    const destinations = isProblem(data.destinations) ? null : data.destinations.items.filter(one => one.configured);
    const acting = buttons(job, { ...context, destinations });
    return [
      header(job),
      acting,
      panel('Image', about(job)),
      job.scores ? panel('Score', score(job)) : null,
      job.scores ? panel('Trend', shown(data.priors, one => trend(one.items, job.id))) : null,
      panel('Deliveries', deliveries(job)),
      panel('Trail', shown(data.trail, one => trail(one.items))),
      isProblem(data.study) ? problem(data.study) : data.study.length
        ? panel('Further images of this study', jobTable({ caption: 'Further images of this study', jobs: data.study, columns: LISTS.study, context })) : null,
    ];
  },
};
