// What an operator may do with an image: only what the node says is possible now.
import { post } from './api.js';
import { ask } from './dialogs.js';
import { h, plain } from './dom.js';
import { kind, stateName } from './format.js';
import { done, failed } from './notify.js';

/** For images in a list, whose possible actions the node does not list. */
const BY_STATE = {
  FAILED: ['retry', 'discard'],
  NOT_SCORED: ['retry', 'discard'],
  WAITING: ['retry', 'park'],
  RUNNING: [],
  SCORED: [],
};

export const isOperator = session => session?.role === 'OPERATOR';

/** Calls, tells the result, and has the view load again. */
export async function act(context, path, body, told) {
  try {
    const answer = await post(path, body);
    done(told(answer));
  } catch (problem) {
    failed(problem.message);
  }
  await context.reload();
}

const nowIs = job => answer => `Image ${job.id}: ${stateName(answer?.state ?? job.state).toLowerCase()}.`;

const ACTIONS = {
  retry: {
    label: 'Retry',
    run: (job, context) => act(context, `/jobs/${job.id}/retry`, {}, () => `Image ${job.id} is in the queue again.`),
  },
  rescore: {
    label: 'Rescore',
    async run(job, context) {
      const sure = await ask({
        title: `Score image ${job.id} again?`,
        text: 'The current model scores it again. New result objects with new UIDs replace the ones that were sent.',
        confirm: 'Rescore',
      });
      if (sure) {
        await act(context, `/jobs/${job.id}/rescore`, {}, () => `Image ${job.id} is in the queue for a new score.`);
      }
    },
  },
  park: {
    label: 'Park',
    async run(job, context) {
      const answer = await ask({
        title: `Park image ${job.id}?`,
        text: 'It is not scored until somebody retries it. It is then listed under Failed, with this reason.',
        confirm: 'Park',
        fields: [{ label: 'Reason', control: h('input', { name: 'reason', maxlength: 200, value: 'parked by an operator' }) }],
      });
      if (answer) {
        await act(context, `/jobs/${job.id}/park`, { reason: answer.reason }, () => `Image ${job.id} is parked.`);
      }
    },
  },
  resend: {
    label: 'Resend',
    run: resend,
  },
  'retry-deliveries': {
    label: 'Retry deliveries',
    run: (job, context) => act(context, `/jobs/${job.id}/retry-deliveries`, {}, () => `The deliveries of image ${job.id} are due now.`),
  },
  discard: {
    label: 'Discard',
    danger: true,
    async run(job, context) {
      const sure = await ask({
        title: `Discard image ${job.id}?`,
        text: 'The image and its files are deleted from this node. This cannot be undone; to score it, send it again.',
        confirm: 'Discard',
        danger: true,
      });
      if (sure) {
        await act(context, `/jobs/${job.id}/discard`, { confirm: job.id }, () => `Image ${job.id} is deleted.`);
      }
    },
  },
};

async function resend(job, context) {
  const names = [...new Set((context.destinations ?? job.deliveries ?? []).map(one => one.name ?? one.destination))];
  const kinds = [...new Set((job.deliveries ?? []).map(one => one.kind))];
  const answer = await ask({
    title: `Send the results of image ${job.id} again?`,
    text: 'The same objects, with the same UIDs, are sent once more.',
    confirm: 'Resend',
    fields: [
      { label: 'Destination', control: h('select', { name: 'destination' }, names.map(name => h('option', { value: name }, plain(name, 64)))) },
      { label: 'Results', control: h('select', { name: 'kind' }, h('option', { value: '' }, 'All'), kinds.map(one => h('option', { value: one }, kind(one)))) },
    ],
  });
  if (answer) {
    const body = { destination: answer.destination };
    if (answer.kind) {
      body.kind = answer.kind;
    }
    await act(context, `/jobs/${job.id}/resend`, body, nowIs(job));
  }
}

/** The buttons of an image; null where there is none. */
export function buttons(job, context, small = false) {
  if (!isOperator(context.session)) {
    return null;
  }
  const possible = (job.actions ?? BY_STATE[job.state] ?? []).filter(name => ACTIONS[name]);
  if (possible.length === 0) {
    return null;
  }
  return h('div', { class: small ? 'buttons small' : 'buttons', role: 'group', 'aria-label': `Actions on image ${job.id}` },
    possible.map(name => h('button', {
      type: 'button',
      'data-key': name,
      'data-action': name,
      class: ACTIONS[name].danger ? 'danger' : null,
      onclick: event => once(event.currentTarget, () => ACTIONS[name].run(job, context)),
    }, ACTIONS[name].label)));
}

/** Runs an action; until it has ended the button does nothing more. */
export async function once(button, action) {
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    await action();
  } finally {
    button.removeAttribute('aria-busy');
  }
}
