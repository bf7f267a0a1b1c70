// The theme requests the search index as soon as a page is open, and the index grows with the site.
// Most readers never search, so this delays the request until somebody opens the search, or comes from one: the theme
// then marks what was found. And it has the theme use a worker of our own.
(() => {
  const search = document.getElementById("__search");
  const settings = document.getElementById("__config");
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  const held = new WeakSet();

  if (settings) {
    const worker = /(assets\/javascripts\/)workers\/search\.\w+\.min\.js/;
    settings.textContent = settings.textContent.replace(worker, "$1search-worker.js");
  }

  // The theme waits for keys, which a pasted or dictated word, or one chosen by an input method, doesn't need.
  document.querySelector("[data-md-component=search-query]")?.addEventListener("input", ({ target }) => {
    target.dispatchEvent(new Event("keyup"));
  });

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (String(address).endsWith("search/search_index.json")) held.add(this);
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    const wanted = !search || search.checked || new URLSearchParams(location.search).has("h");
    if (wanted || !held.has(this)) return send.apply(this, body);
    search.addEventListener("change", () => send.apply(this, body), { once: true });
  };
})();
