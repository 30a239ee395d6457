/* What happens when it does not work, and how everything ends. */

async function problem(response) {
  let body = {};
  try {
    if (/json/.test(response.headers.get('Content-Type') || '')) body = await response.json();
  } catch (notJson) {
    body = {};
  }
  const reason = typeof body.reason === 'string' ? body.reason : BY_STATUS[response.status] || '';
  const retryAfter = parseInt(response.headers.get('Retry-After'), 10);
  return { status: response.status, reason, detail: typeof body.detail === 'string' ? body.detail : '', retryAfter };
}

function refused(p) {
  const known = Object.hasOwn(REASONS, p.reason) ? REASONS[p.reason] : null;
  const text = known ? known[0] : 'The server refused with status ' + p.status + '.';
  const waitingHelps = known ? known[1] : p.status >= 500;
  const detail = (p.detail ? p.detail + ' ' : '') + '(' + p.status + (p.reason ? ' ' + p.reason : '') + ')';
  if (waitingHelps) again(p.reason || 'status_' + p.status, text, detail, p.retryAfter > 0 ? p.retryAfter : backOff());
  else fail(p.reason || 'status_' + p.status, text, detail);
}

function backOff() {
  return Math.min(LONGEST_WAIT, 2 ** Math.min(attempts, 5)) * (0.75 + Math.random() / 2);
}

function fail(reason, text, detail) {
  leave();
  enter('failed', reason);
  say(text, detail);
  veil('Not playing', text, false);
}

function lost(reason, text) {
  again(reason, text, '', backOff());
}

function again(reason, text, detail, seconds) {
  const mine = leave();
  attempts += 1;
  enter('waiting', reason);
  say(text, detail, true);
  const until = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left <= 0) return connect();
    veil('Trying again in ' + left + ' s', '', true);
    after(mine, Math.min(1000, Math.max(50, until - Date.now())), tick);
  };
  tick();
}

function after(mine, millis, action) {
  timers.push(setTimeout(() => { if (mine === run) action(); }, millis));
}

function end(which) {
  const headers = which.token ? { Authorization: 'Bearer ' + which.token } : {};
  fetch(which.url, { method: 'DELETE', headers, keepalive: true, referrerPolicy: 'no-referrer' }).catch(() => {});
}

/* Ends whatever runs and returns the number of the next run. */
function leave() {
  run += 1;
  timers.forEach(timer => { clearTimeout(timer); clearInterval(timer); });
  timers = [];
  if (session) end(session);
  session = null;
  if (player.pc) player.pc.close();
  player.pc = null;
  player.stats = null;
  last = null;
  quiet = 0;
  video.srcObject = null;
  showStates(null);
  showStats();
  return run;
}

function stop() {
  leave();
  enter('idle');
  say('');
  veil('Stopped', 'Press play to watch again.', false);
}
