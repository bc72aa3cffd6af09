import { type AccountUserRoles } from "pulumi-wpengine";

/** One client of the agency: a site with its installs, and the domains of its production install. */
export interface Client {
  name: string;
  /** The name of the production install; the others are called after it. */
  install: string;
  domain: string;
  /** Whether the client's developers have an install of their own. */
  development?: boolean;
}

export const clients: Client[] = [
  { name: "Alder Bakery", install: "alderbakery", domain: "alderbakery.example", development: true },
  { name: "Birch & Sons", install: "birchsons", domain: "birchandsons.example" },
  { name: "Cedar Clinic", install: "cedarclinic", domain: "cedarclinic.example", development: true },
  { name: "Dogwood Design", install: "dogwood", domain: "dogwood.example" },
  { name: "Elm Street Books", install: "elmbooks", domain: "elmstreetbooks.example", development: true },
  { name: "Fir Festival", install: "firfest", domain: "firfestival.example" },
  { name: "Ginkgo Gardens", install: "ginkgo", domain: "ginkgogardens.example", development: true },
  { name: "Hazel Hotels", install: "hazelhotels", domain: "hazelhotels.example" },
  { name: "Ivy League Tutors", install: "ivytutors", domain: "ivytutors.example", development: true },
  { name: "Juniper Jazz", install: "juniperjazz", domain: "juniperjazz.example" },
  { name: "Kapok Kayaks", install: "kapokkayaks", domain: "kapokkayaks.example", development: true },
  { name: "Linden Law", install: "lindenlaw", domain: "lindenlaw.example" },
];

/** Names under each client's domain that lead to the same install. */
export const subdomains = ["shop", "blog", "media"];

export interface Person {
  firstName: string;
  lastName: string;
  email: string;
  roles: AccountUserRoles;
  /** For partial roles: the clients whose production and staging installs the person may use. */
  clients?: string[];
}

export const people: Person[] = [
  { firstName: "Ada", lastName: "Stone", email: "ada@agency.example", roles: "owner" },
  { firstName: "Ben", lastName: "Rivers", email: "ben@agency.example", roles: "full,billing" },
  { firstName: "Chi", lastName: "Okafor", email: "chi@agency.example", roles: "full" },
  { firstName: "Dov", lastName: "Adler", email: "dov@agency.example", roles: "full" },
  {
    firstName: "Eva",
    lastName: "Lund",
    email: "eva@freelance.example",
    roles: "partial",
    clients: ["Alder Bakery", "Fir Festival"],
  },
  { firstName: "Finn", lastName: "Moss", email: "finn@freelance.example", roles: "partial", clients: ["Cedar Clinic"] },
  {
    firstName: "Gil",
    lastName: "Hart",
    email: "gil@hazelhotels.example",
    roles: "partial,billing",
    clients: ["Hazel Hotels"],
  },
  { firstName: "Hana", lastName: "Ito", email: "hana@lindenlaw.example", roles: "partial", clients: ["Linden Law"] },
];

/** Public keys of those who deploy. Their private halves were thrown away. */
export const keys: Record<string, string> = {
  ada: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example",
  ben: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOxMlVOg1lWvG8O4bF62cwtF5Hf5b4Td6zzoYLN2FlDq ben@agency.example",
  chi: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHLfkp5viuFZiT9Z2xkaERcXlWP6J0Z7Evw0VkPaex1B chi@agency.example",
  deploy: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDsp4kUxZtJwY/KykWt2lJ+YCgUlHBwRDbJbIYmX2oTp deploy@agency.example",
  backup: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIyeaf8WsX86CdQht/lUhiZPzNoXzBseLZLgKkS98BPq backup@agency.example",
};
