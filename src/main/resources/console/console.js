'use strict';
const $ = id => document.getElementById(id);
const query = new URLSearchParams(location.search);
const dark = matchMedia('(prefers-color-scheme: dark)');
let token = sessionStorage.getItem('token') || '';
let history = [];
let chosen = '';
let plots = [];

function el(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}
function theme(name) {
  document.documentElement.dataset.theme = name;
  draw();
}
function fact(list, name, value, kind) {
  const row = list.tagName === 'DL' && list.id ? list.appendChild(el('div')) : list;
  row.append(el('dt', name), el('dd', value, kind));
}
const ms = value => value >= 100 ? value.toFixed(0) + ' ms' : value.toFixed(1) + ' ms';

function stages(all) {
  $('stages').replaceChildren(...all.map(stage => {
    const box = el('li', undefined, 'box');
    box.append(el('h3', stage.name));
    const list = box.appendChild(el('dl'));
    fact(list, 'instances', stage.instances);
    fact(list, 'a second', stage.rate.toFixed(1));
    fact(list, 'p50', ms(stage.p50));
    fact(list, 'p99', ms(stage.p99));
    fact(list, 'waits, p99', ms(stage.wait));
    fact(list, 'errors a second', stage.errors.toFixed(1), stage.errors > 0 ? 'bad' : '');
    if (stage.limit) {
      fact(list, 'window', stage.inUse + ' of ' + stage.limit);
      const use = box.appendChild(el('meter'));
      use.max = stage.limit;
      use.value = stage.inUse;
      use.setAttribute('aria-label', 'window in use of ' + stage.name);
    }
    return box;
  }));
}
function around(now) {
  const list = $('around');
  list.replaceChildren();
  fact(list, 'Nodes', now.nodes.length + ': ' + now.nodes.map(id => id.slice(0, 8)).join(', '));
  now.breakers.forEach(b => fact(list, 'Breaker of ' + b.service, b.state, b.state === 'closed' ? 'good' : 'bad'));
  now.caches.forEach(c => fact(list, 'Cache of ' + c.cache, c.gets ? Math.round(100 * c.hits / c.gets) + ' % of ' + c.gets : 'not asked'));
  fact(list, 'Outbox', now.outbox.backlog + ' leads, oldest ' + now.outbox.age.toFixed(0) + ' s', now.outbox.age > 120 ? 'bad' : '');
  fact(list, 'Queue of intake', now.intakeLag + ' behind');
  fact(list, 'Event loops late, p99', ms(now.loopLag), now.loopLag > 250 ? 'bad' : '');
  fact(list, 'In flight', now.mongo + ' MongoDB, ' + now.redis + ' Redis');
}
function recent(leads) {
  const body = $('recent');
  if (body.firstChild && $('leads').matches(':hover, :focus-within')) return;
  body.replaceChildren(...leads.map(lead => {
    const row = el('tr');
    const open = el('button', lead.id, 'link');
    open.type = 'button';
    open.addEventListener('click', () => { chosen = lead.id; timeline(lead); });
    row.appendChild(el('td')).append(open);
    row.append(el('td', lead.client), el('td', lead.outcome + ' ' + lead.what, lead.outcome === 'failed' ? 'bad' : ''),
      el('td', lead.ms, 'n'), el('td', lead.findings.join(', ')));
    return row;
  }));
}
function timeline(lead) {
  const list = el('ol');
  lead.steps.forEach(step => list.append(el('li', step.at.slice(11, 23) + ' ' + step.step + ': ' + step.decision
    + (step.ms ? ', ' + ms(step.ms) : '') + (step.node ? ' on ' + step.node : '') + (step.version ? ', by ' + step.version : '')
    + (step.cached ? ', from the cache' : ''))));
  $('timeline').replaceChildren(el('h3', 'The way of ' + lead.id), list);
}
function clients(all) {
  $('clients').replaceChildren(...all.map(c => {
    const row = el('tr');
    row.append(el('td', c.client), ...[c.leads, c.flagged, c.rejected, c.failed].map(n => el('td', n, 'n')));
    return row;
  }));
}
function scores(all, psi) {
  $('scores').replaceChildren(...Object.entries(all).map(([vertical, deciles]) => {
    const sum = deciles.reduce((a, b) => a + b, 0) || 1;
    const most = Math.max(...deciles, 1);
    const card = el('div', undefined, 'chart');
    card.append(el('h3', vertical + ': ' + sum + ' leads, drift ' + (vertical in psi ? psi[vertical].toFixed(2) : 'not known yet')));
    const bars = card.appendChild(el('div', undefined, 'bars'));
    bars.setAttribute('role', 'img');
    bars.setAttribute('aria-label', 'leads by tenth of the score: ' + deciles.join(', '));
    deciles.forEach(n => { bars.appendChild(el('span')).style.height = 100 * n / most + '%'; });
    return card;
  }));
}
const SHORTEST = 60; // seconds that a chart shows at least
const CHARTS = [['Requests a second', 1], ['Errors a second', 2], ['p99 in ms', 3], ['Leads in the outbox', 4], ['Queue of intake', 5]];
function draw() {
  if (!window.uPlot) return;
  plots.forEach(plot => plot.destroy());
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue('--soft').trim();
  const line = style.getPropertyValue('--line').trim();
  const accent = style.getPropertyValue('--accent').trim();
  $('charts').replaceChildren();
  const cards = CHARTS.map(([title]) => {
    const card = $('charts').appendChild(el('div', undefined, 'chart'));
    card.append(el('h3', title));
    return card;
  });
  plots = CHARTS.map(([title, column], i) => {
    const card = cards[i];
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
    const times = { ...axis, space: 70, values: (u, seconds) => seconds.map(s => new Date(s * 1000).toISOString().slice(11, 19)) };
    return new uPlot({ width: Math.max(200, card.clientWidth - 24), height: 150, legend: { show: false },
      scales: { x: { range: (u, low, high) => [Math.min(low, high - SHORTEST), high] }, y: { range: (u, low, high) => [0, Math.max(1, high * 1.1)] } },
      axes: [times, { ...axis, size: 56 }], series: [{}, { label: title, stroke: accent, width: 2, points: { show: history.length < 3 } }] },
    [history.map(p => p[0]), history.map(p => p[column])], card);
  });
}
let lastPoint = 0;
function show(now) {
  $('state').textContent = now.ready.status + ', at ' + now.at.slice(11, 19) + ' UTC';
  $('state').className = now.ready.status === 'ready' ? 'good' : 'bad';
  stages(now.stages);
  around(now);
  recent(now.recent);
  clients(now.clients);
  scores(now.scores, now.drift);
  const second = Math.floor(Date.parse(now.at) / 1000);
  if (second - lastPoint >= 10) {
    lastPoint = second;
    const http = now.stages[0];
    history = [...history, [second, http.rate, http.errors, http.p99, now.outbox.backlog, now.intakeLag]].slice(-360);
    draw();
  }
}
function event(text) {
  const data = text.split('\n').filter(l => l.startsWith('data: ')).map(l => l.slice(6)).join('');
  if (!data) return;
  if (text.startsWith('event: history')) { history = JSON.parse(data); lastPoint = (history.at(-1) || [0])[0]; draw(); } else show(JSON.parse(data));
}
function headers(more) { return { ...more, ...(token ? { Authorization: 'Bearer ' + token } : {}) }; }

