// The page's side of search, before the theme's: it delays what is fetched until somebody searches, and has the theme use
// a worker of our own. With Material for MkDocs, it also adds what to filter by, and marks the words on the page that a
// result leads to, which Zensical does itself.
(() => {
  const SETUP = 0, QUERY = 2, RESULT = 3;
  const MOST_MARKED = 20; // words of an address
  const FILTERS = ["theme", "contributor", "stance", "year"];
  const language = document.documentElement.lang || "en";
  const toggle = document.getElementById("__search");
  const search = document.querySelector("[data-md-component=search]");
  const box = search?.querySelector("input[name=query]");
  const meta = search?.querySelector(".md-search-result__meta");
  const choices = [];
  let words = {}; // what readers read here, from the index

  // Where the address leads to: a paragraph, what a heading heads, or else the whole page.
  function* places() {
    const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    yield target || document.querySelector("article");
    for (let it = target?.matches("h1, h2, h3") && target.nextElementSibling; it; it = it.nextElementSibling) {
      if (it.matches("h1, h2, h3")) return;
      yield it;
    }
  }

  // The words of the address's `h` where it leads to.
  function mark(words) {
    const texts = [];
    let all = "";
    for (const place of words.length ? places() : []) {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        texts.push({ node, at: all.length });
        all += node.data;
      }
    }
    // Letters without capitals are those of scripts in which words are found within others.
    const [letter, bare] = ["[\\p{L}\\p{M}\\p{N}]", /[\\^$.*+?()[\]{}|]/g];
    const whole = words.map((word) => word.replace(bare, "\\$&"))
      .map((word) => (/^\p{Lo}/u.test(word) ? word : `(?<!${letter})${word}(?!${letter})`));
    const found = [...all.matchAll(new RegExp(whole.join("|"), "gu"))].map((match) => [match.index, match[0].length]);
    for (const { node, at } of texts.reverse()) {
      for (const [from, length] of [...found].reverse()) {
        const [start, end] = [Math.max(from - at, 0), Math.min(from + length - at, node.length)];
        if (start >= end) continue;
        const part = node.splitText(start);
        part.splitText(end - start);
        const element = document.createElement("mark");
        part.replaceWith(element);
        element.append(part);
      }
    }
  }

  const filters = () => Object.fromEntries(choices.filter((it) => it.value).map((it) => [it.name, it.value]));

  // What to filter by, above the results, as far as there is something to choose from.
  function offer(there = {}, changed) {
    const group = document.createElement("div");
    group.className = "ev-filters";
    for (const name of FILTERS) {
      if ((there[name] ?? []).length < 2) continue;
      const [label, any] = words[name];
      const choice = document.createElement("select");
      Object.assign(choice, { name, ariaLabel: label, autocomplete: "off" });
      choice.append(new Option(any, ""), ...there[name].map((value) => new Option(value, value)));
      choice.addEventListener("change", changed);
      choices.push(choice);
    }
    group.append(...choices);
    if (choices.length) search.querySelector(".md-search__output").prepend(group);
  }

  const ownWorker = (address) => new URL(address.replace(/workers\/search\.\w+\.min\.js/, "search-worker.js"), location);

  // The theme's messages to its worker: to ours, with the filters.
  function withFilters(Worker) {
    return function (address) {
      const own = ownWorker(address);
      const index = String(new URL("../../search/", own));
      const worker = new Worker(own);
      const post = worker.postMessage.bind(worker);
      const ask = () => worker.postMessage({ type: QUERY, data: box.value });
      worker.postMessage = (message) => {
        if (message.type === SETUP) {
          words = message.data.config.words;
          offer(message.data.config.filters, ask);
        }
        post({ filters: filters(), index, ...message });
      };
      worker.addEventListener("message", ({ data: { type, data } }) => {
        if (type === RESULT && (box.value || Object.keys(filters()).length)) setTimeout(() => tell(data));
      });
      return worker;
    };
  }

  // The theme counts only the results that it shows, and calls them documents.
  function tell({ items: { length }, total = length }) {
    const [shown, all] = [length, total].map((count) => count.toLocaleString(language));
    const told = words[total > length ? "most" : "found"][new Intl.PluralRules(language).select(total)];
    meta.textContent = length ? told.replace("%(shown)s", shown).replace("%(num)s", all) : words.none;
  }

  // The index grows with the site, and most readers never search. Zensical needs it to mark words on a page, too.
  function onDemand() {
    const { open, send } = XMLHttpRequest.prototype;
    const marks = !box && new URLSearchParams(location.search).has("h");
    const held = new WeakSet();
    XMLHttpRequest.prototype.open = function (method, address, ...rest) {
      if (/\/search(\/search_index)?\.json$/.test(address)) held.add(this);
      return open.call(this, method, address, ...rest);
    };
    XMLHttpRequest.prototype.send = function (...body) {
      if (!toggle || toggle.checked || marks || !held.has(this)) return send.apply(this, body);
      const ask = () => held.delete(this) && send.apply(this, body);
      toggle.addEventListener("change", ask);
      search?.addEventListener("click", ask);
    };
  }

  // The theme takes every key for its own, and leaves the search at a Tab.
  function keys(event) {
    const at = choices.indexOf(event.target);
    const leaves = event.key === "Tab" && (event.shiftKey ? event.target === box : at === choices.length - 1);
    if (event.key !== "Escape" && !leaves && (at >= 0 || (event.target === box && event.key === "Tab")))
      event.stopPropagation();
  }

  // In a long paragraph, the first of them may be below what the address leads to.
  function show() {
    const first = document.querySelector("article mark");
    if (first?.getBoundingClientRect().bottom > innerHeight) first.scrollIntoView({ block: "center" });
  }

  onDemand();
  if (!box) {
    const { Worker } = window;
    window.Worker = function (address) {
      return new Worker(ownWorker(address));
    };
    return;
  }
  mark(new URLSearchParams(location.search).getAll("h").filter(Boolean).slice(0, MOST_MARKED));
  addEventListener("load", show);
  window.Worker = withFilters(window.Worker);
  search.addEventListener("keydown", keys);
  // The theme's dialog has no name, doesn't tell how many results there are, and waits for keys, which a pasted or
  // dictated word, or one chosen by an input method, doesn't need.
  meta.setAttribute("role", "status");
  for (const it of [search, search.querySelector("[role=search]")])
    it?.setAttribute("aria-label", box.getAttribute("aria-label"));
  box.addEventListener("input", () => box.dispatchEvent(new Event("keyup")));
})();
