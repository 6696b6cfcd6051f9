// SPDX-License-Identifier: Apache-2.0
// Judges the built site, `links` or `questions`: every link leads somewhere, nothing is fetched from elsewhere, and every question finds its page.
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parse} from 'parse5';
import {find, load} from './assets/find.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(here, '../../target/site');
const files = fs.readdirSync(site, {recursive: true}).filter(name => fs.statSync(path.join(site, name)).isFile());
const pages = new Map(files.filter(name => name.endsWith('.html')).map(name => [name, look(fs.readFileSync(path.join(site, name), 'utf8'))]));
const JUDGED = {links: () => [...links(), ...fetched()], questions};
const faults = JUDGED[process.argv[2]]();
faults.forEach(fault => console.error(fault));
process.exit(faults.length > 0 ? 1 : 0);

/** The names of a page's places, what it links to and what it shows. */
function look(html) {
  const page = {ids: new Set(), links: [], shown: []};
  (function walk(node) {
    const attrs = Object.fromEntries((node.attrs ?? []).map(({name, value}) => [name, value]));
    if (attrs.id) {
      if (page.ids.has(attrs.id)) page.twice = attrs.id;
      page.ids.add(attrs.id);
    }
    if (node.nodeName === 'a' && attrs.href) page.links.push(attrs.href);
    for (const name of ['src', 'srcset', 'data-index', 'data-root']) if (attrs[name]) page.shown.push(attrs[name]);
    if (node.nodeName === 'link') page.shown.push(attrs.href);
    node.childNodes?.forEach(walk);
  })(parse(html));
  return page;
}

function links() {
  const found = [];
  let count = 0;
  for (const [name, page] of pages) {
    if (page.twice) found.push(`${name}: two places are called ${page.twice}`);
    for (const href of [...page.links, ...page.shown]) {
      if (/^[a-z]+:/.test(href)) continue;
      count++;
      const [way, anchor] = decodeURI(href).split('#');
      const to = way === '' ? name : path.posix.normalize(path.posix.join(path.posix.dirname(name), way));
      if (!files.includes(to)) found.push(`${name}: no ${to} (${href})`);
      else if (anchor && pages.has(to) && !pages.get(to).ids.has(anchor)) found.push(`${name}: nothing is called #${anchor} in ${to}`);
    }
  }
  if (count < 1000) found.push(`only ${count} links were looked at`);
  console.log(`${pages.size} pages, ${count} links within the site`);
  return found;
}

/** What a page would load from elsewhere when somebody looks at it. */
function fetched() {
  const outside = [...pages].flatMap(([name, page]) => page.shown.filter(href => /^([a-z]+:)?\/\//.test(href)).map(href => `${name} loads ${href}`));
  const styles = files.filter(name => name.endsWith('.css')).filter(name => /url\(\s*["']?([a-z]+:)?\/\//.test(fs.readFileSync(path.join(site, name), 'utf8')));
  return [...outside, ...styles.map(name => `${name} loads from elsewhere`)];
}

function questions() {
  const written = fs.readFileSync(path.join(site, 'assets/index.js'), 'utf8');
  const index = load(JSON.parse(written.slice(written.indexOf('=') + 1, written.lastIndexOf(';'))));
  const asked = fs.readFileSync(path.join(here, 'questions.txt'), 'utf8').split('\n').filter(line => line && !line.startsWith('#'));
  const wrong = asked.flatMap(line => {
    const [question, page] = line.split(' -> ');
    const found = find(index, question);
    return found[0]?.page === page ? [] : [`"${question}" finds ${found.slice(0, 4).map(hit => hit.page).join(', ')} and not ${page} first`];
  });
  if (asked.length < 20) wrong.push(`only ${asked.length} questions are asked`);
  console.log(`${asked.length - wrong.length} of ${asked.length} questions find their page first`);
  return wrong;
}
