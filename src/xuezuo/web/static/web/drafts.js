// data-draft on a form: what was filled in survives a lost line, an expired log-in and a wrong touch on "back".
//
// Kept in sessionStorage: it belongs to this tab and goes with it, because offices share computers. A draft is dropped
// once its form was sent and the server answered with another page or with a success.
"use strict";

const PREFIX = "draft:";
const SKIPPED = new Set(["csrfmiddlewaretoken", "password"]);

const keyOf = (form) => PREFIX + location.pathname + "#" + (form.id || form.dataset.draft);
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !SKIPPED.has(field.name) && !["file", "password", "hidden"].includes(field.type));

function read(form) {
  return fieldsOf(form).map((field) => [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
}

function restore(form, values) {
  const left = [...values];
  let changes = 0;
  for (const field of fieldsOf(form)) {
    const isChoice = ["checkbox", "radio"].includes(field.type);
    const at = left.findIndex(([name, value]) => name === field.name && (!isChoice || value === field.value));
    if (at < 0) continue;
    const [[, value, checked]] = left.splice(at, 1);
    if (isChoice ? field.checked === checked : field.value === value) continue;
    if (isChoice) field.checked = checked;
    else field.value = value;
    changes += 1;
  }
  if (changes) form.dispatchEvent(new Event("change", { bubbles: true }));
  return changes;
}

function offer(form, key) {
  const notice = document.createElement("div");
  notice.className = "notice info";
  notice.setAttribute("role", "status");
  const text = document.createElement("span");
  text.className = "body";
  text.textContent = "已恢复上次没有保存的内容。";
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "button";
  drop.textContent = "不要，重新填写";
  drop.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    location.reload();
  });
  notice.append(text, drop);
  form.prepend(notice);
}

function keep(form, key) {
  const hasErrors = Boolean(form.querySelector(".field.invalid, [data-focus]"));
  const stored = sessionStorage.getItem(key);
  if (stored && !hasErrors && restore(form, JSON.parse(stored).values)) offer(form, key);
  const save = () => sessionStorage.setItem(key, JSON.stringify({ values: read(form), sent: false }));
  form.addEventListener("input", save);
  form.addEventListener("submit", () => sessionStorage.setItem(key, JSON.stringify({ values: read(form), sent: true })));
}

function dropFinished() {
  const isWaiting = Boolean(document.querySelector("main.entrance")); // a log-in stands between the form and its answer
  if (isWaiting) return;
  const succeeded = Boolean(document.querySelector("#notices .notice.success"));
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX))) {
    const isHere = key.startsWith(PREFIX + location.pathname + "#");
    if (JSON.parse(sessionStorage.getItem(key)).sent && (succeeded || !isHere)) sessionStorage.removeItem(key);
  }
}

dropFinished();
for (const form of document.querySelectorAll("form[data-draft]")) keep(form, keyOf(form));
