// Where there are scripts: a reader who comes back finds a page as they left it, filters a long list, chooses two, and
// cites words without leaving the page.
(() => {
  const kept = history.state ?? {};
  const keep = (what) => history.replaceState({ ...history.state, ...what }, "");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // The theme gives each block of code a landmark without a name.
  const tame = () => document.querySelectorAll("nav.md-code__nav:not([role])").forEach((it) => { it.role = "none"; });
  new MutationObserver(tame).observe(document.body, { childList: true, subtree: true });

  const folds = [...document.querySelectorAll("details")];
  for (const at of kept.open ?? []) if (folds[at]) folds[at].open = true;
  const opened = () => keep({ open: [...folds.keys()].filter((at) => folds[at].open) });
  document.addEventListener("toggle", opened, true);

  for (const field of document.querySelectorAll(".ev-filter")) {
    const [input, status] = [field.querySelector("input"), field.querySelector("output")];
    const lists = [...document.querySelectorAll(".ev-names")];
    const items = lists.flatMap((list) => [...list.children]).map((item) => [item, plain(item.textContent)]);
    const filter = () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      for (const [item, text] of items) item.hidden = !words.every((word) => text.includes(word));
      for (const list of lists) {
        list.hidden = [...list.children].every((item) => item.hidden);
        if (list.previousElementSibling?.matches(".ev-letter")) list.previousElementSibling.hidden = list.hidden;
      }
      const shown = items.filter(([item]) => !item.hidden).length;
      status.textContent = words.length ? status.dataset.words.replace("{}", shown.toLocaleString(document.documentElement.lang || "en")) : "";
      keep({ filter: input.value });
    };
    field.hidden = false;
    input.addEventListener("input", filter);
    input.value = kept.filter ?? "";
    if (input.value) filter();
  }

  for (const choice of document.querySelectorAll(".ev-choice")) {
    const [one, other] = choice.querySelectorAll("select");
    for (const link of document.querySelectorAll(".ev-names a")) {
      for (const list of [one, other]) list.add(new Option(link.textContent, link.getAttribute("href")));
    }
    other.selectedIndex = 1;
    choice.hidden = false;
    choice.querySelector("button").addEventListener("click", () => {
      location.href = `${one.value}#${other.value.replace(/\/$|\.html$/, "")}`;
    });
  }

  const card = document.getElementById("_cited");
  for (const link of document.querySelectorAll(".ev-show[href$='.txt']")) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      try {
        const cited = (await (await fetch(link.href)).text()).split("\n");
        if (!cited.includes(link.previousElementSibling.hash)) throw link;
        card.querySelector("code").textContent = cited[cited.indexOf(link.previousElementSibling.hash) + 1];
        card.setAttribute("aria-label", link.getAttribute("aria-label"));
        card.showPopover();
      } catch {
        location.assign(link.href);
      }
    });
  }
})();
