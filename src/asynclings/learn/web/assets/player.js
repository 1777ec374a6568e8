"use strict";

/* A timeline that can be replayed: a line moves over what happened, and uncovers it. */

const NARROW = matchMedia("(max-width: 40rem)");

/** Real seconds that a whole replay takes. */
const SPEEDS = { slow: 10, normal: 5, fast: 2 };

const PLURAL = { call: "runs", thread: "runs in a thread", task: "awaits", sleep: "sleeps" };

let players = 0;

// One listener for all: players come and go with every verdict.
NARROW.addEventListener("change", () => {
  for (const figure of document.querySelectorAll("figure")) figure.player.draw();
});

class Player {
  /** Args: the pictures (`wide`, `narrow`) of `rule`, which is of a report. */
  constructor(pictures, rule) {
    this.pictures = pictures;
    this.rule = rule;
    this.clip = `asynclings-clip-${(players += 1)}`;
    this.plot = make("div", {
      class: "plot", tabindex: "0", role: "group", "data-key": `plot ${rule.id}`,
      "aria-label": "Timeline. Left and right go from event to event, up and down from bar to bar, space replays.",
    });
    this.button = make("button", { type: "button", "data-key": `play ${rule.id}`, on: { click: () => this.toggle() } });
    this.slider = make("input", {
      type: "range", min: 0, max: 1000, value: 1000, step: 1, "aria-label": "Virtual time",
      "data-key": `slider ${rule.id}`,
      on: { input: () => { this.pause(); this.show((this.slider.value / 1000) * this.horizon, true); } },
    });
    this.clock = make("output");
    this.speed = make("select", { "aria-label": "Speed of the replay", "data-key": `speed ${rule.id}` },
      Object.keys(SPEEDS).map((name) => make("option", { value: name, ...(name === "normal" && { selected: true }) }, name)));
    this.caption = make("figcaption");
    this.element = make("figure", { on: { keydown: (event) => this.key(event) } },
      this.plot, make("div", { class: "steer" }, this.button, this.slider, this.clock, this.speed), this.caption);
    this.element.player = this;
    this.frame = 0;
    this.draw();
  }

  get playing() {
    return this.frame !== 0;
  }

  draw() {
    const svg = drawing(this.pictures[NARROW.matches ? "narrow" : "wide"]);
    if (svg === null) return;
    const at = this.horizon === undefined ? null : this.time;
    const axis = svg.dataset;
    this.horizon = Number(axis.horizon);
    this.left = Number(axis.left);
    this.width = Number(axis.right) - this.left;
    const node = (name, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };
    const clip = node("clipPath", { id: this.clip });
    this.window = node("rect", { x: 0, y: 0, height: svg.viewBox.baseVal.height });
    clip.append(this.window);
    this.line = node("line", { class: "now", y1: axis.top, y2: axis.bottom });
    for (const happened of svg.querySelectorAll(".happened")) happened.setAttribute("clip-path", `url(#${this.clip})`);
    svg.prepend(clip);
    svg.append(this.line);
    this.bars = [...svg.querySelectorAll(".bar")];
    for (const bar of this.bars) {
      bar.setAttribute("tabindex", "-1");
      bar.addEventListener("focus", () => this.tell([bar.getAttribute("aria-label")]));
      bar.addEventListener("pointerenter", () => this.tell([bar.getAttribute("aria-label")]));
      bar.addEventListener("pointerleave", () => this.show(this.time, false));
    }
    this.instants = [...new Set([0, this.horizon, ...this.rule.timeline.flatMap((span) => [span.start, span.end ?? this.horizon])])]
      .filter((instant) => instant <= this.horizon).sort((a, b) => a - b);
    this.plot.replaceChildren(svg);
    this.show(at ?? this.horizon, false);
    this.label();
  }

  label() {
    this.button.textContent = this.playing ? "❚❚ Pause" : "▶ Replay";
  }

