// SPDX-License-Identifier: Apache-2.0
// Markdown as a forge shows it: the same names of headings, and links between files, which become links between pages.
import fs from 'node:fs';
import path from 'node:path';
import GithubSlugger from 'github-slugger';
import hljs from 'highlight.js';
import {pageOf} from './map.mjs';

/** From the page at `from`, the way to the page or file at `to`: relative, so that the site works from a folder too. */
export function relative(from, to) {
  const [page, anchor] = to.split('#');
  const way = path.posix.relative(path.posix.dirname(from), page) || path.posix.basename(page);
  return anchor === undefined ? way : `${way}#${anchor}`;
}

function highlight(code, language) {
  const known = {sh: 'bash', shell: 'bash', markdown: 'markdown', yaml: 'yaml', json: 'json', bash: 'bash', python: 'python'}[language];
  return known ? hljs.highlight(code, {language: known}).value : escapeHtml(code);
}

export const escapeHtml = text => text.replace(/[&<>"]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);

/** Teaches markdown-it; `root` is the repository, `pages` the files that are pages, `copied` takes what else is linked. */
export function teach(md, {root, pages, copied}) {
  md.core.ruler.push('headings', state => {
    const slugger = new GithubSlugger();
    state.tokens.forEach((token, i) => {
      if (token.type !== 'heading_open') return;
      const text = state.tokens[i + 1].children
        .filter(child => ['text', 'code_inline', 'softbreak'].includes(child.type))
        .map(child => (child.type === 'softbreak' ? ' ' : child.content))
        .join('');
      token.attrSet('id', slugger.slug(text));
    });
  });
  md.core.ruler.push('links', state => {
    for (const block of state.tokens) {
      for (const token of block.children ?? []) {
        const name = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : '';
        if (name) token.attrSet(name, resolve(token.attrGet(name), state.env));
        if (token.type === 'image') token.attrSet('loading', 'lazy');
      }
    }
  });
  // A number and its unit stay on one line.
  md.core.ruler.push('units', state => {
    for (const token of state.tokens.flatMap(block => block.children ?? [])) {
      if (token.type === 'text') token.content = token.content.replace(/(\d) (?=(%|µs|ms|s|min|h|kB|MB|GB|KiB|MiB|GiB|USD)(?![\p{L}\p{N}]))/gu, '$1\u00a0');
    }
  });
  const open = md.renderer.rules.table_open ?? ((tokens, i, options, env, self) => self.renderToken(tokens, i, options));
  md.renderer.rules.table_open = (...all) => '<div class="table">' + open(...all);
  md.renderer.rules.table_close = () => '</table></div>';
  md.renderer.rules.heading_close = (tokens, i) => {
    const id = tokens[i - 2].attrGet('id');
    return ` <a class="anchor" href="#${id}" aria-label="Link to this heading">#</a></${tokens[i].tag}>`;
  };
  md.renderer.rules.fence = (tokens, i) => {
    const language = tokens[i].info.trim().split(/\s+/)[0];
    return `<div class="code ${language}"><pre tabindex="0"><code>${highlight(tokens[i].content, language)}</code></pre></div>\n`;
  };
  // A picture in two themes: a forge asks the system, the site goes by its own switch.
  const block = md.renderer.rules.html_block;
  md.renderer.rules.html_block = (...all) =>
    block(...all).replace(
      /<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">\s*<img alt="([^"]+)" src="([^"]+)">\s*<\/picture>/g,
      '<img class="dark" src="$1" alt="$2" loading="lazy"><img class="light" src="$3" alt="$2" loading="lazy">');
  md.renderer.rules.code_block = md.renderer.rules.fence;

  function resolve(href, env) {
    if (/^[a-z]+:/.test(href) || href.startsWith('#')) return href;
    const [way, anchor] = decodeURI(href).split('#');
    let file = path.posix.normalize(path.posix.join(path.posix.dirname(env.file), way)).replace(/\/$/, '');
    const there = path.join(root, file);
    if (!fs.existsSync(there)) throw new Error(`${env.file} links to ${href}, which is not there`);
    if (fs.statSync(there).isDirectory()) file += '/README.md';
    let to = pageOf(file);
    if (!pages.has(file) && to !== 'index.html') {
      to = /\.(png|svg|json)$/.test(file) ? file.replace(/^docs\//, '') : `source/${file}.txt`;
      copied.set(to, file);
    }
    return relative(env.url, anchor === undefined ? to : `${to}#${anchor}`);
  }
}
