// Waiting and running images, the oldest first.
import { get, query } from '../api.js';
import { h } from '../dom.js';
import { Paged } from '../paging.js';
import { jobTable, LISTS } from '../tables.js';

const fresh = () => new Paged(after => get(`/jobs${query({ state: 'WAITING,RUNNING', order: 'oldest', after })}`));

let list = fresh();

export const queue = {
  name: 'queue',
  path: '/queue',
  title: 'Queue',
  events: ['summary', 'job'],
  ticks: true,

  load: () => list.load(),

  render: (data, context) => (data.items.length === 0
    ? h('p', { class: 'calm' }, 'Nothing is waiting.')
    : [
      h('p', { class: 'muted' }, 'Waiting and running images, the oldest first. An image that waits longer than its neighbours has failed before: its reason says why, and it is tried again by itself.'),
      jobTable({ caption: 'Waiting and running images, the oldest first', jobs: data.items, columns: LISTS.queue, context, actions: true }),
      data.foot(context),
    ]),
};
