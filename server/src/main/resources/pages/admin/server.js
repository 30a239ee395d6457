/* Asks the server, with the login that the tab keeps. */
const KEPT = 'dragonfork.login';
let tokens = null;
let needsLogin = false;
let refreshing = null;

try { tokens = JSON.parse(sessionStorage.getItem(KEPT)); } catch (none) { tokens = null; }

function keep(now) {
  tokens = now;
  try {
    if (now) sessionStorage.setItem(KEPT, JSON.stringify(now));
    else sessionStorage.removeItem(KEPT);
  } catch (forbidden) {
    // Then the login lives as long as the page.
  }
}

class Refused extends Error {
  constructor(status, message, detail) {
    super(message);
    this.status = status;
    this.detail = detail;
  }
}

async function send(method, path, body, bearer) {
  const headers = {};
  if (bearer) headers.Authorization = 'Bearer ' + bearer;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return fetch(path, { method, headers, cache: 'no-store', body: body === undefined ? undefined : JSON.stringify(body) });
}

async function refresh() {
  const response = await send('GET', '/api/login/refresh', undefined, tokens.refresh);
  if (!response.ok) return false;
  keep({ access: (await response.json()).access_token, refresh: tokens.refresh });
  return true;
}

async function api(method, path, body) {
  let response = await send(method, path, body, tokens && tokens.access);
  if (response.status === 401 && tokens) {
    refreshing = refreshing || refresh().finally(() => { refreshing = null; });
    if (await refreshing) response = await send(method, path, body, tokens.access);
  }
  const text = await response.text();
  let data = null;
  try { data = JSON.parse(text); } catch (noJson) { data = null; }
  if (response.ok) return data;
  if (response.status === 401) keep(null);
  const object = data && typeof data === 'object' ? data : {};
  throw new Refused(response.status, object.message || object.title || 'The server answered with status ' + response.status,
    Array.isArray(object.details) ? object.details.join(' · ') : object.detail || '');
}

const processPath = (id, part) => '/api/v3/process/' + encodeURIComponent(id) + (part ? '/' + part : '');
const streamPath = (id, part) => '/api/v3/webrtc/streams/' + encodeURIComponent(id) + '/' + part;
const whepUrl = id => new URL('/api/v3/whep/' + encodeURIComponent(id), location.href).href;
