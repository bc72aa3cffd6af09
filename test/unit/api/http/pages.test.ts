import { UnsteadyListError } from "../../../../provider/api";
import { agencyId, type Simulator } from "../../../../simulator";
import { answering, clientOf, failureOf, inTurn, type Respond, simulated } from "../../../support/api-world";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await simulated();
});

const namesUpTo = (count: number): string[] => Array.from({ length: count }, (_, index) => `Site ${index}`);
const add = (...names: string[]) => names.forEach((name) => simulator.estate.addSite({ accountId: agencyId, name }));
const remove = (...names: string[]) =>
  names.forEach((name) => simulator.estate.removeSite(simulator.estate.site(name).id));
const list = async () => (await clientOf(simulator).sites.list()).map(({ name }) => name);
const offsetsAsked = () => simulator.requests.all().map(({ query }) => query.offset);

/** Lists the newest entries first. Something happens right after the API has answered each of these pages. */
function after(pages: number[], happens: (page: number) => void): void {
  let page = 0;
  simulator.estate.listOrder = (entries) => {
    if (pages.includes(++page)) happens(page);
    return [...entries].reverse();
  };
}

describe("a whole list is read", () => {
  test.each([
    [0, ["0"]],
    [1, ["0"]],
    [99, ["0"]],
    [100, ["0"]],
    [101, ["0", "99"]],
    [199, ["0", "99"]],
    [200, ["0", "100"]],
    [298, ["0", "99", "198"]],
    [299, ["0", "99", "199"]],
    [300, ["0", "100", "200"]],
  ])("of %i entries, each once and in order, at the offsets %j", async (count, offsets) => {
    add(...namesUpTo(count));
    expect({ names: await list(), offsets: offsetsAsked() }).toEqual({ names: namesUpTo(count), offsets });
  });

  test("with a hundred entries to a page", async () => {
    add(...namesUpTo(150));
    await list();
    expect(simulator.requests.all().map(({ query }) => query.limit)).toEqual(["100", "100"]);
  });

  test("of one account, on every page", async () => {
    add(...namesUpTo(150));
    await clientOf(simulator).sites.list({ accountId: agencyId });
    expect(simulator.requests.all().map(({ query }) => query.account_id)).toEqual([agencyId, agencyId]);
  });

  test("without what other accounts have", async () => {
    add("ours");
    simulator.estate.addSite({ accountId: simulator.estate.addAccount({ name: "other" }).id, name: "theirs" });
    const sites = await clientOf(simulator).sites.list({ accountId: agencyId });
    expect(sites.map(({ name }) => name)).toEqual(["ours"]);
  });

  test("of an install's domains", async () => {
    const { id: installId } = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
    for (let index = 0; index < 120; index++) simulator.estate.addDomain({ installId, name: `${index}.acme.com` });
    expect(await clientOf(simulator).domains.list(installId)).toHaveLength(121);
  });
});

test("one request reads all users of an account, however many", async () => {
  const person = { accountId: agencyId, firstName: "Pia", lastName: "Baker", roles: "full" };
  for (let index = 0; index < 150; index++) simulator.estate.addAccountUser({ ...person, email: `${index}@acme.com` });
  const users = await clientOf(simulator).accountUsers.list(agencyId);
  expect({ users: users.length, requests: simulator.requests.count() }).toEqual({ users: 151, requests: 1 });
});

describe("a list that changes between two pages loses nothing", () => {
  beforeEach(() => add(...namesUpTo(150)));

  test("when it grows at its beginning", async () => {
    after([1], () => add("new"));
    expect(await list()).toEqual([...namesUpTo(150), "new"].reverse());
  });

  test("when it shrinks at its beginning", async () => {
    after([1], () => remove("Site 149", "Site 148"));
    expect(await list()).toEqual(namesUpTo(148).reverse());
  });

  test("when it shrinks to less than the page that was read", async () => {
    after([1], () => remove(...namesUpTo(90)));
    expect(await list()).toEqual(namesUpTo(150).slice(90).reverse());
  });

  test("when it grows at its end, for the same price", async () => {
    simulator.estate.listOrder = (entries) => {
      if (simulator.requests.count() === 0) add("new");
      return entries;
    };
    expect({ names: await list(), offsets: offsetsAsked() }).toEqual({
      names: [...namesUpTo(150), "new"],
      offsets: ["0", "99"],
    });
  });

  test("and is read again from its beginning", async () => {
    after([1], () => add("new"));
    await list();
    expect(offsetsAsked()).toEqual(["0", "99", "0", "99"]);
  });

  test("as often as four times", async () => {
    after([1, 3, 5, 7], (page) => add(`new ${page}`));
    expect(await list()).toHaveLength(154);
  });

  test("and where it changes during each of five readings, readings are put together", async () => {
    after([1, 3, 5, 7, 9], (page) => add(`new ${page}`));
    expect(await list()).toHaveLength(155);
  });

  test("and a reader who can do without the whole list is told that it will not hold still", async () => {
    after([1, 3, 5, 7, 9], (page) => add(`new ${page}`));
    const error = await failureOf(clientOf(simulator).sites.pages({}).whole());
    expect(error).toEqual(new UnsteadyListError({ method: "GET", path: "/sites" }, 5));
  });
});

