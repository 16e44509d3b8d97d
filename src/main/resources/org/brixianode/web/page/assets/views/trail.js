// The way of an image through the node, step by step.
import { foreign, h } from '../dom.js';
import { status, time } from '../format.js';

const STEPS = {
  association: 'Association',
  spool: 'Stored',
  acceptance: 'Acceptance',
  score: 'Score',
  objects: 'Results',
  delivery: 'Delivery',
  commitment: 'Storage commitment',
  conflict: 'Other content',
};

const WARNING = 0xb000;

/** Success, a warning, or a failure. */
function level(code) {
  if (code === null || code === undefined) {
    return '';
  }
  if (code === 0) {
    return 'good';
  }
  return code >= WARNING && code < 0xc000 ? 'warn' : 'bad';
}

/** @param items in the order of time */
export function trail(items) {
  if (items.length === 0) {
    return h('p', { class: 'muted' }, 'Nothing is recorded.');
  }
  return h('ol', { class: 'trail' }, items.map((one, index) => h('li', { class: level(one.status), 'data-key': `step-${index}`, 'data-step': one.step },
    h('p', { class: 'step' }, h('strong', {}, STEPS[one.step] ?? foreign(one.step, 32)),
      one.destination ? [' to ', foreign(one.destination, 32)] : null,
      one.at ? h('span', { class: 'muted' }, ' ', time(one.at)) : null),
    one.text ? h('p', {}, foreign(one.text, 600)) : null,
    one.status === null || one.status === undefined ? null : h('p', {}, 'Status ', status(one.status, one.statusText ?? (one.status === 0 ? 'success' : null))))));
}
