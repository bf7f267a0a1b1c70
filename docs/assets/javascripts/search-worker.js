// Search, in place of the theme's worker and with its messages: that one knows only the letters and spaces of English.
// A word is found by its beginning, with or without its accents; where a script puts no spaces between words, or puts
// particles before them, also within what stands between spaces. Words in quotation marks are found as they stand.
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
  const MOST_WORDS_MARKED = 8; // on the page that a result leads to
  const MOST_BLOCKS_SHOWN = 2;
  const folded = new Map();
  let sections = [];

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

  // Where a term occurs in the words: from, to, and whether it is whole words.
  function* occurrences(words, term) {
    const within = FOUND_WITHIN.test(term);
    const wanted = within ? term : ` ${term}`;
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1)) {
      const end = at + wanted.length;
      yield { from: end - term.length, to: within ? end : words.indexOf(" ", end), whole: words[end] === " " };
    }
  }

  const plain = (html) => html.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  // A section as it is searched: its title and blocks of text, and its page.
  function prepare(docs) {
    const pages = new Map();
    return docs.map((doc) => {
      const title = plain(doc.title.replace(/<[^>]*>/g, ""));
      const blocks = doc.text.replace(/<\/?(code|sub|sup)>/g, "").split(/<[^>]*>/).filter((block) => block.trim());
      const parts = [title, ...blocks.map(plain)];
      const section = { doc, parts, words: parts.map((part) => fold(part)) };
      const address = doc.location.split("#")[0];
      if (!pages.has(address)) pages.set(address, section);
      return Object.assign(section, { page: pages.get(address) });
    });
  }

  // The terms of a query: words, or several in quotation marks.
  function termsOf(query) {
    const pieces = query.split(/["“”„«»]/).map((piece, at) => (at % 2 ? [fold(piece)] : fold(piece).split(" ")));
    return [...new Set(pieces.flat().map((term) => term.trim()).filter(Boolean))];
  }

  // How much a section says of a term: most in its title, whole words more than beginnings, more words ever less.
  function weigh(section, term) {
    const [inTitle, inText] = [section.words.slice(0, 1), section.words.slice(1)].map((parts) => {
      let sum = 0;
      for (const words of parts) for (const { whole } of occurrences(words, term)) sum += whole ? 1 : 0.3;
      return sum / (sum + 1);
    });
    return 4 * inTitle + inText;
  }

  // The sections with the most terms, each with its score; a term in the title of a page counts for all of the page.
  function ranked(terms) {
    const weights = terms.map((term) => new Map(sections.map((section) => [section, weigh(section, term)])));
    const rarity = weights.map((of) => Math.log(1 + sections.length / (1 + [...of.values()].filter(Boolean).length)));
    const inTitle = (section, term) => !occurrences(section.page.words[0], term).next().done;
    const together = ` ${terms.join(" ")}`;
    const all = sections.map((section) => {
      const own = weights.map((of) => of.get(section));
      const missing = terms.filter((term, at) => !own[at] && !inTitle(section, term));
      const score = own.reduce((sum, weight, at) => sum + weight * rarity[at], 0);
      const close = terms.length > 1 && section.words.some((words) => words.includes(together));
      return { section, missing, score: score * (close ? 3 : 1) * (section === section.page ? 1.5 : 1) };
    });
    const hits = all.filter(({ score }) => score);
    const fewest = hits.reduce((least, { missing }) => Math.min(least, missing.length), Infinity);
    return hits.filter(({ missing }) => missing.length === fewest).sort((a, b) => b.score - a.score);
  }

  // A text with what was found marked, and the words that were.
  function marked(text, found) {
    const apart = [];
    for (const { from, to } of found.sort((a, b) => a.from - b.from))
      if (to > (apart.at(-1) ?? 0)) apart.push(Math.max(from, apart.at(-1) ?? 0), to);
    fold(text, apart);
    const spelt = [];
    let html = "";
    let done = 0;
    for (let at = 0; at < apart.length; at += 2) {
      const word = text.slice(apart[at], apart[at + 1]);
      if (!word) continue; // a part of a letter that stands for several
      spelt.push(word);
      html += `${escaped(text.slice(done, apart[at]))}<mark>${escaped(word)}</mark>`;
      done = apart[at + 1];
    }
    return { html: html + escaped(text.slice(done)), spelt };
  }

  // A result as the theme shows it. A true term is marked on the page itself; a false one is said to be missing.
  function shown({ section, missing, score }, terms) {
    const parts = [];
    for (const [at, words] of section.words.entries()) {
      const found = terms.flatMap((term) => [...occurrences(words, term)]);
      if (!at || found.length) parts.push(marked(section.parts[at], found));
      if (parts.length > MOST_BLOCKS_SHOWN) break;
    }
    const [title, ...blocks] = parts;
    const spelt = new Set(parts.flatMap((part) => part.spelt).map((word) => word.toLowerCase()));
    const marks = [...spelt].slice(0, MOST_WORDS_MARKED).map((word) => [word, true]);
    return {
      ...section.doc,
      title: title.html,
      text: blocks.map(({ html }) => `<p>${html}</p>`).join(""),
      score,
      terms: Object.fromEntries([...marks, ...missing.map((word) => [word, false])]),
    };
  }

  // The last word of the query, completed as a title of the results has it.
  function suggested(query, hits) {
    const typed = query.split(/[\s-]+/).pop();
    const start = fold(typed).trim();
    const words = hits.slice(0, 10).flatMap(({ section }) => section.parts[0].match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
    const word = start && words.find((it) => it.length > typed.length && fold(it).startsWith(` ${start}`));
    return word ? [typed + word.slice(typed.length)] : [];
  }

  function search(query) {
    const terms = termsOf(query);
    const hits = terms.length ? ranked(terms) : [];
    const pages = new Map();
    for (const hit of hits) {
      const { page } = hit.section;
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(hit);
    }
    const items = [...pages].map(([page, found]) => {
      const whole = found.some(({ section }) => section === page) ? [] : [{ section: page, missing: [], score: 0 }];
      return [...found, ...whole].map((hit) => shown(hit, terms));
    });
    return { items, suggest: suggested(query, hits) };
  }

  addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) {
      sections = prepare(data.docs);
      postMessage({ type: READY });
    } else if (type === QUERY) {
      postMessage({ type: RESULT, data: search(data) });
    }
  });
})();
