// Gives a TrueType font another name by replacing its `name` table (OpenType specification, "name" and "Organization of an OpenType Font").

const notice = 'A subset of Source Sans 3, copyright 2010-2024 Adobe (http://www.adobe.com/), with Reserved Font Name "Source". '
  + 'Licensed under the SIL Open Font License, Version 1.1.';

export function rename(font, family, style) {
  const tables = [];
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i;
    const tag = font.toString('latin1', entry, entry + 4);
    const offset = font.readUInt32BE(entry + 8);
    tables.push({ tag, data: font.subarray(offset, offset + font.readUInt32BE(entry + 12)) });
  }
  tables.find(table => table.tag === 'name').data = nameTable(new Map([
    [0, notice], [1, family], [2, style], [3, `${family} ${style}`], [4, `${family} ${style}`],
    [6, `${family.replaceAll(' ', '')}-${style}`],
  ]));
  return assemble(font.subarray(0, 12), tables);
}

function nameTable(names) {
  const header = Buffer.alloc(6 + 12 * names.size);
  header.writeUInt16BE(names.size, 2);
  header.writeUInt16BE(header.length, 4);
  const texts = [];
  let at = 0;
  [...names].forEach(([id, text], i) => {
    const encoded = Buffer.from(text, 'utf16le').swap16();
    [3, 1, 0x409, id, encoded.length, at].forEach((value, field) => header.writeUInt16BE(value, 6 + 12 * i + 2 * field));
    texts.push(encoded);
    at += encoded.length;
  });
  return Buffer.concat([header, ...texts]);
}

function assemble(start, tables) {
  const directory = Buffer.alloc(16 * tables.length);
  const bodies = [];
  let at = start.length + directory.length;
  tables.forEach(({ tag, data }, i) => {
    const body = Buffer.concat([data, Buffer.alloc((4 - data.length % 4) % 4)]);
    if (tag === 'head')
      body.writeUInt32BE(0, 8); // checkSumAdjustment counts as zero while sums are taken
    directory.write(tag, 16 * i, 'latin1');
    directory.writeUInt32BE(checksum(body), 16 * i + 4);
    directory.writeUInt32BE(at, 16 * i + 8);
    directory.writeUInt32BE(data.length, 16 * i + 12);
    bodies.push(body);
    at += body.length;
  });
  const whole = Buffer.concat([start, directory, ...bodies]);
  const head = directory.readUInt32BE(16 * tables.findIndex(table => table.tag === 'head') + 8);
  whole.writeUInt32BE((0xb1b0afba - checksum(whole)) >>> 0, head + 8);
  return whole;
}

function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4)
    sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}
