const { default: Sequencer } = require("@jest/test-sequencer");

const slowest = ["model", "engine", "protocol"];

/** Begins with the kinds of test that take minutes, so that no worker is left with one of them at the end. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
};

function rankOf({ path }) {
  const rank = slowest.findIndex((kind) => path.includes(`/test/${kind}/`));
  return rank < 0 ? slowest.length : rank;
}
