// In a crowd a form is sent once its browser has worked for it: SHA-256 of "number:proof" must begin with enough
// zero bits (services/intake/domain/crowd.py). It works in short pieces, so that the page stays usable.
const ROOTS = rounds();
const PIECE = 25;
const w = new Int32Array(64);

export function start(page) {
  const form = page.querySelector("form[data-proof]");
  if (!form) return;
  const told = page.querySelector("[data-working]");
  if (told) told.hidden = false;
  const prefix = `${form.dataset.number}:`;
  const salt = Math.floor(Math.random() * 2 ** 32).toString(36);
  work(prefix, salt, Number(form.dataset.proof), (proof) => {
    form.elements.proof.value = proof;
    form.submit();
  });
}

function work(prefix, salt, bits, done) {
  let count = 0;
  const piece = () => {
    const until = Date.now() + PIECE;
    while (Date.now() < until) {
      for (let tries = 0; tries < 50; tries += 1) {
        const proof = `${salt}-${(count += 1).toString(36)}`;
        if (zeroBits(prefix + proof) >= bits) return done(proof);
      }
    }
    setTimeout(piece, 0);
  };
  piece();
}

// How many zero bits SHA-256 of a text (ASCII, at most 55 characters: one block) begins with; 32 at most are counted.
export function zeroBits(text) {
  w.fill(0, 0, 16);
  for (let i = 0; i < text.length; i += 1) w[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
  w[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  w[15] = 8 * text.length;
  for (let i = 16; i < 64; i += 1) {
    const a = w[i - 15], b = w[i - 2];
    const s0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const s1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = ROOTS.first;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROOTS.each[i] + w[i]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  return Math.clz32((ROOTS.first[0] + a) | 0);
}

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

// The constants of SHA-256: fractions of the square and cube roots of the first primes.
function rounds() {
  const each = [], first = [];
  for (let number = 2; each.length < 64; number += 1) {
    let prime = true;
    for (let by = 2; by * by <= number; by += 1) if (number % by === 0) prime = false;
    if (!prime) continue;
    if (first.length < 8) first.push(fraction(Math.sqrt(number)));
    each.push(fraction(Math.cbrt(number)));
  }
  return { first, each };
}

function fraction(root) {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}
