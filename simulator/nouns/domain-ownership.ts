import { createHash } from "node:crypto";
import { registrableDomain } from "../world/dns";
import { moment } from "../world/time";
import { type World } from "../world/world";
import { type Answer } from "../http/route";
import { Installs } from "./install";

/** What the ownership of a domain depends on. */
export interface OwnedDomain {
  readonly id: string;
  readonly installId: string;
  readonly name: string;
  /** When WP Engine verified its owner. Null: not yet. Default: long ago. */
  verifiedAt?: number | null;
}

/** The time at which domains were verified that nobody had to verify. */
export const longAgo = Date.UTC(2025, 3, 20, 16, 0, 0, 7);

const label = "_wpeproperty";

/** The TXT record that proves the ownership of a domain. */
export function ownershipRecord(world: World, domain: OwnedDomain): { key: string; name: string; value: string } {
  const { key, value, delegated } = world.behaviours.settings.ownership;
  const zone = zoneIn(domain.name, delegated);
  const name = key === "@" ? zone : `${label}.${zone}`;
  const secret = value === "zone" ? `${accountOf(world, domain)} ${registrableDomain(domain.name)}` : domain.id;
  const written = { relative: label, absolute: name, "@": "@" };
  return { key: written[key], name, value: `wpe-${createHash("sha256").update(secret).digest("hex").slice(0, 24)}` };
}

export function standsInDns(world: World, domain: OwnedDomain): boolean {
  const { name, value } = ownershipRecord(world, domain);
  return world.dns.values("TXT", name).includes(value);
}

/** Whether a verification of one domain is one of another, too. */
export function covers(world: World, one: OwnedDomain, other: OwnedDomain): boolean {
  const reach = world.behaviours.settings.ownership.covers;
  if (reach === "domain" || registrableDomain(one.name) !== registrableDomain(other.name)) return false;
  if (reach === "install") return one.installId === other.installId;
  return reach === "everybody" || accountOf(world, one) === accountOf(world, other);
}

export function ownershipFields(world: World, domain: OwnedDomain): Answer {
  const { verifiedAt = longAgo, name } = domain;
  const { key, value } = ownershipRecord(world, domain);
  return {
    ownership_status: verifiedAt === null ? "TXT_VERIFICATION_PENDING" : "TXT_VERIFIED",
    txt_verification_key: verifiedAt === null ? key : null,
    txt_verification_value: verifiedAt === null ? value : null,
    ...(verifiedAt !== null && { txt_verified_domain: registrableDomain(name) }),
    txt_verified_time: verifiedAt === null ? null : moment(verifiedAt),
  };
}

export function networkFields(world: World, { installId, name, verifiedAt = longAgo }: OwnedDomain): Answer {
  const { type, isActiveAtOnce, words, hasSslForAll } = world.behaviours.settings.network;
  const { durations, clock } = world;
  const has = (duration: number): boolean => verifiedAt !== null && clock.now() >= verifiedAt + duration;
  const isExcluded = !hasSslForAll && (type === "LEGACY" || name.startsWith("*."));
  const install = world.of(Installs).get(installId);
  return {
    network_type: type,
    network_details: {
      dns_config_info: { cname: `${install?.name ?? ""}.wpenginepowered.com`, a_records: ["192.0.2.1"] },
      network_info: {
        status: isActiveAtOnce || has(durations.network) ? words.active : words.pending,
        ssl: { status: has(durations.ssl) && !isExcluded ? words.sslActive : words.sslPending },
      },
    },
  };
}

const zoneIn = (name: string, delegated: string[]): string =>
  delegated.find((zone) => name === zone || name.endsWith(`.${zone}`)) ?? registrableDomain(name);

const accountOf = (world: World, { installId }: OwnedDomain): string =>
  world.of(Installs).get(installId)?.accountId ?? "";
