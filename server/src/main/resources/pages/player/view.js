/* What the person sees. */

function pill(element, text, kind) {
  element.textContent = text;
  element.className = 'pill ' + kind;
}

/* busy: true shows that something is going on, false offers to play, null does neither. */
function veil(text, detail, busy) {
  $('veil').hidden = text === null;
  if (text === null) return;
  $('veil-text').textContent = text;
  $('veil-detail').textContent = detail;
  $('veil-spinner').hidden = busy !== true;
  $('veil-play').hidden = busy !== false;
}

function say(text, detail, warn) {
  $('message').hidden = !text;
  $('message').classList.toggle('warn', Boolean(warn));
  $('message-text').textContent = text;
  $('message-detail').textContent = detail || '';
}

function enter(state, reason) {
  player.state = state;
  player.reason = reason || '';
  document.body.dataset.state = state;
  const on = state === 'connecting' || state === 'playing' || state === 'waiting';
  $('play').textContent = on ? 'Stop' : 'Play';
  showSound();
}

function showSound() {
  $('mute').textContent = video.muted ? 'Unmute' : 'Mute';
  $('mute').setAttribute('aria-pressed', String(video.muted));
  const audible = Boolean(player.stats && player.stats.audio);
  $('sound').hidden = !(video.muted && audible && player.state === 'playing');
}

const STATE_KIND = { connected: 'good', completed: 'good', failed: 'bad', closed: '', new: '', disconnected: 'warn', checking: 'warn', connecting: 'warn' };

function showStates(pc) {
  pill($('ice'), 'ICE: ' + (pc ? pc.iceConnectionState : '–'), pc ? STATE_KIND[pc.iceConnectionState] || '' : '');
  pill($('connection'), 'Peer: ' + (pc ? pc.connectionState : '–'), pc ? STATE_KIND[pc.connectionState] || '' : '');
}

const H264 = { '42e0': 'Constrained Baseline', '4200': 'Baseline', '4d00': 'Main', '6400': 'High', '640c': 'Constrained High' };

function codecName(s) {
  const level = /profile-level-id=([0-9a-f]{4})/i.exec(s.format);
  const profile = level && H264[level[1].toLowerCase()];
  const name = s.codec.toUpperCase() === 'OPUS' ? 'Opus' : s.codec;
  return name + (profile ? ' ' + profile : '') + (s.channels > 0 ? (/stereo=1/.test(s.format) ? ' stereo' : s.channels === 1 ? ' mono' : '') : '');
}

function showStats() {
  const s = player.stats || {};
  const v = s.video, a = s.audio;
  const millis = x => x === null || x === undefined ? '–' : (x * 1000 < 10 ? (x * 1000).toFixed(1) : Math.round(x * 1000)) + ' ms';
  const rate = b => b >= 1e6 ? (b / 1e6).toFixed(2) + ' Mbit/s' : Math.round(b / 1e3) + ' kbit/s';
  $('s-video').textContent = v ? codecName(v) : '–';
  $('s-audio').textContent = a ? codecName(a) : '–';
  $('s-size').textContent = v && v.width ? v.width + ' × ' + v.height : '–';
  $('s-fps').textContent = v && v.framesPerSecond ? Math.round(v.framesPerSecond) + ' fps' : '–';
  $('s-bitrate').textContent = v || a ? rate(s.bitsPerSecond) : '–';
  $('s-loss').textContent = v || a ? (s.lossFraction * 100).toFixed(1) + ' % (' + s.lost + ')' : '–';
  $('s-jitter').textContent = millis((v || a || {}).jitterSeconds);
  $('s-rtt').textContent = millis(s.roundTripSeconds);
  $('s-buffer').textContent = millis((v || a || {}).bufferSeconds);
  $('s-dropped').textContent = v ? String(v.framesDropped) : '–';
}
