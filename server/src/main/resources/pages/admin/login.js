/* The way in and out. */
$('login').addEventListener('submit', async event => {
  event.preventDefault();
  $('enter').disabled = true;
  put($('enter'), 'Logging in …');
  try {
    const response = await send('POST', '/api/login', { username: $('user').value, password: $('password').value });
    const data = await response.json();
    if (!response.ok) throw new Refused(response.status, data.message, (data.details || []).join(' · '));
    keep({ access: data.access_token, refresh: data.refresh_token });
    $('password').value = '';
    say('');
    show('work');
    poll();
  } catch (error) {
    failed(error);
    $('password').select();
  } finally {
    $('enter').disabled = false;
    put($('enter'), 'Log in');
  }
});

$('logout').addEventListener('click', () => {
  keep(null);
  cards.clear();
  $('list').replaceChildren();
  showLogin();
});
