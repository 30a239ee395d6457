/* Candidates found before the session exists wait for it; each later bundle is one PATCH (RFC 8840). */
function collect(pc, mine) {
  let waiting = [];
  let description = null;
  let sending = false;
  async function flush() {
    if (!description || sending || !waiting.length || mine !== run || !session) return;
    sending = true;
    const batch = waiting;
    waiting = [];
    const line = name => (new RegExp('^a=' + name + ':.*$', 'm').exec(description) || [''])[0].trim();
    const lines = [line('ice-ufrag'), line('ice-pwd')];
    for (const mid of new Set(batch.map(c => c.sdpMid))) {
      const found = batch.filter(c => c.sdpMid === mid);
      lines.push('m=' + (found[0].sdpMLineIndex === 0 ? 'video' : 'audio') + ' 9 UDP/TLS/RTP/SAVPF 0', 'a=mid:' + mid);
      for (const c of found) lines.push(c.candidate ? 'a=' + c.candidate : 'a=end-of-candidates');
    }
    const headers = { 'Content-Type': 'application/trickle-ice-sdpfrag' };
    if (session.etag) headers['If-Match'] = session.etag;
    if (session.token) headers.Authorization = 'Bearer ' + session.token;
    try {
      await fetch(session.url, { method: 'PATCH', headers, body: lines.join('\r\n') + '\r\n', referrerPolicy: 'no-referrer' });
    } catch (optional) {
      // The server learns addresses from the connectivity checks as well.
    }
    sending = false;
    flush();
  }
  pc.onicecandidate = event => { if (event.candidate && event.candidate.sdpMid !== null) { waiting.push(event.candidate); setTimeout(flush, 50); } };
  return { send(sdp) { description = sdp; flush(); } };
}
