// SPDX-License-Identifier: Apache-2.0
// What the pages do: the search, the theme, the menu of pages, the place on the page, and copying of code.
import {find, load} from './find.mjs';

const script = document.currentScript;
const dialog = document.querySelector('dialog.search');
const input = dialog.querySelector('input');
const hits = dialog.querySelector('ol');
const none = dialog.querySelector('.none');
let index;
let chosen = 0;

document.querySelector('.theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  try { localStorage.setItem('slipway-theme', theme); } catch { /* a page from a folder may keep nothing */ }
});

/** Loads the index when it is first asked for; a script, because a page from a folder may not fetch. */
function awaken() {
  if (index || awaken.begun) return;
  awaken.begun = true;
  const from = document.createElement('script');
  from.src = script.dataset.index;
  from.onload = () => { index = load(window.slipwayIndex); show(); };
  document.head.append(from);
}

function open() {
  awaken();
  if (!dialog.open) dialog.showModal();
  input.select();
}

document.querySelector('.search-open').addEventListener('click', open);
document.addEventListener('keydown', event => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if ((event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    open();
  }
});
dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
input.addEventListener('input', show);
input.addEventListener('keydown', event => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (step) {
    event.preventDefault();
    choose(chosen + step);
  } else if (event.key === 'Enter') {
    event.preventDefault();
    hits.children[chosen]?.querySelector('a').click();
  }
});

const rootOf = to => script.dataset.root.replace(/index\.html$/, '') + to;

function show() {
  const question = input.value.trim();
  const found = index && question ? find(index, question) : [];
  hits.replaceChildren(...found.map(row));
  input.setAttribute('aria-expanded', found.length > 0);
  input.removeAttribute('aria-activedescendant');
  none.hidden = !index || !question || found.length > 0;
  none.textContent = `No page holds “${question}”. Try other words, or fewer.`;
  choose(0);
}

function row(page, i) {
  const item = document.createElement('li');
  const best = page.places[0];
  item.id = `hit-${i}`;
  item.setAttribute('role', 'option');
  item.append(link(best.url, page.title, best.heading, page.section), excerpt(best));
  const others = page.places.slice(1, 4).filter(place => place.heading && place.url !== best.url);
  if (others.length > 0) {
    const more = document.createElement('p');
    more.className = 'more';
    more.append(...others.map(place => link(place.url, place.heading)));
    item.append(more);
  }
  return item;
}

function link(to, title, heading, section) {
  const a = document.createElement('a');
  a.href = rootOf(to);
  a.append(title);
  if (heading) a.append(element('span', heading));
  if (section) a.append(element('small', section));
  a.addEventListener('click', () => dialog.close());
  return a;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** The words around the first place that answers, with those marked. */
function excerpt({text, terms}) {
  const words = text.split(' ');
  const matches = word => terms.some(term => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').startsWith(term.slice(0, Math.max(3, term.length - 1))));
  const first = Math.max(0, words.findIndex(matches) - 6);
  const p = document.createElement('p');
  words.slice(first, first + 26).forEach(word => p.append(matches(word) ? element('mark', word) : word, ' '));
  return p;
}

function choose(at) {
  const all = [...hits.children];
  if (all.length === 0) return;
  chosen = (at + all.length) % all.length;
  all.forEach((item, i) => item.setAttribute('aria-selected', i === chosen));
  input.setAttribute('aria-activedescendant', all[chosen].id);
  all[chosen].scrollIntoView({block: 'nearest'});
}

const menu = document.querySelector('.menu');
menu?.addEventListener('click', () => {
  const shown = document.body.classList.toggle('menu-shown');
  menu.setAttribute('aria-expanded', shown);
});

document.querySelector('nav.pages [aria-current=page]')?.scrollIntoView({block: 'nearest'});

/** Marks in the outline the heading that is read. */
const entries = new Map([...document.querySelectorAll('.outline a')].map(a => [a.hash.slice(1), a]));
if (entries.size > 0) {
  const headings = [...entries.keys()].map(id => document.getElementById(decodeURIComponent(id))).filter(Boolean);
  const mark = () => {
    const read = headings.filter(heading => heading.getBoundingClientRect().top < 120).at(-1) ?? headings[0];
    entries.forEach((a, id) => a.toggleAttribute('data-read', id === read.id));
  };
  addEventListener('scroll', mark, {passive: true});
  mark();
}

for (const block of document.querySelectorAll('.code')) {
  const button = element('button', 'Copy');
  button.type = 'button';
  button.addEventListener('click', async () => {
    await navigator.clipboard?.writeText(block.querySelector('code').textContent);
    button.textContent = navigator.clipboard ? 'Copied' : 'Not allowed here';
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  });
  block.append(button);
}
