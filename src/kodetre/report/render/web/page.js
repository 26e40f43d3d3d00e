"use strict";
{
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; });
}
{
  const island = document.getElementById("data");
  if (island) start(JSON.parse(island.textContent));
}

/**
 * The data of the page: what kodetre.report.page_data makes. Offsets are UTF-16 units; what there is much of is a row of values.
 *
 * @typedef {Object} CodeData
 * @property {string} key
 * @property {string} label
 * @property {string} path
 * @property {string} colour
 * @property {number} depth
 *
 * @typedef {[kind: string, level: number, start: number, end: number, body: number]} BlockRow
 * @typedef {[start: number, label: string]} PageRow
 *
 * @typedef {Object} DocumentData
 * @property {string} id
 * @property {string} title
 * @property {string} source
 * @property {string} group
 * @property {string} year
 * @property {string} text
 * @property {BlockRow[]} blocks
 * @property {PageRow[]} pages
 *
 * @typedef {[document: number, code: number, coder: number, start: number, end: number, cut: number, citation: number,
 *   section: number, memo: string, origin: string, id: string]} ExcerptRow - the id only where there are pictures or comments
 *
 * @typedef {Object} ImageData
 * @property {string} label
 * @property {number} width
 * @property {number} height
 * @property {Object<string, [left: number, top: number, width: number, height: number][]>} boxes - by the excerpt's id
 * @property {string} jpeg
 *
 * @typedef {Object} PageData
 * @property {CodeData[]} codes
 * @property {string[]} coders
 * @property {string[]} citations
 * @property {string[]} sections
 * @property {ExcerptRow[]} excerpts
 * @property {DocumentData[]} documents
 * @property {Object<string, ImageData[]>} images - by the document's id
 * @property {Object<string, string>} words
 * @property {?CommentsData} comments
 *
 * @typedef {Object} CommentsData
 * @property {string} title
 * @property {string} key
 * @property {Object<string, string>} documents - the SHA-256 of the file by the document's id
 */

