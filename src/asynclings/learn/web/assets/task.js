"use strict";

/* What an exercise asks: its docstring, then each promise below its header, as a text to be read. */

/** Return `text` as elements; its first line is left out where it is the `title` already. */
function taskText(text, title) {
  let base = 0;
  const blocks = text.split(/\n{2,}/).filter((block) => block.trim());
  if (blocks.length && blocks[0].trim() === title) blocks.shift();
  return make("div", { class: "text" }, blocks.map((block) => {
    const lines = block.split("\n");
    const parts = [];
    const header = /^( *)(async def|def|class) /.exec(lines[0]);
    if (header) {
      base = header[1].length + 4;
      parts.push(make("pre", { class: "signature" }, signature(lines.shift().trim())));
    } else if (!lines[0].startsWith(" ")) {
      base = 0;
    }
    const own = lines.map((line) => line.slice(Math.min(base, line.search(/\S|$/))));
    return own.length ? [...parts, ...passage(own)] : parts;
  }));
}

/** Return `header` so that no line ends in the middle of its arrow. */
function signature(header) {
  return header.split(/(->)/).map((piece) => (piece === "->" ? make("span", { class: "whole" }, piece) : piece));
}

/** Return one passage: a listing, notes such as `Read: ...`, a list, or a paragraph. */
function passage(lines) {
  if (lines.every((line) => line.startsWith("    "))) {
    return [make("pre", {}, lines.map((line) => line.slice(4)).join("\n"))];
  }
  if (lines.every((line) => /^[A-Z][a-z]+:\s/.test(line))) {
    return lines.map((line) => make("p", { class: "note quiet" }, inline(line)));
  }
  if (/^[*-] /.test(lines[0])) {
    const items = [];
    for (const line of lines) {
      if (/^[*-] /.test(line)) items.push(line.slice(2));
      else items.push(`${items.pop()} ${line.trim()}`);
    }
    return [make("ul", {}, items.map((item) => make("li", {}, inline(item))))];
  }
  return [make("p", {}, inline(lines.join(" ")))];
}

/** Return `text` with code between backquotes as code, and addresses as links. */
function inline(text) {
  return text.split(/(`[^`]+`|https:\/\/[^\s)]+)/).map((piece) => {
    if (/^`[^`]+`$/.test(piece)) return make("code", {}, piece.slice(1, -1));
    if (!/^https:\/\/\S+$/.test(piece)) return piece;
    return make("a", { href: piece, target: "_blank", rel: "noopener noreferrer" }, piece.replace(/^https:\/\//, ""));
  });
}
