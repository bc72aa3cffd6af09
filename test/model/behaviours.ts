import * as fc from "fast-check";
import {
  type BehaviourChange,
  Behaviours,
  type BehaviourSettings,
  type Gateway,
  type PartialBulk,
} from "../../simulator";

/** One way in which the world is bad, and which of its variants. */
export interface Drawn {
  kind: BehaviourKind;
  variant: number;
}

type Choose = <T>(...variants: T[]) => T;

const inPlaceOfApi = (choose: Choose, gateway: Gateway): BehaviourChange => ({
  gateways: [{ share: choose(0.1, 0.3), ...gateway }],
});

const others = ["Neighbour", "neighbour", "neighbour.example", "nan@example.com"];

/** What each kind of behaviour sets. Times are those of a simulator whose clock jumps with the provider's. */
const kinds = {
  "lag of lists": (choose: Choose) => ({ lag: { lists: choose(3000, 9000) } }),
  "lag of reads": (choose: Choose) => ({ lag: { reads: choose(2000, 4000) } }),
  "lag of writes": (choose: Choose) => ({ lag: { writes: choose(2000, 4000) } }),
  "lag of removals": (choose: Choose) => ({
    lag: { removals: 20_000, removedStatus: choose("deleting", "deleted") },
  }),
  "short answers": () => ({ short: true }),
  "odd entries of others": (choose: Choose) => ({
    odd: others.map((of) => ({ of, share: choose(0.5, 1) })),
  }),
  "odd optional fields": (choose: Choose) => ({
    odd: [
      choose(
        { path: /\/installs/, field: "php_version", value: 8.2 },
        { path: /\/sites/, field: "tags", as: "null" as const },
        { path: /\/sites/, field: "group_name", as: "empty-object" as const },
        { path: /\/account_users/, field: "phone", as: "list" as const },
        { path: /\/domains/, field: "network_details", as: "text" as const },
        { path: /\/account_users/, field: "roles", as: "list" as const },
      ),
    ],
  }),
  "held names": (choose: Choose) => ({ heldNames: { installs: choose(5000, 30_000), domains: choose(5000, 30_000) } }),
  "partial bulk": (choose: Choose) => ({
    partialBulk: [{ made: 1, answer: choose<PartialBulk["answer"]>(400, 500, "mixed", "made-only") }],
  }),
  "gateway 404": (choose: Choose) => inPlaceOfApi(choose, { status: 404 }),
  "gateway 403": (choose: Choose) => inPlaceOfApi(choose, { status: 403 }),
  "gateway 4xx": (choose: Choose) =>
    inPlaceOfApi(choose, { status: choose(400, 409, 410, 422), moment: choose("before", "after") }),
  "gateway 5xx": (choose: Choose) =>
    inPlaceOfApi(choose, { status: choose(500, 502, 503, 504), moment: choose("before", "after") }),
  "gateway 520": (choose: Choose) =>
    inPlaceOfApi(choose, { status: choose(520, 524, 530), moment: choose("before", "after") }),
  "empty answers": (choose: Choose) => {
    const status = choose(404, 502, 200);
    return inPlaceOfApi(choose, { status, body: "empty", moment: choose("before", "after") });
  },
  limits: (choose: Choose) => ({
    limits: {
      installs: { requests: 1, milliseconds: 5000 },
      domains: { requests: choose(1, 3), milliseconds: 2000 },
      rest: { requests: choose(3, 10), milliseconds: 1000 },
    },
    retryAfter: choose("seconds", "none"),
  }),
  "retry-after forms": (choose: Choose) => ({
    limits: { rest: { requests: 4, milliseconds: 2000 } },
    retryAfter: choose("http-date", "epoch-seconds", "absurd"),
  }),
  "unstable pages": () => ({ pages: { shuffled: true } }),
  "no count": () => ({ pages: { count: "missing" } }),
  "large count": () => ({ pages: { count: "too-large" } }),
  "small successes": (choose: Choose) => ({
    successes: [
      { method: "PATCH", ...choose({ status: 204 }, { status: 200, body: {} }, { status: 202 }) },
      { method: "DELETE", ...choose({ status: 200, body: {} }, { status: 202 }) },
    ],
  }),
  "error forms": (choose: Choose) => ({ errors: choose("by-field", "texts", "one-error", "messages") }),
  "other ids": (choose: Choose) => ({ ids: choose("upper-case", "not-a-uuid") }),
  "other own domain": (choose: Choose) => ({
    ownDomain: {
      under: choose<BehaviourSettings["ownDomain"]["under"]>(
        "wpengine.com",
        "wpenginepowered.com" as const,
        "both" as const,
      ),
      redirects: choose<boolean>(false, true),
    },
  }),
  "rewritten names": (choose: Choose) => ({
    names: choose({ escaped: true }, { collapsed: true }, { form: "NFD" }, { escaped: true, collapsed: true }),
  }),
  "reset connections": (choose: Choose) => ({ resetReused: [{ share: choose(0.1, 0.3) }] }),
} satisfies Record<string, (choose: Choose) => BehaviourChange | Record<string, unknown>>;

export type BehaviourKind = keyof typeof kinds;

const only = process.env.MODEL_BEHAVIOURS?.split(",");

/** All kinds, or those that MODEL_BEHAVIOURS names. */
export const behaviourKinds = (Object.keys(kinds) as BehaviourKind[]).filter((kind) => only?.includes(kind) ?? true);

const drawn: fc.Arbitrary<Drawn> = fc.record({ kind: fc.constantFrom(...behaviourKinds), variant: fc.nat(999) });

/** Up to this many behaviours, and often none. */
export const behavioursUpTo = (most: number): fc.Arbitrary<Drawn[]> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<Drawn[]>([]) },
    { weight: 2, arbitrary: fc.array(drawn, { maxLength: most }) },
  );

/** Settings in which nothing is left of earlier ones. */
const kind: BehaviourChange = {
  ...new Behaviours().settings,
  limits: { installs: undefined, domains: undefined, rest: undefined },
  names: { escaped: false, collapsed: false, form: undefined },
};

/** The settings of a world in which all of these hold, and nothing else. */
export function worldOf(behaviours: Drawn[], seed: number): BehaviourChange {
  return [...behaviours.map(changeOf), { seed }].reduce<BehaviourChange>(combined, kind);
}

function changeOf({ kind: name, variant }: Drawn): BehaviourChange {
  let left = variant;
  const choose: Choose = (...variants) => {
    const chosen = variants[left % variants.length]!;
    left = Math.floor(left / variants.length);
    return chosen;
  };
  return kinds[name](choose);
}

function combined(one: BehaviourChange, other: BehaviourChange): BehaviourChange {
  const both: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const first = both[name];
    if (Array.isArray(first) && Array.isArray(value)) both[name] = [...(first as unknown[]), ...(value as unknown[])];
    else if (isGroup(first) && isGroup(value)) both[name] = { ...first, ...value };
    else both[name] = value;
  }
  return both;
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
