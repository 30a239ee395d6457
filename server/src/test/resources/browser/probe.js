'use strict';
/* Looks at the player's connection ten times a second, so that a test can wait for numbers. */
(() => {
  const video = document.getElementById('video');
  const probe = window.probe = { now: null, pc: dragonfork.pc, pictures: [], sounds: [] };

  probe.read = async () => {
    const report = await dragonfork.pc.getStats();
    const all = [...report.values()];
    const inbound = kind => {
      const found = all.find(s => s.type === 'inbound-rtp' && s.kind === kind);
      return found ? { ...found, codec: report.get(found.codecId) || {} } : null;
    };
    const transport = all.find(s => s.type === 'transport') || {};
    return { video: inbound('video'), audio: inbound('audio'), transport, pair: report.get(transport.selectedCandidatePairId) || {} };
  };

  setInterval(async () => {
    if (!dragonfork.pc) return;
    probe.now = await probe.read();
    for (const receiver of dragonfork.pc.getReceivers()) {
      if (receiver.track.kind === 'audio') receiver.getSynchronizationSources().forEach(s => probe.sounds.push(s.rtpTimestamp));
    }
  }, 100);

  const shown = (when, frame) => {
    probe.pictures.push(frame.rtpTimestamp);
    video.requestVideoFrameCallback(shown);
  };
  video.requestVideoFrameCallback(shown);

  /* How often an RTP timestamp was smaller than the one before it. */
  probe.backwards = list => list.filter((timestamp, i) => i > 0 && ((timestamp - list[i - 1]) | 0) < 0).length;

  /* What a viewer does whose network changed: new credentials by PATCH, the answer patched with the server's new ones. */
  probe.restartIce = async session => {
    const pc = dragonfork.pc;
    const first = (sdp, name) => new RegExp('^a=' + name + ':(.*)$', 'm').exec(sdp)[1].trim();
    pc.onicecandidate = null;
    pc.restartIce();
    const offer = await pc.createOffer();
    await pc.setLocalDescription(offer);
    const fragment = ['m=video 9 UDP/TLS/RTP/SAVPF 0', 'a=mid:' + first(offer.sdp, 'mid'),
      'a=ice-ufrag:' + first(offer.sdp, 'ice-ufrag'), 'a=ice-pwd:' + first(offer.sdp, 'ice-pwd'), ''].join('\r\n');
    const response = await fetch(session, { method: 'PATCH', body: fragment,
      headers: { 'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': '*' } });
    const text = await response.text();
    if (response.status !== 200) return { status: response.status, text };
    const before = pc.remoteDescription.sdp;
    const sdp = before.replace(/^a=ice-ufrag:.*$/gm, 'a=ice-ufrag:' + first(text, 'ice-ufrag'))
      .replace(/^a=ice-pwd:.*$/gm, 'a=ice-pwd:' + first(text, 'ice-pwd'));
    await pc.setRemoteDescription({ type: 'answer', sdp });
    return { status: response.status, etag: response.headers.get('ETag'), changed: sdp !== before,
      ufrag: first(offer.sdp, 'ice-ufrag') };
  };
})();
