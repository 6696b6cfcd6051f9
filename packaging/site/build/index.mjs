// SPDX-License-Identifier: Apache-2.0
// The index that the search asks: a record for each heading of each page. It is a script, so that it also loads from a folder.
import fs from 'node:fs';
import path from 'node:path';
import {parseFragment} from 'parse5';
import {indexOf} from '../assets/find.mjs';

export function writeIndex(output, results, pages) {
  const byUrl = new Map(results.map(({outputPath, content}) => [path.relative(output, path.resolve(outputPath)), content]));
  const records = [];
  for (const page of pages) {
    const html = byUrl.get(page.url);
    if (!html) throw new Error(`no page ${page.url} was made`);
    const article = html.slice(html.indexOf('<article'), html.indexOf('</article>'));
    for (const part of parts(parseFragment(article))) {
      records.push({id: records.length, url: page.url + (part.id ? '#' + part.id : ''), page: page.url, section: page.section.title,
        title: page.title, weight: weightOf(page), about: part.id ? '' : page.about, heading: part.heading, text: part.text.replace(/\s+/g, ' ').trim()});
    }
  }
  fs.writeFileSync(path.join(output, 'assets/index.js'), `window.slipwayIndex = ${JSON.stringify(JSON.stringify(indexOf(records)))};\n`);
}

/** Pages for those who build Slipway, and lists of single things, come after the pages that explain, where both answer. */
const weightOf = page => (page.parent ? 0.25 : page.group || page.url.startsWith('notes/') ? 0.6 : 1);

/** A page's text in order, cut at its headings: what stands before the first one below the title has no id. */
function parts(fragment) {
  const found = [{id: '', heading: '', text: ''}];
  (function walk(node) {
    const heading = /^h[2-4]$/.test(node.nodeName);
    if (node.nodeName === 'a' && attribute(node, 'class') === 'anchor') return;
    if (heading) {
      found.push({id: attribute(node, 'id'), heading: textOf(node), text: ''});
      return;
    }
    if (node.nodeName === 'h1') return;
    if (node.nodeName === '#text') found.at(-1).text += node.value;
    node.childNodes?.forEach(walk);
    if (/^(p|li|td|th|pre|div)$/.test(node.nodeName)) found.at(-1).text += ' ';
  })(fragment);
  return found;
}

const attribute = (node, name) => node.attrs?.find(attr => attr.name === name)?.value;

function textOf(node) {
  if (node.nodeName === '#text') return node.value;
  if (node.nodeName === 'a' && attribute(node, 'class') === 'anchor') return '';
  return (node.childNodes ?? []).map(textOf).join('').trim();
}
