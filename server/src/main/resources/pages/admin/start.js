/* How it begins. */
document.addEventListener('visibilitychange', () => { if (!document.hidden && $('login').hidden) poll(); });

(async () => {
  try {
    const about = await (await send('GET', '/api')).json();
    needsLogin = (about.auths || []).includes('localjwt');
    // Only whom the server knows is told its id.
    if (needsLogin && !about.id && !tokens) return showLogin();
  } catch (unreachable) {
    needsLogin = false;
  }
  return poll();
})();
