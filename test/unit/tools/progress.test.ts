import { withProgress } from "../../../tools/engine/progress";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const sixteenSeconds = () => jest.advanceTimersByTimeAsync(16_000);

test("a log gets a line every 15 seconds, and the outcome", async () => {
  const lines: string[] = [];
  await withProgress("building", { write: (text) => lines.push(text) }, async (detail) => {
    detail("pulumi");
    await sixteenSeconds();
  });
  expect(lines).toEqual(["building … 0 s\n", "building, pulumi … 15 s\n", "building: done after 16 s\n"]);
});

test("a terminal has one line, rewritten every second and never wider than it is", async () => {
  const writes: string[] = [];
  const terminal = { isTTY: true, columns: 12, write: (text: string) => writes.push(text) };
  await withProgress("building", terminal, sixteenSeconds);
  expect(writes).toHaveLength(18);
  expect(writes[3]).toBe("\r\x1b[2Kbuilding … ");
});

test("a failure is told with its reason, and passed on", async () => {
  const lines: string[] = [];
  const work = withProgress("building", { write: (text) => lines.push(text) }, () =>
    Promise.reject(new Error("Go is not installed")),
  );
  await expect(work).rejects.toThrow("Go is not installed");
  expect(lines.at(-1)).toBe("building: failed (Go is not installed) after 0 s\n");
});
