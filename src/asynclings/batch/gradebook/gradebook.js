
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { badges, exercises, findings, rows } = data;
  const NAME = 0, ID = 1, EMAIL = 2, PAGE = 3, POINTS = 4, MOST = 5, PERCENT = 6, LATE = 7, CELLS = 8;
  const VERDICT = 0, EARNED = 1, FLAGS = 2, FINDINGS = 3;
  const NOTHING = String(badges.length);
  const at = (id) => document.getElementById(id);
  const [sheet, table, status] = [at("sheet"), at("table"), at("status")];
  const [head, body] = [table.tHead, table.tBodies[0]];
  const [text, verdict, exercise, finding] = ["text", "verdict", "exercise", "finding"].map(at);
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  /* A class of this size is a whole table, in which the browser can search. Of a larger one only
     the rows in sight are there, and these many above and below them. */
  const WHOLE = 300, BEYOND = 15;

  const words = rows.map((row) => `${row[NAME]}\n${row[ID]}\n${row[EMAIL]}`.toLowerCase());
  const fixed = [
    ["Name", (a, b) => collator.compare(rows[a][NAME] || rows[a][ID], rows[b][NAME] || rows[b][ID])],
    ["Id", (a, b) => collator.compare(rows[a][ID], rows[b][ID])],
    ["Points", (a, b) => rows[a][POINTS] - rows[b][POINTS]],
    ["Percent", (a, b) => rows[a][PERCENT] - rows[b][PERCENT]],
    ["Late", (a, b) => rows[a][LATE] - rows[b][LATE]],
  ];
  let sorted = null;      // {key, down}: a number of `fixed`, or those and one of an exercise
  let order = [];         // numbers of the rows that are shown
  let columns = [];       // numbers of the exercises that are shown
  let height = 0;         // of a row, in pixels
  let printing = false;
  const there = new Map();  // place in `order` -> its row of the table

  const element = (name, classes, content) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    if (content !== undefined) made.textContent = content;
    return made;
  };
  const hidden = (words) => element("span", "visually-hidden", words);
  const rank = (cell) => (cell ? cell[EARNED] * 10 - cell[VERDICT] : -100);

  const fits = (cell) => {
    if (verdict.value === NOTHING) return !cell;
    if (verdict.value !== "" && (!cell || cell[VERDICT] !== Number(verdict.value))) return false;
    return finding.value === "" || (cell && cell.indexOf(Number(finding.value), FINDINGS) > 0);
  };
  const chooses = () => verdict.value !== "" || finding.value !== "";

  const choose = () => {
    const wanted = text.value.trim().toLowerCase();
    columns = exercise.value === "" ? exercises.map((_, index) => index) : [Number(exercise.value)];
    order = [];
    for (let row = 0; row < rows.length; row += 1) {
      if (wanted && !words[row].includes(wanted)) continue;
      if (chooses() && !columns.some((column) => fits(rows[row][CELLS][column]))) continue;
      order.push(row);
    }
    if (sorted) {
      const { key, down } = sorted;
      const column = key - fixed.length;
      const compare = key < fixed.length ? fixed[key][1]
        : (a, b) => rank(rows[a][CELLS][column]) - rank(rows[b][CELLS][column]);
      order.sort((a, b) => (down ? compare(b, a) : compare(a, b)) || a - b);
    }
  };

  const drawHead = () => {
    const line = element("tr");
    const add = (key, label, classes, title) => {
      const cell = element("th", classes);
      const button = element("button", "", label);
      cell.scope = "col";
      button.type = "button";
      button.dataset.key = key;
      if (title) button.title = title;
      if (sorted && sorted.key === key) {
        cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      }
      cell.append(button);
      line.append(cell);
    };
    fixed.forEach(([label], key) => add(key, label, key > 1 ? "number" : ""));
    for (const column of columns) {
      const [number, slug, title] = exercises[column];
      add(fixed.length + column, `${number} ${slug}`, "tall", title);
    }
    head.replaceChildren(line);
    table.style.setProperty("--columns", columns.length);
    table.setAttribute("aria-colcount", fixed.length + columns.length);
  };

  const drawCell = (row, column) => {
    const cell = row[CELLS][column];
    const td = element("td", "answer");
    if (!cell) {
      td.append(hidden("nothing handed in"));
      if (verdict.value === NOTHING) td.classList.add("hit");
      return td;
    }
    const [sign, word, css] = badges[cell[VERDICT]];
    td.classList.add(css);
    if (chooses() && fits(cell)) td.classList.add("hit");
    const link = element("a");
    link.href = `learners/${row[PAGE]}#${exercises[column][1]}`;
    link.tabIndex = -1;  // the learner's name is the stop for the keyboard
    link.title = [`${exercises[column][1]}: ${word}`,
      ...cell.slice(FINDINGS).map((id) => findings[id])].join(", ");
    const mark = element("span", "", sign);
    mark.setAttribute("aria-hidden", "true");
    link.append(mark, hidden(word), cell[FLAGS] & 2 ? "" : ` ${cell[EARNED]}`);
    if (cell[FLAGS] & 1) {
      const late = element("sup", "", "L");
      late.setAttribute("aria-hidden", "true");
      link.append(late, hidden(", late"));
    }
    td.append(link);
    return td;
  };

  const drawRow = (place) => {
    const row = rows[order[place]];
    const line = element("tr");
    line.setAttribute("aria-rowindex", place + 2);
    const name = element("th");
    name.scope = "row";
    const link = element("a");
    const person = element("bdi", "", row[NAME] || row[ID] || "(no name)");
    link.href = `learners/${row[PAGE]}`;
    link.title = [row[NAME], row[ID], row[EMAIL]].filter(Boolean).join("\n");
    link.append(person);
    name.append(link);
    const id = element("td");
    id.append(element("bdi", "id", row[ID]));
    line.append(name, id,
      element("td", "number", `${row[POINTS]} of ${row[MOST]}`),
      element("td", "number", `${row[PERCENT]} %`),
      element("td", "number", row[LATE] || ""));
    for (const column of columns) line.append(drawCell(row, column));
    return line;
  };

  const gap = (rowsLeftOut) => {
    const line = element("tr", "gap");
    const cell = element("td");
    line.setAttribute("aria-hidden", "true");
    cell.colSpan = fixed.length + columns.length;
    cell.style.height = `${rowsLeftOut * height}px`;
    line.append(cell);
    return line;
  };

  /* Rows that stay in sight stay the same elements: the focus in them is not lost. */
  const drawRows = () => {
    const whole = printing || order.length <= WHOLE;
    const first = whole ? 0 : Math.max(0, Math.floor(sheet.scrollTop / height) - BEYOND);
    const seen = Math.ceil(sheet.clientHeight / height) + 2 * BEYOND;
    const last = whole ? order.length : Math.min(order.length, first + seen);
    for (const [place, line] of there) {
      if (place < first || place >= last) {
        line.remove();
        there.delete(place);
      }
    }
    body.querySelectorAll(".gap").forEach((line) => line.remove());
    let next = null;
    for (let place = last - 1; place >= first; place -= 1) {
      let line = there.get(place);
      if (!line) {
        line = drawRow(place);
        there.set(place, line);
        body.insertBefore(line, next);
      }
      next = line;
    }
    if (first > 0) body.prepend(gap(first));
    if (last < order.length) body.append(gap(order.length - last));
  };

  const say = () => {
    const parts = [`${order.length} of ${rows.length} learners`];
    if (sorted) {
      const label = head.querySelector("[aria-sort] button");
      if (label) parts.push(`sorted by ${label.textContent}, ${sorted.down ? "highest" : "lowest"} first`);
    }
    status.textContent = `${parts.join(", ")}.`;
  };

  const draw = () => {
    choose();
    drawHead();
    body.replaceChildren();
    there.clear();
    sheet.scrollTop = 0;
    table.setAttribute("aria-rowcount", order.length + 1);
    if (!height && order.length) {
      body.append(drawRow(0));
      height = body.firstChild.getBoundingClientRect().height;
      body.replaceChildren();
    }
    drawRows();
    say();
  };

  const sort = (key) => {
    const down = sorted && sorted.key === key ? !sorted.down : key > 1;
    sorted = { key, down };
    draw();
    const button = head.querySelector(`[data-key="${key}"]`);
    if (button) button.focus();
  };

  const fill = (select, options) => options.forEach(([value, label]) => {
    const option = element("option", "", label);
    option.value = value;
    select.append(option);
  });

  fill(verdict, [...badges.map(([sign, word], index) => [index, `${sign} ${word}`]),
    [NOTHING, "nothing handed in"]]);
  fill(exercise, exercises.map(([number, slug], index) => [index, `${number} ${slug}`]));
  fill(finding, findings.map((id, index) => [index, id]));

  head.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) sort(Number(button.dataset.key));
  });
  const form = at("filters");
  form.addEventListener("input", draw);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(draw));
  document.querySelectorAll(".map").forEach((map) => map.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    text.value = "";
    exercise.value = button.dataset.exercise ?? "";
    verdict.value = button.dataset.verdict ?? "";
    finding.value = button.dataset.finding ?? "";
    draw();
    at("learners").scrollIntoView();
    sheet.focus({ preventScroll: true });
  }));
  let waits = false;
  sheet.addEventListener("scroll", () => {
    if (waits || order.length <= WHOLE) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; drawRows(); });
  });
  addEventListener("resize", () => { if (order.length > WHOLE) drawRows(); });
  addEventListener("beforeprint", () => { printing = true; drawRows(); });
  addEventListener("afterprint", () => { printing = false; drawRows(); });
  draw();
})();
