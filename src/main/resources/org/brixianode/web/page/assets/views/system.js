// The node itself: version, health, intake, disk.
import { get, parts } from '../api.js';
import { act, isOperator, once } from '../actions.js';
import { foreign, h } from '../dom.js';
import { duration, since, time } from '../format.js';
import { checks, disk, facts, intake, panel, shown } from '../panels.js';
import { reachable } from './destinations.js';

const DESTINATION = 'destination ';

const node = ({ node: one, model }) => facts([
  ['Name', one.name ? foreign(one.name, 64) : null],
  ['AE title', foreign(one.aeTitle, 16)],
  ['DICOM port', String(one.port)],
  ['Version', foreign(one.version, 64)],
  ['Started', [time(one.startedAt), ` (${duration(since(one.startedAt))} ago)`]],
  ['Model', model ? [foreign(model.name, 48), ' ', foreign(model.version, 24)] : 'none'],
  ['Device', model ? foreign(model.device, 48) : null],
]);

const keys = list => (list?.length ? foreign(list.join(', '), 400) : 'none');

function configuration(last) {
  if (!last.at) {
    return h('p', { class: 'muted' }, 'Not read again since the start.');
  }
  return facts([
    ['Read again', time(last.at)],
    ['Result', h('span', { class: `state ${last.accepted ? 'good' : 'bad'}` }, last.accepted ? 'Accepted' : 'Refused: the previous configuration stays in force')],
    ...(last.accepted
      ? [['In force now', keys(last.changed)], ['Need a restart', keys(last.pending)]]
      : [['Problem', foreign(last.problem ?? '', 600)]]),
  ], !last.accepted);
}

function reloaded(answer) {
  const pending = answer.pending?.length ? ` These need a restart: ${answer.pending.join(', ')}.` : '';
  return `The configuration is accepted.${pending}`;
}

const reload = context => (isOperator(context.session)
  ? h('p', { class: 'buttons' }, h('button', { type: 'button', 'data-key': 'reload', 'data-action': 'reload', onclick: event => once(event.currentTarget, () => act(context, '/reload', {}, reloaded)) }, 'Read the configuration again'))
  : null);

/**
 * The check of a destination fails only after trouble that lasts: what passes is not always connected, so that it is
 * told beside it.
 */
const passed = destinations => check => {
  if (!check.name.startsWith(DESTINATION)) {
    return null;
  }
  const items = destinations instanceof Error ? [] : destinations.items;
  const known = items.find(one => one.name === check.name.slice(DESTINATION.length));
  return [': no lasting trouble', known ? ['; connection now: ', reachable(known)] : null];
};

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

  load: () => parts({ status: get('/status'), reload: get('/reload'), destinations: get('/destinations') }),

  render: (data, context) => shown(data.status, one => [
    panel('Node', node(one)),
    panel('Ready', h('p', {}, h('span', { class: `state ${one.ready.ok ? 'good' : 'bad'}` }, one.ready.ok ? 'Ready' : 'Not ready')), checks(one.ready.checks, passed(data.destinations))),
    panel('Intake', intake(one.intake)),
    panel('Disk', disk(one.disk)),
    panel('Configuration', shown(data.reload, last => configuration(last)), reload(context)),
    panel('Interfaces', interfaces()),
  ]),
};
