// The contents' drawer and marks, the search, and the buttons of tables and charts. Nothing here is
// needed to read the report.

(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  root.classList.add("scripted");
  const spoken = make("p", { class: "spoken", role: "status" });
  document.body.append(spoken);

  // Contents: a drawer on small screens, the current section marked on all ---------------------
  const contents = document.getElementById("contents");
  const menu = document.querySelector(".menu");
  contents.tabIndex = -1;
  const small = matchMedia("(max-width: 62.49rem)");
  const drawer = (open) => {
    contents.classList.toggle("open", open);
    menu.setAttribute("aria-expanded", String(open));
    if (open) contents.focus();
  };
  const shut = () => {
    drawer(false);
    menu.focus();
  };
  const leave = make("button", { class: "leave", type: "button" }, "Close");
  leave.addEventListener("click", shut);
  contents.prepend(leave);
  menu.addEventListener("click", () => drawer(!contents.classList.contains("open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && contents.classList.contains("open")) shut();
  });
  document.addEventListener("click", (event) => {
    const inside = contents.contains(event.target) && !event.target.closest("a");
    if (small.matches && !inside && event.target !== menu) drawer(false);
  });
  contents.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !contents.contains(event.relatedTarget)) drawer(false);
  });

  const links = new Map(all("li > a[href^='#']", contents).map((link) => [link.hash.slice(1), link]));
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current;
  const mark = () => {
    const line = innerHeight * 0.3;
    let found = places[0];
    for (const place of places) if (place.getBoundingClientRect().top <= line) found = place;
    const link = found && links.get(found.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    const top = link.offsetTop - contents.clientHeight / 2;
    if (!small.matches) contents.scrollTo({ top, behavior: "instant" });
    current = link;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();

  // Anchors ------------------------------------------------------------------------------------
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  // A float's id stands on the figure, or where Quarto wrote it, on the block around it.
  const placed = (element) => element.parentElement.closest(".quarto-float[id], figure[id], section[id]");
  for (const heading of all("main section > :is(h2, h3, h4), main figure > figcaption")) {
    const id = placed(heading).id;
    if (!id) continue;
    const label = `Link to ${words(heading)}`;
    heading.append(" ", make("a", { class: "anchor", href: `#${id}`, "aria-label": label }, "#"));
  }

  // Search -------------------------------------------------------------------------------------
  const title = (element) => {
    const copy = element.cloneNode(true);
    all(".anchor", copy).forEach((anchor) => anchor.remove());
    return words(copy);
  };
  const described = (picture) => picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? "";
  // As it is typed: without accents, with straight quotes and short dashes.
  const TYPED = { "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2212": "-" };
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019\u201c\u201d\u2013\u2212]/g, (sign) => TYPED[sign]);
  // Found with the marks of what is reconstructed, and without.
  const sought = (text) => {
    const found = plain(text);
    return found.includes("\u2020") ? `${found} ${found.replaceAll("\u2020", "")}` : found;
  };
  const HEADS = "main section > :is(h2, h3, h4), main figure > figcaption";
  const TEXTS = "main :is(p, li, blockquote, .finding):not(.spoken, .finding *, .chapters *, figcaption *, table *, nav *, .tools)";
  const chapter = (element) => {
    const heading = element.closest("section.chapter, main > section")?.querySelector(":scope > :is(h2, h3)");
    return heading && heading !== element ? title(heading) : "";
  };
  // A heading or caption, found by its words before those of its table or chart.
  const headed = (element) => {
    const place = placed(element);
    const name = title(element);
    const where = chapter(element);
    const float = element.matches("figcaption");
    const cells = float ? all("th, td, svg.drawn text", place).map(words).filter((text) => /\p{L}/u.test(text)).join(" · ") : "";
    const alt = float ? all("img, svg.drawn", place).map(described).join(" · ") : "";
    return { place, name, where, key: sought(name), more: sought(`${where} ${cells} ${alt}`) };
  };
  // A paragraph, a quote or a note: what stands in it, and nothing that holds others.
  const told = (element) => ({ place: element, text: title(element), where: chapter(element), key: "", more: sought(title(element)) });
  const leaf = (element) => (element.matches(".finding") || !element.querySelector("p, li, blockquote")) && words(element);
  const entries = [...all(HEADS).filter((element) => placed(element).id).map(headed), ...all(TEXTS).filter(leaf).map(told)];
  // The words around the first that was asked for; `plain` is as long as a text whose accents are its letters' own.
  const snippet = (text, asked) => {
    const at = Math.max(0, Math.min(...asked.map((word) => plain(text).indexOf(word)).filter((index) => index >= 0)));
    const start = Number.isFinite(at) && at > 50 ? text.indexOf(" ", at - 45) + 1 : 0;
    const end = start + 150 < text.length ? text.lastIndexOf(" ", start + 150) : text.length;
    return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };
  const marked = (text, asked) => {
    // In the words as typed, cut where these stand in the text; only signs of patterns are escaped.
    const pattern = new RegExp(asked.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "gu");
    const found = plain(text);
    if (found.length !== text.length) return [text];
    const pieces = [];
    let from = 0;
    for (const { 0: word, index } of found.matchAll(pattern)) {
      pieces.push(text.slice(from, index), make("mark", {}, text.slice(index, index + word.length)));
      from = index + word.length;
    }
    return [...pieces, text.slice(from)];
  };
  const box = document.querySelector(".search");
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const count = document.querySelector(".found-count");
  box.hidden = false;
  const SHOWN = 40;
  let chosen = -1;
  const options = () => all("[role=option]", list);
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  };
  const choose = (index) => {
    const items = options();
    chosen = items.length ? (index + items.length) % items.length : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) return;
    input.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  };
  const go = (target) => {
    close();
    if (small.matches) drawer(false);
    if (target.id) location.hash = target.id;
    else target.scrollIntoView({ block: "center" });
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    if (target.id) return;
    target.classList.add("arrived");
    target.addEventListener("blur", () => target.classList.remove("arrived"), { once: true });
  };
  const search = () => {
    const asked = plain(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!asked.length) {
      count.textContent = "";
      return close();
    }
    const phrase = asked.join(" ");
    // Names first, then sentences that hold the very phrase, then what holds all the words.
    const rank = ({ key, more }) => {
      if (asked.every((word) => key.includes(word))) return 0;
      return !key && more.includes(phrase) && asked.length > 1 ? 1 : key ? 2 : 3;
    };
    const found = entries
      .filter((entry) => asked.every((word) => entry.key.includes(word) || entry.more.includes(word)))
      .map((entry, order) => ({ entry, order, rank: rank(entry) }))
      .sort((a, b) => a.rank - b.rank || a.order - b.order);
    found.slice(0, SHOWN).forEach(({ entry }, index) => {
      const item = make("li", { role: "option", id: `found-${index}`, "aria-selected": "false" }, entry.name);
      if (entry.text) item.append(...marked(snippet(entry.text, asked), asked));
      if (entry.where) item.append(make("small", {}, entry.where));
      item.addEventListener("click", () => go(entry.place));
      list.append(item);
    });
    const shown = found.length > SHOWN ? `, the first ${SHOWN} shown` : "";
    count.textContent = found.length === 1 ? "1 place" : `${found.length || "No"} places${shown}`;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(found.length ? 0 : -1);
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      options()[chosen].click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) close(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea");
    if (event.key === "/" && !typing && !small.matches) {
      event.preventDefault();
      input.focus();
    }
  });

  // What is wider than its place is reached by the keyboard; what is not is no stop on the way ----
  const stops = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  all("main .scroll").forEach((place) => stops.observe(place));

  // Tables: copied as a table and as tabbed text -----------------------------------------------
  const say = (button, text) => {
    const shown = button.firstChild;
    const before = button.dataset.text ??= shown.data;
    shown.data = text;
    spoken.textContent = text;
    setTimeout(() => {
      shown.data = before;
      spoken.textContent = "";
    }, 1600);
  };
  // A button is called by what it shows, and by what it is of.
  const tool = (text, name, act) => {
    const button = make("button", { type: "button" }, text);
    button.append(make("span", { class: "spoken" }, ` (${name})`));
    button.addEventListener("click", () => act(button));
    return button;
  };
  const tabbed = (table) => all("tr", table)
    .map((row) => all("th, td", row).map((cell) => words(cell) + "\t".repeat(cell.colSpan - 1)).join("\t"))
    .join("\n");
  const select = (table) => {
    const range = document.createRange();
    range.selectNode(table);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    return done;
  };
  const copy = async (table) => {
    try {
      const html = new Blob([table.outerHTML], { type: "text/html" });
      const text = new Blob([tabbed(table)], { type: "text/plain" });
      await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": text })]);
      return true;
    } catch {
      return select(table);
    }
  };
  const label = (figure) => words(figure.querySelector("figcaption")).match(/^\S+\s[A-Z]?\d+/)?.[0] ?? "table";
  const figures = (inside) => all("main figure").filter((figure) => figure.querySelector(`figcaption`) && figure.querySelector(inside));
  for (const figure of figures("table")) {
    const tools = make("div", { class: "tools" });
    tools.append(tool("Copy table", label(figure), async (button) => {
      say(button, (await copy(figure.querySelector("table"))) ? "Copied" : "Select and copy by hand");
    }));
    figure.append(tools);
  }

  // Charts: saved as drawn (SVG) or in dots (PNG) ----------------------------------------------
  const save = (href, file) => make("a", { href, download: file }).click();
  // The faces that text of charts is set in: upright, regular and semibold.
  const faces = () => [...document.styleSheets]
    .flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } })
    .filter((rule) => rule instanceof CSSFontFaceRule && rule.style.fontStyle !== "italic"
      && ["400", "600"].includes(rule.style.fontWeight))
    .map((rule) => rule.cssText)
    .join("\n");
  // A drawing of the page as a file of its own, with the fonts that the page has.
  const drawn = (picture) => {
    if (picture.matches("img")) return picture.src;
    const copy = picture.cloneNode(true);
    copy.setAttribute("font-family", getComputedStyle(picture).fontFamily);
    const sheet = document.createElementNS(picture.namespaceURI, "style");
    sheet.textContent = faces();
    copy.prepend(sheet);
    return `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  };
  const dots = async (picture) => {
    const image = new Image();
    image.src = drawn(picture);
    await image.decode();
    const scale = 2400 / (image.naturalWidth || 800);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round((image.naturalWidth || 800) * scale);
    canvas.height = Math.round((image.naturalHeight || 450) * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  };
  for (const figure of figures("img, svg.drawn")) {
    const picture = figure.querySelector("img, svg.drawn");
    const name = label(figure);
    const file = name.toLowerCase().replace(/\s+/g, "-");
    const data = figure.querySelector("a.data");
    const tools = data?.parentElement ?? make("p", { class: "tools" });
    const enlarge = tool("Enlarge", name, () => {
      const large = figure.classList.toggle("enlarged");
      enlarge.firstChild.data = large ? "Make smaller" : "Enlarge";
    });
    enlarge.classList.add("enlarge");
    tools.append(
      enlarge,
      tool("Download PNG", name, async () => save(await dots(picture), `${file}.png`)),
      tool("Download SVG", name, () => save(drawn(picture), `${file}.svg`)),
      ...(data ? [data] : []),
    );
    figure.append(tools);
  }
})();
