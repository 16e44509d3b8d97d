// Lists that are read page by page.
import { h } from './dom.js';

/** Loads what is shown so far, and on demand more of it. */
export class Paged {
  /** @param read from a cursor (or null) to {items, next} */
  constructor(read) {
    this.read = read;
    this.items = [];
    this.next = null;
    this.pages = 1;
  }

  /** Reads again as many pages as were shown. */
  async load() {
    const items = [];
    let cursor = null;
    for (let page = 0; page < this.pages; page++) {
      const answer = await this.read(cursor);
      items.push(...answer.items);
      cursor = answer.next;
      if (!cursor) {
        break;
      }
    }
    this.items = items;
    this.next = cursor;
    return this;
  }

  /** "50 shown", and a button for more. */
  foot(context) {
    const told = `${this.items.length} ${this.items.length === 1 ? 'image' : 'images'} shown`;
    return h('p', { class: 'more' }, h('span', { class: 'muted' }, this.next ? `${told}; there are more.` : `${told}.`),
      this.next ? h('button', { type: 'button', onclick: () => this.more(context) }, 'Show more') : null);
  }

  async more(context) {
    this.pages++;
    await context.reload();
  }
}
