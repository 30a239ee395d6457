/* Adds a stream. */

const KINDS = {
  url: { label: 'Address', place: 'rtsp://user:password@192.168.1.20/stream1', hint: 'Any address that FFmpeg can read.' },
  file: { label: 'File', place: '/path/to/film.mp4', hint: 'A file on the machine of the server.' },
  rtmp: { port: '1935', hint: '' },
  srt: { port: '6000', hint: '' },
  test: { hint: 'A moving picture with a tone, to see that everything works.' }
};

const listenUrl = () => {
  const port = $('port').value.trim();
  return $('kind').value === 'rtmp' ? 'rtmp://' + location.hostname + ':' + port + '/live/' + ($('name').value.trim() || 'name')
    : 'srt://' + location.hostname + ':' + port;
};

function form() {
  const kind = KINDS[$('kind').value];
  $('address-row').hidden = !kind.place;
  $('address').required = Boolean(kind.place);
  $('port-row').hidden = !kind.port;
  put($('address-label'), kind.label || '');
  $('address').placeholder = kind.place || '';
  put($('hint'), kind.port ? 'Let the encoder send to ' + listenUrl() + ', with a key frame every 2 s.' : kind.hint);
}

function processOf() {
  const kind = $('kind').value;
  const name = $('name').value.trim();
  const address = $('address').value.trim();
  const port = $('port').value.trim();
  const inputs = {
    url: () => [{ id: 'in', address, options: /^rtsps?:/i.test(address) ? ['-fflags', 'nobuffer', '-rtsp_transport', 'tcp'] : /^rtmps?:/i.test(address) ? ['-fpsprobesize', '0'] : [] }],
    file: () => [{ id: 'in', address, options: ['-re', '-stream_loop', '-1'] }],
    rtmp: () => [{ id: 'in', address: 'rtmp://0.0.0.0:' + port + '/live/' + name, options: ['-fpsprobesize', '0', '-listen', '1'] }],
    srt: () => [{ id: 'in', address: 'srt://0.0.0.0:' + port + '?mode=listener', options: ['-fflags', 'nobuffer', '-analyzeduration', '2500000'] }],
    test: () => [{ id: 'picture', address: 'testsrc2=size=640x360:rate=25', options: ['-re', '-f', 'lavfi'] },
      { id: 'tone', address: 'sine=frequency=440:sample_rate=48000', options: ['-re', '-f', 'lavfi'] }]
  };
  const webrtc = { enabled: true, mode: $('mode').value, public: $('open').checked };
  if (kind === 'test') webrtc.audio_map = '1:a:0';
  // An encoder that comes back finds nobody until the next run begins.
  const delay = KINDS[kind].port ? 1 : 5;
  return { id: name, type: 'ffmpeg', input: inputs[kind](), output: [], options: ['-hide_banner'],
    reconnect: true, reconnect_delay_seconds: delay, autostart: $('autostart').checked, stale_timeout_seconds: 30, webrtc };
}

function openForm(open) {
  $('form').hidden = !open;
  $('add').setAttribute('aria-expanded', String(open));
  $('open-row').hidden = !needsLogin;
  if (open) { form(); $('name').focus(); } else $('add').focus();
  $('none').hidden = open || cards.size > 0;
}

$('kind').addEventListener('change', () => { $('port').value = KINDS[$('kind').value].port || ''; form(); });
for (const id of ['name', 'port']) $(id).addEventListener('input', form);
$('add').addEventListener('click', () => openForm($('form').hidden));
$('cancel').addEventListener('click', () => openForm(false));
$('form').addEventListener('submit', async event => {
  event.preventDefault();
  $('save').disabled = true;
  try {
    const made = processOf();
    await api('POST', '/api/v3/process', made);
    $('form').reset();
    openForm(false);
    say(made.id + ' was added', '', true);
    setTimeout(() => { if ($('message-text').textContent === made.id + ' was added') say(''); }, 4000);
    poll();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) showLogin();
    failed(error);
    $('message').scrollIntoView({ block: 'nearest' });
  } finally {
    $('save').disabled = false;
  }
});
