// Cuts Source Sans 3 down to the characters a report of a European firm needs, because a PDF embeds each face whole,
// and renames it: the font's licence reserves the name "Source" for the unmodified font.
// Run `npm ci && npm run subset` in this folder, look at a PDF, and commit the three .ttf files.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';
import { rename } from './rename.js';

const ranges = [
  [0x0020, 0x007e], // Basic Latin
  [0x00a0, 0x00ff], // Latin-1
  [0x0100, 0x017f], // Latin Extended-A: Polish, Czech, Hungarian, Turkish, the Baltic languages
  [0x0218, 0x021b], // Romanian s and t with comma
  [0x0370, 0x03ff], // Greek
  [0x0400, 0x045f], // Cyrillic
  [0x2010, 0x2015], // hyphens and dashes
  [0x2018, 0x201e], // quotation marks
];
const singles = '†‡•…‰‹›⁄€₂№™−≈≠≤≥←→↑↓■□▪▲▶▼◆●○✓✗\u2007\u2009\u202f';

const characters = singles + ranges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)))
  .join('');
const originals = createRequire(import.meta.url).resolve('source-sans/package.json').replace('package.json', 'TTF/');

for (const [face, style] of [['Regular', 'Regular'], ['Semibold', 'Semibold'], ['It', 'Italic']]) {
  const original = await readFile(`${originals}SourceSans3-${face}.ttf`);
  const subset = await subsetFont(original, characters, {
    targetFormat: 'sfnt',
    keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp'],
    noHinting: true, // a printed page is not hinted, and the instructions are a third of the file
    dropTables: ['gasp', 'BASE'],
  });
  const file = `MilestoneSans-${style}.ttf`;
  await writeFile(new URL(file, import.meta.url), rename(subset, 'Milestone Sans', style));
  console.log(`${file}: ${Math.round(subset.length / 1024)} KB`);
}
