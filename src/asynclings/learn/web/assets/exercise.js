"use strict";

/* One state of the learner's loop, as a page. All that a learner may have written is text. */

const SIGNS = { done: ["✓", "done"], tried: ["◐", "tried"], open: ["○", "open"] };

/** Show `view`; `deeds` holds what the page can do: `go`, `hint`, and whether it is live. */
function showView(view, badges, deeds) {
  const rows = view.chapters.flatMap((chapter) => chapter.exercises.map((row) => ({ ...row, chapter })));
  const here = rows.find((row) => row.slug === view.current);
  byId("columns").hidden = false;
  showStanding(rows);
  showChapters(view, deeds);
  showHead(view, here, deeds);
  say(byId("message"), view.message);
  if (byId("here").textContent && !byId("here").textContent.startsWith(`${here?.number} `)) scrollTo(0, 0);
  say(byId("here"), here ? `${here.number} ${here.title}` : view.current);
  showTask(view, here, deeds);
  showVerdict(view, badges);
  showRules(view, badges, deeds);
  byId("columns").classList.toggle("tried", Boolean(view.exercise.verdict) && view.exercise.verdict !== "not attempted");
  const badge = badges[view.exercise.verdict];
  document.title = `${badge ? `${badge.sign} ` : ""}${view.current} · asynclings`;
}

function showStanding(rows) {
  const done = rows.filter((row) => row.progress === "done").length;
  byId("bar").max = rows.length || 1;
  byId("bar").value = done;
  say(byId("standing"), `${done} of ${rows.length} done`);
}

function showChapters(view, deeds) {
  fill(byId("chapters"), [view.chapters, view.current], () => view.chapters.map((chapter) => {
    const before = byId("chapters").querySelector(`details[data-chapter="${CSS.escape(chapter.slug)}"]`);
    const holds = chapter.exercises.some((row) => row.slug === view.current);
    const done = chapter.exercises.filter((row) => row.progress === "done").length;
    return make("details", { class: "chapter", "data-chapter": chapter.slug, open: holds || Boolean(before?.open) },
      make("summary", { "data-key": `chapter ${chapter.slug}` },
        make("span", {}, `${chapter.number} ${chapter.title.replace(/^Chapter \d+: /, "")} `),
        make("span", { class: "count" }, `${done}/${chapter.exercises.length}`)),
      make("ol", {}, chapter.exercises.map((row) => listed(row, view.current, deeds))));
  }));
}

function listed(row, current, deeds) {
  const [sign, word] = SIGNS[row.progress] ?? SIGNS.open;
  const about = [word, row.stretch && "may be left out", row.hints_used && `hints used: ${row.hints_used}`,
    row.attempts && `attempts: ${row.attempts}`].filter(Boolean).join(", ");
  return make("li", { class: row.progress },
    make("button", {
      type: "button", "data-key": `go ${row.slug}`, title: `${row.title} (${about})`,
      "aria-current": row.slug === current ? "true" : false, on: { click: () => deeds.go(row.slug) },
    },
    make("span", { class: "sign", "aria-hidden": "true" }, sign),
    make("span", {}, `${row.number} ${row.slug}`, make("span", { class: "visually-hidden" }, `, ${word}`),
      row.stretch && make("span", { class: "stretch" }, " stretch"))));
}

function showHead(view, here, deeds) {
  const head = [here?.number, here?.title, here?.chapter.title, view.path, view.edit_url, view.exercise.path];
  fill(byId("head"), head, () => [
    here && make("p", { class: "crumb" }, here.chapter.title),
    make("h1", {}, here ? `${here.number} ${here.title.replace(/\.$/, "")}` : view.current),
    make("p", { class: "path" },
      make("code", {}, deeds.live ? view.path : view.exercise.path || view.path),
      deeds.live && view.edit_url && make("a", { href: view.edit_url, "data-key": "edit" }, "Open in VS Code"),
      deeds.live && navigator.clipboard && copier(view.path)),
  ]);
}

function copier(path) {
  const button = make("button", { type: "button", class: "quietly", "data-key": "copy" }, "Copy path");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(path).then(() => say(button, "Copied"), () => say(button, "Not allowed"));
    setTimeout(() => say(button, "Copy path"), 2000);
  });
  return button;
}

function showTask(view, here, deeds) {
  const open = (name, otherwise) => byId("task").querySelector(`details[data-part="${name}"]`)?.open ?? otherwise;
  const fold = (name, title, otherwise, ...inside) => make("details", { "data-part": name, open: open(name, otherwise) },
    make("summary", { "data-key": `fold ${name}` }, make("h2", {}, title)), ...inside);
  const parts = [view.current, view.text, view.idea_html, view.hints_html, view.hints_left, view.solution];
  const another = shown.has(byId("task")) && JSON.parse(shown.get(byId("task")))[0] !== view.current;
  if (another) for (const each of byId("task").querySelectorAll("details")) each.dataset.part = "";
  fill(byId("task"), parts, () => [
    make("h2", {}, "What to do"),
    view.text ? taskText(view.text, here?.title) : make("p", { class: "quiet" }, "The stub says nothing; see the verdict."),
    showHints(view, deeds),
    view.solution && fold("solution", "A good answer", true, make("pre", {}, view.solution)),
    view.idea_html && fold("idea", "The idea of the chapter", false, prose(view.idea_html)),
  ]);
}

