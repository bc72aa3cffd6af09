import { isDeepStrictEqual } from "node:util";
import { agencyId, type Estate } from "../../simulator";

const names = { site: "Neighbour", install: "neighbour", domain: "neighbour.example", email: "nan@example.com" };

/** What others have in the same account. No run may change it; somebody else may. */
export class Neighbour {
  #site = "";
  #install = "";
  #user = "";
  #before: unknown;

  constructor(private readonly estate: Estate) {
    this.#add();
  }

  #add(): void {
    const { estate } = this;
    const { id: siteId } = estate.addSite({ accountId: agencyId, name: names.site });
    const { id: installId } = estate.addInstall({ accountId: agencyId, siteId, name: names.install });
    estate.addDomain({ installId, name: names.domain, primary: true });
    const person = { email: names.email, firstName: "Nan", lastName: "Poe" };
    const user = estate.addAccountUser({ accountId: agencyId, ...person, roles: "partial", installIds: [installId] });
    [this.#site, this.#install, this.#user] = [siteId, installId, `${agencyId} ${user.userId}`];
    this.note();
  }

  has(id: string): boolean {
    return [this.#site, this.#install].includes(id);
  }

  /** What it has now is what it is to keep. */
  note(): void {
    this.#before = this.#records();
  }

  isUntouched(): boolean {
    return isDeepStrictEqual(this.#records(), this.#before);
  }

  /** Undoes whatever somebody did to it. What of others is in its site leaves the site. */
  restore(): void {
    const { estate } = this;
    for (const install of estate.installsOf(this.#site)) if (install.id !== this.#install) install.siteId = null;
    estate.removeInstall(this.#install);
    estate.removeSite(this.#site);
    const user = estate.accountUsers.get(this.#user);
    if (user !== undefined) estate.removeAccountUser(user);
    this.#add();
  }

  #records(): unknown {
    const { estate } = this;
    return structuredClone([
      estate.sites.get(this.#site),
      estate.installs.get(this.#install),
      estate.domainsOf(this.#install),
      estate.accountUsers.get(this.#user),
    ]);
  }
}
