// The two lists that ask for a look: not scored, and failed, each with its reason.
import { get, post, query } from '../api.js';
import { isOperator, once } from '../actions.js';
import { ask } from '../dialogs.js';
import { h } from '../dom.js';
import { done, failed } from '../notify.js';
import { Paged } from '../paging.js';
import { jobTable, LISTS } from '../tables.js';

async function retryAll(jobs, context) {
  const sure = await ask({
    title: `Retry ${jobs.length} ${jobs.length === 1 ? 'image' : 'images'}?`,
    text: 'All images that are shown here are put into the queue again. Do this when the cause is mended.',
    confirm: 'Retry all',
  });
  if (!sure) {
    return;
  }
  let again = 0;
  let refused = null;
  for (const job of jobs) {
    try {
      await post(`/jobs/${job.id}/retry`);
      again++;
    } catch (problem) {
      refused = problem;
      if (problem.status === 0) {
        break;
      }
    }
  }
  (refused ? failed : done)(`${again} of ${jobs.length} images are in the queue again.${refused ? ` ${refused.message}` : ''}`);
  await context.reload();
}

function reasons({ name, path, title, state, text, none, retry }) {
  const list = new Paged(after => get(`/jobs${query({ state, facts: true, after })}`));
  return {
    name,
    path,
    title,
    events: ['summary', 'job'],

    load: () => list.load(),

    render: (data, context) => (data.items.length === 0
      ? h('p', { class: 'calm' }, none)
      : [
        h('p', { class: 'muted' }, text),
        retry && isOperator(context.session)
          ? h('p', {}, h('button', { type: 'button', 'data-action': 'retry-all', onclick: event => once(event.currentTarget, () => retryAll(data.items, context)) },
            `Retry all shown (${data.items.length})`))
          : null,
        jobTable({ caption: title, jobs: data.items, columns: LISTS.reasons, context, actions: true }),
        data.foot(context),
      ]),
  };
}

export const failedList = reasons({
  name: 'failed',
  path: '/failed',
  title: 'Failed',
  state: 'FAILED',
  text: 'Images that this node could not process, with the reason. They stay until somebody retries or discards them.',
  none: 'No image has failed.',
  retry: true,
});

export const notScoredList = reasons({
  name: 'not-scored',
  path: '/not-scored',
  title: 'Not scored',
  state: 'NOT_SCORED',
  text: 'Objects that were kept and not scored: not a frontal chest radiograph, or one that cannot be read. Most need no action.',
  none: 'Every image was scored.',
  retry: false,
});