/* Not EventSource, which sends no token. */
async function listen() {
  let whole = false;
  try {
    const answer = await fetch('/admin/console/feed', { headers: headers({}) });
    if (answer.status === 401 || answer.status === 403) {
      $('token-form').hidden = false;
      $('state').textContent = 'A token is needed';
      return;
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) { whole = answer.ok; break; }
      const events = (rest + value).split('\n\n');
      rest = events.pop();
      events.forEach(event);
    }
  } catch (gone) { /* told below */ }
  if (whole) { setTimeout(listen, 100); return; }
  $('state').textContent = 'The node does not answer; trying again …';
  $('state').className = 'bad';
  setTimeout(listen, 2000);
}
$('token-form').addEventListener('submit', e => {
  e.preventDefault();
  token = $('token').value.trim();
  sessionStorage.setItem('token', token);
  $('token-form').hidden = true;
  listen();
});
async function put(path, body, told, done) {
  const answer = await fetch(path, { method: 'PUT', headers: headers({ 'Content-Type': 'application/json' }), body: JSON.stringify(body) });
  const said = answer.ok ? {} : await answer.json();
  told.textContent = answer.ok ? done : 'Not set: ' + (said.detail || (said.errors || []).map(e => e.message).join('; ') || answer.status);
}
$('level-form').addEventListener('submit', e => {
  e.preventDefault();
  put('/admin/loggers/' + encodeURIComponent($('logger').value.trim()), { level: $('level').value }, $('level-told'), 'Set.');
});
$('scale-form').addEventListener('submit', e => {
  e.preventDefault();
  put('/admin/stages/' + $('stage').value, { instances: $('instances').valueAsNumber }, $('scale-told'), 'Begun; the boxes show how many run.');
});
$('theme').addEventListener('click', () => theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
dark.addEventListener('change', e => theme(e.matches ? 'dark' : 'light'));
addEventListener('resize', draw);
theme(query.get('theme') === 'dark' || (!query.has('theme') && dark.matches) ? 'dark' : 'light');
listen();
