// The theme requests the search index as soon as a page is open, and the index grows with the site.
// Most readers never search, so this delays the request until somebody opens the search.
(() => {
  const search = document.getElementById("__search");
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  const held = new WeakSet();

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (String(address).endsWith("search/search_index.json")) held.add(this);
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    if (!held.has(this) || !search || search.checked) return send.apply(this, body);
    search.addEventListener("change", () => send.apply(this, body), { once: true });
  };
})();
