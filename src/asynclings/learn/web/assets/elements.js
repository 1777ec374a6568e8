"use strict";

/* Elements are made here and nowhere else. Text stays text, whatever is in it. */

/** Return an element called `name` with `attributes` (`on` holds listeners) and `children`. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== "" && child !== false));
  return element;
}

function byId(id) {
  return document.getElementById(id);
}

/** Return an element with HTML that the kit has made of Markdown: no other text gets here. */
function prose(html, attributes = {}) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const element = make("div", { class: "prose", ...attributes });
  element.append(...parsed.body.childNodes);
  return element;
}

/** Return a drawing of the kit as an element; null where it is none. */
function drawing(svg) {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  return root.nodeName === "svg" ? document.importNode(root, true) : null;
}

const shown = new Map();

/** Let `build` fill `parent`, unless it shows `data` already: so focus and replay stay. */
function fill(parent, data, build) {
  const text = JSON.stringify(data);
  if (shown.get(parent) === text) return;
  shown.set(parent, text);
  const held = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...build().filter(Boolean));
  if (held) parent.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

/** Say `text` in `element`, once: what is said again is read out again. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
