// Where a ballot lies in this browser until the box has taken it. Once it has been signed there is no other: what must
// not be lost is on the disk before the server is asked to sign.
//
// IndexedDB with strict durability outlives a reload, a crash and a flat battery; localStorage is written to the disk
// seconds later and is second best; a private window that refuses both leaves the memory of the page.
// All answers are promises. A state is a plain object; `is` tells which of them a deed is meant for.
"use strict";
window.xuezuoBallotStore = (key) => {
  const BASE = "xuezuo-ballots";
  const TABLE = "ballots";
  const PATIENCE = 15000; // milliseconds: some web views neither open the base nor say no
  let memory = null;

  const request = (asked) =>
    new Promise((done, fail) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
      asked.onblocked = () => fail(new Error("blocked"));
    });

  const inTime = (promise) =>
    Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE))]);

  function opened() {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE);
    return request(asked);
  }

  // One transaction: reads what is there, and puts or deletes what `change` says. Done means: on the disk.
  function changed(base, change) {
    return new Promise((done, fail) => {
      const deed = base.transaction([TABLE], "readwrite", { durability: "strict" });
      const table = deed.objectStore(TABLE);
      let found = null;
      const asked = table.get(key);
      asked.onsuccess = () => {
        found = change(asked.result || null);
        if (found) table.put(found, key);
        else table.delete(key);
      };
      deed.oncomplete = () => done(found);
      deed.onerror = deed.onabort = () => fail(deed.error || new Error("the browser keeps nothing"));
    });
  }

  async function onDisk(change) {
    const base = await opened();
    try {
      return await changed(base, change);
    } finally {
      base.close();
    }
  }

  async function inLocalStorage(change) {
    const found = change(JSON.parse(localStorage.getItem(key) || "null"));
    if (found) localStorage.setItem(key, JSON.stringify(found));
    else localStorage.removeItem(key);
    return found;
  }

  async function inMemory(change) {
    memory = change(memory);
    return memory;
  }

  let change = null; // one of the three above

  function hasOlder() {
    try {
      return localStorage.getItem(key) !== null;
    } catch (error) {
      return false;
    }
  }

  // Find out what this browser keeps: writes, reads, and takes away again. Returns "disk", "later" or "memory". What an
  // earlier visit had to put into localStorage is gone on with there.
  async function open() {
    const ways = [["disk", onDisk], ["later", inLocalStorage]];
    for (const [name, way] of hasOlder() ? ways.reverse() : ways) {
      try {
        await inTime(way((found) => found || { stage: "try" }));
        await inTime(way((found) => (found && found.stage === "try" ? null : found)));
        change = way;
        return name;
      } catch (error) {
        console.info("a place for ballots is missing", name, String(error));
      }
    }
    change = inMemory;
    return "memory";
  }

  const read = () => change((found) => found);
  const add = (state) => change((found) => found || state); // the state that counts: another window may have been first
  const write = (state) => change(() => state);
  const drop = (state) => change((found) => (found && found.blinded === state.blinded && found.stage === state.stage ? null : found));

  return { open, read, add, write, drop };
};
