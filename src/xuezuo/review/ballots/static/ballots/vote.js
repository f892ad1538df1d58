// Voting: fill in, confirm, have it signed blind, close it, put it into the box without saying who does it.
//
// What is kept in this browser until the box has taken the envelope (store.js), written before each next step:
//   stage "blinded": the ballot and what takes the blinding off; it is signed again, the same, after a cut line
//   stage "closed": the envelope only; nothing but the poll's key, which is destroyed with the end, opens it
//   stage "done": the receipt
// The envelope is sent without cookies and without a referrer. See blind.js for what the browser must be able to do.
"use strict";
{
  const ballots = window.xuezuoBallots;
  const root = document.getElementById("ballot");
  const poll = JSON.parse(document.getElementById("poll").textContent);
  const store = window.xuezuoBallotStore("xuezuo.ballot " + poll.uid + " " + poll.voter);
  const WAITS = [1000, 2000, 5000, 10000, 20000, 30000];
  const PATIENCE = 30000; // milliseconds for one answer; sending the same again does no harm
  const part = (name) => root.querySelector("[data-" + name + "]");
  const steps = ["loading", "fill", "confirm", "working", "done", "refused", "secure", "browser"];
  let state = null; // of the ballot in this browser
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

  const isUnderWay = () => Boolean(state) && state.stage !== "done";

  async function keep(next) {
    await store.write(next);
    state = next;
  }

  async function forget() {
    await store.drop(state);
    state = null;
  }

  function refuse(words) {
    say("refusal", words);
    show("refused");
  }

  // --- filling in ---
  const fields = () => Array.from(root.querySelectorAll("[data-item]"));
  const marked = (field) => Array.from(field.querySelectorAll("input:checked"));
  const marks = () => fields().map((field) => marked(field).map((input) => input.value));
  const labels = () => fields().map((field) => field.querySelector("legend").textContent.trim());
  const clean = (name) => name.normalize("NFC").replace(/\s+/g, " ").trim();
  const names = () => Array.from(root.querySelectorAll("[data-name]"), (input) => clean(input.value)).filter(Boolean);
  const isName = (name) => Array.from(name).length <= 20 && /^([\u3007\u3400-\u9fff·A-Za-z ]|[\ud840-\ud8bf][\udc00-\udfff])+$/.test(name);

  function clear() {
    for (const input of root.querySelectorAll("[data-item] input")) input.checked = false;
    for (const input of root.querySelectorAll("[data-name]")) input.value = "";
  }

  function fault() {
    const written = names();
    const yes = marks().filter((mark) => mark.includes("yes")).length + written.length;
    if (poll.most_yes !== null && yes > poll.most_yes) return "您选了 " + yes + " 人，最多只能选 " + poll.most_yes + " 人，多选的票无效。请改后再投。";
    if (!written.every(isName)) return "另选他人请写姓名：20 字以内，只用汉字、间隔号“·”或拉丁字母。";
    const there = written.find((name) => labels().some((label) => label === name || label.startsWith(name + "（")));
    if (there) return "“" + there + "”已经在票面上，请直接在那一行选，不要再写。";
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
    const mine = {
      stage: "blinded",
      prepared: ballots.toBase64(prepared),
      blinded: ballots.toBase64(made.blinded),
      inverse: made.inverse.toString(16),
      encoded: made.encoded.toString(16),
      receipt: ballots.toBase64(ballots.newReceipt()),
    };
    state = await store.add(mine);
    part("other").hidden = state.receipt === mine.receipt; // filled in before, in another window: that one counts
  }

  const late = () => new Promise((_, fail) => setTimeout(() => fail(new Error("服务器很久没有回答")), PATIENCE));

  // Answers: { ok, status, said }; a lost line throws.
  async function ask(address, how) {
    const answer = await Promise.race([fetch(address, Object.assign({ method: "POST", cache: "no-store" }, how)), late()]);
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { ok: answer.ok && (isJson || answer.status === 204), status: answer.status, said: isJson ? await answer.json() : null };
  }

  async function sign() {
    const body = new URLSearchParams({ blinded: state.blinded, csrfmiddlewaretoken: poll.token });
    const answer = await ask(poll.sign_url, { credentials: "same-origin", body });
    if (answer.ok) return ballots.fromBase64(answer.said.signature);
    if (!answer.said || answer.status >= 500) throw new Error(answer.status >= 500 ? "服务器暂时没有回答" : "登录可能已过期，请重新登录后再打开本页");
    if (answer.said.code !== "ballots.keys_lost") await forget(); // nothing was signed for this browser
    refuse(answer.said.message);
    return null;
  }

  async function close() {
    const signed = await sign();
    if (!signed) return;
    const number = (hex) => BigInt("0x" + hex);
    const signature = ballots.finalize(ballots.keyOf(poll.sign_key), signed, number(state.inverse), number(state.encoded));
    const code = ballots.fromBase64(state.receipt);
    const envelope = await ballots.close(poll.uid, poll.seal_key, poll.room, ballots.fromBase64(state.prepared), signature, code);
    await keep({ stage: "closed", envelope: ballots.toBase64(envelope), receipt: state.receipt });
  }

  async function put() {
    const body = ballots.joined(ballots.fromBase64(poll.pass), ballots.fromBase64(state.envelope));
    const answer = await ask(poll.put_url, { credentials: "omit", referrerPolicy: "no-referrer", body });
    if (answer.ok) return keep({ stage: "done", receipt: state.receipt });
    if (!answer.said || answer.said.code === "ballots.envelopes_too_fast") throw new Error("服务器暂时没有收下");
    if (answer.said.code === "ballots.poll_wrong_state") await forget(); // too late: nobody will ever open it
    return refuse(answer.said.message);
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
      if (state.stage === "blinded") {
        say("progress", "正在盖章……");
        await close();
      }
      if (state && state.stage === "closed") {
        say("progress", "正在交票……");
        await put();
      }
      if (state && state.stage === "done") finish();
    } catch (error) {
      later(error);
    } finally {
      isBusy = false;
    }
  }

  function finish() {
    clear();
    part("summary").textContent = "";
    say("receipt", ballots.receiptText(ballots.fromBase64(state.receipt)));
    show("done");
  }

  async function vote() {
    part("vote").disabled = true;
    try {
      if (!state) await begin();
      await go();
    } catch (error) {
      refuse("选票没有做好，也没有送出（" + error.message + "）。请刷新本页再投一次；仍不能投的，请换一个浏览器。");
    } finally {
      part("vote").disabled = false;
    }
  }

  function listen() {
    part("clear").addEventListener("click", clear);
    part("next").addEventListener("click", confirm);
    part("back").addEventListener("click", () => show("fill"));
    part("vote").addEventListener("click", vote);
    part("retry").addEventListener("click", go);
    window.addEventListener("online", () => isUnderWay() && go());
    window.addEventListener("beforeunload", (event) => {
      if (!isUnderWay()) return;
      event.preventDefault();
      event.returnValue = ""; // older browsers ask only then
    });
  }

  async function start() {
    const lacking = ballots.missing();
    if (lacking) return show(lacking);
    try {
      await ballots.rehearse(poll);
    } catch (error) {
      say("browser-fault", String(error));
      return show("browser");
    }
    const place = await store.open();
    state = await store.read();
    listen();
    if (state && state.stage === "done") return finish();
    part("unkept").hidden = place !== "memory";
    if (state) return go();
    return poll.taken ? refuse(poll.taken) : show("fill");
  }

  start();
}
