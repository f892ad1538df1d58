// Serves reading pages from this device when the network fails or is slow. Its scope is the folder it lies in.
// It keeps nothing by itself: pages get into the cache only when somebody presses "keep" (offline.js).
"use strict";
const CACHE = "xuezuo-reading";
const PATIENCE = 6000; // milliseconds until a kept page is shown instead of waiting on

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: true, ignoreVary: true });
}

async function fromNetwork(request, isKept) {
  if (!isKept) return fetch(request);
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE));
  return Promise.race([fetch(request), late]);
}

async function answer(request) {
  const copy = await kept(request);
  try {
    return await fromNetwork(request, copy);
  } catch (error) {
    if (copy) return copy;
    const index = request.mode === "navigate" && (await kept(new URL("offline/", self.registration.scope).href));
    if (index) return index;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method === "GET" && new URL(request.url).origin === self.location.origin) {
    event.respondWith(answer(request));
  }
});
