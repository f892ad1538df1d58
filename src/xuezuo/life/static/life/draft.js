// Drafts of forms with data-draft="KEY": kept in this browser until the server has answered, so that a lost line or a
// closed page loses nothing. The form's hidden uid is part of the draft: sending it twice is still one record.
"use strict";

const PREFIX = "xuezuo.draft ";
const DAYS = 14;

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && field.type !== "file");
}

function read(form) {
  const kept = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked) (kept[field.name] ||= []).push(field.value);
    } else {
      kept[field.name] = [field.value];
    }
  }
  return kept;
}

function write(form, kept) {
  for (const field of fieldsOf(form)) {
    const values = kept[field.name];
    if (field.type === "radio" || field.type === "checkbox") {
      if (values || field.type === "checkbox") field.checked = (values || []).includes(field.value);
    } else if (values) {
      field.value = values[0];
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function say(form, words) {
  let place = form.querySelector("[data-draft-note]");
  if (!place) {
    place = document.createElement("p");
    place.className = "notice info";
    place.setAttribute("role", "status");
    place.dataset.draftNote = "";
    form.prepend(place);
  }
  place.textContent = words;
}

function tidy() {
  const oldest = Date.now() - DAYS * 86400000;
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const kept = JSON.parse(localStorage.getItem(key));
    // A page that shows the record means that the server has it.
    if (kept.at < oldest || (kept.sent && location.pathname.includes(`/${kept.uid}/`))) localStorage.removeItem(key);
  }
}

function keep(form, sent) {
  const fields = read(form);
  const uid = fields.uid ? fields.uid[0] : (form.dataset.draft.match(/[0-9a-f-]{36}/) || [""])[0];
  localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), uid, sent, fields }));
}

function start(form) {
  const kept = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft) || "null");
  const failed = form.querySelector(".notice.error");
  if (kept && !failed) {
    write(form, kept.fields);
    say(form, "已恢复上次未提交的内容。");
  }
  form.addEventListener("change", () => keep(form, false));
  form.addEventListener("input", () => keep(form, false));
  form.addEventListener("submit", (event) => {
    keep(form, true);
    if (navigator.onLine) return;
    event.preventDefault();
    delete form.dataset.sent;
    say(form, "现在没有网络，内容已保存在本机。联网后请再点一次提交，不会重复。");
  });
  window.addEventListener("online", () => say(form, "网络已恢复，可以提交了。"));
}

try {
  tidy();
  document.querySelectorAll("form[data-draft]").forEach(start);
} catch (error) {
  console.warn("drafts are not available", error); // private windows may refuse storage: the form works without
}
