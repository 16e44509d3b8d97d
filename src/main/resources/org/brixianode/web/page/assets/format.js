// Times, durations, sizes and codes as people read them.
import { h, foreign, plain } from './dom.js';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const NUMBER = new Intl.NumberFormat('en-GB');

/** A count, with separators. */
export const count = value => (Number.isFinite(value) ? NUMBER.format(value) : '–');

/** An instant in the browser's zone, with the UTC instant as its title. */
export function time(instant) {
  const date = new Date(instant ?? NaN);
  if (Number.isNaN(date.getTime())) {
    return h('span', {}, '–');
  }
  const today = DAY.format(date) === DAY.format(new Date());
  const text = today ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
  const utc = date.toISOString();
  return h('time', { datetime: utc, title: `${utc} (UTC)` }, text);
}

/** A time without a zone, as an image has it: 2026-11-28T10:15. */
export function imageTime(text) {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(text ?? '');
  if (!parts) {
    return '–';
  }
  return parts[2] ? `${parts[1]} ${parts[2]}` : parts[1];
}

/** A date without a time: 20261128 or 2026-11-28. */
export function day(text) {
  const digits = String(text ?? '').replaceAll('-', '');
  if (!/^\d{8}$/.test(digits)) {
    return text ? foreign(text, 16) : '–';
  }
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** A span of time, as in "2 h 5 min". */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) {
    return '–';
  }
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  }
  return `${Math.floor(hours / 24)} days`;
}

/** Seconds since an instant. */
export const since = instant => (Date.now() - new Date(instant).getTime()) / 1000;

/** A size in binary units. */
export function bytes(value) {
  if (!Number.isFinite(value)) {
    return '–';
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size >= 100 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/**
 * The code of a peer's status: DIMSE statuses are hexadecimal; those of HTTP failures are no DIMSE statuses, and
 * errors of HL7 acknowledgements are above them.
 */
function statusCode(code) {
  if (code >= 0x10000) {
    return `HL7 ${code - 0x10000}`;
  }
  const http = code >= 300 && code <= 599 && !(code >= 0x210 && code <= 0x212);
  return http ? `HTTP ${code}` : `0x${Number(code).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A status, as in "0xA700 (out of resources)" or "HTTP 503". */
export function status(code, text) {
  if (code === null || code === undefined) {
    return null;
  }
  const hex = statusCode(code);
  const words = text ? plain(text, 80) : '';
  return h('span', { class: 'code' }, words && !words.startsWith(hex) ? `${hex} (${words})` : words || hex);
}

/** The name of a status, where a text of the node has it in parentheses after the code. */
export function statusName(code, text) {
  if (code === 0) {
    return 'success';
  }
  const hex = statusCode(code);
  const match = new RegExp(`${hex} \\(([^)]{1,80})\\)`, 'i').exec(text ?? '');
  return match ? match[1] : null;
}

export const percent = part => `${Math.round(part * 100)} %`;

const STATES = {
  WAITING: ['Waiting', 'busy'],
  RUNNING: ['Running', 'busy'],
  SCORED: ['Scored', 'good'],
  NOT_SCORED: ['Not scored', 'plain'],
  FAILED: ['Failed', 'bad'],
  SENDING: ['Sending', 'busy'],
  SENT: ['Sent', 'good'],
  COMMITTED: ['Committed', 'good'],
  PARKED: ['Parked', 'bad'],
};

export const stateName = state => STATES[state]?.[0] ?? plain(state, 20);

/** The state of an image or a delivery: a word with a colour. */
export const state = value => h('span', { class: `state ${STATES[value]?.[1] ?? 'plain'}` }, stateName(value));

/** A kind of result: "Heatmap" from HEATMAP, "Key object" from key-object. */
export function kind(value) {
  const words = plain(value, 32).toLowerCase().replaceAll(/[_-]/g, ' ');
  if (words === 'pdf') {
    return 'PDF';
  }
  return words.charAt(0).toUpperCase() + words.slice(1);
}
