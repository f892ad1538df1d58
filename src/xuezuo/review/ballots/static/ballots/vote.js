// Voting: fill in, confirm, have it signed blind, close it, put it into the box without saying who does it.
//
// What is kept in this browser until the box has taken the envelope (localStorage; in memory where there is none):
//   stage "blinded": the ballot and what takes the blinding off; it is signed again, the same, after a cut line
//   stage "closed": the envelope only; nothing but the poll's key, which is destroyed with the end, opens it
//   stage "done": the receipt
// The envelope is sent without cookies and without a referrer. See blind.js for what the browser must be able to do.
"use strict";
{
  const ballots = window.xuezuoBallots;
  const root = document.getElementById("ballot");
  const poll = JSON.parse(document.getElementById("poll").textContent);
  const store = "xuezuo.ballot " + poll.uid + " " + poll.voter;
  const WAITS = [1000, 2000, 5000, 10000, 20000, 30000];
  const part = (name) => root.querySelector("[data-" + name + "]");
  const steps = ["fill", "confirm", "working", "done", "refused", "secure", "browser"];
  let memory = null;
  let tries = 0;
  let timer = 0;
  let isBusy = false;

  function show(name) {
    for (const step of steps) part("step-" + step).hidden = step !== name;
    const head = part("step-" + name).querySelector("[tabindex]");
    if (head && name !== "fill") head.focus();
  }

  function say(name, words) {
    part(name).textContent = words;
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(store) || "null") || memory;
    } catch (error) {
      return memory;
    }
  }

  function keep(state) {
    memory = state;
    try {
      if (state) localStorage.setItem(store, JSON.stringify(state));
      else localStorage.removeItem(store);
    } catch (error) {
      part("unkept").hidden = !state || state.stage === "done"; // a private window: the page must stay open
    }
  }

  function refuse(words) {
    say("refusal", words);
    show("refused");
  }

  // --- filling in ---
  const fields = () => Array.from(root.querySelectorAll("[data-item]"));
  const marked = (field) => Array.from(field.querySelectorAll("input:checked"));
  const marks = () => fields().map((field) => marked(field).map((input) => input.value));
  const clean = (name) => name.normalize("NFC").replace(/\s+/g, " ").trim();
  const names = () => Array.from(root.querySelectorAll("[data-name]"), (input) => clean(input.value)).filter(Boolean);
  const isName = (name) => Array.from(name).length <= 20 && /^[\u3007\u3400-\u9fff\ud840-\ud8bf\udc00-\udfff·A-Za-z ]+$/.test(name);

  function clear() {
    for (const input of root.querySelectorAll("[data-item] input")) input.checked = false;
    for (const input of root.querySelectorAll("[data-name]")) input.value = "";
  }

  function fault() {
    const written = names();
    const yes = marks().filter((mark) => mark.includes("yes")).length + written.length;
    if (poll.most_yes !== null && yes > poll.most_yes) return "您选了 " + yes + " 人，最多只能选 " + poll.most_yes + " 人，多选的票无效。请改后再投。";
    if (!written.every(isName)) return "另选他人请写姓名：20 字以内，只用汉字、间隔号“·”或拉丁字母。";
    if (new Set(written).size !== written.length) return "另选他人中同一姓名写了两次，请改后再投。";
    return "";
  }

  function summary() {
    const list = part("summary");
    list.textContent = "";
    const add = (term, words) => {
      list.appendChild(document.createElement("dt")).textContent = term;
      list.appendChild(document.createElement("dd")).textContent = words;
    };
    for (const field of fields()) {
      const words = marked(field).map((input) => input.parentElement.textContent.trim()).join("、");
      add(field.querySelector("legend").textContent.trim(), words || "未填（计为弃权）");
    }
    if (names().length) add("另选他人", names().join("、"));
  }

  function confirm() {
    const wrong = fault();
    say("fault", wrong);
    part("fault-notice").hidden = !wrong;
    if (wrong) return part("fault-notice").scrollIntoView({ block: "center" });
    summary();
    return show("confirm");
  }

  // --- sending ---
  async function begin() {
    const key = ballots.keyOf(poll.sign_key);
    const prepared = ballots.prepare(ballots.message(poll.uid, marks(), names()));
    const made = await ballots.blind(key, prepared);
    keep({
      stage: "blinded",
      prepared: ballots.toBase64(prepared),
      blinded: ballots.toBase64(made.blinded),
      inverse: made.inverse.toString(16),
      encoded: made.encoded.toString(16),
      receipt: ballots.toBase64(ballots.newReceipt()),
    });
  }

  // Answers: { ok, status, said }; a lost line throws.
  async function ask(address, how) {
    const answer = await fetch(address, Object.assign({ method: "POST", cache: "no-store" }, how));
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { ok: answer.ok && (isJson || answer.status === 204), status: answer.status, said: isJson ? await answer.json() : null };
  }

  async function sign(state) {
    const body = new URLSearchParams({ blinded: state.blinded, csrfmiddlewaretoken: poll.token });
    const answer = await ask(poll.sign_url, { credentials: "same-origin", body });
    if (answer.ok) return ballots.fromBase64(answer.said.signature);
    if (!answer.said || answer.status >= 500) throw new Error(answer.status >= 500 ? "服务器暂时没有回答" : "登录可能已过期，请重新登录后再打开本页");
    if (answer.said.code !== "ballots.keys_lost") keep(null); // nothing was signed for this browser
    refuse(answer.said.message);
    return null;
  }

  async function close(state) {
    const signed = await sign(state);
    if (!signed) return false;
    const number = (hex) => BigInt("0x" + hex);
    const signature = ballots.finalize(ballots.keyOf(poll.sign_key), signed, number(state.inverse), number(state.encoded));
    const code = ballots.fromBase64(state.receipt);
    const envelope = await ballots.close(poll.uid, poll.seal_key, poll.room, ballots.fromBase64(state.prepared), signature, code);
    keep({ stage: "closed", envelope: ballots.toBase64(envelope), receipt: state.receipt });
    return true;
  }

  async function put(state) {
    const body = ballots.joined(ballots.fromBase64(poll.pass), ballots.fromBase64(state.envelope));
    const answer = await ask(poll.put_url, { credentials: "omit", referrerPolicy: "no-referrer", body });
    if (answer.ok) return keep({ stage: "done", receipt: state.receipt });
    if (answer.said && answer.said.code !== "ballots.envelopes_too_fast") return refuse(answer.said.message);
    throw new Error("服务器暂时没有收下");
  }

  function later(error) {
    const wait = WAITS[Math.min(tries, WAITS.length - 1)];
    tries += 1;
    const why = error instanceof TypeError ? "网络不通" : error.message;
    say("progress", why + "。选票保存在这个浏览器里，还没有交到，请不要换设备；" + wait / 1000 + " 秒后自动再试。");
    part("retry").hidden = false;
    clearTimeout(timer);
    timer = setTimeout(go, wait);
  }

  async function go() {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(timer);
    show("working");
    part("retry").hidden = true;
    try {
      if (kept().stage === "blinded") {
        say("progress", "正在盖章……");
        if (!(await close(kept()))) return;
      }
      if (kept().stage === "closed") {
        say("progress", "正在交票……");
        await put(kept());
      }
      if (kept().stage === "done") finish();
    } catch (error) {
      later(error);
    } finally {
      isBusy = false;
    }
  }

  function finish() {
    say("receipt", ballots.receiptText(ballots.fromBase64(kept().receipt)));
    show("done");
  }

  async function vote() {
    part("vote").disabled = true;
    try {
      if (!kept()) await begin();
      await go();
    } finally {
      part("vote").disabled = false;
    }
  }

  function start() {
    const lacking = ballots.missing();
    if (lacking) return show(lacking);
    part("clear").addEventListener("click", clear);
    part("next").addEventListener("click", confirm);
    part("back").addEventListener("click", () => show("fill"));
    part("vote").addEventListener("click", vote);
    part("retry").addEventListener("click", go);
    window.addEventListener("online", () => kept() && kept().stage !== "done" && go());
    const state = kept();
    if (state && state.stage === "done") return finish();
    if (state) return go();
    return poll.taken ? refuse(poll.taken) : show("fill");
  }

  start();
}
