// Shows the paper of a running sitting when it is opened again while the network is gone. Its scope is the folder it
// lies in. A paper is kept when it passes through here, and goes when it is handed in (sitting.js), when its result is
// shown, and with the log-out (web/drafts.js). No page of a running sitting holds a key. What was answered lies in
// sitting.js's own store: the paper kept here may be older than it.
"use strict";
const PREFIX = "xuezuo-sitting ";
const PATIENCE = 6000; // milliseconds until a kept paper is shown instead of waiting on
const PAGE = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(result\/)?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });

function fromNetwork(request, copy) {
  if (!copy) return fetch(request);
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE));
  return Promise.race([fetch(request), late]);
}

async function keep(uid, path, answer) {
  const cache = await caches.open(PREFIX + uid);
  await cache.put(path, answer);
}

// data-copy tells sitting.js that the time and the answers in this page are those of an earlier moment.
async function marked(copy) {
  const page = await copy.text();
  const headers = new Headers(copy.headers); // the content security policy among them
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(page.replace('<form id="paper"', '<form id="paper" data-copy'), { headers });
}

async function paper(event, uid) {
  const { request } = event;
  const copy = await kept(request);
  const orCopy = (fail) => (copy && request.mode === "navigate" ? marked(copy) : fail());
  let answer;
  try {
    answer = await fromNetwork(request, copy);
  } catch (error) {
    return orCopy(() => {
      throw error;
    });
  }
  if (answer.status >= 500) return orCopy(() => answer);
  if (answer.ok) event.waitUntil(keep(uid, new URL(request.url).pathname, answer.clone()));
  return answer;
}

async function result(request, uid) {
  const answer = await fetch(request);
  if (answer.ok) await caches.delete(PREFIX + uid); // a sitting that still runs is sent back to its paper
  return answer;
}

async function part(request) {
  const copy = await kept(request);
  try {
    return await fromNetwork(request, copy);
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const [, uid, isResult] = url.pathname.startsWith(new URL(self.registration.scope).pathname) ? PAGE.exec(url.pathname) || [] : [];
  if (isResult) event.respondWith(result(request, uid));
  else event.respondWith(uid ? paper(event, uid) : part(request));
});
