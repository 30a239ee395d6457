/* One process: what it does, and what can be done to it. */

function makeCard(id) {
  const root = element('article', 'card');
  root.dataset.process = id;
  const c = { id, root, open: false, busy: false, changed: 0 };
  const top = element('div', 'top');
  c.pill = element('span', 'pill');
  top.append(element('h3', '', id), c.pill);
  c.why = element('p', 'why');
  c.facts = element('dl', 'facts');
  c.values = {};
  for (const name of ['FFmpeg', 'Pictures', 'Bitrate', 'Viewers', 'Processor', 'Memory']) {
    const pair = element('div');
    c.values[name] = element('dd', '', '–');
    pair.append(element('dt', '', name), c.values[name]);
    c.facts.append(pair);
  }
  c.url = element('div', 'url');
  const copier = button('Copy', 'small', () => copy(whepUrl(id), copier));
  copier.setAttribute('aria-label', 'Copy the WHEP URL of ' + id);
  c.url.append(element('code', '', whepUrl(id)), copier);
  const acts = element('div', 'acts');
  c.watch = element('a', 'act main', 'Watch');
  c.watch.href = '/whep-player.html?stream=' + encodeURIComponent(id);
  c.watch.addEventListener('click', event => watch(event, c));
  c.order = button('Start', '', () => command(c, c.ordered ? 'stop' : 'start'));
  c.order.dataset.act = 'order';
  c.restart = button('Restart', '', () => command(c, 'restart'));
  c.webrtc = button('WebRTC', '', () => toggle(c));
  c.webrtc.setAttribute('role', 'switch');
  c.remove = button('Delete', 'danger', () => remove(c));
  c.remove.dataset.act = 'delete';
  acts.append(c.watch, c.order, c.restart, c.webrtc, c.remove);
  const details = element('details');
  c.more = element('div');
  details.append(element('summary', '', 'Details'), c.more);
  details.addEventListener('toggle', () => {
    c.open = details.open;
    if (c.open) look(c).catch(failed);
  });
  root.append(top, c.why, c.facts, c.url, acts, details);
  return c;
}

async function run(c, what) {
  const focused = document.activeElement;
  c.busy = true;
  c.root.querySelectorAll('button').forEach(b => { b.disabled = true; });
  try {
    await what();
    say('');
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return showLogin();
    failed(error);
  } finally {
    c.busy = false;
    c.changed = performance.now();
    c.root.querySelectorAll('button').forEach(b => { b.disabled = false; });
    if (focused && document.activeElement === document.body) focused.focus({ preventScroll: true });
  }
  poll();
}

const command = (c, word) => run(c, () => api('PUT', processPath(c.id, 'command'), { command: word }));

function toggle(c) {
  const change = { webrtc: { ...c.config.webrtc, enabled: !c.config.webrtc.enabled } };
  // A process must put its media somewhere.
  if (!change.webrtc.enabled && c.config.output.length === 0) {
    change.output = [{ id: 'nowhere', address: '-', options: ['-c', 'copy', '-f', 'null'] }];
  }
  return run(c, () => api('PUT', processPath(c.id), change));
}

function remove(c) {
  if (!c.remove.classList.contains('sure')) {
    c.remove.classList.add('sure');
    c.remove.textContent = 'Really delete';
    setTimeout(() => { c.remove.classList.remove('sure'); c.remove.textContent = 'Delete'; }, 4000);
    return undefined;
  }
  return run(c, () => api('DELETE', processPath(c.id)));
}

/* The player gets a token of its own that opens this stream only; it is never part of an address. */
async function watch(event, c) {
  if (!tokens || c.config.webrtc.public) return;
  event.preventDefault();
  try {
    const issued = await api('POST', streamPath(c.id, 'token'), {});
    sessionStorage.setItem('dragonfork.viewer:' + c.id, issued.token);
    location.assign(c.watch.href);
  } catch (error) {
    failed(error);
  }
}

function verdict(c, config, state, stream) {
  const ended = state.exec !== 'running' && state.exec !== 'starting';
  // While it is tried again nothing is better yet: what went wrong stays until FFmpeg gets further.
  if (state.order !== 'start' || !(ended || state.exec === 'starting')) c.ended = null;
  if (state.order !== 'start') return ['', 'stopped', ''];
  if (stream && stream.state === 'asleep') {
    c.ended = null;
    return ['', 'asleep', 'It starts when somebody watches.'];
  }
  if (ended) c.ended = { exec: state.exec, line: state.last_logline || 'FFmpeg has ended.' };
  if (c.ended) {
    const again = state.reconnect_seconds >= 0 ? ', next try in ' + state.reconnect_seconds + ' s' : '';
    return ['bad', c.ended.exec, stream && stream.not_live_reason ? stream.not_live_reason : c.ended.line + again];
  }
  const wrong = (state.warnings || []).map(warning => warning.text).join('; ');
  if (!config.webrtc.enabled) return [wrong ? 'warn' : 'good', 'running', wrong];
  if (stream && stream.live) return [wrong ? 'warn' : 'good', 'live', wrong];
  return ['warn', stream && stream.not_live_reason.startsWith('waits for') ? 'waiting' : 'not live', stream ? stream.not_live_reason : state.last_logline || 'The stream is not there yet.'];
}

function update(c, process, stream) {
  const { config, state } = process;
  const enabled = config.webrtc.enabled;
  c.config = config;
  c.stream = stream;
  c.state = state;
  c.ordered = state.order === 'start';
  const [colour, word, why] = verdict(c, config, state, stream);
  c.pill.className = 'pill ' + colour;
  put(c.pill, word);
  c.why.hidden = !why;
  c.why.className = 'why ' + (colour === 'bad' ? 'bad' : '');
  put(c.why, why);
  const runs = state.exec === 'running';
  const progress = state.progress || {};
  const legs = stream ? stream.legs.filter(leg => leg.bits_per_second !== null) : [];
  put(c.values.FFmpeg, state.exec + ' for ' + span(state.runtime_seconds));
  put(c.values.Pictures, runs && progress.fps > 0 ? Number(progress.fps).toFixed(1).replace(/\.0$/, '') + ' per s' : '–');
  put(c.values.Bitrate, !runs ? '–' : legs.length ? bits(legs.reduce((sum, leg) => sum + leg.bits_per_second, 0))
    : progress.bitrate_kbit > 0 ? bits(progress.bitrate_kbit * 1024) : '–');
  put(c.values.Viewers, stream ? stream.viewers + ' of ' + stream.max_viewers : '–');
  put(c.values.Processor, runs ? Number(state.cpu_usage).toFixed(1) + ' %' : '–');
  put(c.values.Memory, runs && state.memory_bytes ? bytes(state.memory_bytes) : '–');
  c.url.hidden = !enabled;
  c.watch.hidden = !enabled || !stream;
  put(c.order, c.ordered ? 'Stop' : 'Start');
  c.restart.hidden = !c.ordered;
  c.webrtc.setAttribute('aria-checked', String(enabled));
}
