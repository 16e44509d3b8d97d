// Modal dialogs. The browser makes the page behind them inert and gives the focus back afterwards.
import { h } from './dom.js';

const FOCUSABLE = 'button, input, select, textarea, a[href]';

/** Tab goes round inside the dialog, and not to the browser's own controls. */
function keepFocus(event) {
  if (event.key !== 'Tab') {
    return;
  }
  const all = [...event.currentTarget.querySelectorAll(FOCUSABLE)].filter(one => !one.disabled);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement === edge) {
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0]).focus();
  }
}

/** Shows a dialog and resolves with what it was closed with: '' when it was dismissed. */
function show(dialog) {
  document.body.append(dialog);
  dialog.onkeydown = keepFocus;
  dialog.showModal();
  return new Promise(resolve => {
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue);
    };
  });
}

/**
 * Asks before something is done.
 *
 * @param fields labelled inputs or selects with a name
 * @return the values by name, or null if it was dismissed
 */
export async function ask({ title, text, confirm, danger = false, fields = [] }) {
  const inputs = fields.map(({ label, control }) => h('p', { class: 'field' }, h('label', {}, label, control)));
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'dialog-title' }, title),
    h('div', { id: 'dialog-text' }, text),
    inputs,
    h('p', { class: 'buttons' },
      h('button', { type: 'button', onclick: () => dialog.close('') }, 'Cancel'),
      h('button', { type: 'submit', value: 'yes', class: danger ? 'danger' : 'primary' }, confirm)));
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', 'aria-describedby': 'dialog-text' }, form);
  const answer = await show(dialog);
  return answer === 'yes' ? Object.fromEntries(new FormData(form)) : null;
}

/** An image as large as the window. */
export function enlarge(src, alt) {
  const dialog = h('dialog', { class: 'picture', 'aria-label': alt },
    h('p', { class: 'buttons' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Close')),
    h('img', { src, alt }));
  return show(dialog);
}
