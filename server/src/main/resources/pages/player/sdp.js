/* What is read from, and written into, SDP and the header fields of WHEP. Knows nothing of the page. */
/* Chromium decodes Opus in stereo only when its own description says so (RFC 7587 section 7). */
function askForStereo(sdp) {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp);
  if (!opus) return sdp;
  return sdp.replace(new RegExp('^(a=fmtp:' + opus[1] + ' )(.*)$', 'm'),
    (line, start, rest) => /(^|;)\s*stereo=/.test(rest) ? line : start + rest.replace(/\r$/, '') + ';stereo=1' + (rest.endsWith('\r') ? '\r' : ''));
}

/* <stun:host>; rel="ice-server"; username="u"; credential="c" (RFC 9725 section 4.6) */
function iceServers(link) {
  const servers = [];
  for (const part of link.matchAll(/<((?:stun|turn)s?:[^>]*)>((?:\s*;\s*[\w-]+=(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))*)/g)) {
    const attributes = {};
    for (const a of part[2].matchAll(/([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*))/g)) attributes[a[1]] = (a[2] ?? a[3]).replace(/\\(.)/g, '$1');
    if (attributes.rel !== 'ice-server') continue;
    const server = { urls: part[1] };
    if (attributes.username) Object.assign(server, { username: attributes.username, credential: attributes.credential || '' });
    servers.push(server);
  }
  return servers;
}
