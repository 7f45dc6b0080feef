// A spreadsheet of text cells: rows of strings to the bytes of an .xlsx file.
// Every cell is an inline string, so that no name can ever be a formula.

const ENCODER = new TextEncoder();
const FILES = {
  "[Content_Types].xml":
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  "_rels/.rels":
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
};
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * @param {string} name of the sheet
 * @param {number[]} widths of the columns, in letters
 * @param {string[][]} rows
 * @returns {Blob}
 */
export function workbook(name, widths, rows) {
  const columns = widths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  const cells = rows
    .map((row) => `<row>${row.map(cell).join("")}</row>`)
    .join("");
  const files = {
    ...FILES,
    "xl/workbook.xml":
      `<workbook xmlns="${SHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
      `<sheets><sheet name="${escaped(name.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${SHEET}"><cols>${columns}</cols><sheetData>${cells}</sheetData></worksheet>`,
  };
  return new Blob(zipped(files), {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  });
}

/** @param {string} text */
const cell = (text) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** @param {string} text */
const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "");

/**
 * A zip archive of stored (not compressed) files.
 * @param {Record<string, string>} files
 * @returns {Uint8Array<ArrayBuffer>[]}
 */
function zipped(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = ENCODER.encode(path);
    const data = ENCODER.encode(HEAD + text);
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    const about = [20, 0x0800, 0, 0, 0x21, ...long(crc32(data)), ...long(data.length), ...long(data.length), name.length];
    const local = [record(0x04034b50, [...about, 0]), name, data];
    directory.push(record(0x02014b50, [20, ...about, 0, 0, 0, 0, 0, 0, ...long(offset)]), name);
    for (const part of local) offset += part.length;
    parts.push(...local);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length;
  const end = record(0x06054b50, [0, 0, count, count, ...long(size), ...long(offset), 0]);
  return [...parts, ...directory, end];
}

/** @param {number} value @returns {[number, number]} its lower and its upper half */
const long = (value) => [value & 0xffff, value >>> 16];

/**
 * @param {number} signature
 * @param {number[]} halves numbers of two bytes
 */
function record(signature, halves) {
  return new Uint8Array(new Uint16Array([...long(signature), ...halves]).buffer);
}

/** @param {Uint8Array} data */
function crc32(data) {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
