/* What is seen when the details of a process are opened. */

function legBox(name, leg, plan) {
  const box = element('div', 'leg');
  box.append(element('b', '', name + (leg && leg.codec ? ': ' + leg.codec + (leg.profile ? ' (' + leg.profile + ')' : '') : '')));
  if (plan) {
    const from = plan.input_codec ? ' from ' + plan.input_codec : '';
    box.append(element('p', '', plan.mode + from + ': ' + plan.reason));
  }
  if (leg) {
    const pairs = [['Bitrate', bits(leg.bits_per_second)],
      ['Packets', known(leg.packets_per_second, v => Math.round(v) + ' per s')],
      ['Last packet', known(leg.seconds_since_last_packet, ago)]];
    if (leg.kind === 'video') pairs.push(['Last key frame', known(leg.seconds_since_last_key_frame, ago)]);
    pairs.push(['UDP port', String(leg.port)]);
    box.append(facts(pairs));
  }
  return box;
}

function viewerBox(c, peer) {
  const box = element('div', 'viewer');
  const top = element('div', 'top');
  const end = button('End', 'small danger', () => run(c, () => api('DELETE', streamPath(c.id, 'peers/' + encodeURIComponent(peer.id)))));
  end.setAttribute('aria-label', 'End viewer ' + peer.id);
  end.dataset.peer = peer.id;
  const name = element('b', '', peer.id);
  name.style.flex = '1';
  top.append(name, element('span', 'pill ' + (peer.state === 'connected' ? peer.stalled ? 'warn' : 'good' : ''), peer.stalled ? 'stalled' : peer.state), end);
  box.append(top, facts([
    ['For', span(peer.age_seconds)], ['Network', peer.address_family || '–'],
    ['Gets', [peer.video_codec, peer.audio_codec].filter(Boolean).join(' + ') || '–'],
    ['Sent', bytes(peer.bytes_sent)], ['Loss', known(peer.loss, v => (v * 100).toFixed(1) + ' %')],
    ['Jitter', known(peer.jitter_seconds, v => Math.round(v * 1000) + ' ms')],
    ['Round trip', known(peer.round_trip_seconds, v => Math.round(v * 1000) + ' ms')]]));
  return box;
}

const clock = seconds => new Date(Number(seconds) * 1000).toLocaleTimeString();

async function look(c) {
  const report = await api('GET', processPath(c.id, 'report'));
  const peers = c.stream && !c.busy ? await api('GET', streamPath(c.id, 'peers')).catch(() => []) : [];
  const parts = [];
  if (c.stream) {
    parts.push(element('h4', '', 'Tracks'));
    for (const kind of ['video', 'audio']) {
      const leg = c.stream.legs.find(one => one.kind === kind);
      const plan = c.stream.plan && c.stream.plan[kind];
      if (leg || plan) parts.push(legBox(kind === 'video' ? 'Video' : 'Audio', leg, plan));
    }
    parts.push(element('h4', '', 'Viewers'));
    if (peers.length) peers.forEach(peer => parts.push(viewerBox(c, peer)));
    else parts.push(element('p', 'soft', 'Nobody watches.'));
  }
  parts.push(element('h4', '', 'What FFmpeg says'));
  const lines = report.log.length ? report.log.map(([at, line]) => clock(at) + '  ' + line) : report.prelude;
  parts.push(element('pre', '', lines.length ? lines.join('\n') : 'Nothing yet.'));
  if (c.state.command && c.state.command.length) {
    parts.push(element('h4', '', 'Command'), element('pre', '', c.state.command.join(' ')));
  }
  // What is the same is left alone: a button under the finger, a text that is being marked, the place in the log.
  const old = [...c.more.children];
  if (old.length !== parts.length) c.more.replaceChildren(...parts);
  else parts.forEach((part, i) => { if (!old[i].isEqualNode(part)) replace(old[i], part); });
}

function replace(old, part) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.peer : null;
  const bottom = old.scrollTop + old.clientHeight >= old.scrollHeight - 4;
  const at = old.scrollTop;
  old.replaceWith(part);
  part.scrollTop = bottom ? part.scrollHeight : at;
  if (focused) {
    const again = [...part.querySelectorAll('button')].find(b => b.dataset.peer === focused);
    if (again) again.focus({ preventScroll: true });
  }
}
