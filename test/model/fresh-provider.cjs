"use strict";
/*
 * Pulumi's own process for dynamic providers loads this file. The provider keeps what it knows of a run for as long as
 * its process lives. Here one process serves many runs, so each run loads anew the one module that holds a run. The
 * provider's clock jumps over waits.
 */
const http = require("node:http");
const path = require("node:path");

const provider = path.join(__dirname, "..", "..", "dist", "provider");
const runs = new Map();

const { systemClock } = require(path.join(provider, "api", "http", "clock.js"));
let skipped = 0;
let underWay = 0;
let isJumping = false;
/** All sleepers, with the time at which each wakes. */
const sleepers = [];
systemClock.now = () => Date.now() + skipped;
systemClock.sleep = (milliseconds) =>
  new Promise((wake) => {
    sleepers.push({ until: systemClock.now() + milliseconds, wake });
    setTimeout(wakeNext, 1);
  });

// A request under way would lose the time over which the clock jumps. So the clock jumps only while no request is under
// way, and no further than to the time at which the next sleeper wakes.
function wakeNext() {
  if (underWay > 0 || isJumping || sleepers.length === 0) return;
  const next = sleepers.reduce((one, other) => (other.until < one.until ? other : one));
  sleepers.splice(sleepers.indexOf(next), 1);
  jump(Math.max(0, next.until - systemClock.now()), () => {
    next.wake();
    setTimeout(wakeNext, 1);
  });
}

const { request } = http;
const door = { url: process.env.MODEL_CLOCK, agent: new http.Agent({ keepAlive: true }) };

// The simulator's time jumps along, before anybody wakes.
function jump(milliseconds, then) {
  skipped += milliseconds;
  if (milliseconds === 0) return then();
  isJumping = true;
  const told = request(`${door.url}/${skipped}`, { agent: door.agent }, (response) => {
    isJumping = false;
    response.resume();
    then();
  });
  told.end();
}
http.request = (...args) => {
  underWay++;
  return request(...args).once("close", () => {
    underWay--;
    setTimeout(wakeNext, 1);
  });
};

// Without this each run would watch the engine for as long as this process lives.
require(path.join(provider, "adapters", "dynamic", "engine-watch.js")).watchEngine = () => new AbortController().signal;

function freshProvider() {
  const entrance = path.join(provider, "adapters", "dynamic", "index.js");
  Reflect.deleteProperty(require.cache, entrance);
  return require(entrance);
}

/** @param ahead By how much the shared clock is ahead of the machine's as the run begins. */
exports.handler = (run, type, ahead) => {
  skipped = Math.max(skipped, ahead);
  if (!runs.has(run)) {
    runs.clear();
    runs.set(run, freshProvider());
  }
  return runs.get(run).handler(type);
};
