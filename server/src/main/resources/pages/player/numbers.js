/* Numbers of the connection, once a second. */

function sampleEverySecond(pc, mine) {
  const timer = setInterval(async () => {
    let report;
    try {
      report = await pc.getStats();
    } catch (closed) {
      return;
    }
    if (mine !== run) return;
    player.stats = read(report);
    showStats();
    showSound();
    judge(mine);
  }, 1000);
  timers.push(timer);
}

function read(report) {
  const all = [...report.values()];
  const byId = id => report.get(id) || {};
  const transport = all.find(s => s.type === 'transport' && s.selectedCandidatePairId) || {};
  const pair = transport.selectedCandidatePairId
    ? byId(transport.selectedCandidatePairId)
    : all.find(s => s.type === 'candidate-pair' && s.nominated && s.state === 'succeeded') || {};
  const now = { at: performance.now(), bytes: 0, received: 0, lost: 0 };
  const stats = { video: null, audio: null, roundTripSeconds: pair.currentRoundTripTime ?? null };
  for (const s of all) {
    if (s.type !== 'inbound-rtp' || !s.packetsReceived) continue;
    const codec = byId(s.codecId);
    now.bytes += s.bytesReceived + (s.headerBytesReceived || 0);
    now.received += s.packetsReceived;
    now.lost += s.packetsLost || 0;
    stats[s.kind] = {
      codec: (codec.mimeType || '').split('/')[1] || '', format: codec.sdpFmtpLine || '', channels: codec.channels || 0,
      packets: s.packetsReceived, lost: s.packetsLost || 0, jitterSeconds: s.jitter ?? null,
      bufferSeconds: s.jitterBufferEmittedCount ? s.jitterBufferDelay / s.jitterBufferEmittedCount : null,
      width: s.frameWidth || 0, height: s.frameHeight || 0, framesPerSecond: s.framesPerSecond || 0,
      framesDecoded: s.framesDecoded || 0, framesDropped: s.framesDropped || 0, freezes: s.freezeCount || 0,
      audioEnergy: s.totalAudioEnergy || 0
    };
  }
  stats.bytes = now.bytes;
  stats.bitsPerSecond = last ? Math.max(0, (now.bytes - last.bytes) * 8000 / (now.at - last.at)) : 0;
  const expected = last ? now.received - last.received + now.lost - last.lost : now.received + now.lost;
  stats.lossFraction = expected > 0 ? Math.max(0, (last ? now.lost - last.lost : now.lost) / expected) : 0;
  stats.lost = now.lost;
  quiet = last && now.bytes === last.bytes ? quiet + 1 : 0;
  last = now;
  return stats;
}

/* The first picture lifts the veil; a source that stops sends nothing, but keeps the session. */
function judge(mine) {
  if (mine !== run || player.state !== 'playing') return;
  const s = player.stats;
  const seen = s.video ? s.video.framesDecoded > 0 : Boolean(s.audio);
  if (!seen) veil('Connected', quiet > 3 ? 'Nothing has come from the stream for ' + quiet + ' s' : 'Waiting for the first picture …', true);
  else if (quiet >= 5) veil('The stream has paused', 'Nothing has come for ' + quiet + ' s. Playback goes on by itself when it returns.', true);
  else if (video.paused) veil('Tap to start', 'The browser wants one tap before it plays.', false);
  else if (!s.video) veil('Sound only', 'This stream sends no picture.', null);
  else veil(null);
}
