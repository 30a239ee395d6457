/* What the parts of the page that manages the server are made of. */
function put(e, text) { if (e.textContent !== text) e.textContent = text; }

function button(text, className, run) {
  const b = element('button', className, text);
  b.type = 'button';
  b.addEventListener('click', run);
  return b;
}

function say(text, detail, good) {
  $('message').hidden = !text;
  $('message').className = 'message' + (good ? ' good' : '');
  put($('message-text'), text || '');
  put($('message-detail'), detail || '');
  $('message-detail').hidden = !detail;
}

const failed = error => {
  if (error instanceof Refused) say(error.message, error.detail);
  else say('The server does not answer', 'Trying again every two seconds.');
};

function facts(pairs) {
  const list = element('dl', 'facts');
  for (const [name, value] of pairs) {
    const pair = element('div');
    pair.append(element('dt', '', name), element('dd', '', value));
    list.append(pair);
  }
  return list;
}

async function copy(text, where) {
  const before = where.textContent;
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else {
      // Browsers have no clipboard for pages that came over plain HTTP from another machine.
      const field = element('textarea', '', text);
      document.body.append(field);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      if (!done) throw new Error('not copied');
    }
    where.textContent = 'Copied';
  } catch (notAllowed) {
    where.textContent = 'Mark it and copy';
  }
  setTimeout(() => { where.textContent = before; }, 1500);
}
