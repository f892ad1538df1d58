// The voter's half of RFC 9474 (RSABSSA-SHA384-PSS-Randomized) and of the envelope (exchange/envelope.py says what is in
// it). No library, nothing newer than BigInt, which is made by its constructor so that a browser without it can still
// read this file and say so: Chromium 67, Firefox 68, Safari 14, web views as their browsers. `crypto.subtle` exists on
// https and localhost only.
//
// BigInt does not compute in constant time. The numbers here are random, used once, on the voter's own device.
"use strict";
window.xuezuoBallots = (() => {
  const PREFIX = 32;
  const SALT = 48;
  const HASH = 48;
  const RECEIPT = 10;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const HEAD = "xuezuo ballot 1";
  const subtle = () => window.crypto.subtle;

  // "" = this browser can vote; else which of three things is missing.
  function missing() {
    if (!window.isSecureContext || !window.crypto || !window.crypto.subtle) return "secure";
    if (typeof BigInt !== "function" || typeof TextEncoder !== "function" || typeof fetch !== "function" || typeof URLSearchParams !== "function") return "browser";
    return "";
  }

  // --- bytes and numbers ---
  const random = (length) => window.crypto.getRandomValues(new Uint8Array(length));
  const text = (string) => new TextEncoder().encode(string);

  function joined() {
    const parts = Array.from(arguments);
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  const toHex = (bytes) => Array.from(bytes, (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");

  function fromHex(hex) {
    const even = hex.length % 2 ? "0" + hex : hex;
    return Uint8Array.from({ length: even.length / 2 }, (_, n) => parseInt(even.substr(2 * n, 2), 16));
  }

  const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const fromBase64 = (string) => Uint8Array.from(atob(string), (sign) => sign.charCodeAt(0));
  const fromUrlBase64 = (string) => fromBase64(string.replace(/-/g, "+").replace(/_/g, "/"));
  const toNumber = (bytes) => BigInt("0x" + (toHex(bytes) || "0"));

  function toBytes(number, length) {
    const bytes = fromHex(number.toString(16));
    if (bytes.length > length) throw new Error("the number is too long");
    return joined(new Uint8Array(length - bytes.length), bytes);
  }

  function power(base, exponent, modulus) {
    const two = BigInt(2);
    let result = BigInt(1);
    let square = base % modulus;
    for (let left = exponent; left > BigInt(0); left /= two) {
      if (left % two === BigInt(1)) result = (result * square) % modulus;
      square = (square * square) % modulus;
    }
    return result;
  }

  // The number whose product with `number` leaves 1; null when they have a factor in common.
  function inverse(number, modulus) {
    let [a, b] = [number % modulus, modulus];
    let [x, y] = [BigInt(1), BigInt(0)];
    while (b > BigInt(0)) {
      const quotient = a / b;
      [a, b] = [b, a % b];
      [x, y] = [y, x - quotient * y];
    }
    return a === BigInt(1) ? ((x % modulus) + modulus) % modulus : null;
  }

  // --- RFC 8017, EMSA-PSS with SHA-384 and MGF1 ---
  const sha384 = async (bytes) => new Uint8Array(await subtle().digest("SHA-384", bytes));

  async function mask(seed, length) {
    const blocks = [];
    for (let n = 0; n * HASH < length; n += 1) blocks.push(await sha384(joined(seed, Uint8Array.of(0, 0, 0, n))));
    return joined.apply(null, blocks).slice(0, length);
  }

  async function encode(prepared, bits, salt) {
    const length = Math.ceil(bits / 8);
    const inner = await sha384(joined(new Uint8Array(8), await sha384(prepared), salt));
    const room = length - HASH - 1;
    const data = joined(new Uint8Array(room - salt.length - 1), Uint8Array.of(1), salt);
    const cover = await mask(inner, room);
    const masked = data.map((byte, n) => byte ^ cover[n]);
    masked[0] &= 255 >> (8 * length - bits);
    return toNumber(joined(masked, inner, Uint8Array.of(188)));
  }

  // --- RFC 9474 ---
  // A key: { n: BigInt, e: BigInt, length: bytes of n }, from a JSON web key.
  function keyOf(jwk) {
    const modulus = fromUrlBase64(jwk.n);
    return { n: toNumber(modulus), e: toNumber(fromUrlBase64(jwk.e)), length: modulus.length };
  }

  const prepare = (message) => joined(random(PREFIX), message);

  function unit(key) {
    for (;;) {
      const found = toNumber(random(key.length));
      if (found > BigInt(0) && found < key.n && inverse(found, key.n) !== null) return found;
    }
  }

  // `fixed` = { salt, inverse }: the test vectors' own.
  async function blind(key, prepared, fixed) {
    const salt = fixed ? fixed.salt : random(SALT);
    const encoded = await encode(prepared, key.n.toString(2).length - 1, salt);
    if (inverse(encoded, key.n) === null) throw new Error("the message is no unit of the ring");
    const factor = fixed ? inverse(fixed.inverse, key.n) : unit(key);
    const blinded = toBytes((encoded * power(factor, key.e, key.n)) % key.n, key.length);
    return { blinded, inverse: inverse(factor, key.n), encoded };
  }

  // The signature, or an error when the poll did not sign what it was given: `encoded` is what it must have signed.
  function finalize(key, signed, inverted, encoded) {
    if (signed.length !== key.length) throw new Error("the signature has another length");
    const signature = (toNumber(signed) * inverted) % key.n;
    if (power(signature, key.e, key.n) !== encoded) throw new Error("the signature does not verify");
    return toBytes(signature, key.length);
  }

  // --- ballots, receipts, envelopes ---
  const message = (poll, marks, names) => text(JSON.stringify([HEAD, poll, marks, names]));
  const newReceipt = () => random(RECEIPT);

  function receiptText(code) {
    const bits = Array.from(code, (byte) => byte.toString(2).padStart(8, "0")).join("");
    const signs = bits.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)]).join("");
    return signs.match(/.{4}/g).join("-");
  }

  async function cipher(poll, sealKey, point, mine) {
    const theirs = await subtle().importKey("jwk", sealKey, { name: "ECDH", namedCurve: "P-256" }, false, []);
    const shared = await subtle().deriveBits({ name: "ECDH", public: theirs }, mine, 256);
    const seed = await subtle().importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = joined(text("xuezuo envelope 1 " + poll), point);
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
    return subtle().deriveKey(how, seed, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  }

  async function close(poll, sealKey, room, prepared, signature, code) {
    const said = prepared.slice(PREFIX);
    if (said.length > room) throw new Error("the message is too long");
    const size = Uint8Array.of(said.length >> 8, said.length & 255);
    const padding = new Uint8Array(room - said.length);
    const inside = joined(size, prepared.slice(0, PREFIX), signature, code, said, padding);
    const pair = await subtle().generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const point = new Uint8Array(await subtle().exportKey("raw", pair.publicKey));
    const key = await cipher(poll, sealKey, point, pair.privateKey);
    const closed = await subtle().encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, inside);
    return joined(Uint8Array.of(1), point, new Uint8Array(closed));
  }

  // Go once through everything that is needed after the signature, with a ballot that is no ballot: a browser that
  // cannot do it must say so before it has a ballot signed. Throws what the browser throws.
  async function rehearse(poll) {
    const key = keyOf(poll.sign_key);
    const made = await blind(key, prepare(message(poll.uid, [], [])));
    if (made.inverse === null || (made.inverse * inverse(made.inverse, key.n)) % key.n !== BigInt(1)) throw new Error("wrong numbers");
    await close(poll.uid, poll.seal_key, poll.room, prepare(new Uint8Array(1)), new Uint8Array(key.length), newReceipt());
  }

  return {
    missing, rehearse, toHex, fromHex, toBase64, fromBase64, toNumber, toBytes, keyOf, joined,
    prepare, encode, blind, finalize, message, newReceipt, receiptText, close,
  };
})();
