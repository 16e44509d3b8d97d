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
  change: 'Corrected',
};

const WARNING = 0xb000;

const FIRST_FAILURE_AFTER_WARNINGS = 0xc000;

const SYNTAXES = {
  '1.2.840.10008.1.2': 'Implicit VR Little Endian',
  '1.2.840.10008.1.2.1': 'Explicit VR Little Endian',
  '1.2.840.10008.1.2.1.99': 'Deflated Explicit VR Little Endian',
  '1.2.840.10008.1.2.2': 'Explicit VR Big Endian',
  '1.2.840.10008.1.2.5': 'RLE Lossless',
  '1.2.840.10008.1.2.4.50': 'JPEG Baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless SV1',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS Lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS Near-Lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
};

/** Success, a warning, or a failure: by the status, or without one by the words of the node. */
function level({ status: code, step, text }) {
  if (code === null || code === undefined) {
    return step === 'delivery' && /\b(not sent|parked)\b/.test(text ?? '') ? 'bad' : '';
  }
  if (code === 0) {
    return 'good';
  }
  return code >= WARNING && code < FIRST_FAILURE_AFTER_WARNINGS ? 'warn' : 'bad';
}

/** The text, with the names of transfer syntaxes after their UIDs. */
const named = text => String(text).replace(/1\.2\.840\.10008\.1\.2(\.\d+)*/g, uid => (SYNTAXES[uid] ? `${SYNTAXES[uid]} (${uid})` : uid));

/** @param items in the order of time */
export function trail(items) {
  if (items.length === 0) {
    return h('p', { class: 'muted' }, 'Nothing is recorded.');
  }
  return h('ol', { class: 'trail' }, items.map((one, index) => h('li', { class: level(one), 'data-key': `step-${index}`, 'data-step': one.step },
    h('p', { class: 'step' }, h('strong', {}, STEPS[one.step] ?? foreign(one.step, 32)),
      one.destination ? [' to ', foreign(one.destination, 32)] : null,
      one.at ? h('span', { class: 'muted' }, ' ', time(one.at)) : null),
    one.text ? h('p', {}, foreign(named(one.text), 600)) : null,
    one.status === null || one.status === undefined ? null : h('p', {}, 'Status ', status(one.status, one.statusText ?? (one.status === 0 ? 'success' : null))))));
}
