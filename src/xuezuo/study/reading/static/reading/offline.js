// Keeping a whole list on this device, and the page of what is kept. Without scripts the page can be printed or saved.
"use strict";
{
  const CACHE = "xuezuo-reading";
  const canKeep = "serviceWorker" in navigator && "caches" in window;

  const assets = () =>
    [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], use")].map((element) =>
      element.href?.baseVal ? new URL(element.href.baseVal.split("#")[0], location.href).href : element.href || element.src,
    );

  async function keep(button, status) {
    status.textContent = "正在保存……";
    button.disabled = true;
    try {
      await navigator.serviceWorker.register(button.dataset.worker);
      const cache = await caches.open(CACHE);
      const page = location.pathname;
      const index = new URL(button.dataset.index, location.href).pathname;
      await cache.addAll([...new Set([page, index, ...assets()])]);
      status.textContent = "已保存到本机，没有网络也能读。";
    } catch {
      status.textContent = "没有保存成功，请检查网络后再试。";
    }
    button.disabled = false;
  }

  async function listKept(list) {
    const cache = await caches.open(CACHE);
    const none = document.querySelector("[data-kept-none]");
    const forget = document.querySelector("[data-forget-all]");
    for (const request of await cache.keys()) {
      const path = new URL(request.url).pathname;
      if (!path.endsWith("/whole/")) continue;
      const text = await (await cache.match(request)).text();
      const title = new DOMParser().parseFromString(text, "text/html").querySelector("h1");
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = path;
      link.textContent = title ? title.textContent.trim() : path;
      item.append(link);
      list.append(item);
    }
    const showState = () => {
      const isEmpty = !list.children.length;
      none.hidden = !isEmpty;
      forget.hidden = isEmpty;
    };
    showState();
    forget.addEventListener("click", async () => {
      await caches.delete(CACHE);
      list.replaceChildren(); // no reload: without a network this page is gone now, too
      showState();
    });
  }

  const button = document.querySelector("[data-keep-offline]");
  if (button && canKeep) {
    button.hidden = false;
    button.addEventListener("click", () => keep(button, document.querySelector("[data-keep-status]")));
  }
  const list = document.querySelector("[data-kept-list]");
  if (list && canKeep) listKept(list);
}