  /** Show what had happened at virtual second `time`. */
  show(time, byHand) {
    this.time = Math.min(Math.max(time, 0), this.horizon);
    const done = this.horizon ? this.time / this.horizon : 1;
    const x = this.left + done * this.width;
    const atEnd = done >= 1;
    // A sign at the end of a bar is wider than the instant; at the very end, all of it is seen.
    this.window.setAttribute("width", atEnd ? 10000 : x + 0.5);
    this.line.setAttribute("x1", x);
    this.line.setAttribute("x2", x);
    this.line.style.display = atEnd && !byHand ? "none" : "";
    if (!byHand || document.activeElement !== this.slider) this.slider.value = Math.round(done * 1000);
    const words = `${round(this.time)} s`;
    this.slider.setAttribute("aria-valuetext", words);
    this.clock.value = `t = ${words}`;
    this.tell(atEnd && !byHand ? [] : this.now());
  }

  /** Return what goes on at this instant, one sentence each. */
  now() {
    const t = this.time + 1e-9;
    const lasting = this.rule.timeline.filter((span) => {
      if (span.kind === "task" || span.kind === "sleep") return false;
      if (span.kind === "mark") return Math.abs(span.start - this.time) < 1e-6;
      return span.start <= t && (span.end === null || span.end > t);
    });
    const said = lasting.map((span) => {
      if (span.kind === "mark") return `${span.name}`;
      if (span.kind === "wait") return `${span.task || "a task"} waits for ${span.name}`;
      if (span.kind === "block") return `${span.name} blocks the event loop`;
      return `${span.name} ${PLURAL[span.kind] ?? "runs"}`;
    });
    const most = 8;
    const cut = said.length > most ? [...said.slice(0, most), `and ${said.length - most} more`] : said;
    return cut.length ? cut : ["nothing runs"];
  }

  tell(sentences) {
    if (sentences.length) {
      this.caption.replaceChildren(make("ul", {}, sentences.map((each) => make("li", {}, each))));
    } else {
      this.caption.replaceChildren(make("span", { class: "quiet" },
        "Point at a bar to read what it was, or replay. Time is virtual: it took no time to grade this."));
    }
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.time >= this.horizon) this.show(0, true);
    let before = null;
    const step = (now) => {
      const seconds = before === null ? 0 : (now - before) / 1000;
      before = now;
      const next = this.time + (seconds * this.horizon) / SPEEDS[this.speed.value];
      this.show(next, true);
      if (this.time >= this.horizon || !this.element.isConnected) {
        this.frame = 0;
        this.label();
        this.show(this.horizon, false);
      } else {
        this.frame = requestAnimationFrame(step);
      }
    };
    this.frame = requestAnimationFrame(step);
    this.label();
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.label();
  }

  /** Go to the next instant at which something begins or ends; back when `by` is negative. */
  step(by) {
    this.pause();
    const others = this.instants.filter((each) => (by > 0 ? each > this.time + 1e-6 : each < this.time - 1e-6));
    if (others.length) this.show(by > 0 ? others[0] : others[others.length - 1], true);
  }

  key(event) {
    const inside = event.target === this.plot || event.target.classList.contains("bar");
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " " && (inside || event.target === this.slider)) this.toggle();
    else if (!inside) return;
    else if (event.key === "ArrowRight") this.step(1);
    else if (event.key === "ArrowLeft") this.step(-1);
    else if (event.key === "Home") { this.pause(); this.show(0, true); }
    else if (event.key === "End") { this.pause(); this.show(this.horizon, true); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.reach(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  /** Put the focus on the next bar, or on the one before. */
  reach(by) {
    const next = this.bars.indexOf(document.activeElement) + by;
    if (next >= 0 && next < this.bars.length) this.bars[next].focus();
    else if (next < 0) this.plot.focus();
  }
}

/** Return seconds as a person writes them. */
function round(seconds) {
  return Number(seconds.toFixed(3)).toString();
}
