import { agencyId, type Simulator } from "./simulator";

/** Fills a simulator's account with a small estate, in which a user can look around. */
export function seedSmallAccount({ estate }: Simulator): void {
  const accountId = agencyId;
  const bakery = estate.addSite({ accountId, name: "Corner Bakery" });
  const museum = estate.addSite({ accountId, name: "Tram Museum" });
  const shop = estate.addInstall({ accountId, siteId: bakery.id, name: "cornerbakery", environment: "production" });
  const trial = estate.addInstall({ accountId, siteId: bakery.id, name: "cornerbakstg", environment: "staging" });
  const trams = estate.addInstall({ accountId, siteId: museum.id, name: "trammuseum", environment: "production" });

  const apex = estate.addDomain({ installId: shop.id, name: "cornerbakery.example", primary: true });
  estate.addDomain({ installId: shop.id, name: "www.cornerbakery.example", redirectTo: apex.id });
  estate.addDomain({ installId: trams.id, name: "trammuseum.example", primary: true });
  estate.addDomain({ installId: trams.id, name: "*.trammuseum.example" });

  estate.addAccountUser({
    accountId,
    firstName: "Pia",
    lastName: "Baker",
    email: "pia@cornerbakery.example",
    roles: "full,billing",
  });
  estate.addAccountUser({
    accountId,
    firstName: "Tom",
    lastName: "Rail",
    email: "tom@trammuseum.example",
    roles: "partial",
    installIds: [trial.id, trams.id],
  });
}
