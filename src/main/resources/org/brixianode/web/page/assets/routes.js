// The views by their path in the fragment. No path has patient data: a search is kept in memory.
import { failedList, notScoredList } from './views/reasons.js';
import { destinations } from './views/destinations.js';
import { handbook } from './views/handbook.js';
import { image } from './views/image.js';
import { model } from './views/model.js';
import { overview } from './views/overview.js';
import { queue } from './views/queue.js';
import { studies } from './views/studies.js';
import { system } from './views/system.js';

/** In the order of the navigation. */
export const VIEWS = [overview, queue, studies, notScoredList, failedList, destinations, model, system, handbook];

const missing = {
  name: 'missing',
  title: 'No such view',
  load: async () => null,
  render: () => [],
};

/** The view of a path, with the parameters in it. */
export function find(path) {
  const view = VIEWS.find(one => one.path === path);
  if (view) {
    return { view, params: {} };
  }
  const [, name, id] = path.split('/');
  if (name === 'jobs' && /^\d{1,18}$/.test(id ?? '')) {
    return { view: image, params: { id } };
  }
  if (name === 'handbook' && /^[a-z0-9-]{1,80}$/.test(id ?? '')) {
    return { view: handbook, params: { id } };
  }
  return { view: missing, params: {} };
}
