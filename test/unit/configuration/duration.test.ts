import { durationText, millisecondsOf } from "../../../provider/configuration/duration";

test.each([
  ["250ms", 250],
  ["90s", 90_000],
  ["30m", 1_800_000],
  ["2h", 7_200_000],
  ["1h30m", 5_400_000],
  ["1h0m10s5ms", 3_610_005],
  ["1.5h", 5_400_000],
  ["0s", 0],
])("%s is understood", (duration, milliseconds) => {
  expect(millisecondsOf(duration)).toBe(milliseconds);
});

test.each(["", "30", "m", "-5m", "5 m", "5M", "5min", "1d", "1h30", "h1", ".5h", "5.m", "1,5h", " 5m", "5m\n", "1e3s"])(
  "%j is no duration",
  (text) => {
    expect(millisecondsOf(text)).toBeUndefined();
  },
);

test.each([
  [0, "0 ms"],
  [250, "250 ms"],
  [600, "600 ms"],
  [1000, "1 s"],
  [45_000, "45 s"],
  [60_000, "1 min"],
  [61_499, "1 min 1 s"],
  [3_600_000, "1 h"],
  [5_400_000, "1 h 30 min"],
  [3_601_000, "1 h 1 s"],
  [3_599_999, "1 h"],
  [90_061_000, "25 h 1 min 1 s"],
])("%i milliseconds are written for people as %s", (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
