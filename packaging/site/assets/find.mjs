// SPDX-License-Identifier: Apache-2.0
// The search: how words are taken, and how much each place of a page counts. Index and reader share it.
import MiniSearch from 'minisearch';
import {stemmer} from 'stemmer';

// Words of questions, which say nothing of what is asked for.
const EMPTY = new Set(('a an and are as at be by can could do does for from has have how i if in is it its me my of on or our ' +
  'last long may should so than that the their them then there they this to was we what when where which who why will with would you your slipway').split(' '));

const OPTIONS = {
  fields: ['title', 'about', 'heading', 'text'],
  storeFields: ['url', 'page', 'section', 'title', 'heading', 'text', 'weight'],
  tokenize: text => text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.][\p{L}\p{N}]+)*/gu)?.flatMap(word => (word.includes('.') ? [word, ...word.split('.')] : [word])) ?? [],
  processTerm: term => (EMPTY.has(term) ? null : stemmer(term)),
  searchOptions: {boostDocument: (id, term, stored) => stored.weight, boost: {title: 6, about: 3, heading: 3}, prefix: (term, i, terms) => i === terms.length - 1 && term.length > 2, fuzzy: term => (term.length > 5 ? 0.15 : 0)},
};

export function indexOf(records) {
  const index = new MiniSearch(OPTIONS);
  index.addAll(records);
  return index;
}

export const load = json => MiniSearch.loadJSON(json, OPTIONS);

/**
 * The pages that answer best, each with its best places: [{page, title, section, places: [{url, heading, text}]}]. A page is worth
 * its best place, and a little of the others, so that one that is about the question comes before one that mentions it.
 */
export function find(index, question, most = 8) {
  const pages = new Map();
  for (const hit of index.search(question)) {
    // A place that holds more of the question's words counts for more than one that repeats a single word.
    const worth = hit.score * hit.queryTerms.length;
    const page = pages.get(hit.page) ?? {page: hit.page, title: hit.title, section: hit.section, worth: 0, places: []};
    page.worth += page.places.length === 0 ? worth : worth * 0.1 ** page.places.length;
    page.places.push({url: hit.url, heading: hit.heading, text: hit.text, terms: hit.terms});
    pages.set(hit.page, page);
  }
  return [...pages.values()].sort((a, b) => b.worth - a.worth).slice(0, most);
}
