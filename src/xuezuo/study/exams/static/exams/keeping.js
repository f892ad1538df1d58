// Has this browser keep the paper of a running sitting, with the files it needs, so that it can be opened again without
// a network: see sitting-worker.js. On the page before the start it only gets the worker ready, so that the paper is
// kept when it passes by and need not be fetched twice. Only sites with https have workers.
"use strict";
{
  const { worker, sitting } = document.querySelector("[data-worker]").dataset;
  const files = () =>
    [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], use")].map(
      (element) => new URL(element.href?.baseVal?.split("#")[0] || element.href || element.src, location.href).href,
    );

  async function keep() {
    await navigator.serviceWorker.register(worker);
    if (!sitting) return;
    const cache = await caches.open(`xuezuo-sitting ${sitting}`);
    const wanted = new Set(files());
    if (!(await cache.match(location.pathname))) wanted.add(location.pathname);
    await cache.addAll([...wanted]);
  }

  const isCopy = Boolean(document.querySelector("[data-copy]"));
  if ("serviceWorker" in navigator && "caches" in window && !isCopy) {
    window.addEventListener("load", () => keep().catch((error) => console.warn("the paper is not kept", error)));
  }
}
