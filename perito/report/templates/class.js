"use strict";
// Sorts, filters and searches the lines of this page's table. Its state stands in the address after #, so that "back" finds it again.
(() => {
  const table = document.querySelector("table.students"), tools = document.querySelector("search.tools");
  if (!table || !tools) return;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells], output = tools.querySelector("output");
  const nobody = document.querySelector(".nobody"), fields = [...tools.querySelectorAll("[name]")];
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const collator = new Intl.Collator(document.documentElement.lang, {numeric: true, sensitivity: "base"});
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const lines = [...body.rows].map((row, place) => ({
    row, place,
    text: plain([...row.cells[0].childNodes].filter(node => node.className !== "small json").map(node => node.textContent).join("")),
    keys: new Set(`${row.dataset.state} ${row.dataset.about || ""}`.split(" ")),
  }));
  let sorted = {column: "", down: false};

  const value = (line, head) => {
    const cell = line.row.cells[head.cellIndex];
    if (head.dataset.sort === "number") return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
    return cell.textContent.trim() || null;
  };
  const order = head => (one, two) => {
    const a = value(one, head), b = value(two, head);
    if (a === null || b === null) return (a === null) - (b === null) || one.place - two.place;
    const found = typeof a === "number" ? a - b : collator.compare(a, b);
    return (sorted.down ? -found : found) || one.place - two.place;
  };

  const show = () => {
    const asked = Object.fromEntries(fields.map(field => [field.name, field.value]));
    const words = plain(asked.q).split(" "), keys = [asked.state, asked.about].filter(Boolean);
    let shown = 0;
    for (const line of lines) {
      const fits = words.every(word => line.text.includes(word)) && keys.every(key => line.keys.has(key));
      line.row.hidden = !fits;
      shown += fits;
    }
    output.textContent = output.dataset.text.replace("{shown}", numbers.format(shown)).replace("{all}", numbers.format(lines.length));
    nobody.hidden = shown > 0;
    table.hidden = shown === 0;
    document.body.classList.toggle("filtered", shown < lines.length);
  };
  const sort = () => {
    const head = heads.find(one => one.dataset.column === sorted.column);
    for (const one of heads) {
      if (one === head) one.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else one.removeAttribute("aria-sort");
    }
    const wanted = head ? [...lines].sort(order(head)) : lines;
    body.append(...wanted.map(line => line.row));
  };

  const remember = () => {
    const state = new URLSearchParams(fields.filter(field => field.value).map(field => [field.name, field.value]));
    if (sorted.column) state.set("sort", sorted.column + (sorted.down ? "-" : ""));
    const text = state.toString();
    try {
      history.replaceState(null, "", location.href.split("#")[0] + (text ? `#${text}` : ""));
    } catch (error) {
      // A page that has no address of its own: there is no "back" to it either.
    }
  };
  const recall = () => {
    const text = location.hash.slice(1), state = new URLSearchParams(text.includes("=") ? text : "");
    for (const field of fields) {
      field.value = state.get(field.name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    const name = state.get("sort") || "";
    sorted = {column: name.replace(/-$/, ""), down: name.endsWith("-")};
    sort();
    show();
  };

  for (const head of heads.filter(one => one.dataset.column)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const name = head.dataset.column;
      if (sorted.column !== name) sorted = {column: name, down: false};
      else sorted = sorted.down ? {column: "", down: false} : {column: name, down: true};
      sort();
      remember();
    });
  }
  tools.addEventListener("input", () => { show(); remember(); });
  tools.querySelector("button").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    show();
    remember();
    fields[0].focus();
  });
  window.addEventListener("hashchange", recall);
  tools.hidden = false;
  recall();
})();
