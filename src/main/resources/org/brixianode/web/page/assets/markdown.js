// Shows the handbook: the part of Markdown that it is written in. Builds elements, never HTML.
import { h } from './dom.js';

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** The anchor of a heading, as GitHub makes it. */
export const anchor = text => text.toLowerCase().replace(/[^\w\- ]/g, '').trim().replaceAll(' ', '-');

function link(text, target) {
  if (target.startsWith('#')) {
    return h('a', { href: `#/handbook/${target.slice(1)}` }, text);
  }
  return h('span', {}, text); // another document, which the node does not bring along
}

function inline(text) {
  const out = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(text.slice(from, match.index));
    const [, code, strong, words, target] = match;
    out.push(code ? h('code', {}, code) : strong ? h('strong', {}, inline(strong)) : link(words, target));
    from = match.index + match[0].length;
  }
  out.push(text.slice(from));
  return out;
}

const isTable = lines => lines.length > 1 && lines[0].startsWith('|') && /^\|[\s|:-]+\|?$/.test(lines[1]);

const cells = line => line.replace(/^\||\|$/g, '').split('|').map(cell => cell.trim());

function tableOf(lines) {
  const [head, , ...rows] = lines.map(cells);
  return h('table', { role: 'table' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, head.map(cell => h('th', { scope: 'col', role: 'columnheader' }, inline(cell))))),
    h('tbody', { role: 'rowgroup' }, rows.map(row => h('tr', { role: 'row' }, row.map((cell, at) => h('td', { role: 'cell', 'data-title': head[at] }, inline(cell)))))));
}

function listOf(lines, ordered) {
  const items = [];
  for (const line of lines) {
    const start = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
    if (start) {
      items.push(start[1]);
    } else if (items.length) {
      items[items.length - 1] += ` ${line.trim()}`;
    }
  }
  return h(ordered ? 'ol' : 'ul', {}, items.map(item => h('li', {}, inline(item))));
}

function block(lines, prefix) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(lines[0]);
  if (heading) {
    const level = Math.min(6, Math.max(2, heading[1].length));
    const title = heading[2].replace(/\s*\{#([\w-]+)\}\s*$/, '');
    const id = /\{#([\w-]+)\}/.exec(heading[2])?.[1] ?? anchor(title);
    return [h(`h${level}`, { id: prefix + id, tabindex: '-1' }, inline(title)), lines.length > 1 ? block(lines.slice(1), prefix) : null];
  }
  if (isTable(lines)) {
    return tableOf(lines);
  }
  const listed = /^\s*([-*]|\d+\.)\s/.exec(lines[0]);
  if (listed) {
    return listOf(lines, /\d/.test(listed[1]));
  }
  return h('p', {}, inline(lines.join(' ')));
}

/** Blocks: fenced or indented code, or lines up to an empty one. */
function blocks(source) {
  const found = [];
  let code = null;
  let lines = [];
  const end = () => {
    if (lines.length) {
      found.push({ lines });
    }
    lines = [];
  };
  for (const line of source.split(/\r?\n/)) {
    if (code === null && line.startsWith('```')) {
      end();
      code = [];
    } else if (code !== null && line.startsWith('```')) {
      found.push({ code });
      code = null;
    } else if (code !== null) {
      code.push(line);
    } else if (line.startsWith('    ') && lines.length === 0) {
      const last = found.at(-1);
      last?.indented ? last.code.push(line.slice(4)) : found.push({ code: [line.slice(4)], indented: true });
    } else if (line.trim() === '') {
      end();
    } else {
      lines.push(line);
    }
  }
  end();
  return found;
}

/**
 * The elements of a document.
 *
 * @param prefix of the headings' ids
 */
export const markdown = (source, prefix) => blocks(source)
  .map(one => (one.code ? h('pre', { tabindex: '0' }, h('code', {}, one.code.join('\n'))) : block(one.lines, prefix)));
