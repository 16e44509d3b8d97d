// Builds and updates elements. Every text becomes a text node: nothing is ever parsed as HTML.

const SVG = 'http://www.w3.org/2000/svg';
const HANDLERS = ['onclick', 'onsubmit', 'onchange', 'oninput', 'onkeydown', 'onerror'];
const LONGEST_TITLE = 1000;

/** Control characters, and marks that change the direction of the text around them. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith('on')) {
      element[name] = value;
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter(one => one !== null && one !== undefined && one !== false));
  return element;
}

/** An HTML element; strings and numbers among the children become text. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** The text without invisible characters, cut to a length. */
export function plain(text, longest) {
  const visible = String(text ?? '').slice(0, 4 * longest).replace(INVISIBLE, '\ufffd');
  const points = Array.from(visible);
  return points.length > longest ? points.slice(0, longest - 1).join('') + '…' : visible;
}

/**
 * A text from outside (a header, a peer, a configuration): isolated, so that its direction does not
 * change that of the page, and cut; the title has more of it.
 */
export function foreign(text, longest = 64) {
  const shown = plain(text, longest);
  const cut = shown.endsWith('…') && shown !== text;
  return h('bdi', { class: 'foreign', title: cut ? plain(text, LONGEST_TITLE) : null }, shown);
}

const keyOf = node => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('data-key') : null);

const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

function morphAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && name !== 'open') {
      from.removeAttribute(name);
    }
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) {
      from.setAttribute(name, value);
    }
  }
  HANDLERS.forEach(handler => {
    from[handler] = to[handler];
  });
}

function morphChildren(from, to) {
  const keyed = new Map([...from.children].filter(keyOf).map(child => [keyOf(child), child]));
  let cursor = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const known = keyed.get(keyOf(wanted));
    if (known && known !== cursor && alike(known, wanted)) {
      from.insertBefore(known, cursor);
      morph(known, wanted);
    } else if (cursor && alike(cursor, wanted)) {
      const next = cursor.nextSibling;
      morph(cursor, wanted);
      cursor = next;
    } else {
      from.insertBefore(wanted, cursor);
    }
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

/**
 * Makes a tree look like another one and keeps the elements that are alike, so that the keyboard
 * focus, a screen reader's position, a selection, and what somebody typed survive an update.
 * Elements with the same data-key are the same one.
 */
export function morph(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) {
      from.data = to.data;
    }
    return;
  }
  morphAttributes(from, to);
  morphChildren(from, to);
}

/** Replaces the content of an element, keeping what is alike. */
export function update(container, ...children) {
  const next = container.cloneNode(false);
  HANDLERS.forEach(handler => {
    next[handler] = container[handler];
  });
  next.append(...children.flat(Infinity).filter(Boolean));
  morph(container, next);
}
