// Search, in place of the theme's worker and with its messages: that one knows only the letters and spaces of English.
// A word is found by its beginning, with or without its accents, in the plural and the singular, and with a letter
// wrong; where a script puts no spaces between words, or puts particles before them, also within what stands between
// spaces. Words in quotation marks are found as they stand. What a large site has is fetched in parts, by Pagefind.
"use strict";
(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const FOUND_WITHIN = new RegExp(
    `^[${["Arabic", "Han", "Hebrew", "Hiragana", "Katakana", "Khmer", "Lao", "Myanmar", "Thai"]
      .map((script) => `\\p{sc=${script}}`).join("")}]`,
    "u",
  );
  // Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, and what nobody sees.
  const UNWRITTEN = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]/g;
  // Letters that don't come apart, or that people type in more than one way.
  const SPELT = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ı: "i",
    ς: "σ", ʼ: " ", ʻ: " ", ى: "ي", ی: "ي", ک: "ك", ة: "ه",
  };
  // What the title and the text of each kind of entry weigh. An answer's title is only the question that it is given
  // to; a contributor's text is who they are, which nobody searches who doesn't name them.
  const WEIGHTS = { answer: [0.2, 1], proposition: [3, 0.3], contributor: [4, 0.1], theme: [4, 0.5], question: [4, 0.5] };
  const WEIGHTS_OF_PAGES = [2, 0.5];
  const BEGINNING = 0.3; // what a word weighs that only begins with what is searched
  const MOST_MARKED = 8; // words on the page that a result leads to
  const MOST_SHOWN = 3; // places on a page; the others are folded
  const EXCERPT = 220; // letters
  const LEAST_MISSPELT = 4; // letters of a word
  const folded = new Map();
  let sections = [];
  let vocabulary = null;
  let split = null;

  // A letter as it is compared; a space for whatever isn't part of a word.
  function foldLetter(letter) {
    if (!folded.has(letter)) {
      const bare = letter.normalize("NFKD").replace(UNWRITTEN, "").normalize("NFC").toLowerCase();
      folded.set(letter, (SPELT[bare] ?? bare).replace(/[^\p{L}\p{M}\p{N}]+/gu, " "));
    }
    return folded.get(letter);
  }

  // The words of a text, a space before and after each. Ascending places in them become those in the text.
  function fold(text, places = []) {
    let words = " ";
    let between = true;
    let [at, next] = [0, 0];
    for (const letter of text) {
      const now = foldLetter(letter);
      if (now !== " " || !between) {
        words += now;
        while (places[next] < words.length) places[next++] = at;
        if (next && next === places.length) return words;
        if (now) between = now === " ";
      }
      at += letter.length;
    }
    places.fill(at, next);
    return between ? words : `${words} `;
  }

  // Other forms of a word, where they don't begin with the word itself: of English ones the other number, of German
  // ones the other endings. All else is found by its beginning alone.
  const FORMS = { en: otherNumbers, de: otherEndings };
  let otherForms = otherNumbers;

  function otherEndings(word) {
    const stem = /^([a-z]{3,}?)(ern|e[mnrs]?|n|s)$/.exec(word)?.[1];
    return stem ? ["", "e", "en", "er", "es", "n", "s"].map((it) => stem + it).filter((it) => !it.startsWith(word)) : [];
  }

  function otherNumbers(word) {
    if (!/^[a-z]{3,}$/.test(word) || /(ss|us|news)$/.test(word)) return [];
    if (word.endsWith("ies")) return [`${word.slice(0, -3)}y`];
    if (/(s|x|z|ch|sh)es$/.test(word)) return [word.slice(0, -2), `${word.slice(0, -2)}is`, word.slice(0, -1)];
    if (word.endsWith("is")) return [`${word.slice(0, -2)}es`];
    if (word.endsWith("s")) return [word.slice(0, -1)];
    return /[^aeiou]y$/.test(word) ? [`${word.slice(0, -1)}ies`] : [];
  }

  // What is searched: its words, the ways to find them, and what they replace if that was misspelt.
  function term(words, misspelt = "") {
    const within = FOUND_WITHIN.test(words);
    return { words, misspelt, within, others: words.includes(" ") ? [] : otherForms(words).map((it) => ` ${it} `) };
  }

  // Where a term occurs in the words: from, to, and whether it is whole words.
  function* occurrences(words, { words: searched, within, others }) {
    const wanted = within ? searched : ` ${searched}`;
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1)) {
      const end = at + wanted.length;
      yield { from: end - searched.length, to: within ? end : words.indexOf(" ", end), whole: words[end] === " " };
    }
    for (const other of others)
      for (let at = words.indexOf(other); at >= 0; at = words.indexOf(other, at + 1))
        yield { from: at + 1, to: at + other.length - 1, whole: true };
  }

  const plain = (html) => html.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const pageOf = ({ location }) => location.split("#")[0];

  // The sections as they are searched: each with its title and blocks of text, its page, and all of its answer.
  function prepare(docs) {
    const pages = new Map();
    const answers = new Map();
    return docs.map((doc, id) => {
      const title = plain(doc.title.replace(/<[^>]*>/g, ""));
      const blocks = doc.text.replace(/<\/?(code|sub|sup)>/g, "").split(/<[^>]*>/).filter((block) => block.trim());
      const parts = [title, ...blocks.map(plain)];
      const section = { doc, id, parts, words: parts.map((part) => fold(part)) };
      const page = pageOf(doc);
      if (!pages.has(page)) pages.set(page, section);
      const answer = doc.kind === "answer" ? `${page}\n${title}` : page;
      if (!answers.has(answer)) answers.set(answer, []);
      answers.get(answer).push(section);
      return Object.assign(section, { page: pages.get(page), answer: answers.get(answer) });
    });
  }

  // The terms of a query: words, or several in quotation marks.
  function termsOf(query) {
    const pieces = query.split(/["“”„«»]/).map((piece, at) => (at % 2 ? [fold(piece)] : fold(piece).split(" ")));
    return [...new Set(pieces.flat().map((words) => words.trim()).filter(Boolean))].map((words) => term(words));
  }

  const occurs = (parts, searched) => parts.some((words) => !occurrences(words, searched).next().done);

  // How much a section says of a term, in its title and its text: whole words more than beginnings, more ever less.
  function weigh({ doc, words }, searched) {
    const [inTitle, inText] = WEIGHTS[doc.kind] ?? WEIGHTS_OF_PAGES;
    return [words.slice(0, 1), words.slice(1)].reduce((weight, parts, at) => {
      let sum = 0;
      for (const part of parts) for (const { whole } of occurrences(part, searched)) sum += whole ? 1 : BEGINNING;
      return weight + (at ? inText : inTitle) * (sum / (sum + 1));
    }, 0);
  }

  // The sections of the answers and pages that have the most terms, each with its score and the terms that those lack.
  // A term in the title of a page counts for all of the page.
  function ranked(all, terms) {
    const weights = terms.map((searched) => new Map(all.map((section) => [section, weigh(section, searched)])));
    const rarity = weights.map((of) => Math.log(1 + all.length / (1 + [...of.values()].filter(Boolean).length)));
    const together = terms.length > 1 && ` ${terms.map(({ words }) => words).join(" ")}`;
    const lacking = new Map();
    const hits = all.flatMap((section) => {
      const own = weights.map((of) => of.get(section));
      if (terms.length && !own.some(Boolean)) return [];
      if (!lacking.has(section.answer)) {
        const has = (of, searched) =>
          section.answer.some((it) => of.get(it)) || occurs(section.page.words.slice(0, 1), searched);
        lacking.set(section.answer, terms.filter((searched, at) => !has(weights[at], searched)));
      }
      const close = together && section.words.some((words) => words.includes(together));
      const score = own.reduce((sum, weight, at) => sum + weight * rarity[at], 0) * (close ? 3 : 1);
      return [{ section, missing: lacking.get(section.answer), score: own.every(Boolean) ? 2 * score : score }];
    });
    const fewest = hits.reduce((least, { missing }) => Math.min(least, missing.length), Infinity);
    return hits.filter(({ missing }) => missing.length === fewest).sort((a, b) => b.score - a.score);
  }

  // Where to cut a text of which only so many letters are shown: around most of the places that were found.
  function cut(text, found, most) {
    if (text.length <= most) return [0, text.length];
    const inside = (from) => found.filter((at) => at >= from && at < from + (2 * most) / 3).length;
    const best = found.reduce((first, at) => (inside(at) > inside(first) ? at : first), found[0] ?? 0);
    const from = best > most / 3 ? text.indexOf(" ", best - most / 3) + 1 : 0;
    const start = from && from <= best ? from : best > most / 3 ? best : 0;
    const end = text.lastIndexOf(" ", start + most);
    return [start, start + most >= text.length ? text.length : end > best ? end : start + most];
  }

  // Where in a text something was found in its words: from, to, from, to and so on, none within another.
  function stretches(text, found) {
    const apart = [];
    for (const { from, to } of found.sort((a, b) => a.from - b.from))
      if (to > (apart.at(-1) ?? 0)) apart.push(Math.max(from, apart.at(-1) ?? 0), to);
    fold(text, apart);
    return apart;
  }

  // A text with what was found marked, and the words that were; of a long one, only a part.
  function marked(text, found, most = Infinity) {
    const apart = stretches(text, found);
    const [start, end] = cut(text, apart.filter((_, at) => at % 2 === 0), most);
    const spelt = [];
    let html = start ? "… " : "";
    let done = start;
    for (let at = 0; at < apart.length; at += 2) {
      const word = text.slice(apart[at], apart[at + 1]);
      if (!word) continue; // a part of a letter that stands for several
      spelt.push(word);
      if (apart[at] < done || apart[at + 1] > end) continue;
      html += `${escaped(text.slice(done, apart[at]))}<mark>${escaped(word)}</mark>`;
      done = apart[at + 1];
    }
    return { html: html + escaped(text.slice(done, end)) + (end < text.length ? " …" : ""), spelt };
  }

  // A result as the theme shows it. Its address has the words that were found, as they are spelt there, to be marked.
  function shown({ section: { doc, parts, words }, missing }, terms, score, repeated = false) {
    const all = parts.map((part, at) => {
      const found = terms.flatMap((searched) => [...occurrences(words[at], searched)]);
      return { ...marked(part, found, at ? EXCERPT : Infinity), found: found.length };
    });
    const blocks = all.slice(1).sort((a, b) => (b.found > 0) - (a.found > 0)).slice(0, 1);
    const spelt = [...new Set(all.flatMap((part) => part.spelt))].slice(0, MOST_MARKED);
    const [page, fragment] = doc.location.split("#");
    const query = spelt.map((word) => `h=${encodeURIComponent(word)}`).join("&");
    return {
      location: page + (query && `?${query}`) + (fragment === undefined ? "" : `#${fragment}`),
      title: repeated ? "" : all[0].html,
      text: blocks.map(({ html }) => `<p>${html}</p>`).join(""),
      score,
      terms: Object.fromEntries(missing.map(({ words: word }) => [word, false])),
    };
  }

  // The hits as the theme wants them, by page: the best place first, or the page itself, whose title it puts above all;
  // it folds what has a lower score than the first. Titles aren't repeated.
  function byPage(hits, terms) {
    const pages = new Map();
    for (const hit of hits) {
      const { page } = hit.section;
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(hit);
    }
    return [...pages].map(([page, found]) => {
      const places = found.filter(({ section }) => section !== page);
      const leads = found[0].section === page;
      const own = found.find(({ section }) => section === page) ?? { section: page, missing: [] };
      const head = shown(own, terms, leads ? 3 : 1);
      const results = places.map((hit, at) => {
        const repeated = hit.section.parts[0] === places[at - 1]?.section.parts[0];
        return shown(hit, terms, at < MOST_SHOWN ? 2 : 1, repeated);
      });
      return leads ? [head, ...results] : [...results, head];
    });
  }

  // Whether two words differ by a letter: one more, one less, another one, or two exchanged.
  function aLetterApart(one, other) {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    const [a, b] = [one.slice(at), other.slice(at)];
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1)
      || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  // The terms with those that occur nowhere replaced by the most common word that differs by a letter.
  function corrected(terms, known, words) {
    return terms.map((searched) => {
      const word = searched.words;
      if (searched.within || word.length < LEAST_MISSPELT || word.includes(" ") || known(searched)) return searched;
      const begins = (it) => [0, 1].some((more) => aLetterApart(word, it.slice(0, word.length + more)));
      const near = words().find((it) => Math.abs(it.length - word.length) <= 1 && aLetterApart(word, it))
        ?? words().find((it) => it.length > word.length && begins(it));
      return near ? term(near, word) : searched;
    });
  }

  // All words of a small site, the most common ones first.
  function ownWords() {
    const counts = new Map();
    for (const { words } of sections)
      for (const word of words.join("").split(" ")) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
  }

  const wanted = ({ doc }, filters) =>
    Object.entries(filters).every(([name, value]) => doc.filters?.[name]?.includes(value));

  function results(all, terms, filters) {
    const hits = ranked(all.filter((section) => wanted(section, filters)), terms);
    return { items: byPage(hits, terms), hits };
  }

  // The terms of a query, corrected, and what has them of the sections that are chosen; nothing for no query at all.
  function found(query, isFiltered, chosen) {
    const all = termsOf(query);
    if (!all.length && !isFiltered) return { terms: [], hits: [] };
    const known = (searched) => sections.some(({ words }) => occurs(words, searched));
    const terms = corrected(all, known, () => (vocabulary ??= ownWords()));
    return { terms, hits: ranked(sections.filter(chosen), terms) };
  }

  function searchWhole(query, filters) {
    const { terms, hits } = found(query, Object.keys(filters).length > 0, (section) => wanted(section, filters));
    return { items: byPage(hits, terms), suggest: suggested(query, hits) };
  }

  // The last word of the query, completed as a title of the results has it.
  function suggested(query, hits) {
    const typed = query.split(/[\s-]+/).pop();
    const start = fold(typed).trim();
    const words = hits.slice(0, 10).flatMap(({ section }) => section.parts[0].match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
    const word = start && words.find((it) => it.length > typed.length && fold(it).startsWith(` ${start}`));
    return word ? [typed + word.slice(typed.length)] : [];
  }

  // An index in parts: Pagefind tells which records have the words, and these are searched like a small site.
  class Split {
    static PART = 3; // letters of the parts in which words are indexed that can be found within others
    static FIRST = 5; // records fetched until there is something to show
    static MOST = 16; // records fetched for a query, and a quarter as many that only say who somebody is
    static PAUSE = 200; // milliseconds until a query counts as typed

    constructor(base, { parts, filters }) {
      this.folders = parts.map((part) => new URL(`pagefind/${part}/`, base));
      this.choices = filters;
      this.pagefind = this.load();
      this.latest = 0;
    }

    async load() {
      const [first, ...others] = this.folders;
      const metaCacheTag = String(Date.now());
      this.askAhead(metaCacheTag);
      const pagefind = await import(new URL("pagefind.js", first));
      await pagefind.options({ basePath: first.pathname, noWorker: true, metaCacheTag });
      await Promise.all([pagefind.init(), ...others.map((it) => pagefind.mergeIndex(it.pathname, { metaCacheTag }))]);
      return pagefind;
    }

    // Ask at once for what Pagefind asks for one after the other, and give it the answers; it asks itself for all else.
    askAhead(tag) {
      const answers = new Map();
      const usual = self.fetch;
      const ask = (url) => answers.set(url, usual(url)).get(url);
      for (const { pathname } of this.folders)
        ask(`${pathname}pagefind-entry.json?ts=${tag}`)
          .then((answer) => answer.clone().json())
          .then(({ languages }) => Object.values(languages).map(({ hash }) => ask(`${pathname}pagefind.${hash}.pf_meta`)))
          .catch(() => {});
      self.fetch = async (url, ...options) => (await answers.get(url))?.clone() ?? usual(url, ...options);
    }

    // All words, the most common ones of each part first.
    async words() {
      const fetched = async (folder) => (await (await fetch(new URL("words.txt", folder))).text()).split("\n");
      this.vocabulary ??= Promise.all(this.folders.map(fetched));
      const lists = await this.vocabulary;
      const [longest] = lists.toSorted((a, b) => b.length - a.length);
      return [...new Set(longest.flatMap((_, at) => lists.map((words) => words[at] ?? "")))];
    }

    // A term as it is indexed.
    parts({ words, within }) {
      const cut = (word) => Array.from({ length: word.length - Split.PART + 1 }, (_, at) => word.slice(at, at + Split.PART));
      return words.split(" ").flatMap((word) => (within && word.length > Split.PART ? cut(word) : [word])).join(" ");
    }

    // The terms and filters as a query; a single phrase as one.
    query(terms, filters = {}) {
      const chosen = Object.entries(filters).map(([name, value]) => `0${name}${this.choices[name]?.indexOf(value)}x`);
      const words = [...terms.map((searched) => this.parts(searched)), ...chosen].join(" ");
      return terms.length === 1 && terms[0].words.includes(" ") && !chosen.length ? `"${words}"` : words;
    }

    // Fetch the parts of the index with the last word, while it is being typed.
    async prepare(terms) {
      const last = terms.slice(-1);
      if (last.length && (last[0].within || last[0].words.length >= Split.PART))
        (await this.pagefind).preload(this.query(last), { filters: { person: "yes" } });
    }

    // The records that have the terms, best first: of those that only say who somebody is, few.
    async ask(terms, filters) {
      const pagefind = await this.pagefind;
      const query = this.query(terms, filters);
      const [others, people] = await Promise.all(
        [{ not: { person: "yes" } }, { person: "yes" }].map((wanted) => pagefind.search(query, { filters: wanted })),
      );
      const best = [...others.results.slice(0, Split.MOST), ...people.results.slice(0, Split.MOST / 4)];
      best.sort((a, b) => b.score - a.score);
      return { best, total: others.results.length + people.results.length };
    }

    async *search(query, filters) {
      const turn = ++this.latest;
      let terms = termsOf(query);
      this.prepare(terms);
      await new Promise((typed) => setTimeout(typed, Split.PAUSE));
      if (turn !== this.latest) return;
      if (!terms.length && !Object.keys(filters).length) return yield { items: [] };
      for (const again of [false, true]) {
        let shown = false;
        let all = [];
        const { best, total } = await this.ask(terms, filters);
        for (const [from, to] of [[0, Split.FIRST], [Split.FIRST, best.length]]) {
          if (turn !== this.latest) return;
          const records = await Promise.all(best.slice(from, to).map((result) => result.data()));
          all = [...all, ...records.flatMap(({ raw_url: docs }) => JSON.parse(docs))];
          const { items, hits } = results(prepare(all), terms, filters);
          if (turn !== this.latest) return;
          if (items.length) yield { items, suggest: suggested(query, hits), total };
          shown ||= items.length;
        }
        const found = prepare(all);
        const known = (searched) => found.some(({ words }) => occurs(words, searched));
        if (again || terms.every(known)) return shown ? undefined : yield { items: [] };
        const words = await this.words();
        terms = corrected(terms, known, () => words);
      }
    }
  }

  // Zensical's dialog, which sends other messages: it has the index itself, and wants numbers of entries, ten at a time,
  // with the places to mark in their HTML. It filters by tags.
  const Dialog = {
    places(html, terms) {
      const pieces = [...html.matchAll(/<[^>]*>|&(?:lt|gt|amp);|[^]/g)];
      const text = pieces.map(({ 0: piece }) => (piece.length > 1 && piece[0] === "<" ? " " : plain(piece))).join("");
      const words = fold(text);
      const apart = stretches(text, terms.flatMap((searched) => [...occurrences(words, searched)]));
      const at = apart.map((place) => pieces[place]?.index ?? html.length);
      const pairs = at.flatMap((start, index) => (index % 2 ? [] : [{ start, end: at[index + 1] }]));
      return pairs.map(({ start, end }) => ({ start, end, value: end - start }));
    },

    match({ section: { doc, id } }, terms) {
      const fields = ["title", "text"].map((field) => ({ field, ranges: Dialog.places(doc[field], terms) }));
      return { id, matches: fields.map(({ field, ranges }) => ({ field, value: { highlight: { ranges } } })) };
    },

    search({ input, filter, page: { from = 0, size = 10 } = {} }) {
      const tags = (filter?.input?.data?.operands ?? []).map(({ data }) => data.value);
      const chosen = ({ doc }) => tags.every((tag) => doc.tags?.includes(tag));
      const { terms, hits } = found(typeof input === "string" ? plain(input) : "", tags.length > 0, chosen);
      const counts = new Map();
      for (const tag of hits.flatMap(({ section }) => section.doc.tags ?? [])) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      const value = [...counts].map(([value, count]) => ({ node: { value, count }, children: [] }));
      const [prev, next] = [from - size, from + size].map((start) => ({ id: start, from: start, size }));
      return {
        items: hits.slice(from, from + size).map((hit) => Dialog.match(hit, terms)),
        query: { select: { documents: [], terms: [] }, values: [] },
        pagination: { total: hits.length, prev: from ? prev : undefined, next: from + size < hits.length ? next : undefined },
        aggregations: [{ type: "term", data: { field: "tags", value } }],
      };
    },
  };

  // To the theme's message the page adds what is chosen to filter by, and the address of the index's folder.
  addEventListener("message", async ({ data: { type, data, filters = {}, index } }) => {
    if (type === SETUP) {
      otherForms = FORMS[data.config.language ?? "en"] ?? (() => []);
      if (data.config.parts) split = new Split(index, data.config);
      sections = prepare(data.docs ?? data.items);
      postMessage({ type: READY });
    } else if (type === QUERY && typeof data !== "string") {
      postMessage({ type: RESULT, data: Dialog.search(data) });
    } else if (type === QUERY) {
      const all = split ? split.search(data, filters) : [searchWhole(data, filters)];
      for await (const answer of all) postMessage({ type: RESULT, data: answer });
    }
  });
})();
