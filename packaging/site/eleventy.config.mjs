// SPDX-License-Identifier: Apache-2.0
// The site: docs/ and what it links to, in the order of docs/README.md. Run by packaging/dev/site.
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import * as esbuild from 'esbuild';
import {escapeHtml, relative, teach} from './build/markdown.mjs';
import {readMap, unlisted} from './build/map.mjs';
import {writeIndex} from './build/index.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const output = path.join(root, 'target/site');

const FONTS = {
  'inter.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'inter-ext.woff2': '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  'inter-greek.woff2': '@fontsource-variable/inter/files/inter-greek-wght-normal.woff2',
  'jetbrains-mono.woff2': '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
};

export default function (site) {
  const sections = readMap(root);
  const lost = unlisted(root, sections);
  if (lost.length > 0) throw new Error(`docs/README.md lists no ${lost.join(', ')}`);

  const pages = sections.flatMap(section => section.pages.map(page => ({...page, section})));
  const copied = new Map();
  site.amendLibrary('md', md => teach(md.set({html: true, linkify: false}), {root, pages: new Set(pages.map(page => page.file)), copied}));

  pages.forEach((page, i) =>
    site.addTemplate(page.file.replaceAll('/', '__'), fs.readFileSync(path.join(root, page.file), 'utf8'), {
      layout: 'page.njk',
      permalink: page.url,
      templateEngineOverride: 'md',
      file: page.file,
      url: page.url,
      title: page.title,
      about: page.about,
      section: page.section,
      parent: page.parent,
      before: pages[i - 1] ?? null,
      after: pages[i + 1] ?? null,
    }));

  site.addGlobalData('sections', sections);
  site.addGlobalData('version', fs.readFileSync(path.join(root, 'pom.xml'), 'utf8').match(/<version>([^<]+)/)[1]);
  site.addGlobalData('mark', fs.readFileSync(path.join(here, 'assets/mark.svg'), 'utf8').replace(/<!--.*-->\n/, ''));
  site.addGlobalData('shipped', shipped());
  site.addGlobalData('promises', promises());
  site.addFilter('to', (target, from) => relative(from, target));
  site.addFilter('outline', outline);
  site.addFilter('told', text => text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/`/g, ''));

  for (const [name, from] of Object.entries(FONTS)) site.addPassthroughCopy({[path.join('node_modules', from)]: `assets/${name}`});
  for (const name of ['site.css', 'page.css', 'front.css', 'theme.js', 'mark.svg']) site.addPassthroughCopy({[`assets/${name}`]: `assets/${name}`});
  site.addPassthroughCopy({'../../docs/screenshots/*.png': 'screenshots'});
  site.addWatchTarget('../../docs');

  site.on('eleventy.after', async ({results}) => {
    for (const [to, from] of copied) {
      fs.mkdirSync(path.dirname(path.join(output, to)), {recursive: true});
      fs.copyFileSync(path.join(root, from), path.join(output, to));
    }
    await esbuild.build({
      entryPoints: [path.join(here, 'assets/site.js')],
      bundle: true,
      minify: true,
      target: 'es2020',
      legalComments: 'inline',
      outfile: path.join(output, 'assets/site.js'),
    });
    writeIndex(output, results, pages);
  });

  return {dir: {input: 'pages', includes: '../layouts', output}, markdownTemplateEngine: false, htmlTemplateEngine: false};
}

/** The headings of a page below its title. */
function outline(html) {
  return [...html.matchAll(/<h([23]) id="([^"]*)"[^>]*>(.*?) <a class="anchor"/gs)].map(([, level, id, text]) => ({level, id, text}));
}

/** What `ship` prints, as the README shows it. */
function shipped() {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  const block = readme.match(/`ship` ends with one page, shortened here:\n\n```text\n(.*?)^```$/ms);
  if (!block) throw new Error('README.md no longer shows what ship prints');
  return escapeHtml(block[1])
    .replace(/^(\w[^:\n]*:.*)$/gm, '<b>$1</b>')
    .replace(/ (met) /g, ' <i class="good">$1</i> ')
    .replace(/ (inconclusive) /g, ' <i class="unsure">$1</i> ');
}

/** The README's bullets: what Slipway is, in one truth. */
function promises() {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  return [...readme.matchAll(/^- \*\*(.+?)\*\* (.+)$/gm)].map(([, title, text]) => ({
    title: title.replace(/\.$/, ''),
    text: escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>').replace(/\*([^*]+)\*/g, '<em>$1</em>'),
  }));
}
