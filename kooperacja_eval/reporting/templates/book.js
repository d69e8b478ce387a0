"use strict";
(() => {
  const box = document.getElementById("search");
  const input = document.getElementById("search-words");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const side = document.getElementById("side");
  const details = side.querySelector("details");
  const main = document.getElementById("content");
  const SHOWN = 50, SHORTEST = 2, BEFORE = 45, AFTER = 110;
  let pieces = null, timer = 0, found = null;

  // One character for one character, so that places in the folded text are places in the text.
  const fold = (text) => Array.from(text, (letter) => {
    const plain = letter.normalize("NFD")[0].toLowerCase();
    const base = plain === "ł" ? "l" : plain;
    return letter.length === 2 ? letter : (base[0] || letter);
  }).join("");

  // What an element says, without the numbers of footnotes.
  const said = (element) => {
    if (!element.querySelector(".footnote-ref,.footnote-back")) return element.textContent;
    const copy = element.cloneNode(true);
    for (const mark of copy.querySelectorAll(".footnote-ref,.footnote-back")) mark.remove();
    return copy.textContent;
  };

  const collect = () => {
    const made = [];
    let where = "", place = "content";
    for (const element of main.querySelectorAll("h2,h3,h4,h5,h6,p,li,td,th,dd,dt,figcaption,pre,.csl-entry")) {
      if (element.closest(".turn,nav")) continue;
      const heading = /^H[2-6]$/.test(element.tagName);
      if (element.tagName === "LI" && element.querySelector("p,li")) continue;
      const text = said(element).replace(/\s+/g, " ").trim();
      if (!text) continue;
      if (heading) { where = text; place = element.id || place; }
      const figure = element.closest("figure[id]");
      const id = element.id || (figure ? figure.id : place);
      made.push({ element, text, folded: fold(text), where, id, heading });
    }
    return made;
  };

  const snippet = (piece, words) => {
    const at = piece.folded.indexOf(words[0]);
    const from = Math.max(0, at - BEFORE), to = Math.min(piece.text.length, at + AFTER);
    const shown = document.createElement("span");
    shown.className = "snippet";
    const hit = document.createElement("mark");
    hit.textContent = piece.text.slice(at, at + words[0].length);
    shown.append((from > 0 ? "… " : "") + piece.text.slice(from, at), hit,
      piece.text.slice(at + words[0].length, to) + (to < piece.text.length ? " …" : ""));
    return shown;
  };

  const follow = (event, piece) => {
    event.preventDefault();
    if (found) found.classList.remove("found");
    found = piece.element;
    found.classList.add("found");
    if (!found.hasAttribute("tabindex")) found.tabIndex = -1;
    history.pushState(null, "", "#" + piece.id);
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "center", inline: "nearest" });
  };

  const search = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (words.join("").length < SHORTEST) {
      status.textContent = words.length ? box.dataset.short : "";
      return;
    }
    pieces = pieces || collect();
    const hits = pieces.filter((piece) => words.every((word) => piece.folded.includes(word)));
    hits.sort((a, b) => b.heading - a.heading);
    for (const piece of hits.slice(0, SHOWN)) {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + piece.id;
      if (!piece.heading) {
        const where = document.createElement("span");
        where.className = "where";
        where.textContent = piece.where;
        link.append(where, " ");
      }
      link.append(snippet(piece, words));
      link.addEventListener("click", (event) => follow(event, piece));
      item.append(link);
      list.append(item);
    }
    const more = hits.length > SHOWN ? " " + box.dataset.shown.replace("{}", SHOWN) : "";
    status.textContent = hits.length ? box.dataset.hits.replace("{}", hits.length) + more : box.dataset.none;
  };

  const clear = () => {
    clearTimeout(timer);
    input.value = "";
    list.replaceChildren();
    status.textContent = box.dataset.cleared;
    if (found) found.classList.remove("found");
    input.focus();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      event.preventDefault();
      clear();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] || input).focus();
    } else if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      clearTimeout(timer);
      search();
      const first = list.querySelector("a");
      if (first) first.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input,textarea,select,[contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  box.hidden = false;
  if (matchMedia("(max-width: 64rem)").matches) details.open = false;
  addEventListener("beforeprint", () => { details.open = true; });

  const links = new Map();
  for (const link of side.querySelectorAll("nav a[data-chapter]")) links.set(link.dataset.chapter, link);
  const visible = new Set();
  const mark = () => {
    const now = [...main.querySelectorAll(".chapter")].find((chapter) => visible.has(chapter.dataset.chapter));
    if (!now) return;
    for (const [name, link] of links) {
      if (name === now.dataset.chapter) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) visible.add(entry.target.dataset.chapter);
      else visible.delete(entry.target.dataset.chapter);
    }
    mark();
  }, { rootMargin: "-20% 0px -60% 0px" });
  for (const chapter of main.querySelectorAll(".chapter")) observer.observe(chapter);
})();
