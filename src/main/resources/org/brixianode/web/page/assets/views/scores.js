// The six zones as the lungs are on the image: A, B, C on its left, which is the patient's right.
import { foreign, h, s } from '../dom.js';
import { percent } from '../format.js';

const ROWS = [['A', 'D', 'upper'], ['B', 'E', 'middle'], ['C', 'F', 'lower']];
const BAR = { width: 22, gap: 6, height: 40 };

/** The probabilities of the grades 0 to 3 as bars; the chosen grade is the strong one. */
function bars(probabilities, chosen) {
  const step = BAR.width + BAR.gap;
  const text = probabilities.map((one, grade) => `grade ${grade}: ${percent(one)}`).join(', ');
  return s('svg', { class: 'bars', viewBox: `0 0 ${4 * step} ${BAR.height + 14}`, role: 'img', 'aria-label': `Probabilities: ${text}` },
    s('title', {}, text),
    probabilities.map((one, grade) => [
      s('rect', { class: 'track', x: grade * step, y: 0, width: BAR.width, height: BAR.height }),
      s('rect', {
        class: grade === chosen ? 'fill chosen' : 'fill',
        x: grade * step,
        y: BAR.height * (1 - one),
        width: BAR.width,
        height: BAR.height * one,
      }),
      s('text', { x: grade * step + BAR.width / 2, y: BAR.height + 12, 'text-anchor': 'middle' }, String(grade)),
    ]));
}

function zone(scores, name, where) {
  const chosen = scores.zones[name];
  const probabilities = scores.probabilities[name];
  const uncertain = scores.uncertain?.includes(name);
  const other = scores.notMostProbable?.includes(name);
  const notAssessable = scores.notAssessable?.includes(name);
  return h('li', { class: `zone grade-${chosen}`, 'data-key': `zone-${name}`, 'data-zone': name },
    h('p', { class: 'zone-name' }, h('strong', {}, name), h('span', { class: 'muted' }, ` ${where}`)),
    h('p', { class: 'zone-score' }, h('span', { class: 'heard' }, 'score '), h('span', { class: 'value' }, String(chosen)),
      h('span', { class: 'muted' }, ` expected ${Number(scores.expected[name]).toFixed(2)}`)),
    bars(probabilities, chosen),
    uncertain ? h('p', { class: 'flag' }, 'Uncertain') : null,
    other ? h('p', { class: 'flag' }, 'Not the most probable grade') : null,
    notAssessable ? h('p', { class: 'flag' }, 'Not assessable: too little lung') : null);
}

/** The interval of the global score, where the model gives one. */
export const interval = scores => (scores.interval
  ? `, ${percent(scores.interval.coverage)} interval ${scores.interval.low} to ${scores.interval.high}` : '');

/** Two columns, image-left and image-right. */
export function zones(scores) {
  const side = (at, title, lung) => h('section', { class: 'side', 'aria-label': title },
    h('h3', {}, title),
    h('ul', {}, ROWS.map(row => zone(scores, row[at], `${lung} ${row[2]}`))));
  return h('div', { class: 'lungs' }, side(0, 'Right lung (image left)', 'right'), side(1, 'Left lung (image right)', 'left'));
}

/** Remarks on quality and on doubtful zones. */
export const remarks = scores => (scores.remarks?.length
  ? h('ul', { class: 'remarks' }, scores.remarks.map(one => h('li', {}, foreign(one, 300)))) : null);
