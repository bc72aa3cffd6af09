/**
 * What `npm test` leaves to `npm run test:rest`: tests of the real engine that take long, and of what seldom changes.
 */
const rest = [
  "actions",
  "adoption",
  "components",
  "configuration",
  "connections",
  "examples",
  "interrupted-moves",
  "killed",
  "many-domains",
  "moved-installs",
  "nothing-destroyed",
  "options",
  "package",
  "protected-install",
  "pulumi-guide",
  "replacement",
  "request-bounds",
  "resource-options",
  "secrets",
  "waiting",
].map((name) => `<rootDir>/test/engine/${name}.test.ts`);

/** What `npm run test:package` runs alone: it installs test runners that this package does not use itself. */
const packed = "<rootDir>/test/package/runners.test.ts";

const shared = {
  transform: { "\\.ts$": "@swc/jest" },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/bench/projects/"],
};
const ignored = ["/node_modules/", "<rootDir>/test/engine/projects/", "<rootDir>/test/package/program/"];

module.exports = {
  projects: [
    {
      ...shared,
      displayName: "quick",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [...ignored, ...rest, packed],
    },
    {
      ...shared,
      displayName: "rest",
      testMatch: rest,
      testPathIgnorePatterns: ignored,
    },
    {
      ...shared,
      displayName: "package",
      testMatch: [packed],
      testPathIgnorePatterns: ignored,
    },
  ],
  testTimeout: 180_000,
  reporters: ["default", "<rootDir>/test/closing-line.cjs"],
  testSequencer: "<rootDir>/test/slowest-first.cjs",
  maxWorkers: 2,
};
