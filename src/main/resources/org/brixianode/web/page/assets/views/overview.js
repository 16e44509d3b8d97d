// What a glance has to tell: does everything add up, is anything wrong, is anything late.
import { get, parts, query } from '../api.js';
import { foreign, h } from '../dom.js';
import { count, duration } from '../format.js';
import { alarmList, disk, facts, intake, panel, shown, sum } from '../panels.js';
import { jobTable, LISTS } from '../tables.js';
import { destinationTable } from './destinations.js';

const LATEST = 8;

function oldest(summary) {
  const late = summary.oldestWaitingSeconds;
  return [
    h('p', {}, h('span', { class: `state ${late > 3600 ? 'warn' : 'good'}` }, late === null || late === undefined ? 'Nothing is waiting' : `Oldest: ${duration(late)}`)),
    facts([['Waiting', h('a', { href: '#/queue' }, count(summary.waiting))]]),
  ];
}

const modelFacts = status => [
  h('p', {}, foreign(status.model?.name, 48), ' ', foreign(status.model?.version, 24)),
  facts([['Device', foreign(status.model?.device, 48)], ['Card', h('a', { href: '#/model' }, 'Measured figures')]]),
];

export const overview = {
  name: 'overview',
  path: '/',
  title: 'Overview',
  events: ['summary', 'alarms', 'job'],
  ticks: true,

  load: () => parts({
    summary: get('/summary'),
    status: get('/status'),
    alarms: get('/alarms'),
    destinations: get('/destinations'),
    latest: get(`/jobs${query({ facts: true, limit: LATEST })}`),
  }),

  render: (data, context) => [
    panel('Alarms', shown(data.alarms, one => alarmList(one.items))),
    panel('Images', shown(data.summary, one => [sum('Today', one.today, count), sum('All time', one, count)])),
    h('div', { class: 'tiles', 'data-key': 'tiles' },
      panel('Intake', shown(data.status, one => intake(one.intake))),
      panel('Queue', shown(data.summary, oldest)),
      panel('Disk', shown(data.status, one => disk(one.disk))),
      panel('Model', shown(data.status, modelFacts))),
    panel('Destinations', shown(data.destinations, one => destinationTable(one.items))),
    panel('Latest images', shown(data.latest, one => (one.items.length
      ? jobTable({ caption: 'The images received last', jobs: one.items, columns: LISTS.latest, context })
      : h('p', { class: 'muted' }, 'No image has been received yet. Configure this node as a DICOM destination in the PACS; the overview shows the first image as soon as it is here.')))),
  ],
};
