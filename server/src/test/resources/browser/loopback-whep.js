// A WHEP server inside the page: answers the player's offer with a second connection that sends a drawn picture and a tone.
(() => {
  const real = window.fetch;
  window.loopback = { calls: [], pc: null, stopDrawing: null };
  window.fetch = async (url, options = {}) => {
    if (!String(url).includes('/whep/')) return real(url, options);
    window.loopback.calls.push(options.method + ' ' + new URL(url, location.href).pathname);
    if (options.method !== 'POST') return new Response(null, { status: 204 });
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d');
    let n = 0;
    const timer = setInterval(() => {
      pen.fillStyle = 'hsl(' + (n++ % 360) + ' 80% 50%)';
      pen.fillRect(0, 0, 640, 360);
    }, 33);
    const context = new AudioContext();
    const tone = context.createOscillator();
    const sound = context.createMediaStreamDestination();
    tone.connect(sound);
    tone.start();
    const pc = new RTCPeerConnection();
    window.loopback.pc = pc;
    window.loopback.stopDrawing = () => { clearInterval(timer); pc.getSenders().forEach(s => s.replaceTrack(null)); };
    await pc.setRemoteDescription({ type: 'offer', sdp: options.body });
    const picture = canvas.captureStream(30);
    for (const track of [picture.getVideoTracks()[0], sound.stream.getAudioTracks()[0]]) pc.addTrack(track, picture);
    await pc.setLocalDescription();
    await new Promise(done => {
      const look = () => { if (pc.iceGatheringState === 'complete') done(); };
      pc.onicegatheringstatechange = look;
      look();
    });
    return new Response(pc.localDescription.sdp, { status: 201, headers: { Location: '/api/v3/whep/cam1/here', ETag: '"e"' } });
  };
})()
