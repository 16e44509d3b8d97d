// Search by patient ID, accession number, UID and day. What is searched for is never in an address.
import { post } from '../api.js';
import { foreign, h } from '../dom.js';
import { stateName } from '../format.js';
import { Paged } from '../paging.js';
import { jobTable, LISTS } from '../tables.js';

const STATES = ['SCORED', 'NOT_SCORED', 'FAILED', 'WAITING', 'RUNNING'];
const TEXTS = ['patient', 'accession', 'uid'];
const DAYS = ['day', 'studyDate'];

let searched = {};
let list = search(searched);

function search(values) {
  return new Paged(after => post('/jobs/search', { ...values, facts: undefined, after: after ?? undefined }));
}

function read(form) {
  const values = {};
  for (const name of [...TEXTS, ...DAYS]) {
    const text = form.elements[name].value.trim();
    if (text) {
      values[name] = text;
    }
  }
  if (form.elements.state.value) {
    values.states = [form.elements.state.value];
  }
  return values;
}

function start(values, context) {
  searched = values;
  list = search(values);
  return context.reload();
}

const input = (name, label, type, more) => h('p', { class: 'field' },
  h('label', { for: `search-${name}` }, label),
  h('input', { id: `search-${name}`, name, type, value: searched[name] ?? null, autocomplete: 'off', spellcheck: 'false', ...more }));

const form = context => h('form', {
  class: 'search panel',
  role: 'search',
  'aria-label': 'Search',
  onsubmit: event => {
    event.preventDefault();
    void start(read(event.currentTarget), context);
  },
},
input('patient', 'Patient ID', 'text', { maxlength: 64 }),
input('accession', 'Accession number', 'text', { maxlength: 64 }),
input('uid', 'UID of study, image or result', 'text', { maxlength: 64, inputmode: 'decimal' }),
input('day', 'Received on', 'date'),
input('studyDate', 'Study date', 'date'),
h('p', { class: 'field' }, h('label', { for: 'search-state' }, 'State'),
  h('select', { id: 'search-state', name: 'state' }, h('option', { value: '' }, 'Any'),
    STATES.map(one => h('option', { value: one, selected: searched.states?.[0] === one }, stateName(one))))),
h('p', { class: 'buttons' },
  h('button', { type: 'submit', class: 'primary' }, 'Search'),
  h('button', {
    type: 'button',
    onclick: event => {
      const own = event.currentTarget.form;
      [...TEXTS, ...DAYS, 'state'].forEach(name => {
        own.elements[name].value = '';
      });
      void start({}, context);
    },
  }, 'Clear')));

function told(data) {
  if (data.items.length === 0) {
    return Object.keys(searched).length ? 'No image matches.' : 'No image has been received yet.';
  }
  return Object.keys(searched).length ? `${data.next ? 'More than ' : ''}${data.items.length} found.` : 'The images received last. Search for a patient, an accession number, a UID or a day.';
}

export const studies = {
  name: 'studies',
  path: '/studies',
  title: 'Studies',
  events: ['job'],

  async load() {
    try {
      return { list: await list.load() };
    } catch (refused) {
      if (refused.status !== 400) {
        throw refused;
      }
      return { refused };
    }
  },

  render: (data, context) => [
    form(context),
    h('p', { role: 'status', class: data.refused ? 'problem' : 'muted', id: 'found' }, data.refused ? foreign(data.refused.message, 300) : told(data.list)),
    data.list?.items.length
      ? [jobTable({ caption: 'Images found', jobs: data.list.items, columns: LISTS.studies, context }), data.list.foot(context)]
      : null,
  ],
};
