// QR codes (ISO/IEC 18004): bytes, level M, versions 1 to 20, which is 666 bytes of text.
// The mask is always the first: what is written here is as good as random, and no reader cares.

const ECC_PER_BLOCK = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const QUIET = 4;

const POWERS = new Uint8Array(255);
const LOGS = new Uint8Array(256);
for (let place = 0, value = 1; place < 255; place += 1) {
  POWERS[place] = value;
  LOGS[value] = place;
  value = value < 128 ? value * 2 : (value * 2) ^ 0x11d;
}

/**
 * @param {number} a
 * @param {number} b
 */
function times(a, b) {
  return a && b ? POWERS[(LOGS[a] + LOGS[b]) % 255] : 0;
}

/** @param {number} version */
function codewords(version) {
  const aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  let modules = (16 * version + 128) * version + 64;
  if (aligned) modules -= (25 * aligned - 10) * aligned - 55;
  return Math.floor((version > 6 ? modules - 36 : modules) / 8);
}

/** @param {number} version */
function capacity(version) {
  return codewords(version) - ECC_PER_BLOCK[version - 1] * BLOCKS[version - 1];
}

/**
 * @param {Uint8Array} data
 * @param {number} version
 * @returns {number[]} codewords of data: the mode, the length, the bytes and the padding
 */
function packed(data, version) {
  const wide = version > 9;
  const nibbles = [4];
  for (let shift = wide ? 12 : 4; shift >= 0; shift -= 4) nibbles.push((data.length >> shift) & 15);
  for (const byte of data) nibbles.push(byte >> 4, byte & 15);
  nibbles.push(0);
  const bytes = [];
  for (let place = 0; place < nibbles.length; place += 2) {
    bytes.push((nibbles[place] << 4) | nibbles[place + 1]);
  }
  for (let pad = 0xec; bytes.length < capacity(version); pad ^= 0xec ^ 0x11) bytes.push(pad);
  return bytes;
}

/**
 * @param {number[]} block
 * @param {number} count
 * @returns {number[]} the codewords by which a block is corrected
 */
function correction(block, count) {
  let divisor = [1];
  for (let root = 0; root < count; root += 1) {
    const next = [...divisor, 0];
    divisor.forEach((factor, place) => (next[place + 1] ^= times(factor, POWERS[root])));
    divisor = next;
  }
  const rest = [...block, ...new Array(count).fill(0)];
  for (let place = 0; place < block.length; place += 1) {
    const lead = rest[place];
    divisor.forEach((factor, offset) => (rest[place + offset] ^= times(factor, lead)));
  }
  return rest.slice(block.length);
}

/**
 * @param {number[]} data
 * @param {number} version
 * @returns {number[]} all codewords in the order in which they are drawn
 */
function interleaved(data, version) {
  const count = BLOCKS[version - 1];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks = [];
  for (let number = 0, from = 0; number < count; number += 1) {
    const length = short + (number < count - longer ? 0 : 1);
    blocks.push(data.slice(from, from + length));
    from += length;
  }
  const corrections = blocks.map((block) => correction(block, ECC_PER_BLOCK[version - 1]));
  const drawn = [];
  for (const group of [blocks, corrections]) {
    const longest = Math.max(...group.map((block) => block.length));
    for (let place = 0; place < longest; place += 1) {
      for (const block of group) if (place < block.length) drawn.push(block[place]);
    }
  }
  return drawn;
}

/**
 * @param {number} value
 * @param {number} generator
 * @param {number} digits
 * @returns {number} the value with the bits that check it behind
 */
function checked(value, generator, digits) {
  let rest = value << digits;
  for (let shift = 31 - Math.clz32(rest); rest >> digits; shift = 31 - Math.clz32(rest)) {
    rest ^= generator << (shift - digits);
  }
  return (value << digits) | rest;
}

