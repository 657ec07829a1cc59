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
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const entries = [];
  for (const element of all("main section > :is(h2, h3, h4), main figure > figcaption")) {
    const holder = placed(element);
    const section = holder.closest("section.chapter, main > section");
    const heading = section?.querySelector(":scope > :is(h2, h3)");
    const name = title(element);
    const where = heading && heading !== element ? title(heading) : "";
    const float = element.matches("figcaption");
    const cells = float ? all("th, td, svg.drawn text", holder).map(words).filter((text) => /\p{L}/u.test(text)).join(" · ") : "";
    const alt = float ? all("img, svg.drawn", holder).map(described).join(" · ") : "";
    entries.push({ id: holder.id, name, where, key: plain(name), more: plain(`${where} ${cells} ${alt}`) });
  }
  const box = document.querySelector(".search");
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const count = document.querySelector(".found-count");
  box.hidden = false;
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
  const go = (id) => {
    close();
    if (small.matches) drawer(false);
    location.hash = id;
    const target = document.getElementById(id);
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  };
  const search = () => {
    const asked = plain(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!asked.length) {
      count.textContent = "";
      return close();
    }
    const rank = (entry) => (asked.every((word) => entry.key.includes(word)) ? 0 : 1);
    const found = entries
      .filter((entry) => asked.every((word) => entry.key.includes(word) || entry.more.includes(word)))
      .map((entry, order) => ({ entry, order, rank: rank(entry) }))
      .sort((a, b) => a.rank - b.rank || a.order - b.order);
    found.slice(0, 40).forEach(({ entry }, index) => {
      const item = make("li", { role: "option", id: `found-${index}`, "aria-selected": "false" }, entry.name);
      if (entry.where) item.append(make("small", {}, entry.where));
      item.addEventListener("click", () => go(entry.id));
      list.append(item);
    });
    count.textContent = found.length === 1 ? "1 place" : `${found.length || "No"} places`;
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
    const before = button.dataset.text ??= button.textContent;
    button.textContent = text;
    spoken.textContent = text;
    setTimeout(() => {
      button.textContent = before;
      spoken.textContent = "";
    }, 1600);
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
    const name = label(figure);
    const button = make("button", { type: "button", "aria-label": `Copy ${name}` }, "Copy table");
    button.addEventListener("click", async () => {
      say(button, (await copy(figure.querySelector("table"))) ? "Copied" : "Select and copy by hand");
    });
    const tools = make("div", { class: "tools" });
    tools.append(button);
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
    const tools = make("div", { class: "tools" });
    const tool = (text, form, act) => {
      const button = make("button", { type: "button", "aria-label": `Download ${name} as ${form}` }, text);
      button.addEventListener("click", act);
      tools.append(button);
    };
    tool("Download PNG", "PNG", async () => save(await dots(picture), `${file}.png`));
    tool("SVG", "SVG", () => save(drawn(picture), `${file}.svg`));
    figure.append(tools);
  }
})();
