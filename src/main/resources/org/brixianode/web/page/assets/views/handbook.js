// The handbook of the alarms (docs/alarms.md), which the node brings along: meaning, check and cure.
import { h } from '../dom.js';
import { anchor, markdown } from '../markdown.js';

async function text() {
  const response = await fetch('assets/alarms.md', { signal: AbortSignal.timeout(20000) });
  if (!response.ok) {
    throw new Error(`The handbook cannot be read: ${response.status}.`);
  }
  return response.text();
}

const contents = source => h('nav', { 'aria-label': 'Sections', class: 'contents' }, h('ul', {},
  [...source.matchAll(/^## (.+)$/gm)].map(([, title]) => h('li', {}, h('a', { href: `#/handbook/${anchor(title)}` }, title)))));

export const handbook = {
  name: 'handbook',
  path: '/handbook',
  title: 'Handbook',
  events: [],

  load: text,

  render: (source, { id }) => {
    if (id) {
      requestAnimationFrame(() => document.getElementById(`section-${id}`)?.focus());
    }
    return h('article', { class: 'panel handbook' }, contents(source), markdown(source.replace(/^# .*$/m, ''), 'section-'));
  },
};
