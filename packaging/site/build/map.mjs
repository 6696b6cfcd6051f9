// SPDX-License-Identifier: Apache-2.0
// What the site consists of, as docs/README.md lists it: a heading is a section, a list below it its pages.
import fs from 'node:fs';
import path from 'node:path';

/** Where a file of the repository stands in the site. */
export function pageOf(file) {
  if (file === 'docs/README.md' || file === 'README.md') return 'index.html';
  const page = file
    .replace(/^docs\//, '')
    .replace(/^sample-projects\//, 'samples/')
    .replace(/^app\/.*\/([^/]+)\/README\.md$/, 'notes/$1.md')
    .replace(/^(SECURITY|CHANGELOG|CONTRIBUTING)\.md$/, name => name.toLowerCase());
  return page
    .replace(/^samples\/README\.md$/, 'samples/index.html')
    .replace(/^(samples\/[^/]+)\/README\.md$/, '$1.html')
    .replace(/(^|\/)README\.md$/, '$1index.html')
    .replace(/\.md$/, '.html');
}

const slug = title => title.toLowerCase().replace(/[^a-z]+/g, '-');

/**
 * The sections in order: {title, intro, url, pages: [{title, about, file, url, group, parent}]}. A group is the bold line above
 * a page; the parent is the page that an indented list stands below, or empty.
 */
export function readMap(root) {
  const sections = [];
  let group = '';
  for (const line of fs.readFileSync(path.join(root, 'docs/README.md'), 'utf8').split('\n')) {
    const heading = line.match(/^## (.+)/);
    const item = line.match(/^( *)- \[([^\]]+)\]\(([^)]+)\)(?:: (.+))?$/);
    const section = sections.at(-1);
    if (heading) {
      group = '';
      sections.push({title: heading[1], intro: '', url: slug(heading[1]) + '.html', pages: []});
    } else if (section && item) {
      const [, indent, title, href, about = ''] = item;
      const file = path.posix.normalize(path.posix.join('docs', href));
      if (!fs.existsSync(path.join(root, file))) throw new Error(`docs/README.md lists ${href}, which is not there`);
      const parent = indent === '' ? '' : section.pages.findLast(page => page.parent === '').url;
      section.pages.push({title, about, file, url: pageOf(file), group, parent});
    } else if (section && /^\*\*.+\*\*$/.test(line)) {
      group = line.slice(2, -2);
    } else if (section && line.trim() !== '' && section.pages.length === 0) {
      section.intro += (section.intro && ' ') + line.trim();
    }
  }
  return sections;
}

/** Pages of docs/ that no section lists: a reader would never find them. */
export function unlisted(root, sections) {
  const listed = new Set(sections.flatMap(section => section.pages.map(page => page.file)));
  return fs
    .readdirSync(path.join(root, 'docs'), {recursive: true})
    .map(name => 'docs/' + name.split(path.sep).join('/'))
    .filter(file => file.endsWith('.md') && file !== 'docs/README.md' && !listed.has(file));
}
