/* All processes, and which part of the page is shown. */
const PERIOD = 2000;
const cards = new Map();
let timer = 0;

/* A server with webrtc.enable=false has no streams, and still has processes. */
function withoutStreams(error) {
  if (error instanceof Refused && error.status === 404) return [];
  throw error;
}

async function list() {
  const asked = performance.now();
  const [processes, streams] = await Promise.all([
    api('GET', '/api/v3/process?filter=config,state'), api('GET', '/api/v3/webrtc/streams').catch(withoutStreams)]);
  const seen = new Set();
  for (const process of processes) {
    const id = process.config.id;
    seen.add(id);
    let c = cards.get(id);
    if (!c) {
      c = makeCard(id);
      cards.set(id, c);
      $('list').append(c.root);
    }
    update(c, process, streams.find(stream => stream.id === id));
  }
  for (const [id, c] of cards) {
    if (!seen.has(id)) {
      c.root.remove();
      cards.delete(id);
    }
  }
  const on = processes.filter(process => process.state.order === 'start').length;
  put($('title'), processes.length ? 'Processes: ' + on + ' of ' + processes.length + ' started' : 'Processes');
  $('none').hidden = processes.length > 0 || !$('form').hidden;
  // What was asked before a change is old; the next time tells.
  for (const c of cards.values()) if (c.open && !c.busy && c.changed < asked) await look(c);
}

async function health() {
  const response = await fetch('/readyz', { cache: 'no-store' });
  put($('health'), (await response.text()).trim());
  $('health').className = 'pill ' + (response.ok ? 'good' : 'warn');
}

function show(part) {
  for (const id of ['login', 'barred', 'work']) $(id).hidden = id !== part;
  $('logout').hidden = part !== 'work' || !tokens;
}

function showLogin() {
  clearTimeout(timer);
  health().catch(() => {});
  if ($('login').hidden) {
    show('login');
    $('user').focus();
  }
}

let polling = false;
async function poll() {
  if (polling) return;
  polling = true;
  clearTimeout(timer);
  try {
    if (!document.hidden) {
      await health();
      await list();
      if ($('work').hidden) show('work');
      if ($('message-text').textContent === 'The server does not answer') say('');
    }
  } catch (error) {
    polling = false;
    if (error instanceof Refused && error.status === 401) return showLogin();
    if (error instanceof Refused && error.status === 403) {
      show('barred');
      put($('barred-text'), [error.message, error.detail].filter(Boolean).join(': '));
    } else {
      failed(error);
      if (!(error instanceof Refused)) {
        put($('health'), 'not reachable');
        $('health').className = 'pill bad';
      }
    }
  }
  polling = false;
  timer = setTimeout(poll, PERIOD);
}
