import { Collection } from "../world/collection";
import { type World } from "../world/world";
import { covers, longAgo, standsInDns } from "./domain-ownership";
import { type InstallRecord, Installs, ownNames } from "./install";

export interface DomainRecord {
  id: string;
  installId: string;
  name: string;
  primary: boolean;
  /** The id of the domain to which this one redirects. */
  redirectTo: string | null;
  secureAllUrls: boolean;
  /** Whether this is the install's own domain, `<name>.wpengine.com`. */
  builtIn: boolean;
  /** When WP Engine verified that it belongs to whoever added it. Null: not yet. Default: long ago. */
  verifiedAt?: number | null;
  /** The time at which a verification that is under way is done. */
  verificationDueAt?: number;
  /** Whether it becomes the primary domain once it is verified. Default: no. */
  designated?: boolean;
}

export class Domains extends Collection<DomainRecord> {
  constructor(world: World) {
    super(world);
    const installs = world.of(Installs);
    installs.afterAdding((install) => this.#addOwn(install));
    this.beforeRemoving((id) => world.heldNames.free("domains", this.get(id)?.name ?? ""));
    installs.beforeRemoving((installId) => this.onInstall(installId).forEach(({ id }) => super.remove(id)));
    installs.embed(({ id }) => ({ primary_domain: this.onInstall(id).find(({ primary }) => primary)?.name ?? null }));
  }

  add(domain: Pick<DomainRecord, "installId" | "name"> & Partial<DomainRecord>): DomainRecord {
    const record = {
      id: this.world.newId(),
      primary: false,
      redirectTo: null,
      secureAllUrls: false,
      builtIn: false,
      verifiedAt: longAgo,
      designated: false,
      ...domain,
    };
    if (domain.verifiedAt === undefined && !record.builtIn) record.verifiedAt = this.#verifiedFromTheStart(record);
    this.insert(record.id, record);
    if (record.primary) this.makePrimary(record);
    return record;
  }

  #verifiedFromTheStart(domain: DomainRecord): number | null {
    if (!this.world.behaviours.settings.ownership.required) return longAgo;
    const isCovered = this.all().some((one) => one.verifiedAt !== null && covers(this.world, one, domain));
    return isCovered ? this.world.clock.now() : null;
  }

  /** WP Engine has found the TXT record. */
  beginVerification(domain: DomainRecord): void {
    const now = this.world.clock.now();
    domain.verificationDueAt ??= now + this.world.durations.verification;
    this.catchUp(now);
  }

  /** Ends the verifications that are due by now, and those whose record has gone. */
  override catchUp(now: number): void {
    for (const domain of this.values()) {
      if (domain.verificationDueAt !== undefined && domain.verificationDueAt <= now)
        this.#verify(domain, domain.verificationDueAt);
      else if (this.#hasLapsed(domain)) domain.verifiedAt = null;
    }
  }

  #verify(domain: DomainRecord, at: number): void {
    domain.verifiedAt = at;
    delete domain.verificationDueAt;
    if (domain.designated) this.makePrimary(domain);
    for (const other of this.values())
      if (other.verifiedAt === null && covers(this.world, domain, other)) this.#verify(other, at);
  }

  #hasLapsed(domain: DomainRecord): boolean {
    const { required, lapses } = this.world.behaviours.settings.ownership;
    const isVerified = !domain.builtIn && domain.verifiedAt !== null;
    return required && lapses && isVerified && !standsInDns(this.world, domain);
  }

  /** Every install comes with domains of its own, of which the last is primary. */
  #addOwn({ id: installId, name }: InstallRecord): void {
    for (const own of ownNames(this.world, name)) this.add({ installId, name: own, primary: true, builtIn: true });
  }

  onInstall(installId: string): DomainRecord[] {
    return this.all().filter((domain) => domain.installId === installId);
  }

  /** Makes a domain the primary one of its install. The earlier primary domain loses the role. */
  makePrimary(domain: DomainRecord): void {
    const { redirects } = this.world.behaviours.settings.ownDomain;
    for (const other of this.onInstall(domain.installId)) {
      other.primary = other === domain;
      other.designated = false;
      if (redirects && other.builtIn) other.redirectTo = other === domain ? null : domain.id;
    }
  }

  /** Makes a domain the primary one of its install, once it is verified. */
  designate(domain: DomainRecord): void {
    for (const other of this.onInstall(domain.installId)) other.designated = other === domain;
  }

  /** Removes a domain, and ends the redirects of others to it. */
  override remove(id: string): void {
    const removed = this.get(id);
    for (const other of this.values()) if (other.redirectTo === id) other.redirectTo = null;
    super.remove(id);
    const builtIn = this.onInstall(removed?.installId ?? "").findLast((domain) => domain.builtIn);
    if (removed?.primary === true && builtIn !== undefined) this.makePrimary(builtIn);
  }
}