/** @param {number} version */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = [];
  for (let place = version * 4 + 10; places.length < count - 1; place -= step) places.unshift(place);
  return [6, ...places];
}

/**
 * @param {string} text
 * @returns {boolean[][]} rows of modules, dark ones true, without the quiet zone
 */
export function qrModules(text) {
  const data = new TextEncoder().encode(text);
  let version = 1;
  while (capacity(version) < data.length + (version > 9 ? 3 : 2)) {
    version += 1;
    if (version > BLOCKS.length) throw new Error(`too long for a QR code: ${data.length} bytes`);
  }
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => new Array(size).fill(false));
  const fixed = Array.from({ length: size }, () => new Array(size).fill(false));

  /**
   * @param {number} row
   * @param {number} column
   * @param {boolean} value
   */
  const fix = (row, column, value) => {
    if (row < 0 || column < 0 || row >= size || column >= size) return;
    dark[row][column] = value;
    fixed[row][column] = true;
  };

  for (let place = 0; place < size; place += 1) {
    fix(6, place, place % 2 === 0);
    fix(place, 6, place % 2 === 0);
  }
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) {
    for (let down = -4; down <= 4; down += 1) {
      for (let across = -4; across <= 4; across += 1) {
        const ring = Math.max(Math.abs(down), Math.abs(across));
        fix(row + down, column + across, ring !== 2 && ring !== 4);
      }
    }
  }
  const places = alignments(version);
  const last = places[places.length - 1];
  for (const row of places) {
    for (const column of places) {
      const atFinder = [[6, 6], [6, last], [last, 6]].some(([a, b]) => a === row && b === column);
      for (let at = 0; at < 25 && !atFinder; at += 1) {
        const [down, across] = [Math.floor(at / 5) - 2, (at % 5) - 2];
        fix(row + down, column + across, Math.max(Math.abs(down), Math.abs(across)) !== 1);
      }
    }
  }
  // Level M has the bits 00, and so has the first mask.
  const format = checked(0, 0x537, 10) ^ 0x5412;
  for (let bit = 0; bit < 15; bit += 1) {
    const value = ((format >> bit) & 1) === 1;
    if (bit < 8) fix(bit < 6 ? bit : bit + 1, 8, value);
    else fix(8, bit === 8 ? 7 : 14 - bit, value);
    if (bit < 8) fix(8, size - 1 - bit, value);
    else fix(size - 15 + bit, 8, value);
  }
  fix(size - 8, 8, true);
  const said = version > 6 ? checked(version, 0x1f25, 12) : 0;
  for (let bit = 0; bit < 18 && said; bit += 1) {
    const [far, near] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    fix(far, near, ((said >> bit) & 1) === 1);
    fix(near, far, ((said >> bit) & 1) === 1);
  }
  draw(interleaved(packed(data, version), version), dark, fixed);
  return dark;
}

/**
 * @param {number[]} words
 * @param {boolean[][]} dark
 * @param {boolean[][]} fixed
 */
function draw(words, dark, fixed) {
  const size = dark.length;
  let bit = 0;
  let upward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (fixed[row][column]) continue;
        const set = ((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        dark[row][column] = (set === 1) !== ((row + column) % 2 === 0);
        bit += 1;
      }
    }
    upward = !upward;
  }
}

/**
 * @param {string} text
 * @param {HTMLTemplateElement} template of a picture with one path in it, which the page holds
 * @returns {DocumentFragment}
 */
export function qrPicture(text, template) {
  const rows = qrModules(text);
  const side = rows.length + 2 * QUIET;
  const squares = rows.flatMap((row, down) =>
    row.flatMap((value, across) => (value ? [`M${across + QUIET} ${down + QUIET}h1v1h-1z`] : [])),
  );
  const picture = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  picture.querySelector("svg")?.setAttribute("viewBox", `0 0 ${side} ${side}`);
  picture.querySelector("path")?.setAttribute("d", squares.join(""));
  return picture;
}
