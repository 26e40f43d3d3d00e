/**
 * Comments that a reader writes beside excerpts, on documents and on the whole report. They are kept by the browser where it
 * keeps anything, and saved as one file, which kodetre apply takes in.
 *
 * @param {PageData} data
 * @param {function} el - makes an element
 * @param {function} said - a sentence with its values
 */
function commenting(data, el, said) {
  const { title, key, documents } = data.comments, { words } = data;
  const KEPT = `kodetre-comments-${key}`;
  const section = document.getElementById("comments");
  const reader = document.getElementById("commenter");
  const whole = document.getElementById("comment-report");
  const status = document.getElementById("comment-status");
  const count = document.getElementById("comment-count");
  const save = document.getElementById("save-comments");
  let keeps = true, unsaved = false;
  let kept = { reader: "", comments: {} };

  const isKept = (value) => value && typeof value === "object" && typeof value.reader === "string"
    && value.comments && typeof value.comments === "object" && !Array.isArray(value.comments)
    && Object.values(value.comments).every((one) => one && typeof one === "object" && typeof one.text === "string"
      && ["coding", "document", "report"].includes(one.on));
  try {
    const found = JSON.parse(localStorage.getItem(KEPT) || "null");
    if (isKept(found)) kept = found;
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch { keeps = false; }

  const told = () => {
    const number = Object.keys(kept.comments).length;
    count.textContent = said("comments_count", { count: number });
    save.disabled = !number;
  };
  const keep = () => {
    unsaved = true;
    if (keeps) try { localStorage.setItem(KEPT, JSON.stringify(kept)); } catch { keeps = false; }
    status.textContent = keeps ? words.comments_kept : words.comments_not_kept;
    told();
  };
  const write = (name, about, text) => {
    if (text.trim()) kept.comments[name] = { ...about, text, written: new Date().toISOString() };
    else delete kept.comments[name];
    keep();
  };
  const textOf = (name) => Object.hasOwn(kept.comments, name) ? kept.comments[name].text : "";
  const area = (name, about, label) => {
    const written = el("textarea", { rows: "3", maxlength: "100000" });
    written.value = textOf(name);
    written.addEventListener("input", () => write(name, about, written.value));
    return el("label", { class: "commenting" }, label, written);
  };

  const asFile = () => {
    const rows = Object.values(kept.comments).map((one) => JSON.stringify(one));
    const head = `"kodetre": "comments", "version": 1, "report": ${JSON.stringify(title)}, "reader": ${JSON.stringify(kept.reader.trim())}`;
    return `{${head}, "comments": [\n${rows.join(",\n")}\n]}\n`;
  };
  const hand = () => {
    if (!kept.reader.trim()) {
      status.textContent = words.name_missing;
      reader.focus();
      return;
    }
    const link = el("a", { href: URL.createObjectURL(new Blob([asFile()], { type: "application/json" })), download: "comments.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
    status.textContent = said("comments_saved", { text: "comments.json" });
  };

  section.hidden = false;
  for (const link of document.querySelectorAll(".to-comments")) link.hidden = false;
  reader.value = kept.reader;
  reader.addEventListener("input", () => { kept.reader = reader.value; keep(); });
  whole.value = textOf("report");
  whole.addEventListener("input", () => write("report", { on: "report", title }, whole.value));
  save.addEventListener("click", hand);
  addEventListener("beforeunload", (event) => { if (unsaved && !keeps) event.preventDefault(); });
  if (!keeps) status.textContent = words.comments_not_kept;
  told();

  return {
    /** A button that opens a place to write beside an excerpt; open where something is written. */
    ofExcerpt(card, id, about) {
      const name = `coding ${id}`, facts = { on: "coding", id, ...about };
      const place = () => area(name, facts, words.comment_here);
      const open = Boolean(textOf(name));
      const button = el("button", { type: "button", "aria-expanded": String(open) }, words.comment);
      if (open) card.append(place());
      button.addEventListener("click", () => {
        const there = card.querySelector(".commenting");
        button.setAttribute("aria-expanded", String(!there));
        if (there) { there.remove(); return; }
        card.append(place());
        card.querySelector(".commenting textarea").focus();
      });
      card.querySelector(".of").append(button);
    },
    /** A place to write on a document. */
    ofDocument(id, heading) {
      return area(`document ${documents[id]}`, { on: "document", id, sha256: documents[id], title: heading }, words.comment_document);
    },
  };
}
