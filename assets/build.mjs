// Builds what the browser gets: `npm run build` writes build/assets and build/wilayah.
// BUILD_DIR names another place to write to. Run it again when a template uses a new class or icon.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const BUILD = resolve(ROOT, process.env.BUILD_DIR ?? "build");
const LAYERS = ["dasar", "isian", "susunan", "petugas", "grafik", "cetak"];
const AREAS = ["provinces", "regencies", "districts", "villages"];
// Phones up to six years old: lightningcss spells newer CSS out for them.
const TARGETS = { chrome: 80 << 16, firefox: 78 << 16, safari: 13 << 16, ios_saf: 13 << 16 };
const ES_TARGETS = ["es2019"];

const read = (...path) => readFileSync(join(ROOT, ...path), "utf8");
const npm = (...path) => read("node_modules", ...path);

function filesUnder(folder, suffix) {
  const found = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return found
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => path.endsWith(suffix) && path.includes("/templates/"))
    .sort();
}

// One list of tokens, used four times: light, dark by choice, dark by device, and paper (always light).
function tokens() {
  const lists = JSON.parse(read("assets/tokens.json"));
  const lines = (name) => Object.entries(lists[name]).map(([key, value]) => `${key}:${value}`).join(";");
  const dark = lines("dark");
  const screen = `:root,[data-bs-theme=light]{${lines("light")}}[data-bs-theme=dark]{${dark}}`;
  const device = `@media (prefers-color-scheme:dark){:root:not([data-bs-theme]){${dark}}}`;
  const paper = `@media print{:root,:root[data-bs-theme],:root:not([data-bs-theme]){${lines("light")}}}`;
  return screen + device + paper;
}

async function styles() {
  const templates = ["services", "shared"].flatMap((folder) => filesUnder(folder, ".html"));
  const [purged] = await new PurgeCSS().purge({
    content: [...templates, join(ROOT, "assets/js/app.js")],
    css: [{ raw: npm("@tabler/core/dist/css/tabler.min.css") }],
    safelist: { standard: [/^np-/, /^htmx-/, "visually-hidden", "js"], variables: [/^--np-/] },
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  const own = LAYERS.map((layer) => read("assets/css", `${layer}.css`)).join("\n");
  const { code } = transform({
    filename: "app.css",
    code: Buffer.from(`${purged.css}\n${tokens()}\n${own}`),
    minify: true,
    targets: TARGETS,
    errorRecovery: true, // Tabler carries a few hacks that are no CSS
  });
  return code;
}

async function script() {
  const options = { minify: true, target: ES_TARGETS, legalComments: "none" };
  return Buffer.from((await esbuild.transform(read("assets/js/app.js"), options)).code);
}

// Whole or not at all: services may be reading while we build.
function place(file, content) {
  const path = join(BUILD, "assets", file);
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}

// Pages that are open still ask for the files of the build before; a day later nobody does.
function sweep() {
  for (const file of readdirSync(join(BUILD, "assets"))) {
    const path = join(BUILD, "assets", file);
    if (Date.now() - statSync(path).mtimeMs > 86_400_000) rmSync(path);
  }
}

function writeHashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  const file = `${name.slice(0, -extension.length)}-${hash}${extension}`;
  place(file, content);
  const packed = gzipSync(content, { level: 9 });
  place(`${file}.gz`, packed);
  console.log(`${file.padEnd(28)} ${String(content.length).padStart(7)} B ${String(packed.length).padStart(6)} B gz`);
  return file;
}

// The svg's inside without the empty frame every Tabler icon starts with.
function iconInner(name) {
  const svg = npm("@tabler/icons/icons/outline", `${name}.svg`);
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return inner.replace(/<path stroke="none"[^>]*>/, "").replace(/\s*\n\s*/g, "").replaceAll(" />", "/>");
}

function icons() {
  const names = read("assets/icons.txt").split("\n").map((line) => line.trim());
  const wanted = names.filter((name) => name && !name.startsWith("#"));
  return Object.fromEntries(wanted.map((name) => [name, iconInner(name)]));
}

function copyAreas() {
  mkdirSync(join(BUILD, "wilayah"), { recursive: true });
  const source = join(ROOT, "node_modules/idn-area-data/data");
  for (const area of AREAS) copyFileSync(join(source, `${area}.csv`), join(BUILD, "wilayah", `${area}.csv`));
  copyFileSync(join(source, "LICENSE.md"), join(BUILD, "wilayah", "LICENSE.md"));
}

async function main() {
  mkdirSync(join(BUILD, "assets"), { recursive: true });
  const manifest = {
    "app.css": writeHashed("app.css", await styles()),
    "app.js": writeHashed("app.js", await script()),
    "htmx.js": writeHashed("htmx.js", Buffer.from(npm("htmx.org/dist/htmx.min.js"))),
    "merek.svg": writeHashed("merek.svg", Buffer.from(read("assets/merek.svg"))),
  };
  place("icons.json", JSON.stringify(icons()));
  place("manifest.json", JSON.stringify(manifest, null, 2));
  sweep();
  copyAreas();
}

await main();
