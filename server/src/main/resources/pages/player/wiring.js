/* What the buttons do, and how it begins. */

function toggleSound() {
  video.muted = !video.muted;
  if (!video.muted) video.play().catch(() => { video.muted = true; showSound(); });
  showSound();
}

const active = () => player.state === 'connecting' || player.state === 'playing' || player.state === 'waiting';
$('play').addEventListener('click', () => active() ? stop() : play());
$('veil-play').addEventListener('click', () => player.state === 'playing' ? video.play() : play());
$('mute').addEventListener('click', toggleSound);
$('sound').addEventListener('click', toggleSound);
$('full').addEventListener('click', () => {
  if (video.requestFullscreen) video.requestFullscreen().catch(() => {});
  else if (video.webkitEnterFullscreen) video.webkitEnterFullscreen();
});
$('form').addEventListener('submit', event => { event.preventDefault(); play(); });
$('url').addEventListener('input', showLink);
$('token').addEventListener('input', showLink);
$('token').addEventListener('change', () => { if (SERVED) offerStreams(); });
$('copy').addEventListener('click', async () => {
  const link = $('link');
  try {
    await navigator.clipboard.writeText(link.value);
  } catch (notAllowed) {
    link.focus();
    link.select();
    document.execCommand('copy');
  }
  $('copy').textContent = 'Copied';
  setTimeout(() => { $('copy').textContent = 'Copy'; }, 1500);
});
addEventListener('pagehide', () => { if (active()) { const was = player.state; leave(); enter('idle', was); } });
addEventListener('pageshow', event => { if (event.persisted && player.reason) play(); });
enter('idle');
prefill();
