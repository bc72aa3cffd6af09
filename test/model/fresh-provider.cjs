"use strict";
/*
 * Pulumi's own process for dynamic providers loads this file. The provider keeps what it knows of a run for as long as
 * its process lives. Here one process serves many runs, so each run loads anew the one module that holds a run. The
 * provider's clock jumps over waits.
 */
const { openSync, readFileSync, readSync, writeSync } = require("node:fs");
const http = require("node:http");
const { createRequire } = require("node:module");
const path = require("node:path");
const { compileFunction } = require("node:vm");

const provider = path.join(__dirname, "..", "..", "dist", "provider");
const runs = new Map();

const { systemClock } = require(path.join(provider, "api", "http", "clock.js"));
const file = openSync(process.env.MODEL_CLOCK, "r+");
/** Over how many milliseconds the provider has jumped, this process and those before it; twice, see shared-clock.ts. */
const jumped = new Float64Array(2);
readSync(file, jumped, 0, jumped.byteLength, 0);
/** How many milliseconds have passed between the runs. */
let passed = 0;
let underWay = 0;
/** All sleepers, with the time at which each wakes. */
const sleepers = [];
systemClock.now = () => Date.now() + jumped[0] + passed;
systemClock.sleep = (milliseconds) =>
  new Promise((wake) => {
    sleepers.push({ until: systemClock.now() + milliseconds, wake });
    setTimeout(wakeNext, 1);
  });

// A request under way would lose the time over which the clock jumps. So the clock jumps only while no request is under
// way, and no further than to the time at which the next sleeper wakes.
function wakeNext() {
  if (underWay > 0 || sleepers.length === 0) return;
  const next = sleepers.reduce((one, other) => (other.until < one.until ? other : one));
  sleepers.splice(sleepers.indexOf(next), 1);
  jumped.fill(jumped[0] + Math.max(0, next.until - systemClock.now()));
  // The simulator's time jumps along, before anybody wakes.
  writeSync(file, jumped, 0, jumped.byteLength, 0);
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

// Without this each run would watch the engine for as long as this process lives.
require(path.join(provider, "adapters", "dynamic", "engine-watch.js")).watchEngine = () => new AbortController().signal;

// A run needs the module of the provider's entrance anew. It is read and compiled once.
const entrance = path.join(provider, "adapters", "dynamic", "index.js");
const requireThere = createRequire(entrance);
const names = ["exports", "require", "module", "__filename", "__dirname"];
const evaluate = compileFunction(readFileSync(entrance, "utf8"), names, { filename: entrance });

function freshProvider() {
  const fresh = { exports: {} };
  evaluate(fresh.exports, requireThere, fresh, entrance, path.dirname(entrance));
  return fresh.exports;
}

/** @param sofar How many milliseconds have passed between the runs so far. */
exports.handler = (run, type, sofar) => {
  passed = Math.max(passed, sofar);
  if (!runs.has(run)) {
    runs.clear();
    runs.set(run, freshProvider());
  }
  return runs.get(run).handler(type);
};
