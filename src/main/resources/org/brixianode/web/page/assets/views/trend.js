// The patient's scores over time: a drawing, and the same as a table.
import { foreign, h, s } from '../dom.js';
import { imageTime, time } from '../format.js';
import { table } from '../tables.js';

const ZONES = ['A', 'B', 'C', 'D', 'E', 'F'];
const FRAME = { width: 640, height: 190, left: 44, right: 16, top: 14, bottom: 28 };
const HIGHEST = 18;
const STEPS = [0, 6, 12, 18];
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const at = item => new Date(item.takenAt ?? item.scoredAt).getTime();

const isThis = (item, job) => String(item.job) === String(job);

const y = value => FRAME.top + (FRAME.height - FRAME.top - FRAME.bottom) * (1 - value / HIGHEST);

function axis() {
  return STEPS.map(value => [
    s('line', { class: 'grid', x1: FRAME.left, x2: FRAME.width - FRAME.right, y1: y(value), y2: y(value) }),
    s('text', { class: 'label', x: FRAME.left - 8, y: y(value) + 4, 'text-anchor': 'end' }, String(value)),
  ]);
}

function chart(items, job) {
  const first = at(items[0]);
  const span = at(items.at(-1)) - first;
  const width = FRAME.width - FRAME.left - FRAME.right - 40;
  const x = (item, index) => FRAME.left + 20 + width * (span > 0 ? (at(item) - first) / span : items.length > 1 ? index / (items.length - 1) : 0.5);
  const points = items.map((item, index) => [x(item, index), y(item.global)]);
  let labelled = -Infinity;
  const words = `Global scores over time: ${items.map(item => `${DAY.format(at(item))}: ${item.global}`).join(', ')}`;
  return s('svg', { class: 'trend', viewBox: `0 0 ${FRAME.width} ${FRAME.height}`, role: 'img', 'aria-label': words },
    axis(),
    s('polyline', { class: 'line', points: points.map(point => point.map(one => one.toFixed(1)).join(',')).join(' ') }),
    items.map((item, index) => {
      const [px, py] = points[index];
      const room = px - labelled > 84;
      labelled = room ? px : labelled;
      return [
        s('circle', { class: isThis(item, job) ? 'dot this' : 'dot', cx: px, cy: py, r: 5 }),
        s('text', { class: 'value', x: px, y: py - 9 < 10 ? py + 18 : py - 9, 'text-anchor': 'middle' }, String(item.global)),
        room ? s('text', { class: 'label', x: px, y: FRAME.height - 8, 'text-anchor': 'middle' }, DAY.format(at(item))) : null,
      ];
    }));
}

/** The score of a zone, in parentheses if it has too little lung; a dash if it is not known. */
function grade(item, name) {
  const score = item.zones?.[name] ?? '–';
  return item.notAssessable?.includes(name) ? `(${score})` : score;
}

/** @param job the image that is looked at */
export function trend(items, job) {
  if (items.length < 2) {
    return h('p', { class: 'muted' }, 'There is no other result of this patient.');
  }
  const models = new Set(items.map(one => one.model));
  return [
    chart(items, job),
    models.size > 1 ? h('p', { class: 'warning' }, 'These were scored by different models or versions: a change may be due to the model.') : null,
    table({
      caption: 'All results of this patient, the oldest first',
      hideCaption: false,
      rows: items,
      isCurrent: one => isThis(one, job),
      key: (one, index) => `${one.takenAt} ${index}`,
      columns: [
        { title: 'Taken', head: true, class: 'tight', of: one => (one.takenAt ? imageTime(one.takenAt) : time(one.scoredAt)) },
        { title: 'Global', class: 'number', of: one => one.global },
        ...ZONES.map(name => ({ title: name, class: 'number grade', of: one => grade(one, name) })),
        { title: 'Model', of: one => foreign(one.model, 40) },
        { title: 'Image', class: 'tight', of: one => (isThis(one, job) ? h('strong', {}, 'This image') : one.job ? h('a', { href: `#/jobs/${one.job}` }, `Image ${one.job}`) : 'deleted') },
      ],
    }),
    items.some(one => one.notAssessable?.length) ? h('p', { class: 'muted' }, '( ) not assessable: too little lung in the zone.') : null,
  ];
}
