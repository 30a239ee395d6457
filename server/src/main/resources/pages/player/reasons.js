/* What each reason of the server means for the person who watches; "again" says whether waiting helps. */
const REASONS = {
  malformed: ['The server could not read what the player sent.', false],
  unknown_stream: ['There is no stream of this name on the server. Check the address.', false],
  unknown_session: ['The server has ended this session.', true],
  no_route: ['This address is no WHEP endpoint. It looks like http://server:8080/api/v3/whep/stream.', false],
  method: ['This address is no WHEP endpoint. It looks like http://server:8080/api/v3/whep/stream.', false],
  codec_mismatch: ['This browser cannot decode what the stream sends. Try another browser, or have the stream sent as H.264 and Opus.', false],
  timeout: ['The request took too long to reach the server.', true],
  not_live: ['The stream is set up, but nothing is coming in right now.', true],
  stale_etag: ['The connection was restarted elsewhere.', true],
  missing_etag: ['The server wants a precondition that the player did not send.', false],
  too_large: ['The offer of this browser is larger than the server accepts.', false],
  uri_too_long: ['The address is too long.', false],
  headers_too_large: ['The request is too large, most likely because of the token.', false],
  media_type: ['This address does not take WHEP offers.', false],
  unprocessable: ['The server understood the offer, but cannot serve it.', false],
  rate_limited: ['Too many requests came from your network.', true],
  internal: ['The server has a fault. Its log says more.', true],
  cap_stream: ['This stream has as many viewers as it may have.', true],
  cap_global: ['The server has as many viewers as it may have.', true],
  draining: ['The server is restarting.', true],
  unauthorized: ['The server asks for a token. Enter one below, or ask for a new link.', false],
  forbidden: ['This token does not allow watching this stream.', false],
  address: ['The server does not take your network.', false],
  not_local: ['The server answers this on its own machine only.', false],
  foreign_page: ['The server does not take this from a page of another address.', false],
  no_login: ['The server has no login, so it needs no token.', false],
  source_timeout: ['The source of the stream did not start in time.', true],
  gather_timeout: ['The server found no address under which it can be reached.', true]
};
if (navigator.userAgent.includes('Firefox/')) {
  REASONS.codec_mismatch[0] = 'This Firefox cannot decode what the stream sends. It fetches its H.264 decoder soon after its first start: '
    + 'try again in a minute, or try another browser.';
}
const BY_STATUS = { 401: 'unauthorized', 403: 'forbidden', 404: 'no_route', 405: 'method' };
const UNREACHABLE = 'The server does not answer. It may be down, the address may be wrong, or it may not allow pages from here.';
