"use strict";
/*
 * Loaded by Pulumi's own process for dynamic providers. The provider keeps what it knows of an operation for as long as its
 * process lives, and one process serves many operations here: so each gets the one module anew that holds the operation. Waits
 * are skipped: the provider's clock jumps over them.
 */
const http = require("node:http");
const path = require("node:path");

const provider = path.join(__dirname, "..", "..", "dist", "provider");
const operations = new Map();

const { systemClock } = require(path.join(provider, "api", "http", "clock.js"));
let skipped = 0;
let underWay = 0;
/** Those who sleep, with the time at which each wakes. */
const sleepers = [];
systemClock.now = () => Date.now() + skipped;
systemClock.sleep = (milliseconds) =>
  new Promise((wake) => {
    sleepers.push({ until: systemClock.now() + milliseconds, wake });
    setTimeout(wakeNext, 1);
  });

// Whoever waits for an answer would lose the time over which the others sleep: the clock jumps only where nobody does, and no
// further than to the next who wakes.
function wakeNext() {
  if (underWay > 0 || sleepers.length === 0) return;
  const next = sleepers.reduce((one, other) => (other.until < one.until ? other : one));
  sleepers.splice(sleepers.indexOf(next), 1);
  skipped += Math.max(0, next.until - systemClock.now());
  next.wake();
  setTimeout(wakeNext, 1);
}

const { request } = http;
http.request = (...args) => {
  underWay++;
  return request(...args).once("close", () => {
    underWay--;
    setTimeout(wakeNext, 1);
  });
};

// Each operation would keep watching the engine for as long as this process lives, which is longer than an operation does.
require(path.join(provider, "adapters", "dynamic", "engine-watch.js")).watchEngine = () => new AbortController().signal;

function freshProvider() {
  const entrance = path.join(provider, "adapters", "dynamic", "index.js");
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
