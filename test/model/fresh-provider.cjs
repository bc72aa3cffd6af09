"use strict";
/*
 * Loaded by Pulumi's own process for dynamic providers. The provider keeps what it knows of an operation for as long as its
 * process lives; here one process serves many operations, so that each gets the provider's modules anew. Waits are skipped:
 * the provider's clock jumps over them.
 */
const path = require("node:path");

const dist = path.join(__dirname, "..", "..", "dist");
const operations = new Map();

function freshProvider() {
  for (const file of Object.keys(require.cache)) if (file.startsWith(dist)) Reflect.deleteProperty(require.cache, file);
  const { systemClock } = require(path.join(dist, "provider", "api", "clock.js"));
  let skipped = 0;
  systemClock.now = () => Date.now() + skipped;
  systemClock.sleep = (milliseconds) => {
    skipped += milliseconds;
    return new Promise((resolve) => setTimeout(resolve, 1));
  };
  return require(path.join(dist, "provider", "dynamic.js"));
}

exports.handler = (operation, type) => {
  if (!operations.has(operation)) {
    operations.clear();
    operations.set(operation, freshProvider());
  }
  return operations.get(operation).handler(type);
};
