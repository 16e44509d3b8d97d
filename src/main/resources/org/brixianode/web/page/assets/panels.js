// Pieces that several views share.
import { ApiError } from './api.js';
import { foreign, h, s } from './dom.js';
import { bytes, duration, since, time } from './format.js';

/** A section with a heading. */
export function panel(title, ...content) {
  return h('section', { class: 'panel', 'data-key': `panel-${title}` }, h('h2', {}, title), ...content);
}

/** Something could not be read. */
export const problem = error => h('p', { class: 'problem' }, foreign(error?.message ?? String(error), 400));

/** What a request gave, or why it failed. */
export const shown = (part, render) => (part instanceof Error ? problem(part) : render(part));

/** A list of names and values. */
export function facts(pairs, wide = false) {
  return h('dl', { class: wide ? 'facts wide' : 'facts' },
    pairs.filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => h('div', { 'data-key': `fact-${name}` }, h('dt', {}, name), h('dd', {}, value))));
}

const SUM = [
  ['received', 'Received', '#/studies', ''],
  ['scored', 'Scored', '#/studies', '='],
  ['notScored', 'Not scored', '#/not-scored', '+'],
  ['failed', 'Failed', '#/failed', '+'],
  ['waiting', 'Waiting', '#/queue', '+'],
];

/** received = scored + not scored + failed + waiting. */
export function sum(title, counts, format) {
  const total = counts.scored + counts.notScored + counts.failed + counts.waiting;
  return h('div', { class: 'sum', 'data-key': `sum-${title}` },
    h('h3', {}, title),
    h('dl', {}, SUM.map(([name, label, href, sign]) => h('div', { class: `part ${name} ${counts[name] ? 'some' : ''}` },
      sign ? h('span', { class: 'sign', 'aria-hidden': 'true' }, sign) : null,
      h('dt', {}, h('a', { href }, label)),
      h('dd', { 'data-count': name }, format(counts[name]))))),
    total === counts.received ? null
      : h('p', { class: 'problem' }, `These figures do not add up (${total} of ${counts.received}). Please report this as a defect.`));
}

const SEVERITIES = { ERROR: ['Error', 'bad'], WARNING: ['Warning', 'warn'] };

export const severity = value => h('span', { class: `state ${SEVERITIES[value]?.[1] ?? 'warn'}` }, SEVERITIES[value]?.[0] ?? 'Alarm');

/** The active alarms, each with a link to its section of the handbook. */
export function alarmList(alarms) {
  if (alarms.length === 0) {
    return h('p', { class: 'calm' }, 'No alarm is active.');
  }
  return h('ul', { class: 'alarms' }, alarms.map(one => h('li', {
    class: one.severity === 'ERROR' ? 'bad' : 'warn',
    'data-key': `alarm-${one.code}-${one.subject}`,
  },
  h('p', { class: 'alarm-head' }, severity(one.severity), ' ', h('strong', {}, title(one.code)),
    one.subject === 'node' ? null : [' · ', foreign(one.subject, 48)],
    h('span', { class: 'muted' }, ' since ', time(one.since), ` (${duration(since(one.since))})`)),
  h('p', {}, foreign(one.text, 600)),
  h('p', {}, h('a', { href: `#/handbook/${encodeURIComponent(one.code)}` }, 'Meaning, check and cure',
    h('span', { class: 'heard' }, ` of ${title(one.code)}`))))));
}

/** "Intake failing" from "intake-failing". */
export function title(code) {
  const words = String(code ?? '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The space of the disk as a bar with its two marks. */
export function disk(space) {
  const { freeBytes, totalBytes, softMarkBytes, hardMarkBytes } = space;
  const level = freeBytes < hardMarkBytes ? 'bad' : freeBytes < softMarkBytes ? 'warn' : 'good';
  const words = {
    good: 'Enough space',
    warn: 'Below the soft mark: new associations are refused for now',
    bad: 'Below the hard mark: images are refused and nothing is scored',
  }[level];
  const used = totalBytes > 0 ? Math.min(1, Math.max(0, 1 - freeBytes / totalBytes)) : 0;
  return [
    h('p', {}, h('span', { class: `state ${level}` }, words)),
    s('svg', { class: `gauge ${level}`, viewBox: '0 0 100 4', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${Math.round(100 * used)} % used` },
      s('rect', { class: 'track', width: 100, height: 4 }), s('rect', { class: 'fill', width: 100 * used, height: 4 })),
    facts([
      ['Free', `${bytes(freeBytes)} of ${bytes(totalBytes)}`],
      ['Soft mark', bytes(softMarkBytes)],
      ['Hard mark', bytes(hardMarkBytes)],
    ]),
  ];
}

/** Whether the node accepts images. */
export function intake(state) {
  const good = state.state === 'OK';
  return [
    h('p', {}, h('span', { class: `state ${good ? 'good' : 'bad'}` }, good ? 'Images are accepted' : `Intake ${String(state.state).toLowerCase().replaceAll('_', ' ')}`)),
    state.reason && !good ? h('p', {}, foreign(state.reason, 400)) : null,
    facts([
      ['Since', state.since ? time(state.since) : null],
      ['Last test', state.checkedAt ? time(state.checkedAt) : 'none'],
    ]),
  ];
}

/**
 * The checks of readiness.
 *
 * @param more from a check that passes to what is to be said of it, or null
 */
export function checks(list, more = () => null) {
  return h('ul', { class: 'checks' }, list.map(one => h('li', { 'data-key': `check-${one.name}` },
    h('span', { class: `state ${one.ok ? 'good' : 'bad'}` }, one.ok ? 'OK' : 'Failing'), ' ',
    h('strong', {}, foreign(one.name, 64)),
    one.ok ? more(one) : one.reason ? [': ', foreign(one.reason, 400)] : null)));
}

export const isProblem = value => value instanceof ApiError;
