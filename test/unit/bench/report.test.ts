import { boundsOf, operations } from "../../../bench/bound";
import { agency, estateOf, inWords } from "../../../bench/estate";
import { pictureOf } from "../../../bench/picture";
import { excerptOf, reportOf } from "../../../bench/report";
import { type Results, type SizeResult } from "../../../bench/results";
import { type Sample } from "../../../bench/sample";

const sample = (all: number, seconds: number): Sample => ({
  requests: { all, polls: 5, sharedPolls: 3 },
  milliseconds: seconds * 1000,
  peakBytes: 150e6,
});

/** Three rounds of every operation. The second is the median. */
const everyOperation = (requests: number, seconds: number): SizeResult["samples"]["ours"] =>
  Object.fromEntries(
    operations.map((operation) => [operation, [1, 2, 30].map((factor) => sample(requests * factor, seconds * factor))]),
  ) as unknown as SizeResult["samples"]["ours"];

function sizeResult(size: number): SizeResult {
  const estate = estateOf(size, agency);
  return {
    size,
    estate: inWords(estate),
    bounds: boundsOf(estate),
    samples: { ours: everyOperation(16, 11), plain: everyOperation(160, 20), floor: everyOperation(0, 10) },
    state: {
      ours: { inputs: 1, average: 700, most: 900, record: 1400 },
      plain: { inputs: 1, average: 6000, most: 8000, record: 7000 },
      floor: { inputs: 1, average: 500, most: 600, record: 1800 },
    },
  };
}

const results: Results = {
  machine: "A machine",
  pace: { pendingMilliseconds: 0, pollMilliseconds: 100, checkpoints: "every step" },
  sizes: [sizeResult(500), sizeResult(50)],
  limited: {
    size: 500,
    estate: "an estate",
    requestsPerSecond: 10,
    bound: 9,
    samples: { ours: [sample(13, 4)], plain: [sample(503, 50)], floor: [sample(3, 3)] },
  },
};

test("the tables show medians beside the bound and the floor", () => {
  const report = reportOf(results);
  expect(report).toContain("A machine.");
  expect(report).toContain(`${inWords(estateOf(500, agency))}. Medians of 3 rounds.\n`);
  expect(report).toContain(
    "| `preview --refresh` | 76 | 29 + 3 | 317 + 3 | 20.0 s | 22.0 s | 1.10 × | 40.0 s | 150 MB | 150 MB | 150 MB |",
  );
  expect(report).toContain("| average | 500 | 700 | 6000 |");
  expect(report).toContain("| record, average | 1800 | 1400 | 7000 |");
  expect(report).toContain("| time |  | 3.0 s | 4.0 s | 50.0 s | 12.5 × |");
});

test("the report names a program that took part in fewer rounds", () => {
  const few = sizeResult(500);
  const { plain } = few.samples;
  for (const operation of operations) plain[operation] = plain[operation].slice(0, 1);
  expect(excerptOf({ ...results, sizes: [few] })).toContain(
    "Medians of 3 rounds; the plain provider took part in 1 of them.",
  );
});

test("the report and the picture leave out a program that took part in no round", () => {
  const none = sizeResult(500);
  for (const operation of operations) none.samples.plain[operation] = [];
  none.state.plain = { inputs: 0, average: 0, most: 0, record: 0 };
  const without = { ...results, sizes: [none] };
  expect(excerptOf(without)).toContain("Medians of 3 rounds; the plain provider took part in none of them.");
  expect(excerptOf(without)).toContain("| 20.0 s | 22.0 s | 1.10 × |  | 150 MB | 150 MB |  |");
  expect(excerptOf(without) + pictureOf(without)).not.toContain("NaN");
});

test("the README gets the table of the largest estate", () => {
  expect(excerptOf(results)).toMatch(/^500 resources: 35 sites, 70 installs, /);
  expect(excerptOf(results)).not.toContain("\n50 resources");
});

test("the README gets the table of the largest estate with the plain provider, if there is one", () => {
  const largest = sizeResult(2000);
  for (const operation of operations) largest.samples.plain[operation] = [];
  expect(excerptOf({ ...results, sizes: [...results.sizes, largest] })).toMatch(/^500 resources/);
});

test("the picture shows requests at each size, times of the largest estate, and the refresh under a limit", () => {
  const picture = pictureOf(results);
  for (const shown of [
    "50 resources",
    "500 resources",
    ">317<",
    ">76<",
    ">22.0 s<",
    ">50.0 s<",
    ">up of one change<",
  ]) {
    expect(picture).toContain(shown);
  }
});
