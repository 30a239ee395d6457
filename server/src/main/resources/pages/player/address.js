/* What to play: from the address of the page, from the fields, or from the list of the server. */

const query = new URLSearchParams(location.search);
const hash = new URLSearchParams(location.hash.slice(1));
const given = name => query.get(name) || hash.get(name) || '';
const endpointOf = id => new URL('/api/v3/whep/' + encodeURIComponent(id), location.href).href;

/* A token in the address bar would be read over a shoulder, and would stay in the history. */
function hideToken() {
  if (!query.has('token') && !hash.has('token')) return;
  query.delete('token');
  hash.delete('token');
  const clean = new URL(location.href);
  clean.search = query;
  clean.hash = hash;
  try {
    history.replaceState(null, '', clean);
  } catch (notAllowed) {
    // A browser may forbid it for a page from a file; the page works nevertheless.
  }
}

/* The page that manages the server leaves a token here for the tab in which it opens this one. */
function handedOver() {
  try {
    return SERVED && given('stream') ? sessionStorage.getItem('dragonfork.viewer:' + given('stream')) || '' : '';
  } catch (notAllowed) {
    return '';
  }
}

async function prefill() {
  $('token').value = given('token') || handedOver();
  hideToken();
  if (given('url')) $('url').value = given('url');
  else if (given('stream') && SERVED) $('url').value = endpointOf(given('stream'));
  if (!SERVED) $('home').removeAttribute('href');
  showLink();
  if ($('url').value) play();
  if (SERVED) await offerStreams();
}

async function offerStreams() {
  let streams;
  try {
    const response = await fetch('/api/v3/webrtc/streams', { headers: authorization(), cache: 'no-store' });
    if (!response.ok) return;
    streams = await response.json();
  } catch (unreachable) {
    return;
  }
  const first = streams.find(s => s.live) || streams[0];
  if (!$('url').value && first) $('url').value = endpointOf(first.id);
  const box = $('streams');
  box.replaceChildren(...streams.slice(0, 30).map(s => {
    const chip = document.createElement('button');
    chip.type = 'button';
    chip.textContent = s.id + (s.live ? '' : s.state === 'asleep' ? ' (asleep)' : ' (not live)');
    chip.addEventListener('click', () => { $('url').value = endpointOf(s.id); showLink(); play(); });
    chip.dataset.url = endpointOf(s.id);
    return chip;
  }));
  box.hidden = streams.length === 0;
  showLink();
}

function authorization() {
  const token = $('token').value.trim();
  return token ? { Authorization: 'Bearer ' + token } : {};
}

function showLink() {
  const url = $('url').value.trim();
  const token = $('token').value.trim();
  const link = new URL(location.href.split(/[?#]/)[0]);
  if (url) link.searchParams.set('url', url);
  // Behind the hash it is not sent to any server, so no log has it.
  if (token) link.hash = new URLSearchParams({ token });
  $('link').value = url ? link.href : '';
  $('copy').disabled = !url;
  $('link-note').textContent = token
    ? 'The link holds your token: whoever has it can watch.'
    : 'The link opens this player and starts the stream.';
  for (const chip of $('streams').children) chip.setAttribute('aria-pressed', String(chip.dataset.url === url));
}
