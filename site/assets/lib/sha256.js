// SHA-256 of short texts, many a second: the browser's own answers one at a time, and too slowly.

const ROUNDS = 64;
const START = new Int32Array(8);
const STEPS = new Int32Array(ROUNDS);
for (let prime = 2, found = 0; found < ROUNDS; prime += 1) {
  let divisor = 2;
  while (divisor * divisor <= prime && prime % divisor) divisor += 1;
  if (divisor * divisor <= prime) continue;
  if (found < 8) START[found] = fraction(prime ** (1 / 2));
  STEPS[found] = fraction(prime ** (1 / 3));
  found += 1;
}

/** @param {number} root */
function fraction(root) {
  return ((root % 1) * 2 ** 32) | 0;
}

/**
 * Looks for the number whose digest with the salt before it is the one wanted.
 * @param {string} salt ASCII, at most 40 letters, so that everything fits into one block
 * @param {string} digest in hex
 * @returns {(first: number, end: number) => number | undefined} tries numbers, `end` excluded
 */
export function searcher(salt, digest) {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  const words = new Int32Array(ROUNDS);
  // Two words of eight: no other number gives them by chance.
  const [first, second] = [0, 8].map((place) => parseInt(digest.slice(place, place + 8), 16) | 0);
  const begun = new TextEncoder().encode(salt);

  /** @param {number} number */
  const matches = (number) => {
    const digits = String(number);
    bytes.fill(0, begun.length);
    for (let place = 0; place < digits.length; place += 1) {
      bytes[begun.length + place] = digits.charCodeAt(place);
    }
    const length = begun.length + digits.length;
    bytes[length] = 0x80;
    view.setUint16(62, length * 8);
    for (let place = 0; place < 16; place += 1) words[place] = view.getInt32(place * 4);
    for (let place = 16; place < ROUNDS; place += 1) {
      const x = words[place - 15];
      const y = words[place - 2];
      words[place] =
        words[place - 16] + words[place - 7] +
        (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
    }
    // Not taken apart at once: that takes as long as all the rest.
    let a = START[0];
    let b = START[1];
    let c = START[2];
    let d = START[3];
    let e = START[4];
    let f = START[5];
    let g = START[6];
    let h = START[7];
    for (let place = 0; place < ROUNDS; place += 1) {
      const t =
        h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        ((e & f) ^ (~e & g)) + STEPS[place] + words[place];
      const u =
        (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
        ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (d + t) | 0;
      d = c;
      c = b;
      b = a;
      a = (t + u) | 0;
    }
    return ((a + START[0]) | 0) === first && ((b + START[1]) | 0) === second;
  };

  bytes.set(begun);
  return (from, end) => {
    for (let number = from; number < end; number += 1) if (matches(number)) return number;
    return undefined;
  };
}
