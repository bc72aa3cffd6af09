/**
 * How WP Engine makes sure that a domain belongs to whoever adds it. The documents leave much of it open, so each open
 * point is a setting.
 */
export interface Ownership {
  /** Whether a new domain needs a TXT record, unless a verification covers it already. */
  required: boolean;
  /** Which other domains of the zone are verified with one: none, those of its install, of its account, or all. */
  covers: "domain" | "install" | "account" | "everybody";
  /** Whether all domains of a zone and account have one value for the TXT record, or each has its own. */
  value: "zone" | "domain";
  /** How the answers write the record's name: below the zone, in full, or `@` for the zone itself. */
  key: "relative" | "absolute" | "@";
  /** Zones below a registrable domain, such as `shop.acme.com`. The record of a domain in there stands in there. */
  delegated: string[];
  /** What a POST for a verification answers where the record does not stand: a refusal, or a success without a time. */
  missing: 400 | 200;
  /** What a POST answers for a domain that is verified already. */
  again: 200 | 400;
  /** Whether a verified domain is unverified again once its record has gone. */
  lapses: boolean;
}

/** What the answers say of the network that serves a domain. */
export interface Network {
  type: "AN" | "GES" | "LEGACY";
  /** Whether the network is active from the start, as in WP Engine's own example, or once the domain is verified. */
  isActiveAtOnce: boolean;
  /** The words for the network before and after, and for SSL before and after. */
  words: { pending: string; active: string; sslPending: string; sslActive: string };
  /** Whether wildcard domains and those of the LEGACY network get SSL by themselves. */
  hasSslForAll: boolean;
}

export const usualOwnership: Ownership = {
  required: false,
  covers: "account",
  value: "zone",
  key: "relative",
  delegated: [],
  missing: 400,
  again: 200,
  lapses: false,
};

export const usualNetwork: Network = {
  type: "AN",
  isActiveAtOnce: true,
  words: { pending: "PENDING", active: "ACTIVE", sslPending: "pending", sslActive: "active" },
  hasSslForAll: false,
};