function showHints(view, deeds) {
  const total = view.hints_html.length + view.hints_left;
  if (!total) return null;
  const more = view.hints_left > 0 && make("button", { type: "button", class: "quietly", "data-key": "hint", on: { click: deeds.hint } },
    `Show ${view.hints_html.length ? "the next" : "a"} hint (${view.hints_left} left)`);
  return make("section", { "aria-label": "Hints" }, make("h2", {}, "Hints"),
    make("div", { "aria-live": "polite" }, view.hints_html.map((html, at) =>
      make("div", { class: "hint" }, make("h3", {}, `Hint ${at + 1}`), prose(html)))),
    more ? make("p", {}, more) : make("p", { class: "quiet" }, "That was the last hint."));
}

function badgeOf(badge) {
  return make("span", { class: `badge ${badge.css}` }, make("span", { "aria-hidden": "true" }, badge.sign), ` ${badge.word}`);
}

function showVerdict(view, badges) {
  const exercise = view.exercise;
  const badge = badges[exercise.verdict];
  const rules = exercise.rules ?? [];
  const passed = rules.filter((rule) => rule.verdict === "passed").length;
  fill(byId("verdict"), [view.current, exercise.verdict, passed, rules.length, view.grading], () => [
    badge ? badgeOf(badge) : make("span", { class: "quiet" }, view.grading ? "" : "Not graded yet. Save the file."),
    badge && make("span", {}, exercise.verdict === "not attempted" ? "Write your answer in the file, and save it."
      : rules.length ? `${passed} of ${rules.length} rules passed` : ""),
    view.grading && make("span", { class: "busy" }, "grading"),
  ]);
}

function showRules(view, badges, deeds) {
  const exercise = view.exercise;
  fill(byId("rules"), [view.current, exercise, view.pictures], () => {
    if (!exercise.verdict) return [];
    const isWrong = (rule) => !["passed", "not reached", "not attempted"].includes(rule.verdict);
    const rules = [...exercise.rules].sort((a, b) => isWrong(b) - isWrong(a));
    const first = rules.find(isWrong);
    return [
      exercise.reason && make("div", { class: "finding" }, reasonOf(exercise.reason, view, deeds), ...(exercise.findings ?? []).map(found)),
      ...rules.map((rule) => ruleOf(rule, rule === first, view, badges, deeds)),
    ];
  });
}

function ruleOf(rule, first, view, badges, deeds) {
  const badge = badges[rule.verdict];
  const content = make("div", { class: "inside" });
  const element = make("details", { class: `rule ${badge.css}`, open: first },
    make("summary", { "data-key": `rule ${rule.id}` }, make("h3", {}, rule.rule), badgeOf(badge)), content);
  const build = () => content.childElementCount || content.append(...insideOf(rule, view, deeds).filter(Boolean));
  element.addEventListener("toggle", () => element.open && build());
  if (first) build();
  return element;
}

function insideOf(rule, view, deeds) {
  const seen = rule.evidence;
  const lines = [
    ["Law", rule.law], ["Call", seen.call], ["Expected", seen.expected], ["Happened", seen.happened],
  ].filter(([, value]) => value).map(([name, value]) => [make("dt", {}, name), make("dd", {}, make("code", {}, value))]);
  return [
    rule.promise && make("blockquote", {}, rule.promise),
    (lines.length || seen.where) && make("dl", {}, lines, seen.where && [make("dt", {}, "Where"), make("dd", {}, place(seen.where, view, deeds))]),
    ...rule.findings.map(found),
    view.pictures[rule.id]?.wide && new Player(view.pictures[rule.id], rule).element,
    seen.detail && make("pre", {}, seen.detail),
    rule.also_seen.length > 0 && make("div", {}, make("p", { class: "quiet" }, "Also seen:"),
      make("ul", {}, rule.also_seen.map((each) => make("li", {}, each)))),
    !lines.length && !seen.where && !view.pictures[rule.id]?.wide && !rule.promise && make("p", { class: "quiet" }, "Nothing more to show."),
  ];
}

/** Return why nothing was graded: lines of words, of code, and where it is. */
function reasonOf(reason, view, deeds) {
  return make("div", { class: "reason" }, reason.split("\n").map((line) => {
    const at = /^at (.+:\d+)$/.exec(line);
    if (at) return make("p", {}, "at ", place(at[1], view, deeds));
    return make("p", {}, line.startsWith(" ") ? make("code", {}, line) : line);
  }));
}

/** Return `file:line`; in the stub itself it opens there. */
function place(where, view, deeds) {
  const [, path, line] = /^(.*):(\d+)$/.exec(where) ?? [null, where, ""];
  const name = `${path.replace(/.*[\\/]/, "")}${line && `:${line}`}`;
  const inStub = path === view.path || (view.exercise.path && path === view.exercise.path);
  if (deeds.live && inStub && view.edit_url) return make("a", { href: `${view.edit_url}:${line}` }, name);
  return make("code", { title: where }, name);
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function found(finding) {
  return make("div", { class: "finding" },
    make("strong", {}, sentence(finding.because)), finding.fact && make("p", {}, finding.fact),
    finding.next_step && make("p", {}, `→ ${finding.next_step}`));
}