/** @param {PageData} data */
function start(data) {
  const [DOC, CODE, CODER, START, END, CUT, CITED, SECTION, MEMO, ORIGIN, ID] = Array(11).keys();
  const PALETTE = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#b8a800", "#777777"];
  const STEP = 50, MOST_PRINTED = 3000;
  const form = document.getElementById("filters");
  const list = document.getElementById("list");
  const more = document.getElementById("more");
  const count = document.getElementById("count");
  const chooser = document.getElementById("document");
  const onlyCoded = document.getElementById("coded");
  const text = document.getElementById("text");
  const { codes, documents, excerpts, words } = data;
  const tops = [...new Set(codes.map((code) => code.key.split(".")[0]))];
  const colourOf = (code) => code.colour || PALETTE[tops.indexOf(code.key.split(".")[0]) % PALETTE.length];
  const said = (name, values) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const lower = new Map();
  let shown = [], drawn = 0, lastHeading = null, asked = {};

  const el = (name, set = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(set)) {
      if (key === "class") made.className = value;
      else if (key === "style") made.style.setProperty("--code", value);
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };
  const oneLine = (raw) => raw.split("\n")
    .map((row) => row.split("\t").map((cell) => cell.split(/\s+/).filter(Boolean).join(" ")).filter(Boolean).join(" | "))
    .filter(Boolean).join(" / ");
  // Inside a quotation its own marks become the inner ones: the first two of the language's four become the last two.
  const inQuotes = (plain) => [...plain].map((letter) => {
    const place = words.marks.indexOf(letter);
    return place === 0 || place === 1 ? words.marks[place + 2] : letter;
  }).join("");
  const comments = data.comments ? commenting(data, el, said) : null;
  const quoteOf = (one) => {
    const plain = oneLine(documents[one[DOC]].text.slice(one[START], one[END]));
    return said("quote", { text: (one[CUT] & 1 ? "… " : "") + inQuotes(plain) + (one[CUT] & 2 ? " …" : "") });
  };
  const lowerText = (doc) => {
    if (!lower.has(doc)) lower.set(doc, documents[doc].text.toLowerCase());
    return lower.get(doc);
  };

  // Which code is under which, and where a code's excerpts stand, for "together with".
  const isUnder = (key, above) => key === above || key.startsWith(above + ".");
  const numbersUnder = (key) => new Set(codes.flatMap((code, place) => isUnder(code.key, key) ? [place] : []));
  const numberOf = (key) => new Set(codes.flatMap((code, place) => code.key === key ? [place] : []));
  const placeIn = (starts, offset) => {
    let low = 0, high = starts.length;
    while (low < high) { const middle = (low + high) >> 1; if (starts[middle] <= offset) low = middle + 1; else high = middle; }
    return low - 1;
  };
  const outlines = new Map();
  const outlineOf = (doc) => {
    if (!outlines.has(doc)) {
      let heading = -1;
      const starts = [], chapters = [];
      documents[doc].blocks.forEach(([kind, , start, , body], number) => {
        if (kind === "heading" && body) heading = number;
        starts.push(start); chapters.push(heading);
      });
      outlines.set(doc, { starts, chapters });
    }
    return outlines.get(doc);
  };
  const placesOf = (one, within) => {
    const doc = one[DOC];
    if (within === "document") return [`${doc}`];
    if (within === "span") return [`${doc}:${one[START]}:${one[END]}`];
    const { starts, chapters } = outlineOf(doc);
    const first = placeIn(starts, one[START]);
    if (within === "section") return [`${doc}:${first < 0 ? -1 : chapters[first]}`];
    const last = placeIn(starts, one[END] - 1);
    return Array.from({ length: last - Math.max(0, first) + 1 }, (_, step) => `${doc}:${Math.max(0, first) + step}`);
  };
  const beside = (others, within) => {
    if (within) {
      const places = new Set(excerpts.filter((one) => others.has(one[CODE])).flatMap((one) => placesOf(one, within)));
      return (one) => placesOf(one, within).some((place) => places.has(place));
    }
    const spans = new Map();
    for (const one of excerpts) {
      if (!others.has(one[CODE])) continue;
      if (!spans.has(one[DOC])) spans.set(one[DOC], []);
      spans.get(one[DOC]).push(one);
    }
    return (one) => (spans.get(one[DOC]) || []).some((other) => one[START] < other[END] && other[START] < one[END]);
  };

  const fits = () => {
    const wanted = asked.q ? asked.q.toLowerCase() : "";
    const under = asked.code ? (asked.within ? numberOf(asked.code) : numbersUnder(asked.code)) : null;
    const isBeside = asked.with ? beside(asked.within ? numberOf(asked.with) : numbersUnder(asked.with), asked.within) : null;
    const field = (name) => asked[name] === "-" ? "" : asked[name];
    const docs = documents.map((doc) => (!asked.document || doc.id === asked.document)
      && (!asked.group || doc.group === field("group")) && (!asked.year || doc.year === field("year")));
    return (one) => docs[one[DOC]] && (!under || under.has(one[CODE])) && (!asked.coder || data.coders[one[CODER]] === asked.coder)
      && (!wanted || lowerText(one[DOC]).slice(one[START], one[END]).includes(wanted) || one[MEMO].toLowerCase().includes(wanted))
      && (!isBeside || isBeside(one));
  };
  // The matrix counts an excerpt once, however many codes of a tree it has: then its card names them all.
  const sameWords = new Map();
  const once = (found) => {
    sameWords.clear();
    return found.filter((one) => {
      const key = `${one[DOC]}:${one[START]}:${one[END]}`;
      const first = sameWords.get(key);
      if (first) first.add(codes[one[CODE]].path); else sameWords.set(key, new Set([codes[one[CODE]].path]));
      return !first;
    });
  };
  const pathsOf = (one) => {
    const all = asked.once && sameWords.get(`${one[DOC]}:${one[START]}:${one[END]}`);
    return all ? [...all].join("; ") : codes[one[CODE]].path;
  };
  const headingOf = (one) => {
    const doc = documents[one[DOC]];
    switch (asked.by) {
      case "document": return `${doc.id} ${doc.source}: ${doc.title}`;
      case "group": return doc.group || words.no_group;
      case "year": return doc.year || words.no_date;
      default: return codes[one[CODE]].path;
    }
  };
  const arranged = (found) => {
    const groups = new Map();
    for (const one of found) {
      const heading = headingOf(one);
      if (!groups.has(heading)) groups.set(heading, []);
      groups.get(heading).push(one);
    }
    const order = [...groups.keys()];
    if (!asked.by || asked.by === "code") order.sort((a, b) => groups.get(a)[0][CODE] - groups.get(b)[0][CODE]);
    if (asked.by === "year") order.sort();
    return order.flatMap((heading) => groups.get(heading));
  };

  const card = (one) => {
    const code = codes[one[CODE]], doc = documents[one[DOC]];
    const link = el("a", { href: `#/${doc.id}/${one[START]}` }, words.in_document);
    const facts = [data.citations[one[CITED]], data.sections[one[SECTION]], data.coders[one[CODER]], words[one[ORIGIN]]];
    const made = el("article", { class: "excerpt-card", style: colourOf(code) },
      el("p", { class: "quote" }, quoteOf(one)),
      el("p", { class: "of" }, pathsOf(one), " · ", facts.filter(Boolean).join(" · "), link));
    if (one[MEMO]) made.append(el("p", { class: "memo" }, `${words.memo}: ${one[MEMO]}`));
    if (comments) {
      const about = { code: code.path, quote: quoteOf(one).slice(0, 2000), citation: data.citations[one[CITED]], coder: data.coders[one[CODER]] };
      comments.ofExcerpt(made, one[ID], about);
    }
    const pages = (data.images[doc.id] || []).filter((page) => page.boxes[one[ID]]);
    if (pages.length) {
      const button = el("button", { type: "button", "aria-expanded": "false" }, words.on_page);
      button.addEventListener("click", () => showPages(made, button, pages, one));
      made.querySelector(".of").append(button);
    }
    return made;
  };
  const showPages = (made, button, pages, one) => {
    const there = made.querySelectorAll(".sheet");
    button.setAttribute("aria-expanded", String(!there.length));
    button.textContent = there.length ? words.on_page : words.hide_page;
    if (there.length) { there.forEach((page) => page.remove()); return; }
    for (const page of pages) {
      const sheet = el("div", { class: "sheet" });
      sheet.append(el("img", { src: `data:image/jpeg;base64,${page.jpeg}`, alt: said("page_short", { label: page.label }),
        width: Math.round(page.width), height: Math.round(page.height) }));
      for (const [left, top, width, height] of page.boxes[one[ID]]) {
        const box = el("span");
        Object.assign(box.style, { left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * width}%`, height: `${100 * height}%` });
        sheet.append(box);
      }
      made.append(sheet);
    }
  };
  const drawMore = (limit) => {
    const piece = document.createDocumentFragment();
    const until = Math.min(shown.length, drawn + limit);
    for (; drawn < until; drawn += 1) {
      const heading = headingOf(shown[drawn]);
      if (heading !== lastHeading) piece.append(el("h3", {}, heading));
      lastHeading = heading;
      piece.append(card(shown[drawn]));
    }
    list.append(piece);
    more.hidden = drawn >= shown.length;
  };
  const label = (key) => (codes.find((code) => code.key === key) || { label: key }).label;
  const redraw = () => {
    shown = arranged(asked.once ? once(excerpts.filter(fits())) : excerpts.filter(fits()));
    list.replaceChildren(); drawn = 0; lastHeading = null;
    const sentence = said("of_count", { count: shown.length, total: excerpts.length });
    const besides = asked.with ? " " + said(asked.within ? "together" : "overlapping", { other: label(asked.with) }) : "";
    count.textContent = sentence + besides + (shown.length ? "" : ". " + words.nothing_fits);
    drawMore(STEP);
  };

  // The document with its codings in the margin.
  const openDocument = (id, offset) => {
    chooser.value = id;
    const number = documents.findIndex((doc) => doc.id === id);
    text.replaceChildren();
    if (number < 0) return null;
    const doc = documents[number];
    const own = excerpts.filter((one) => one[DOC] === number).sort((a, b) => a[START] - b[START]);
    let open = [];
    const piece = document.createDocumentFragment();
    if (comments) piece.append(comments.ofDocument(doc.id, `${doc.id} ${doc.source}: ${doc.title}`));
    let page = 0, next = 0, target = null;
    doc.blocks.forEach(([kind, , start, end]) => {
      while (page < doc.pages.length && doc.pages[page][0] <= start) {
        piece.append(el("p", { class: "pagemark" }, said("page_short", { label: doc.pages[page][1] })));
        page += 1;
      }
      while (next < own.length && own[next][START] < end) open.push(own[next++]);
      open = open.filter((one) => one[END] > start);
      if (onlyCoded.checked && !open.length) return;
      const saidBlock = el("div", { class: `said ${kind}` }, ...marked(doc, start, end, open, offset));
      const row = el("div", { class: "block" }, saidBlock);
      const begun = open.filter((one) => one[START] >= start);
      if (begun.length) row.append(el("ul", {}, ...begun.map((one) => margin(one))));
      if (offset >= start && offset < end) target = row;
      piece.append(row);
    });
    text.append(piece);
    return target;
  };
  const margin = (one) => {
    const code = codes[one[CODE]];
    const item = el("li", { style: colourOf(code) }, `${code.path} (${data.coders[one[CODER]]})`);
    if (one[MEMO]) item.append(el("i", {}, one[MEMO]));
    return item;
  };
  const marked = (doc, start, end, here, offset) => {
    const edges = new Set([start, end]);
    for (const one of here) { edges.add(Math.max(start, one[START])); edges.add(Math.min(end, one[END])); }
    const order = [...edges].sort((a, b) => a - b);
    return order.slice(0, -1).map((from, place) => {
      const piece = doc.text.slice(from, order[place + 1]);
      const over = here.filter((one) => one[START] <= from && one[END] > from);
      if (!over.length) return piece;
      const found = over.some((one) => one[START] === offset);
      return el("mark", { style: colourOf(codes[over[0][CODE]]), class: found ? "here" : "",
        title: [...new Set(over.map((one) => codes[one[CODE]].path))].join(", ") }, piece);
    });
  };

  // The page's address holds what is asked for, so that it can be linked to and gone back from.
  const reader = document.getElementById("reader");
  const go = (first) => {
    if (first && !location.hash.startsWith("#?")) redraw();
    if (first && shown.length) openAtFirst();
    const hash = decodeURI(location.hash);
    const place = /^#\/(D\d+)(?:\/(\d+))?$/.exec(hash);
    if (place) {
      const target = openDocument(place[1], place[2] === undefined ? -1 : Number(place[2]));
      reader.classList.add("chosen");
      text.scrollTop = 0;
      if (target) reader.scrollIntoView({ block: "start" });
      (target || reader).scrollIntoView({ block: target ? "center" : "start" });
      return;
    }
    if (!location.hash.startsWith("#?")) return;
    asked = Object.fromEntries([...new URLSearchParams(location.hash.slice(2))].filter(([, value]) => value));
    told();
    for (const field of form.elements) if (field.name) field.value = asked[field.name] || (field.name === "by" ? "code" : "");
    redraw();
    if (!typed) {
      document.getElementById("excerpts").scrollIntoView();
      const heading = document.getElementById("excerpts-title");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    typed = false;
  };
  // The reader begins with the first excerpt, without moving the page there.
  const openAtFirst = () => {
    const one = shown[0], target = openDocument(documents[one[DOC]].id, one[START]);
    if (target) text.scrollTop = Math.max(0, target.offsetTop - text.clientHeight / 3);
  };
  // On a phone the filters fold away; how many of them are set is told where they are.
  const fold = document.getElementById("fold"), narrow = matchMedia("(max-width: 48rem)");
  const told = () => {
    const set = ["q", "code", "group", "document", "coder", "year"].filter((name) => asked[name]).length;
    fold.querySelector("summary").textContent = set ? said("filters_on", { count: set }) : words.filters;
  };
  const folded = () => { fold.open = !narrow.matches; };
  narrow.addEventListener("change", folded);
  fold.hidden = false;
  folded();
  told();
  let typed = false, waiting = 0;
  const ask = () => {
    const wanted = new URLSearchParams();
    for (const [key, value] of new FormData(form)) if (value && !(key === "by" && value === "code")) wanted.set(key, value);
    if (wanted.get("code") === asked.code && asked.with) {
      wanted.set("with", asked.with);
      if (asked.within) wanted.set("within", asked.within);
    }
    if (wanted.get("code") === asked.code && asked.once) wanted.set("once", asked.once);
    typed = true;
    const address = `#?${wanted}`;
    if (location.hash === address) { typed = false; return; }
    location.hash = address;
  };
  form.hidden = false;
  document.querySelector(".choose").hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
  form.addEventListener("reset", () => { asked = {}; setTimeout(ask); });
  more.addEventListener("click", () => {
    const before = list.querySelectorAll(".excerpt-card").length;
    drawMore(STEP);
    const fresh = list.querySelectorAll(".excerpt-card")[before];
    if (fresh) { fresh.tabIndex = -1; fresh.focus({ preventScroll: true }); }
  });
  chooser.addEventListener("change", () => { location.hash = chooser.value ? `#/${chooser.value}` : "#reader"; if (!chooser.value) text.replaceChildren(); });
  onlyCoded.addEventListener("change", () => chooser.value && openDocument(chooser.value, -1));
  addEventListener("hashchange", () => go(false));
  addEventListener("beforeprint", () => {
    drawMore(Math.max(0, MOST_PRINTED - drawn));
    if (drawn < shown.length) count.textContent += ` ${said("print_limit", { count: drawn })}`;
  });
  go(true);
}
