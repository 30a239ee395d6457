/* What the player is about right now. */
const video = $('video');
const SERVED = location.protocol === 'http:' || location.protocol === 'https:';

const LONGEST_WAIT = 30;
const GIVE_UP_CONNECTING = 15000;

const player = {
  pc: null, stats: null, state: 'idle', reason: '',
  play: () => play(), stop: () => stop()
};
window.dragonfork = player;

let run = 0;            // each start or stop makes earlier callbacks stale
let attempts = 0;
let timers = [];
let session = null;     // { url, etag, token }
let last = null;        // counters of the previous sample
let quiet = 0;          // seconds without media
