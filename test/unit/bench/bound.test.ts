import { type LoggedRequest } from "../../../simulator";
import { boundsOf } from "../../../bench/bound";
import { countRequests } from "../../../bench/counting";
import { agency, estateOf, installsAndUsers, inWords, withOneChange } from "../../../bench/estate";

test("an estate has exactly the requested size, and no name twice", () => {
  for (const size of [50, 200, 280, 500, 2000]) {
    for (const mix of [agency, installsAndUsers]) {
      const { sites, installs, domains, keys, users } = estateOf(size, mix);
      const names = [...sites, ...installs, ...domains, ...keys].map(({ name }) => name);
      const all = [...names, ...users.map(({ email }) => email)];
      expect(all).toHaveLength(size);
      expect(new Set(all).size).toBe(size);
      expect(new Set(keys.map(({ publicKey }) => publicKey.split(" ")[1])).size).toBe(keys.length);
    }
  }
});

test("the bound of 280 resources is what counting by hand gives", () => {
  const estate = estateOf(280, agency);
  expect(inWords(estate)).toBe("20 sites, 40 installs, 80 domains, 120 SSH keys, 20 users");
  expect(boundsOf(estate)).toEqual({
    // 200 without domains, 40 primary ones and redirects, 20 bulk requests, 4 looks.
    up: 264,
    preview: 0,
    // 1 page of sites, 1 of installs, 40 of domains, 2 of keys, 1 of users.
    "preview --refresh": 45,
    "up of one change": 1,
    // 280 and 20 primaries handed back. 1 page of installs, 40 of domains, 20 again for the primaries. By themselves: 20
    // primaries, 20 sites, 20 users, 40 installs before and after.
    destroy: 501,
  });
});

test("one change renames one site and nothing else", () => {
  const estate = estateOf(50, agency);
  const { sites, ...rest } = withOneChange(estate);
  expect({ ...rest, sites: sites.slice(1) }).toEqual({ ...estate, sites: estate.sites.slice(1) });
  expect(sites[0]?.name).not.toBe(estate.sites[0]?.name);
});

const log = (...requests: [second: number, method: string, path: string][]): LoggedRequest[] =>
  requests.map(([second, method, path]) => ({
    method,
    path,
    query: {},
    body: undefined,
    status: 200,
    at: new Date(second * 1000),
  }));

test("GETs of new installs are polls, and one poll an interval is a shared one", () => {
  const requests = log(
    [0, "GET", "/installs"],
    [1, "POST", "/installs"],
    [1, "POST", "/installs"],
    [2, "GET", "/installs/a"],
    [2, "GET", "/installs/b"],
    [3, "GET", "/installs"],
    [3, "GET", "/installs/a/domains"],
  );
  expect(countRequests(requests, 1, 1000)).toEqual({ all: 7, polls: 3, sharedPolls: 3 });
  expect(countRequests(requests, 1, 2000)).toEqual({ all: 7, polls: 3, sharedPolls: 2 });
});

test("a GET of an install before its deletion is a read, and a GET after its deletion is a poll", () => {
  const requests = log(
    [0, "GET", "/installs/a"],
    [1, "DELETE", "/installs/a"],
    [1, "GET", "/installs/b"],
    [1, "GET", "/installs/a"],
  );
  expect(countRequests(requests, 1, 1000)).toEqual({ all: 4, polls: 1, sharedPolls: 1 });
  expect(countRequests(log([0, "GET", "/installs"], [0, "GET", "/installs/a"]), 1, 1000)).toMatchObject({ polls: 0 });
});
