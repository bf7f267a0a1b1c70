// On a page that has moved: go to its new address, at the same place on the page.
location.replace(document.currentScript.dataset.to + location.hash);
