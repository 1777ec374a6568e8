"use strict";

/* The page: it follows a server, or shows what is embedded in it. */

const DATA = JSON.parse(byId("data").textContent);

/** Seconds until the first new attempt to connect, and between two at most. */
const FIRST_RETRY = 0.5;
const LAST_RETRY = 10;

/** Codes with which the server ends a connection: it does not know the token. */
const REFUSED = 4403;

const HOLDS = "asynclings-token";

function connection(is, text) {
  byId("connection").dataset.is = is;
  say(byId("connection"), text);
  document.body.classList.toggle("lost", is !== "live" && is !== "");
  for (const button of document.querySelectorAll(".deeds button")) button.disabled = is !== "live" && is !== "";
}

/** Return the buttons at the foot of the page. */
function toolbar(buttons) {
  byId("deeds").hidden = false;
  byId("deeds").replaceChildren(...buttons.map(([text, name, act, best]) =>
    make("button", { type: "button", "data-deed": name, class: best ? "best" : false, on: { click: act } }, text)));
}

function followServer() {
  const token = takeToken();
  let socket = null;
  let wait = FIRST_RETRY;
  let timer = 0;
  const send = (deed, more = {}) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ do: deed, ...more }));
  };
  let wanted = "";  // what was asked for, and is to be seen once it is there
  const ask = (deed, selector) => () => { wanted = selector; send(deed); };
  const deeds = { live: true, go: (slug) => send("go", { slug }), hint: ask("hint", ".hint:last-child") };
  toolbar([
    ["← Previous", "previous", () => send("previous")], ["Hint", "hint", deeds.hint],
    ["Solution", "solution", ask("solution", "[data-part=solution]")], ["Reset", "reset", () => byId("sure").showModal()],
    ["Undo reset", "undo-reset", () => send("undo-reset")], ["Next →", "next", () => send("next"), true],
  ]);
  byId("sure").addEventListener("close", () => {
    if (byId("sure").returnValue === "yes") send("reset");
    byId("sure").returnValue = "";
  });

  function connect() {
    clearTimeout(timer);
    if (byId("connection").dataset.is !== "lost") connection("waits", "connecting");
    socket = new WebSocket(`ws://${location.host}/live`, ["asynclings", token]);
    socket.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      if (news.page !== DATA.page) { location.reload(); return; }
      wait = FIRST_RETRY;
      connection("live", "live");
      byId("deeds").querySelector("[data-deed=undo-reset]").hidden = !news.view.can_undo;
      showView(news.view, DATA.badges, deeds);
      if (wanted) byId("task").querySelector(wanted)?.scrollIntoView({ block: "nearest" });
      wanted = "";
    });
    socket.addEventListener("close", (event) => {
      if (event.code === REFUSED) { refused(); return; }
      connection("lost", "Not connected. As soon as `learn -- --web` runs again, this page goes on.");
      timer = setTimeout(connect, wait * 1000);
      wait = Math.min(wait * 2, LAST_RETRY);
    });
  }

  function atOnce() {
    if (document.visibilityState === "visible" && socket.readyState === WebSocket.CLOSED && byId("connection").dataset.is === "lost") connect();
  }
  document.addEventListener("visibilitychange", atOnce);
  addEventListener("focus", atOnce);
  if (token) connect();
  else refused();
}

/** Take the token out of the address: history and screenshots need not hold it. */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(HOLDS, given);
    history.replaceState(null, "", location.pathname);
  }
  return given ?? sessionStorage.getItem(HOLDS) ?? "";
}

function refused() {
  connection("refused", "Not let in.");
  byId("notice").hidden = false;
}

function showFile() {
  let current = DATA.current;
  const hintsShown = new Map();
  const deeds = { live: false, go, hint };
  const order = DATA.views.map((view) => view.current);
  const chapters = DATA.chapters;

  function show() {
    const view = DATA.views.find((each) => each.current === current);
    const given = hintsShown.get(current) ?? view.hints_html.length;
    const all = [...view.hints_html, ...view.more_hints_html];
    const chapter = chapters.find((each) => each.exercises.some((row) => row.slug === current));
    showView({ ...view, chapters, idea_html: chapter.idea_html, hints_html: all.slice(0, given), hints_left: all.length - given }, DATA.badges, deeds);
    byId("deeds").querySelector("[data-deed=previous]").disabled = order.indexOf(current) === 0;
    byId("deeds").querySelector("[data-deed=next]").disabled = order.indexOf(current) === order.length - 1;
  }

  function go(slug) {
    if (!order.includes(slug)) return;
    current = slug;
    location.hash = slug;
    show();
  }

  function hint() {
    const view = DATA.views.find((each) => each.current === current);
    hintsShown.set(current, (hintsShown.get(current) ?? view.hints_html.length) + 1);
    show();
  }

  const beside = (by) => () => go(order[order.indexOf(current) + by]);
  toolbar([["← Previous", "previous", beside(-1)], ["Next →", "next", beside(1), true]]);
  const follow = () => {
    const wanted = decodeURIComponent(location.hash.slice(1)) || DATA.current;
    if (order.includes(wanted) && wanted !== current) { current = wanted; show(); }
  };
  addEventListener("hashchange", follow);
  connection("", DATA.written);
  show();
  follow();
}

if (matchMedia("(max-width: 60rem)").matches) byId("kit").open = false;
if (DATA.views) showFile();
else followServer();
