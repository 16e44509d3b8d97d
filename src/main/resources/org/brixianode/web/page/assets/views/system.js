// The node itself: version, health, intake, disk.
import { get, parts } from '../api.js';
import { foreign, h } from '../dom.js';
import { duration, since, time } from '../format.js';
import { checks, disk, facts, intake, panel, shown } from '../panels.js';

const node = ({ node: one, model }) => facts([
  ['Name', one.name ? foreign(one.name, 64) : null],
  ['AE title', foreign(one.aeTitle, 16)],
  ['DICOM port', String(one.port)],
  ['Version', foreign(one.version, 64)],
  ['Started', [time(one.startedAt), ` (${duration(since(one.startedAt))} ago)`]],
  ['Model', model ? [foreign(model.name, 48), ' ', foreign(model.version, 24)] : 'none'],
  ['Device', model ? foreign(model.device, 48) : null],
]);

function configuration(state) {
  return [
    facts(Object.entries(state).filter(([, value]) => typeof value !== 'object' || value === null)
      .map(([name, value]) => [label(name), /At$/.test(name) ? time(value) : foreign(value ?? '–', 300)])),
    Array.isArray(state.problems) && state.problems.length
      ? h('ul', { class: 'problem' }, state.problems.map(one => h('li', {}, foreign(one, 400)))) : null,
  ];
}

/** "Loaded at" from "loadedAt". */
function label(name) {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const interfaces = () => h('ul', {},
  h('li', {}, h('a', { href: 'health/ready' }, 'health/ready'), ' and ', h('a', { href: 'health/live' }, 'health/live'), ': for a load balancer or a container runtime'),
  h('li', {}, h('a', { href: 'metrics' }, 'metrics'), ': for Prometheus'),
  h('li', {}, h('a', { href: 'api/v1/openapi.json' }, 'api/v1/openapi.json'), ': the REST interface, described by OpenAPI'));

export const system = {
  name: 'system',
  path: '/system',
  title: 'System',
  events: ['alarms', 'summary'],
  ticks: true,

  load: () => parts({ status: get('/status') }),

  render: data => shown(data.status, one => [
    panel('Node', node(one)),
    panel('Ready', h('p', {}, h('span', { class: `state ${one.ready.ok ? 'good' : 'bad'}` }, one.ready.ok ? 'Ready' : 'Not ready')), checks(one.ready.checks)),
    panel('Intake', intake(one.intake)),
    panel('Disk', disk(one.disk)),
    one.configuration ? panel('Configuration', configuration(one.configuration)) : null,
    panel('Interfaces', interfaces()),
  ]),
};
