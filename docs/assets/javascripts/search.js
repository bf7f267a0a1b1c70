// The page's side of search, before the theme's: it delays what is fetched until somebody searches, has the theme use
// our own worker, adds what to filter by, and marks the words on the page that a result leads to.
(() => {
  const SETUP = 0, QUERY = 2, RESULT = 3;
  const search = document.getElementById("__search");
  const box = document.querySelector("[data-md-component=search-query]");
  const choices = [...document.querySelectorAll(".ev-filters select")];

  // Where the address leads to: a paragraph, what a heading heads, or else the whole page.
  function* places() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
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

  function offer(there) {
    for (const choice of choices) {
      const values = there?.[choice.name] ?? [];
      choice.append(...values.map((value) => new Option(value, value)));
      choice.hidden = values.length < 2;
    }
  }

  // The theme's messages to its worker: to ours, with the filters.
  function withFilters(Worker) {
    return function (address) {
      const own = new URL(address.replace(/workers\/search\.\w+\.min\.js/, "search-worker.js"), location);
      const index = String(new URL("../../search/", own));
      const worker = new Worker(own);
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message) => {
        if (message.type === SETUP) offer(message.data.config.filters);
        post({ ...message, filters: filters(), index });
      };
      for (const choice of choices)
        choice.addEventListener("change", () => worker.postMessage({ type: QUERY, data: box.value }));
      worker.addEventListener("message", ({ data: { type, data } }) => {
        if (type === RESULT && data.items.length) setTimeout(() => tell(data));
      });
      return worker;
    };
  }

  // The theme counts only the results that it shows, and calls them documents.
  function tell({ items: { length }, total = length }) {
    const said = document.querySelector(".md-search-result__meta");
    const { one, more, most } = said.dataset;
    const words = total > length ? most : length > 1 ? more : one;
    said.textContent = words.replace("#", length.toLocaleString("en")).replace("#", total.toLocaleString("en"));
  }

  // The index grows with the site, and most readers never search.
  function onDemand(address) {
    const { open, send } = XMLHttpRequest.prototype;
    const held = new WeakSet();
    XMLHttpRequest.prototype.open = function (method, wanted, ...rest) {
      if (String(wanted).endsWith(address)) held.add(this);
      return open.call(this, method, wanted, ...rest);
    };
    XMLHttpRequest.prototype.send = function (...body) {
      if (search.checked || !held.has(this)) return send.apply(this, body);
      search.addEventListener("change", () => send.apply(this, body), { once: true });
    };
  }

  // The theme takes every key for its own, and leaves the search at a Tab.
  function keys(event) {
    const stops = choices.filter((it) => !it.hidden);
    const at = stops.indexOf(event.target);
    const leaves = event.key === "Tab" && (event.shiftKey ? event.target === box : at === stops.length - 1);
    if (event.key !== "Escape" && !leaves && (at >= 0 || (event.target === box && event.key === "Tab")))
      event.stopPropagation();
  }

  mark(new URLSearchParams(location.search).getAll("h").filter(Boolean));
  if (!search || !box) return;
  onDemand("search/search_index.json");
  window.Worker = withFilters(window.Worker);
  box.closest("[data-md-component=search]").addEventListener("keydown", keys);
  // The theme waits for keys, which a pasted or dictated word, or one chosen by an input method, doesn't need.
  box.addEventListener("input", () => box.dispatchEvent(new Event("keyup")));
})();
