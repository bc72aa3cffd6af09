"use strict";
/*
 * Loaded by Pulumi's own process for dynamic providers. The provider keeps what it knows of an operation for as long as its
 * process lives, and one process serves many operations here: so each gets the one module anew that holds the operation. Waits
 * are skipped: the provider's clock jumps over them.
 */
const path = require("node:path");

const provider = path.join(__dirname, "..", "..", "dist", "provider");
const operations = new Map();

const { systemClock } = require(path.join(provider, "api", "clock.js"));
let skipped = 0;
systemClock.now = () => Date.now() + skipped;
systemClock.sleep = (milliseconds) => {
  skipped += milliseconds;
  return new Promise((resolve) => setTimeout(resolve, 1));
};

// Each operation would keep watching the engine for as long as this process lives, which is longer than an operation does.
require(path.join(provider, "engine-watch.js")).watchEngine = () => new AbortController().signal;

function freshProvider() {
  const entrance = path.join(provider, "dynamic.js");
  Reflect.deleteProperty(require.cache, entrance);
  return require(entrance);
}

exports.handler = (operation, type) => {
  if (!operations.has(operation)) {
    operations.clear();
    operations.set(operation, freshProvider());
  }
  return operations.get(operation).handler(type);
};
