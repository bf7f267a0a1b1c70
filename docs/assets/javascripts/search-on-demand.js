// The theme requests the search index as soon as a page is open, and the index grows with the site.
// Most readers never search, so this delays the request until somebody opens the search, or comes from one: the theme
// then marks what was found. It does so for both engines; with MkDocs, it has the theme use a worker of our own, too.
(() => {
  const toggle = document.getElementById("__search");
  const search = document.querySelector("[data-md-component=search]");
  const query = search?.querySelector("input[name=query]"); // Zensical makes its own when the search is opened
  const settings = document.getElementById("__config");
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  const held = new WeakSet();

  if (settings && query) {
    const worker = /(assets\/javascripts\/)workers\/search\.\w+\.min\.js/;
    settings.textContent = settings.textContent.replace(worker, "$1search-worker.js");
  }

  // The theme's dialog has no name, and waits for keys, which a pasted or dictated word, or one chosen by an input
  // method, doesn't need.
  for (const it of query ? [search, search.querySelector("[role=search]")] : [])
    it?.setAttribute("aria-label", query.getAttribute("aria-label"));
  query?.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (/\/search(\/search_index)?\.json$/.test(address)) held.add(this);
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    const wanted = !toggle || toggle.checked || new URLSearchParams(location.search).has("h");
    if (wanted || !held.has(this)) return send.apply(this, body);
    const ask = () => held.delete(this) && send.apply(this, body);
    toggle.addEventListener("change", ask);
    search?.addEventListener("click", ask);
  };
})();
