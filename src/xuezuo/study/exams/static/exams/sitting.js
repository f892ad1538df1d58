// Sitting an exam: answers stay in this browser, are saved to the server at most once a minute, survive a lost line.
//
// Every answer carries when it was given, by the server's clock; question by question the last one wins, here, in other
// windows and on the server. What is stored: `answers` place -> [answer, when], `sent` place -> when of what the server
// has, `packet` a save without a reply yet (sent again as it is), `handIn` the uid of handing in, `clock` the server's
// time and the end as last heard. Opened again without a network the page is a copy (sitting-worker.js): its answers and
// its time are old, those of the store count. Without this file the form works as any other form.
"use strict";
{
  const MINUTE = 60000;
  const RETRIES = [5000, 10000, 20000, 40000, MINUTE];
  const KEEP_DAYS = 3;
  const PREFIX = "xuezuo.sitting ";
  const form = document.getElementById("paper");
  const given = JSON.parse(document.getElementById("sitting-state").textContent);
  const key = PREFIX + form.dataset.sitting;
  const part = (name) => document.querySelector(`[data-${name}]`);
  const questions = new Map([...form.querySelectorAll("[data-place]")].map((one) => [one.dataset.place, one]));
  const isCopy = form.hasAttribute("data-copy");
  const jitter = (most) => Math.random() * most;

  // --- the clock: the server's, carried on by this page; a phone that slept is late by performance.now alone
  let anchor;
  let due = given.due;
  function setClock(serverNow) {
    anchor = { server: serverNow, page: performance.now(), device: Date.now() };
  }
  const now = () =>
    Math.round(anchor.server + Math.max(performance.now() - anchor.page, Date.now() - anchor.device));
  setClock(given.now);

  // crypto.randomUUID is missing on sites without https
  function newUid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // --- the store: in localStorage, shared by all windows; in memory where a private window has none
  let isOver = false;
  let memory = null;
  function stored() {
    try {
      return JSON.parse(localStorage.getItem(key) || "null");
    } catch {
      return memory;
    }
  }
  function newest(ours, theirs) {
    for (const [place, entry] of Object.entries(theirs || {})) {
      if (!ours[place] || entry[1] > ours[place][1]) ours[place] = entry;
    }
  }
  function keep(change) {
    if (isOver) return;
    const known = stored();
    if (known && known.account === given.account) {
      newest(store.answers, known.answers);
      for (const [place, when] of Object.entries(known.sent)) {
        store.sent[place] = Math.max(store.sent[place] || 0, when);
      }
      store.lastSave = Math.max(store.lastSave, known.lastSave);
      store.handIn ||= known.handIn;
    }
    change?.(store);
    store.unsent = places().length > 0 || Boolean(store.handIn);
    store.at = Date.now();
    store.clock = { server: anchor.server, device: anchor.device, due };
    memory = store;
    try {
      localStorage.setItem(key, JSON.stringify(store));
    } catch (error) {
      console.warn("answers are kept in this page only", error);
    }
  }
  const places = () => Object.keys(store.answers).filter((place) => store.answers[place][1] > (store.sent[place] || 0));
  function sweep() {
    const oldest = Date.now() - KEEP_DAYS * 86400000;
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX) && one !== key)) {
      const other = JSON.parse(localStorage.getItem(name));
      if (other.at < oldest || (!other.unsent && other.account !== given.account)) localStorage.removeItem(name);
    }
  }
  function forget() {
    isOver = true;
    localStorage.removeItem(key);
    window.caches?.delete(`xuezuo-sitting ${form.dataset.sitting}`);
  }

  const store = { account: given.account, known: given.known, answers: given.answers, sent: {}, packet: null, handIn: null, lastSave: given.now - jitter(45000) };
  for (const [place, entry] of Object.entries(given.answers)) store.sent[place] = entry[1];
  const former = stored();
  if (former?.account === given.account) {
    store.packet = former.packet;
    store.lastSave = former.lastSave;
    if (isCopy && former.clock) {
      setClock(former.clock.server + Math.max(Date.now() - former.clock.device, 0));
      ({ due } = former.clock);
    }
  }

  // --- the questions
  function read(question) {
    const place = question.dataset.place;
    const fields = [...question.querySelectorAll(`[name="q-${place}"], [name^="q-${place}-"]`)];
    if (fields[0].type === "radio" || fields[0].type === "checkbox") {
      return fields.filter((field) => field.checked).map((field) => Number(field.value));
    }
    return fields.map((field) => field.value);
  }
  function show(place, answer) {
    const question = questions.get(place);
    if (!question || JSON.stringify(read(question)) === JSON.stringify(answer)) return false;
    question.querySelectorAll("input:not([type=hidden]), textarea").forEach((field, index) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = answer.includes(Number(field.value));
      else field.value = answer[index] || "";
    });
    return true;
  }
  function take(theirs, where) {
    const changed = [];
    for (const [place, entry] of Object.entries(theirs || {})) {
      const ours = store.answers[place];
      if (ours && ours[1] >= entry[1]) continue;
      store.answers[place] = entry;
      if (show(place, entry[0])) changed.push(Number(place) + 1);
    }
    if (changed.length) note(`您在${where}改过第 ${changed.sort((a, b) => a - b).join("、")} 题，这里已换成最后一次的答案。`);
    count();
  }
  const isAnswered = ([answer]) => answer.some((one) => typeof one === "number" || one.trim());
  const answered = () => Object.values(store.answers).filter(isAnswered).length;
  function count() {
    part("count").textContent = `已答 ${answered()} / ${questions.size} 题`;
  }

  // --- what people are told
  function note(words) {
    part("words").textContent = words;
    part("note").hidden = false;
  }
  function saved(words) {
    if (part("saved").textContent !== words) part("saved").textContent = words;
  }
  function lock(isLocked) {
    for (const field of form.querySelectorAll("fieldset, button")) field.disabled = isLocked;
  }

  // --- saving
  let isBusy = false;
  let isAskedFor = false; // somebody touched the button while a save was under way
  let failures = isCopy ? 1 : 0;
  let timer = 0;
  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }
  function planSave() {
    if (isOver || isBusy || failures) return;
    plan(Math.max(store.lastSave + MINUTE + jitter(15000) - now(), 1000));
  }
  function packet() {
    const answers = Object.fromEntries(places().map((place) => [place, store.answers[place]]));
    return { uid: newUid(), answers, offline: failures > 0 };
  }
  async function save() {
    if (isOver || isBusy) return;
    clearTimeout(timer);
    isBusy = true;
    saved(store.handIn ? "正在交卷……" : "正在保存……");
    keep((it) => {
      it.packet ||= packet();
      it.lastSave = now();
    });
    const { packet: sent, handIn } = store; // handing in may take the packet's place while it is under way
    let reply = null;
    try {
      reply = await send(sent, handIn);
    } catch {
      // said by lost()
    }
    isBusy = false;
    if (reply) after(reply, sent, handIn);
    else lost();
  }
  async function send(body, handIn, keepalive = false) {
    const answer = await fetch(form.dataset.save, {
      method: "POST",
      credentials: "omit", // the signed start is enough, so that a log-in that has run out loses nothing
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, start: given.start, known: store.known, made_at: now(), hand_in: handIn }),
      keepalive,
    });
    if (answer.status >= 500) throw new Error(String(answer.status));
    return { ok: answer.ok, ...(await answer.json()) };
  }
  function after(reply, sent, handIn) {
    if (isOver) return;
    const isUrgent = isAskedFor || failures > 0; // a packet that was lost on the way is older than the last answers
    isAskedFor = false;
    if (failures) note("网络已恢复。");
    failures = 0;
    if (!reply.ok) {
      saved("没有保存到服务器");
      note(reply.error);
      plan(store.handIn && !handIn ? 0 : MINUTE + jitter(15000));
      return;
    }
    if (reply.done) {
      forget();
      location.replace(reply.done);
      return;
    }
    setClock(reply.now);
    due = reply.due;
    keep((it) => {
      for (const [place, entry] of Object.entries(sent.answers)) it.sent[place] = Math.max(it.sent[place] || 0, entry[1]);
      for (const [place, entry] of Object.entries(reply.theirs)) it.sent[place] = Math.max(it.sent[place] || 0, entry[1]);
      if (it.packet?.uid === sent.uid) it.packet = null;
      it.known = reply.known;
    });
    take(reply.theirs, "别的设备或窗口");
    if (!reply.running || !reply.counted) {
      forget();
      location.replace(form.dataset.done);
      return;
    }
    saved(places().length ? "已存在本机" : `已保存到服务器 ${clockText()}`);
    if (store.handIn && !handIn) plan(0);
    else if (places().length) isUrgent ? plan(jitter(1000)) : planSave();
  }
  function lost() {
    failures += 1;
    const what = store.handIn ? "已点交卷，联网后自动交" : "答案已存在本机，联网后自动补交";
    saved(`没有网络：${what}`);
    plan(RETRIES[Math.min(failures, RETRIES.length) - 1] + jitter(5000));
  }
  const clockText = () => new Date(Date.now()).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

  // --- handing in
  function handIn() {
    lock(true);
    keep((it) => {
      it.handIn ||= newUid();
      it.packet = null; // handing in takes everything that is not there yet with it
    });
    if (!isBusy) save(); // otherwise it follows the reply to the save under way
  }
  function ask() {
    const open = [...questions.keys()].filter((place) => !store.answers[place] || !isAnswered(store.answers[place]));
    const numbers = open.map((place) => Number(place) + 1).join("、");
    part("ask").textContent = `${open.length ? `还有 ${open.length} 题没有作答：第 ${numbers} 题。` : "全部题目都已作答。"}交卷后不能再改。`;
    document.getElementById("hand-in").showModal();
  }

  // --- the countdown
  let isTimeUp = false;
  const told = new Set();
  function tick() {
    const left = due - now();
    const minutes = Math.floor(left / MINUTE);
    const seconds = Math.floor((left % MINUTE) / 1000);
    part("left").textContent =
      left <= 0 ? "时间到" : minutes >= 60 ? `还有 ${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分` : `还有 ${minutes} 分 ${String(seconds).padStart(2, "0")} 秒`;
    form.querySelector(".paper-bar").classList.toggle("is-short", left < 5 * MINUTE);
    for (const mark of [10, 5, 1]) {
      if (minutes + 1 !== mark || told.has(mark)) continue;
      told.add(mark);
      part("told").textContent = `还有 ${mark} 分钟`;
    }
    if (left > 0 && isTimeUp && !store.handIn) lock(false); // the device's clock had run ahead
    if (left <= 0 && !isTimeUp) timeUp();
    isTimeUp = left <= 0;
  }
  async function timeUp() {
    lock(true);
    if (!store.handIn) await save(); // asks the server what time it is
    if (due - now() <= 0 && !isOver) handIn();
  }

  // --- what happens on the page
  function onChange(event) {
    const question = event.target.closest("[data-place]");
    if (!question || isOver || store.handIn) return;
    const answer = read(question);
    const { place } = question.dataset;
    if (JSON.stringify(store.answers[place]?.[0]) === JSON.stringify(answer)) return;
    keep((it) => {
      it.answers[place] = [answer, now()];
    });
    saved(failures ? "没有网络：答案已存在本机，联网后自动补交" : "已存在本机");
    count();
    planSave();
  }
  for (const name of ["input", "change"]) form.addEventListener(name, onChange);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.hasAttribute("data-hand-in")) ask();
    else if (isBusy) isAskedFor = true;
    else save();
  });
  part("sure").addEventListener("click", () => {
    document.getElementById("hand-in").close();
    handIn();
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== key || isOver) return;
    if (event.newValue === null) {
      isOver = true;
      location.replace(form.dataset.done);
      return;
    }
    take(JSON.parse(event.newValue).answers, "另一个窗口");
  });
  window.addEventListener("online", () => {
    if (failures || places().length) plan(jitter(3000));
  });
  window.addEventListener("offline", () => saved("没有网络：可以继续作答，答案存在本机"));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || isOver || isBusy || !places().length) return;
    if (now() - store.lastSave < RETRIES[1]) return;
    keep((it) => {
      it.packet ||= packet();
      it.lastSave = now();
    });
    const { packet: sent } = store;
    send(sent, null, true).then((reply) => after(reply, sent, null), lost); // whoever leaves may go on elsewhere
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // --- begin
  try {
    sweep();
  } catch (error) {
    console.warn("storage is not available", error);
  }
  take(former?.account === given.account ? former.answers : {}, "本机离线时");
  keep();
  count();
  saved(isCopy ? "没有网络：这是本机保存的试卷，可以继续作答" : "答案存在本机，每分钟左右自动保存");
  setInterval(tick, 1000);
  tick();
  if (store.handIn) {
    lock(true);
    save();
  } else if (isCopy || places().length) {
    plan(jitter(5000)); // a copy asks whether the network is back, and whether the sitting still runs
  }
}
