// What every page may use. Each part acts on an explicit data-* attribute; without this file all pages still work.
"use strict";

// data-dialog="ID": a link to a page opens the dialog with that id instead; data-close closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  const closer = event.target.closest("dialog [data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

// An open menu closes with a touch elsewhere and with Escape.
function closeMenus(except) {
  for (const menu of document.querySelectorAll(".site-person[open], .site-nav details[open], .tab-bar details[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
});

// A form is sent once: a second touch on a slow line does nothing. data-again allows repeats.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", forgetSent);
document.addEventListener("htmx:finally:request", forgetSent);
function forgetSent() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
}

// data-autosubmit on a form of filters: a changed choice is applied at once.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

// data-tally: counts the checked radios of a form into <output data-tally-of="VALUE">.
function tally(form) {
  for (const output of form.querySelectorAll("[data-tally-of]")) {
    const value = CSS.escape(output.dataset.tallyOf);
    output.textContent = form.querySelectorAll(`input[type="radio"][value="${value}"]:checked`).length;
  }
}
function tallyAll() {
  document.querySelectorAll("form[data-tally]").forEach(tally);
}
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-tally]");
  if (form) tally(form);
});
document.addEventListener("htmx:after:swap", tallyAll);
tallyAll();

// data-print: a button prints the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// data-focus: what needs attention first, such as the summary of errors.
const focusFirst = () => document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:after:swap", focusFirst);
focusFirst();

// htmx could not reach the server: say so, whatever the target was.
document.addEventListener("htmx:error", () => {
  const notices = document.getElementById("notices");
  if (!notices) return;
  const notice = document.createElement("div");
  notice.className = "notice error";
  notice.setAttribute("role", "alert");
  notice.textContent = "没有连上服务器，刚才的操作没有保存。请检查网络后再试。";
  notices.replaceChildren(notice);
  notices.scrollIntoView({ block: "center" });
});
