import { operations } from "./bound";
import { type LimitedResult, type Results, type SizeResult, type Summary, summaryOf } from "./results";

/** All tables, as docs/bench.md has them. */
export const reportOf = (results: Results): string => `# What it costs

Written by \`npm run bench\`. ${results.machine}.

${legend(results)}

${results.sizes.map((size) => `## ${size.size} resources\n\n${whatWasMeasured(size)}\n\n${tablesOf(size)}`).join("\n\n")}

${limitedSection(results.limited)}
`;

/** The table of the largest estate that shows all programs, for the README. */
export function excerptOf(results: Results): string {
  const largest = largestOf(results);
  return largest === undefined ? "" : `${largest.size} resources: ${whatWasMeasured(largest)}\n\n${tablesOf(largest)}`;
}

/** The largest estate with which the plain provider was measured too; if there is none, the largest. */
export function largestOf({ sizes }: Results): SizeResult | undefined {
  const bySize = [...sizes].sort((one, other) => other.size - one.size);
  return bySize.find(({ samples }) => samples.plain.up.length > 0) ?? bySize[0];
}

const whatWasMeasured = ({ estate, samples: { ours, plain } }: SizeResult): string =>
  `${estate}. ${roundsOf(ours.up.length, plain.up.length)}`;

function roundsOf(rounds: number, plainRounds: number): string {
  const figures = rounds === 1 ? "Figures of one round" : `Medians of ${rounds} rounds`;
  if (plainRounds === rounds) return `${figures}.`;
  return `${figures}; the plain provider took part in ${plainRounds === 0 ? "none" : plainRounds} of them.`;
}

const legend = ({ pace: { pendingMilliseconds, pollMilliseconds, checkpoints } }: Results): string =>
  [
    "The real engine works against the simulator, where a new install is active",
    pendingMilliseconds === 0 ? "at the next poll." : `after ${pendingMilliseconds} ms.`,
    `The engine keeps its state in a folder and writes it ${checkpoints === "at the end" ? checkpoints : `at ${checkpoints}`}.`,
    "_Bound_ is the least number of requests that the operation needs (`bench/bound.ts`).",
    `\`+ n\` are polls, which the bound allows besides: one for all pending installs every ${pollMilliseconds} ms.`,
    "The bound of a `destroy` includes one look at each deleted install, which the other columns count as a poll.",
    "_Plain_ is a dynamic provider as Pulumi's guide has you write it (`bench/plain`).",
    "_Floor_ is the same stack with handlers that do nothing (`bench/floor`).",
    "Memory is the peak of the process that serves the provider.",
    "Bytes are those of a resource's inputs and outputs in the state. Its _record_ is all that the engine writes for it.",
    "The record holds a stack trace, which our provider cuts down to the frames of the user's program.",
  ].join(" ");

const tablesOf = (size: SizeResult): string => `${operationsTable(size)}\n\n${stateTable(size)}`;

function operationsTable({ bounds, samples }: SizeResult): string {
  const rows = operations.map((operation) => {
    const ours = summaryOf(samples.ours[operation]);
    const plain = summaryOf(samples.plain[operation]);
    const floor = summaryOf(samples.floor[operation]);
    return [
      `\`${operation}\``,
      String(bounds[operation]),
      requestsOf(ours),
      requestsOf(plain),
      secondsOf(floor),
      secondsOf(ours),
      `${(ours.seconds / floor.seconds).toFixed(2)} ×`,
      secondsOf(plain),
      memoryOf(floor),
      memoryOf(ours),
      memoryOf(plain),
    ];
  });
  const heads = ["", "requests: bound", "ours", "plain", "time: floor", "ours", "ours ÷ floor", "plain"];
  return table([...heads, "memory: floor", "ours", "plain"], rows);
}

const stateTable = ({ state: { floor, ours, plain } }: SizeResult): string =>
  table(
    ["bytes a resource", "floor", "ours", "plain"],
    [
      ["average", bytes(floor.average), bytes(ours.average), bytes(plain.average)],
      ["most", bytes(floor.most), bytes(ours.most), bytes(plain.most)],
      ["record, average", bytes(floor.record), bytes(ours.record), bytes(plain.record)],
    ],
  );

function limitedSection(limited: LimitedResult | undefined): string {
  if (limited === undefined) return "";
  const { size, estate, requestsPerSecond, bound, samples } = limited;
  const [ours, plain, floor] = [summaryOf(samples.ours), summaryOf(samples.plain), summaryOf(samples.floor)];
  return `## A refresh under a limit of ${requestsPerSecond} requests a second

${size} resources: ${estate}. ${roundsOf(samples.ours.length, samples.plain.length)} The requests include those that the API refused.

${table(
  [`refresh`, "bound", "floor", "ours", "plain", "plain ÷ ours"],
  [
    [
      "requests",
      String(bound),
      requestsOf(floor),
      requestsOf(ours),
      requestsOf(plain),
      `${(plain.requests / ours.requests).toFixed(1)} ×`,
    ],
    ["time", "", secondsOf(floor), secondsOf(ours), secondsOf(plain), `${(plain.seconds / ours.seconds).toFixed(1)} ×`],
  ],
)}`;
}

const table = (heads: string[], rows: string[][]): string =>
  [heads, heads.map((_head, index) => (index === 0 ? "---" : "--:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

// The cells of a program that took part in no round stay empty.
const requestsOf = ({ requests, sharedPolls }: Summary): string =>
  Number.isNaN(requests) ? "" : sharedPolls === 0 ? String(requests) : `${requests} + ${sharedPolls}`;

const secondsOf = ({ seconds }: Summary): string => (Number.isNaN(seconds) ? "" : `${seconds.toFixed(1)} s`);

const memoryOf = ({ megabytes }: Summary): string => (megabytes === undefined ? "" : `${megabytes.toFixed(0)} MB`);

const bytes = (count: number): string => (count === 0 ? "" : String(count));
