// Keeps a live page fresh: loads it again when there is another, and shows what is wrong meanwhile.

(() => {
  "use strict";
  const version = VERSION;
  const panel = document.createElement("aside");
  panel.className = "live-panel";
  panel.setAttribute("aria-label", "Live page");
  panel.setAttribute("role", "status");
  panel.hidden = true;
  document.body.append(panel);
  const line = (tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };
  const show = (problems, note) => {
    panel.replaceChildren();
    panel.classList.toggle("live-faulty", problems.length > 0);
    if (problems.length) {
      const head = "This is the last good page: what was saved has problems";
      const list = document.createElement("ul");
      list.append(...problems.map((problem) => line("li", problem)));
      panel.append(line("strong", head), list);
    }
    if (note) panel.append(line("p", note));
    panel.hidden = !problems.length && !note;
  };
  const events = new EventSource("/events");
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.version !== version) location.reload();
    else show(told.problems, told.note);
  };
  events.onerror = () => show([], "research build --watch has ended: this page is not fresh any more");
})();
