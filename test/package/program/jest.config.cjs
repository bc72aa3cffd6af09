module.exports = {
  testMatch: ["**/*.test.{ts,cjs}"],
  transform: { "\\.ts$": "ts-jest" },
  testTimeout: 60_000,
};
