// On a page that has moved: go to where it is now, and to the same place on it.
location.replace(document.currentScript.dataset.to + location.hash);
