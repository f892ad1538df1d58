// data-draft="KEY" on a form: what was filled in survives a lost line, a closed page, an expired log-in and the back
// button. It stays in this browser until the server has answered, at most three days, for the same log-in only, and is
// gone after a log-out. A hidden `uid` is part of the draft: sending it twice is still one record; so is a hidden `base`:
// what somebody else saved meanwhile is shown beside it. data-draft-of="KEY" on a form that settles such a draft
// elsewhere, data-draft-drop="KEY" on what lets it go.
"use strict";
{
  const PREFIX = "xuezuo.draft ";
  const SITTING = "xuezuo.sitting "; // answers of an exam (exams/sitting.js)
  const PAPER = "xuezuo-sitting "; // and the cache of its paper
  const DAYS = 3;
  const account = document.body.dataset.account || "";
  const keyOf = (form) => PREFIX + form.dataset.draft;
  const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

  function fieldsOf(form) {
    const skipped = ["file", "password", "submit", "button"];
    return [...form.elements].filter(
      (field) => field.name && field.name !== "csrfmiddlewaretoken" && !skipped.includes(field.type),
    );
  }

  function read(form) {
    const kept = {};
    for (const field of fieldsOf(form)) {
      if (!isChoice(field)) kept[field.name] = [field.value];
      else if (field.checked) (kept[field.name] ||= []).push(field.value);
    }
    return kept;
  }

  // Returns whether anything differed from what the server had filled in.
  function write(form, kept) {
    let isChanged = false;
    for (const field of fieldsOf(form)) {
      const values = kept[field.name];
      if (isChoice(field)) {
        if (!values && field.type === "radio") continue;
        const checked = (values || []).includes(field.value);
        isChanged ||= field.checked !== checked;
        field.checked = checked;
      } else if (values) {
        isChanged ||= field.type !== "hidden" && field.value !== values[0];
        field.value = values[0];
      }
    }
    if (isChanged) form.dispatchEvent(new Event("change", { bubbles: true }));
    return isChanged;
  }

  function say(form, words) {
    let place = form.querySelector("[data-draft-note]");
    if (!place) {
      place = document.createElement("div");
      place.className = "notice info";
      place.setAttribute("role", "status");
      place.dataset.draftNote = "";
      form.prepend(place);
    }
    place.replaceChildren(Object.assign(document.createElement("span"), { className: "body", textContent: words }));
    return place;
  }

  function offerToDrop(form) {
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "不要，重新填写" });
    drop.addEventListener("click", () => {
      localStorage.removeItem(keyOf(form));
      location.reload();
    });
    say(form, "已恢复上次没有提交的内容。").append(drop);
  }

  function keep(form, sent) {
    const draft = { at: Date.now(), account, sent, path: location.pathname, fields: read(form) };
    localStorage.setItem(keyOf(form), JSON.stringify(draft));
  }

  function mark(key, draft, sent) {
    localStorage.setItem(key, JSON.stringify({ ...draft, sent }));
  }

  function drafts() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => [key, JSON.parse(localStorage.getItem(key))]);
  }

  // Pages without navigation are log-ins and errors: there the form has not been answered yet.
  function dropFinished() {
    const oldest = Date.now() - DAYS * 86400000;
    const isAnswered = !document.body.classList.contains("bare");
    const isSaved = Boolean(document.querySelector("#notices .notice.success"));
    for (const [key, draft] of drafts()) {
      const isDone = draft.sent && isAnswered && (isSaved || draft.path !== location.pathname);
      if (draft.at < oldest || isDone || (account && draft.account !== account)) localStorage.removeItem(key);
      else if (draft.sent && isAnswered) mark(key, draft, false); // answered, not saved: refused, or somebody was first
    }
  }

  // Answers of an exam go with the log-out too, unless the server does not have them yet (see exams/sitting.js).
  function dropSittings() {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(SITTING))) {
      window.caches?.delete(key.replace(SITTING, PAPER));
      if (!JSON.parse(localStorage.getItem(key)).unsent) localStorage.removeItem(key);
    }
  }

  // Papers kept for a reload without a network (exams/sitting-worker.js) go when their answers have gone, or when
  // somebody else uses this browser.
  async function dropPapers() {
    for (const name of (await window.caches?.keys()) || []) {
      const uid = name.slice(PAPER.length);
      if (!name.startsWith(PAPER) || location.pathname.includes(uid)) continue;
      const answers = JSON.parse(localStorage.getItem(SITTING + uid) || "null");
      if (!answers || (account && String(answers.account) !== account)) await caches.delete(name);
    }
  }

  function start(form) {
    const kept = JSON.parse(localStorage.getItem(keyOf(form)) || "null");
    const hasErrors = form.querySelector(".field.invalid, .notice.error");
    if (kept && !hasErrors && write(form, kept.fields)) offerToDrop(form);
    for (const name of ["input", "change"]) form.addEventListener(name, () => keep(form, false));
    form.addEventListener("submit", (event) => {
      keep(form, true);
      if (navigator.onLine) return;
      event.preventDefault();
      event.stopPropagation();
      say(form, "现在没有网络，内容已保存在本机。联网后请再点一次提交，不会重复。");
    });
    window.addEventListener("online", () => say(form, "网络已恢复，可以提交了。"));
  }

  try {
    dropFinished();
    dropPapers().catch((error) => console.warn("kept papers are not available", error));
    document.querySelectorAll("form[data-draft]").forEach(start);
    for (const form of document.querySelectorAll("form[data-draft-of]")) {
      form.addEventListener("submit", () => {
        const key = PREFIX + form.dataset.draftOf;
        const draft = JSON.parse(localStorage.getItem(key) || "null");
        if (draft) mark(key, draft, true);
      });
    }
    for (const link of document.querySelectorAll("[data-draft-drop]")) {
      link.addEventListener("click", () => localStorage.removeItem(PREFIX + link.dataset.draftDrop));
    }
    for (const form of document.querySelectorAll("form[data-logout]")) {
      form.addEventListener("submit", () => {
        drafts().forEach(([key]) => localStorage.removeItem(key));
        dropSittings();
        window.caches?.delete("xuezuo-reading"); // lists kept for reading offline (reading/offline.js)
      });
    }
  } catch (error) {
    console.warn("drafts are not available", error); // private windows may refuse storage: the form works without
  }
}
