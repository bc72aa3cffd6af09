import { Pace } from "../../../../provider/api/http/pace";
import { kindOf } from "../../../../provider/api/http/kinds";
import { type Clock } from "../../../../provider/api";

/** A clock that stands still, so that whoever has to wait does not begin. */
const stopped: Clock = { now: () => 1000, sleep: () => new Promise<void>(() => undefined) };

const requests = {
  "creation of an install": { method: "POST", path: "/installs" },
  "domain of one install": { method: "POST", path: "/installs/one/domains" },
  "check on the same install": { method: "POST", path: "/installs/one/domains/apex/check_status" },
  "list of its domains": { method: "GET", path: "/installs/one/domains" },
  "domain of another install": { method: "DELETE", path: "/installs/other/domains/apex" },
  "purge on one install": { method: "POST", path: "/installs/one/purge_cache" },
  "purge on another install": { method: "POST", path: "/installs/other/purge_cache" },
  "creation of a site": { method: "POST", path: "/sites" },
  "list of installs": { method: "GET", path: "/installs" },
  "removal of an install": { method: "DELETE", path: "/installs/one" },
};
type Name = keyof typeof requests;

/** Which requests may still begin after these were refused, in the moment in which all of them began. */
async function goOnAfter(...refused: Name[]): Promise<string[]> {
  const pace = new Pace(stopped);
  // Many may be in flight.
  for (let answers = 0; answers < 4; answers++) pace.taken(1000);
  for (const name of refused) pace.refused(1000, 60_000, kindOf(requests[name]));
  const begun: string[] = [];
  for (const [name, request] of Object.entries(requests)) {
    void pace.inTurn(Infinity, async () => begun.push(name), kindOf(request));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return begun;
}

const allBut = (...held: Name[]): string[] => Object.keys(requests).filter((name) => !held.includes(name as Name));

const kinds: [Name, Name[]][] = [
  ["creation of an install", ["creation of an install"]],
  ["domain of one install", ["domain of one install", "check on the same install", "list of its domains"]],
  ["list of its domains", ["domain of one install", "check on the same install", "list of its domains"]],
  ["domain of another install", ["domain of another install"]],
  ["purge on one install", ["purge on one install", "purge on another install"]],
  ["creation of a site", ["creation of a site", "list of installs", "removal of an install"]],
  ["list of installs", ["creation of a site", "list of installs", "removal of an install"]],
];

test.each(kinds)("a %s that is refused holds back its kind and nothing else", async (refused, held) => {
  expect(await goOnAfter(refused)).toEqual(allBut(...held));
});

test.each<[string, Name, Name]>([
  ["of another kind", "creation of an install", "purge on one install"],
  ["for another install", "domain of one install", "domain of another install"],
  ["to a GET of the same kind", "domain of one install", "list of its domains"],
  ["to a GET of another kind", "creation of an install", "list of installs"],
])("a second refusal within the pause, %s, holds back all", async (_, first, second) => {
  expect(await goOnAfter(first, second)).toEqual([]);
});

test("a second refusal within the pause of the same kind that is no GET holds back its kind and nothing else", async () => {
  expect(await goOnAfter("purge on one install", "purge on another install")).toEqual(
    allBut("purge on one install", "purge on another install"),
  );
});

test("a second refusal after the pause holds back its kind and nothing else", async () => {
  let now = 1000;
  const pace = new Pace({ ...stopped, now: () => now });
  pace.refused(now, 500, kindOf(requests["list of installs"]));
  now += 1000;
  pace.refused(now, 500, kindOf(requests["creation of an install"]));
  expect(await pace.inTurn(Infinity, async () => "sent", kindOf(requests["creation of a site"]))).toBeDefined();
});

test("two requests begin at first, and twice as many with each answer, up to 16", async () => {
  const pace = new Pace(stopped);
  const answer: (() => void)[] = [];
  const send = async (begun: number): Promise<void> => {
    await new Promise<void>((resolve) => answer.push(resolve));
    pace.taken(begun);
  };
  for (let count = 0; count < 60; count++) void pace.inTurn(Infinity, send);
  const inFlight: number[] = [];
  for (let answers = 0; answers < 6; answers++) {
    await new Promise((resolve) => setImmediate(resolve));
    inFlight.push(answer.length - answers);
    answer[answers]!();
  }
  expect(inFlight).toEqual([2, 4, 8, 16, 16, 16]);
});
