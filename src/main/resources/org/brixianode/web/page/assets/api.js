// The REST interface. Addresses are relative, so that a reverse proxy may add a path before them.

const BASE = 'api/v1';
const LIMIT_MS = 20000;

/** An answer other than 2xx, or none at all (status 0). The message is for the operator. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

let csrf = '';
let expired = () => {};

/** What to do when the session has ended. */
export const onExpired = action => {
  expired = action;
};

async function failure(response) {
  const body = await response.json().catch(() => null);
  const text = body?.error?.message ?? `The node answered ${response.status} ${response.statusText}`.trim();
  return new ApiError(response.status, body?.error?.code ?? 'error', text);
}

async function call(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET') {
    headers['X-CSRF-Token'] = csrf;
  }
  let response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  } catch {
    throw new ApiError(0, 'unreachable', 'The node does not answer. Is it running, and is the network up?');
  }
  if (!response.ok) {
    throw await failure(response);
  }
  return response.status === 204 ? null : response.json();
}

async function inSession(method, path, body) {
  try {
    return await call(method, path, body);
  } catch (problem) {
    if (problem.status === 401) {
      expired();
    }
    throw problem;
  }
}

export const get = path => inSession('GET', path);

export const post = (path, body) => inSession('POST', path, body ?? {});

/** Who is logged in; fails with status 401 if nobody is. */
export async function session() {
  const who = await call('GET', '/session');
  csrf = who.csrf;
  return who;
}

export const logIn = (user, password) => call('POST', '/session', { user, password });

export const logOut = () => call('DELETE', '/session');

/** A query string of the values that are there. */
export function query(values) {
  const there = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return there.length ? `?${new URLSearchParams(there)}` : '';
}

/** A part of the page that takes longer does not hold up the others. */
const PART_LIMIT_MS = 3000;

function inTime(request) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new ApiError(0, 'late', 'The node has not answered this yet.')), PART_LIMIT_MS);
  });
  return Promise.race([request, late]).finally(() => clearTimeout(timer));
}

/** Whether a part of a view has not come in time, so that it is to be asked for again. */
export const isLate = data => Object.values(data ?? {}).some(part => part instanceof ApiError && part.code === 'late');

/** Several requests at once; each part becomes its answer or its ApiError. Fails if all fail. */
export async function parts(requests) {
  const names = Object.keys(requests);
  const results = await Promise.allSettled(Object.values(requests).map(inTime));
  if (results.every(one => one.status === 'rejected')) {
    throw results[0].reason;
  }
  return Object.fromEntries(names.map((name, at) => [name, results[at].value ?? results[at].reason]));
}
