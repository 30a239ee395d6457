/* Numbers as people read them. */
function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return s + ' s';
  if (s < 5400) return Math.round(s / 60) + ' min';
  return s < 172800 ? Math.round(s / 3600) + ' h' : Math.round(s / 86400) + ' days';
}

const ago = seconds => (seconds < 10 ? seconds.toFixed(1) + ' s' : span(seconds)) + ' ago';

function bits(perSecond) {
  if (perSecond === null || perSecond === undefined) return '–';
  return perSecond < 1e6 ? Math.round(perSecond / 1e3) + ' kbit/s' : (perSecond / 1e6).toFixed(1) + ' Mbit/s';
}

function bytes(count) {
  if (count < 1e6) return Math.round(count / 1e3) + ' kB';
  return count < 1e9 ? (count / 1e6).toFixed(1) + ' MB' : (count / 1e9).toFixed(2) + ' GB';
}

const known = (value, show) => value === null || value === undefined ? '–' : show(value);
