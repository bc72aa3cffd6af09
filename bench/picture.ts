import { operations } from "./bound";
import { largestOf } from "./report";
import { type Results, summaryOf } from "./results";

interface Bar {
  kind: "bound" | "ours" | "plain";
  value: number;
  label: string;
}

interface Group {
  name: string;
  bars: Bar[];
}

interface Panel {
  title: string;
  groups: Group[];
}

const width = 860;
const left = 160;
const longest = width - left - 110;
const barHeight = 14;
const groupGap = 12;

/** A picture of the figures that matter most. It is readable on a light and on a dark page. */
export function pictureOf(results: Results): string {
  let top = 50;
  const parts: string[] = [];
  for (const panel of panelsOf(results)) {
    const drawn = draw(panel, top);
    parts.push(drawn.svg);
    top = drawn.bottom + 40;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" role="img">
<title>Requests and times of pulumi-wpengine beside the least possible and a plain dynamic provider</title>
<style>
text { font: 13px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 14px; }
.page { fill: #ffffff; stroke: #d1d9e0; }
.bound { fill: #9aa4af; } .ours { fill: #0f766e; } .plain { fill: #d97706; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .page { fill: #0d1117; stroke: #3d444d; }
  .bound { fill: #6e7681; } .ours { fill: #2dd4bf; } .plain { fill: #f59e0b; }
}
</style>
<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${top - 1}" rx="8"/>
${legend()}
${parts.join("\n")}
</svg>
`;
}

function panelsOf(results: Results): Panel[] {
  const bySize = [...results.sizes].sort((one, other) => one.size - other.size);
  const refreshRequests = bySize.map(({ size, bounds, samples }) => ({
    name: `${size} resources`,
    bars: [
      bar("bound", bounds["preview --refresh"], ""),
      bar("ours", summaryOf(samples.ours["preview --refresh"]).requests, ""),
      bar("plain", summaryOf(samples.plain["preview --refresh"]).requests, ""),
    ],
  }));
  const panels = [{ title: "API requests of a preview --refresh", groups: refreshRequests }];

  const largest = largestOf(results);
  if (largest !== undefined) {
    const { samples } = largest;
    const groups = operations.map((operation) => ({
      name: operation,
      bars: [
        bar("bound", summaryOf(samples.floor[operation]).seconds, "s"),
        bar("ours", summaryOf(samples.ours[operation]).seconds, "s"),
        bar("plain", summaryOf(samples.plain[operation]).seconds, "s"),
      ],
    }));
    panels.push({ title: `Time of each operation, ${largest.size} resources`, groups });
  }

  const { limited } = results;
  if (limited !== undefined) {
    const { samples, size, requestsPerSecond } = limited;
    const bars = [
      bar("bound", summaryOf(samples.floor).seconds, "s"),
      bar("ours", summaryOf(samples.ours).seconds, "s"),
      bar("plain", summaryOf(samples.plain).seconds, "s"),
    ];
    const title = `Time of a refresh under a limit of ${requestsPerSecond} requests a second, ${size} resources`;
    panels.push({ title, groups: [{ name: "refresh", bars }] });
  }
  return panels;
}

const bar = (kind: Bar["kind"], value: number, unit: "s" | ""): Bar => ({
  kind,
  value,
  label: unit === "s" ? `${value.toFixed(1)} s` : value.toLocaleString("en"),
});

function draw({ title, groups }: Panel, top: number): { svg: string; bottom: number } {
  // A program that took part in no round has no bar.
  const measured = groups.map(({ name, bars }) => ({ name, bars: bars.filter(({ value }) => !Number.isNaN(value)) }));
  const most = Math.max(...measured.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const parts = [text(20, top + 12, title, "title")];
  let y = top + 28;
  for (const { name, bars } of measured) {
    parts.push(text(20, y + (bars.length * barHeight) / 2 + 4, name));
    for (const { kind, value, label } of bars) {
      const length = Math.max(1, Math.round((value / most) * longest));
      parts.push(rectangle(kind, left, y, length, barHeight - 2), text(left + length + 6, y + barHeight - 3, label));
      y += barHeight;
    }
    y += groupGap;
  }
  return { svg: parts.join("\n"), bottom: y - groupGap };
}

function legend(): string {
  const entries = [
    { kind: "ours", meaning: "pulumi-wpengine", x: 20 },
    { kind: "plain", meaning: "plain dynamic provider", x: 170 },
    { kind: "bound", meaning: "least possible (of times: handlers that do nothing)", x: 350 },
  ];
  return entries.map(({ kind, meaning, x }) => rectangle(kind, x, 16, 12, 12) + text(x + 18, 27, meaning)).join("\n");
}

const rectangle = (kind: string, x: number, y: number, length: number, height: number): string =>
  `<rect class="${kind}" x="${x}" y="${y}" width="${length}" height="${height}"/>`;

const text = (x: number, y: number, content: string, kind?: string): string =>
  `<text${kind === undefined ? "" : ` class="${kind}"`} x="${x}" y="${y}">${content}</text>`;
