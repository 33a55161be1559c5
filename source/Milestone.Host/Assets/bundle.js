// Writes the two scripts of the pages into wwwroot/dist: milestone.js, which every page has, and charts.js, which it fetches when a chart comes near.
// One file each, whose names ASP.NET fingerprints; so neither may import the other by name, and milestone.js reads the other's address from its own element.
import { build } from "esbuild";

await build({
  entryPoints: ["src/milestone.ts", "src/charts.ts"],
  outdir: "../wwwroot/dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "inline",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});
