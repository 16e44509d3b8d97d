// The model card: what the model is for, what it was trained on, and how well it was measured.
import { get } from '../api.js';
import { foreign, h } from '../dom.js';
import { facts, panel } from '../panels.js';
import { table } from '../tables.js';

const NAMES = {
  images: 'Images',
  lungsDice: 'Lungs, Dice',
  zoneMae: 'Zone, mean absolute error',
  zoneMaeSd: 'Zone, standard deviation',
  zoneMaeByZone: 'By zone',
  globalMae: 'Total, mean absolute error',
  globalCorrelation: 'Total, correlation',
  keptOut: 'On images that were kept out of the training',
  zoneMaeSdOfFolds: 'Standard deviation of the zone error between folds',
  folds: 'Folds',
};

const isNested = value => value !== null && typeof value === 'object';

/** "Test time flip" from "testTimeFlip". */
function label(name) {
  const words = NAMES[name] ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[-_]/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const text = value => (typeof value === 'number' ? String(Number(value.toFixed(4))) : foreign(value, 600));

const isRow = value => isNested(value) && !Array.isArray(value);

/** Rows that have the same measures: a table of the measures that are numbers. */
function measures(caption, rows) {
  const names = [...new Set(rows.flatMap(([, row]) => Object.keys(row).filter(name => !isNested(row[name]))))];
  return table({
    caption,
    hideCaption: false,
    rows,
    key: ([name]) => name,
    columns: [
      { title: 'Compared', head: true, of: ([name]) => label(name) },
      ...names.map(name => ({ title: label(name), class: 'number', of: ([, row]) => (row[name] === undefined ? '–' : text(row[name])) })),
    ],
  });
}

/** The inner tables of rows, as zoneMaeByZone. */
function inner(rows) {
  const names = [...new Set(rows.flatMap(([, row]) => Object.keys(row).filter(name => isRow(row[name]))))];
  return names.map(name => measures(name === 'zoneMaeByZone' ? 'Mean absolute error of each zone' : label(name),
    rows.filter(([, row]) => isRow(row[name])).map(([of, row]) => [of, row[name]])));
}

function figures(values, key) {
  const plainOnes = Object.entries(values).filter(([, value]) => !isNested(value));
  const rows = Object.entries(values).filter(([, value]) => isRow(value));
  const compared = rows.filter(([, row]) => Object.values(row).some(value => !isNested(value)) && !Object.values(row).some(isDeep));
  const further = rows.filter(row => !compared.includes(row));
  const lists = Object.entries(values).filter(([, value]) => Array.isArray(value) && value.some(isRow));
  return [
    plainOnes.length ? facts(plainOnes.map(([name, value]) => [label(name), text(value)]), true) : null,
    compared.length ? [measures('Mean absolute errors; a human reader against another for comparison', compared), inner(compared)] : null,
    further.map(([name, value]) => [h('h3', {}, label(name)), figures(value, `${key}-${name}`)]),
    lists.map(([name, value]) => h('details', { 'data-key': `${key}-${name}` }, h('summary', {}, `${label(name)} (${value.length})`),
      value.filter(isRow).map((one, at) => [h('h4', {}, `${label(name)} ${at + 1}`), figures(one, `${key}-${name}-${at}`)]))),
  ];
}

/** Whether a value has rows of rows. */
const isDeep = value => isRow(value) && Object.values(value).some(isNested);

const MAIN = new Set(['name', 'id', 'version', 'device', 'digest', 'intendedUse', 'licence', 'figures', 'training', 'files', 'probe']);

/** Everything else that is a plain value or a flat object. */
const others = card => Object.entries(card).filter(([name]) => !MAIN.has(name)).map(([name, value]) => [
  label(name),
  isRow(value)
    ? facts(Object.entries(value).filter(([, one]) => !isDeep(one)).map(([of, one]) => [label(of), flat(one)]))
    : flat(value),
]);

function flat(value) {
  if (Array.isArray(value)) {
    return foreign(value.filter(one => !isNested(one)).join(', '), 300);
  }
  return isRow(value) ? Object.entries(value).map(([name, one]) => `${label(name)} ${one}`).join(', ') : text(value);
}

const training = value => facts((isRow(value) ? Object.entries(value) : [['data', value]])
  .filter(([name, one]) => !isNested(one) && name !== 'imagesListed').map(([name, one]) => [name === 'keptOut' ? 'Kept out' : label(name), text(one)]), true);

export const model = {
  name: 'model',
  path: '/model',
  title: 'Model',
  events: [],

  load: () => get('/model'),

  render: card => [
    panel('Intended use',
      h('p', { class: 'lead' }, foreign(card.intendedUse ?? 'Not stated.', 600)),
      h('p', { class: 'warning' }, 'Research use only. Not for diagnosis.')),
    panel('Model', facts([
      ['Name', foreign(card.name ?? card.id, 64)],
      ['Version', foreign(card.version, 32)],
      ['Device', card.device ? foreign(card.device, 64) : null],
      ['Licence', card.licence ? foreign(card.licence, 200) : null],
      ['Digest', card.digest ? h('code', {}, foreign(card.digest, 80)) : null],
    ], true)),
    panel('Measured figures', card.figures && Object.keys(card.figures).length
      ? figures(card.figures, 'figures') : h('p', { class: 'warning' }, 'This model states no measured figures.')),
    panel('Training', card.training ? training(card.training) : h('p', { class: 'muted' }, 'Not stated.')),
    others(card).length ? h('details', { class: 'panel', 'data-key': 'further' }, h('summary', {}, 'Further details'), facts(others(card), true)) : null,
  ],
};
