// The page of the desk: what comes from data and frame is set as text, never as markup.

const SHARE = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
let pages = 0;

function made(tag, name, text) {
  const found = document.createElement(tag);
  if (name) found.className = `rc-${name}`;
  if (text !== undefined) found.textContent = text;
  if (tag === "button") found.type = "button";
  return found;
}

// Labels keep their own direction, whatever stands beside them.
function apart(text) {
  return made("bdi", "", text);
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// The codes as options of a list, each with the words that find it.
function listed(nodes, page, above = []) {
  const options = [];
  const items = nodes.map((node) => {
    if (node.codes.length) {
      const group = made("div", "net");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", node.text);
      const inside = listed(node.codes, page, [...above, node.text]);
      options.push(...inside.options);
      group.append(made("div", "head"), ...inside.items);
      group.firstChild.append(apart(node.text));
      return group;
    }
    const item = made("div", "code");
    item.id = `${page}-${node.key}`;
    item.setAttribute("role", "option");
    item.append(made("span", "mark"), apart(node.text));
    if (node.tone !== "neither") item.append(made("span", "tone", node.tone));
    if (node.means) item.append(made("div", "means", node.means));
    const words = plain([...above, node.text, node.means, node.key].join(" "));
    options.push({ key: node.key, text: node.text, item, words });
    return item;
  });
  return { items, options };
}

function skeleton() {
  const part = {
    root: made("section", "desk"),
    progress: made("progress"),
    count: made("span", "count"),
    only: made("input"),
    id: made("div", "id"),
    comment: made("div", "comment"),
    chosen: made("div", "chosen"),
    suggested: made("div", "suggested"),
    said: made("div", "said"),
    before: made("button", "step", "Previous"),
    next: made("button", "step rc-next", "Next"),
    search: made("input", "search"),
    list: made("div", "list"),
    nothing: made("div", "nothing", "No code has these words."),
    help: made("div", "help"),
  };
  part.only.type = "checkbox";
  const only = made("label", "only");
  only.append(part.only, "Uncoded only");
  const head = made("div", "top");
  head.append(part.progress, part.count, only);
  const steps = made("div", "steps");
  // Above all that changes its height, so that they stay where they are.
  steps.append(part.before, part.next, part.said);
  const left = made("div", "left");
  left.append(part.id, part.comment, part.chosen, part.suggested);
  const right = made("div", "right");
  right.append(part.search, part.list, part.nothing);
  const body = made("div", "body");
  body.append(left, right);
  part.root.append(head, steps, body, part.help);
  part.root.setAttribute("aria-label", "Coding of comments");
  part.comment.dir = "auto";
  part.comment.tabIndex = 0;
  part.comment.setAttribute("role", "group");
  part.comment.setAttribute("aria-label", "Comment");
  part.said.setAttribute("role", "status");
  part.before.title = "Page Up";
  part.next.title = "Page Down";
  part.help.textContent =
    "Type to find a code, arrows and Enter to choose it; 1 to 3 take a suggestion, " +
    "Backspace takes the last code back, Page Down and Page Up turn over.";
  return part;
}

function render({ model, el }) {
  const page = `rc${(pages += 1)}`;
  const part = skeleton();
  const { items, options } = listed(model.get("frame"), page);
  const texts = Object.fromEntries(options.map((one) => [one.key, one.text]));
  let active = null;

  const view = () => model.get("view");
  const send = (content) => model.send(content);
  const give = (code) => send({ do: "give", at: view().at, code });
  const take = (code) => send({ do: "take", at: view().at, code });
  const has = (code) => view().codes.includes(code);
  const move = (step) => send({ do: "move", step });
  const shown = () => options.filter((one) => !one.item.hidden);

  part.list.id = `${page}-list`;
  part.list.setAttribute("role", "listbox");
  part.list.setAttribute("aria-multiselectable", "true");
  part.list.setAttribute("aria-label", "Codes");
  part.list.append(...items);
  part.search.type = "text";
  part.search.placeholder = "Find a code";
  part.search.autocomplete = "off";
  part.search.spellcheck = false;
  const box = { role: "combobox", "aria-label": "Find a code", "aria-expanded": "true" };
  for (const [key, value] of Object.entries(box)) part.search.setAttribute(key, value);
  part.search.setAttribute("aria-controls", part.list.id);

  function point(one) {
    active?.item.classList.remove("rc-active");
    active = one ?? null;
    active?.item.classList.add("rc-active");
    part.search.setAttribute("aria-activedescendant", active ? active.item.id : "");
    if (!active) return;
    // Only the list itself is scrolled, and never the notebook around it.
    const { offsetTop: top, offsetHeight: height } = active.item;
    const list = part.list;
    if (top < list.scrollTop) list.scrollTop = top;
    if (top + height > list.scrollTop + list.clientHeight) {
      list.scrollTop = top + height - list.clientHeight;
    }
  }

  function find() {
    const words = plain(part.search.value).split(/\s+/).filter(Boolean);
    for (const one of options) one.item.hidden = !words.every((word) => one.words.includes(word));
    for (const net of [...part.list.querySelectorAll(".rc-net")].reverse()) {
      net.hidden = !net.querySelector(".rc-code:not([hidden])");
    }
    part.nothing.hidden = shown().length > 0;
    point(words.length ? shown()[0] : null);
  }

  function choose(key) {
    (has(key) ? take : give)(key);
    part.search.value = "";
    find();
    part.search.focus({ preventScroll: true });
  }

  function lead(step) {
    const at = shown().indexOf(active);
    const wanted = at < 0 && step < 0 ? shown().length - 1 : at + step;
    point(shown()[Math.min(Math.max(wanted, 0), shown().length - 1)]);
  }

  function buttons(place, keys, label, act) {
    const found = keys.map((key, at) => {
      const button = made("button", "chip");
      button.append(...label(key, at));
      button.addEventListener("click", () => act(key));
      return button;
    });
    place.replaceChildren(...found);
  }

  function draw() {
    const { at, of, coded, codes, suggestions, said, waiting, id, comment } = view();
    part.progress.max = Math.max(of, 1);
    part.progress.value = coded;
    part.progress.setAttribute("aria-label", "Coded");
    part.count.textContent = of
      ? `Comment ${at + 1} of ${of} · ${coded} coded, ${of - coded} waiting`
      : "There is no comment to code.";
    part.only.checked = waiting;
    part.id.textContent = id;
    if (part.comment.textContent !== comment) {
      part.comment.textContent = comment;
      part.comment.scrollTop = 0;
    }
    buttons(part.chosen, codes, (key) => [apart(texts[key] ?? key), made("span", "x", "×")], choose);
    const most = model.get("most");
    for (const [place, button] of [...part.chosen.children].entries()) {
      button.setAttribute("aria-label", `Take back ${texts[codes[place]] ?? codes[place]}`);
    }
    if (!codes.length) {
      part.chosen.append(made("span", "none", `No code yet; up to ${most}.`));
    }
    buttons(
      part.suggested,
      suggestions,
      (one, place) => [
        made("kbd", "", String(place + 1)),
        apart(texts[one.code]),
        made("span", "chance", one.chance === "" ? "" : SHARE.format(Number(one.chance))),
      ],
      (one) => give(one.code),
    );
    // One that was taken stays in its place, so that a second click meets no other.
    for (const [place, button] of [...part.suggested.children].entries()) {
      button.disabled = has(suggestions[place].code);
    }
    if (suggestions.length) part.suggested.prepend(made("span", "lead", "Suggested, not given:"));
    for (const one of options) {
      one.item.setAttribute("aria-selected", String(codes.includes(one.key)));
    }
    part.said.textContent = said;
  }

  const keys = {
    PageDown: () => move(1),
    PageUp: () => move(-1),
    ArrowDown: () => lead(1),
    ArrowUp: () => lead(-1),
    Enter: () => active && choose(active.key),
    Escape: () => {
      part.search.value = "";
      find();
    },
  };

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // What is typed here is no shortcut of the notebook around it.
    event.stopPropagation();
    const typing = event.target === part.search;
    const turning = event.key.startsWith("Page");
    if (typing && !part.search.value && !event.shiftKey) {
      const { codes, suggestions } = view();
      if (event.key === "Backspace" && codes.length) take(codes[codes.length - 1]);
      const suggested = /^[1-9]$/.test(event.key) && suggestions[Number(event.key) - 1];
      if (suggested) {
        event.preventDefault();
        give(suggested.code);
        return;
      }
    }
    if (!(typing || turning) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }

  part.root.addEventListener("keydown", pressed);
  part.search.addEventListener("input", find);
  part.before.addEventListener("click", () => move(-1));
  part.next.addEventListener("click", () => move(1));
  part.only.addEventListener("change", () => send({ do: "only", waiting: part.only.checked }));
  for (const one of options) one.item.addEventListener("click", () => choose(one.key));
  model.on("change:view", draw);
  find();
  draw();
  el.append(part.root);
  return () => model.off("change:view", draw);
}

export default { render };
