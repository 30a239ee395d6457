/* One try to play: from the offer to the first picture. */

function play() {
  attempts = 0;
  connect();
}

async function connect() {
  const mine = leave();
  const endpoint = $('url').value.trim();
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    return fail('bad_address', 'Enter the WHEP address of a stream, as http://server:8080/api/v3/whep/stream.', '');
  }
  if (location.protocol === 'https:' && new URL(endpoint).protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(new URL(endpoint).hostname)) {
    return fail('mixed_content', 'This page came over https, so the browser does not let it reach an http address. Use an https address.', '');
  }
  enter('connecting');
  say('');
  veil('Connecting …', endpoint, true);
  const token = $('token').value.trim();
  const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
  player.pc = pc;
  watch(pc, mine);
  pc.addTransceiver('video', { direction: 'recvonly' });
  pc.addTransceiver('audio', { direction: 'recvonly' });
  const candidates = collect(pc, mine);
  try {
    const offer = await pc.createOffer();
    const sdp = askForStereo(offer.sdp);
    let answered = false;
    // Only a stream that is started on demand keeps a request waiting.
    after(mine, 1500, () => { if (!answered) veil('Starting …', 'The source starts for you, that may take some seconds.', true); });
    const response = await post(endpoint, sdp, token);
    answered = true;
    if (mine !== run) return abandon(response, endpoint, token);
    if (response.status !== 201) return refused(await problem(response));
    session = {
      url: new URL(response.headers.get('Location') || '', response.url || endpoint).href,
      etag: response.headers.get('ETag'), token
    };
    const servers = iceServers(response.headers.get('Link') || '');
    const answer = await response.text();
    if (mine !== run) return;
    if (servers.length) pc.setConfiguration({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require', iceServers: servers });
    await pc.setLocalDescription({ type: 'offer', sdp });
    await pc.setRemoteDescription({ type: 'answer', sdp: answer });
    noticeFarewell(pc, mine);
    candidates.send(sdp);
    after(mine, GIVE_UP_CONNECTING, () => { if (player.state === 'connecting') lost('no_connection', 'No connection came about. A firewall may stand between this device and the media port of the server.'); });
    sampleEverySecond(pc, mine);
  } catch (error) {
    if (mine !== run) return;
    if (error instanceof TypeError) return again('unreachable', UNREACHABLE, '', backOff());
    fail('browser', 'The browser could not use the answer of the server.', String(error.message || error));
  }
}

function post(endpoint, sdp, token) {
  /* An offer of the server would have no codec that this browser has not offered: the error says more, and holds no place. */
  const headers = { 'Content-Type': 'application/sdp', Accept: 'application/problem+json, application/sdp;q=0.9' };
  if (token) headers.Authorization = 'Bearer ' + token;
  return fetch(endpoint, { method: 'POST', headers, body: sdp, cache: 'no-store', referrerPolicy: 'no-referrer' });
}

/* A session that came when nobody wanted it any more must not keep its place. */
function abandon(response, endpoint, token) {
  const where = response.status === 201 && response.headers.get('Location');
  if (where) end({ url: new URL(where, response.url || endpoint).href, token });
}

function watch(pc, mine) {
  const stream = new MediaStream();
  pc.ontrack = event => {
    if (mine !== run) return;
    stream.addTrack(event.track);
    if ('jitterBufferTarget' in event.receiver) event.receiver.jitterBufferTarget = 0;
    if ('playoutDelayHint' in event.receiver) event.receiver.playoutDelayHint = 0;
    if (video.srcObject !== stream) video.srcObject = stream;
    video.play().catch(() => { if (mine === run) veil('Tap to start', 'The browser wants one tap before it plays.', false); });
  };
  pc.oniceconnectionstatechange = () => { if (mine === run) showStates(pc); };
  pc.onconnectionstatechange = () => {
    if (mine !== run) return;
    showStates(pc);
    if (pc.connectionState === 'connected') {
      attempts = 0;
      enter('playing');
      say('');
      veil('Connected', 'Waiting for the first picture …', true);
    } else if (pc.connectionState === 'failed' || pc.connectionState === 'closed') {
      lost('connection_lost', 'The connection to the server was lost.');
    } else if (pc.connectionState === 'disconnected') {
      after(mine, 5000, () => { if (pc.connectionState === 'disconnected') lost('connection_lost', 'The connection to the server was lost.'); });
    }
  };
  showStates(pc);
}

/* A server that stops says so at once (close_notify); the connection itself looks alive for seconds after that. */
function noticeFarewell(pc, mine) {
  const transport = (pc.getReceivers().find(r => r.transport) || {}).transport;
  if (transport) transport.addEventListener('statechange', () => {
    if (mine === run && transport.state === 'closed') lost('connection_lost', 'The server ended the connection.');
  });
}
