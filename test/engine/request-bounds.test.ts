import { boundsOf, type Operation } from "../../bench/bound";
import { agency, estateOf } from "../../bench/estate";
import { type Sample } from "../../bench/sample";
import { BenchStack, type StateSize } from "../../bench/stack";

/** Requests and bytes are the same on every machine and are asserted; times are not, and `npm run bench` shows them. */

const operations: Operation[] = ["up", "preview", "preview --refresh", "up of one change", "destroy"];
const estate = estateOf(200, agency);
const bounds = boundsOf(estate);
const samples = new Map<Operation, Sample>();
let state: StateSize;

beforeAll(async () => {
  const stack = await BenchStack.create("ours", estate, {
    pendingMilliseconds: 0,
    pollMilliseconds: 1000,
    checkpoints: "every step",
  });
  try {
    for (const operation of operations) {
      samples.set(operation, await stack.measure(operation));
      if (operation === "up") state = await stack.stateSize();
    }
  } finally {
    await stack.remove();
  }
}, 600_000);

/** The requests of an operation without the polls that the bound allows besides. */
function requestsOf(operation: Operation): number {
  const { requests } = samples.get(operation)!;
  return requests.all - requests.sharedPolls;
}

test.each(["up", "preview --refresh", "up of one change", "destroy"] as const)(
  "%s of 200 resources costs at most a tenth more requests than the least possible",
  (operation) => {
    expect(requestsOf(operation)).toBeLessThanOrEqual(bounds[operation] * 1.1);
  },
);

test("a preview costs no request", () => {
  expect(requestsOf("preview")).toBe(0);
});

test("inputs and outputs take at most 900 bytes a resource, and 1,300 for any one", () => {
  expect(state.average).toBeLessThanOrEqual(900);
  expect(state.most).toBeLessThanOrEqual(1300);
});