/** A list of which each page comes in an order of its own. */
function shuffled(seed: number): void {
  let state = seed;
  const random = (): number => (state = (state * 16807) % 2147483647);
  simulator.estate.listOrder = (entries) =>
    entries
      .map((entry) => [random(), entry] as const)
      .sort(([one], [other]) => one - other)
      .map(([, entry]) => entry);
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "a list whose pages come in any order is put together whole (seed %i)",
  async (seed) => {
    add(...namesUpTo(250));
    shuffled(seed);
    expect((await list()).sort()).toEqual(namesUpTo(250).sort());
  },
);

test("a list in which each reading finds something new is given up, and the error says what is the matter", async () => {
  add(...namesUpTo(150));
  let made = 0;
  simulator.estate.listOrder = (entries) => {
    add(`new ${made++}`);
    return [...entries].reverse();
  };
  expect(await failureOf(list())).toMatchObject({
    message: "GET /sites answered with pages that did not fit together in 30 readings.",
  });
});

const sites = namesUpTo(120).map((name) => ({ id: name, name }));

/** Answers a list with at most `cap` entries on a page, and with their number if `counted`. */
function paged({ cap, counted }: { cap: number; counted: boolean }): Respond {
  return ({ url = "" }) => {
    const query = new URL(url, "http://any").searchParams;
    const offset = Number(query.get("offset"));
    const results = sites.slice(offset, offset + Math.min(cap, Number(query.get("limit"))));
    return { body: counted ? { count: sites.length, results } : { results } };
  };
}

test("the client does not follow a `next` link to another host", async () => {
  const elsewhere = await answering({ body: { results: [] } });
  const next = `${elsewhere.url}/sites?limit=100&offset=100`;
  const pages = [sites.slice(0, 100), sites.slice(99)].map((results) => ({ body: { count: 120, next, results } }));
  const server = await answering(inTurn(...pages));
  await clientOf(server).sites.list();
  expect({ here: server.requests.length, elsewhere: elsewhere.requests.length }).toEqual({ here: 2, elsewhere: 0 });
});

test.each([
  ["does not say how many entries there are", { cap: 100, counted: false }],
  ["holds fewer entries on a page than it was asked for", { cap: 50, counted: true }],
])("a list that %s is read whole", async (_, list) => {
  const server = await answering(paged(list));
  expect(await clientOf(server).sites.list()).toEqual(sites);
});

/** A list with these words about its length on every page. */
const saying =
  (words: (next: string | null) => object): Respond =>
  ({ url = "" }) => {
    const offset = Number(new URL(url, "http://any").searchParams.get("offset"));
    const next = offset + 50 < sites.length ? "https://elsewhere.example/sites" : null;
    return { body: { ...words(next), results: sites.slice(offset, offset + 50) } };
  };

test.each<[string, (next: string | null) => object]>([
  ["is missing", (next) => ({ next })],
  ["is the length of the page", (next) => ({ next, count: 50 })],
  ["is none", (next) => ({ next, count: 0 })],
  ["is larger than the list", (next) => ({ next, count: 999 })],
  ["is a text", () => ({ count: "120" })],
  ["is no number", (next) => ({ next, count: "many" })],
])("a list is read whole if its count %s", async (_, words) => {
  const server = await answering(saying(words));
  expect(await clientOf(server).sites.list()).toEqual(sites);
});

test("a list that ends before its count does is read no further than `next` says", async () => {
  const server = await answering(saying((next) => ({ next, count: 999 })));
  await clientOf(server).sites.list();
  expect(server.requests).toHaveLength(3);
});

test("entries without an id do not shift the pages", async () => {
  const rows = sites.map((site, index) => (index % 7 === 0 ? {} : site));
  const server = await answering(({ url = "" }) => {
    const offset = Number(new URL(url, "http://any").searchParams.get("offset"));
    return { body: { count: rows.length, results: rows.slice(offset, offset + 100) } };
  });
  expect(await clientOf(server).sites.list()).toEqual(rows.filter((row) => "id" in row));
});

test("the client stops reading at the end of the entries, even if the count is higher", async () => {
  const server = await answering(({ url = "" }) => ({
    body: { count: 9, results: sites.slice(0, 3).slice(Number(new URL(url, "http://any").searchParams.get("offset"))) },
  }));
  expect(await clientOf(server).sites.list()).toEqual(sites.slice(0, 3));
});

test("the error about a list without `results` names `results`", async () => {
  const server = await answering({ body: { count: 0 } });
  const error = await failureOf(clientOf(server).sites.list());
  expect(error).toMatchObject({
    name: "UnexpectedAnswerError",
    message: expect.stringContaining('"results"') as unknown,
  });
});
