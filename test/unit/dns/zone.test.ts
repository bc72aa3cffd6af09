import { ownershipRecordName, registrableDomain } from "../../../provider/dns";

test.each([
  ["acme.com", "acme.com"],
  ["www.shop.acme.com", "acme.com"],
  ["*.acme.com", "acme.com"],
  ["www.acme.co.uk", "acme.co.uk"],
  ["www.xn--bcher-kva.example", "xn--bcher-kva.example"],
  ["www.acme.uk.com", "acme.uk.com"],
  ["co.uk", "co.uk"],
])("the registrable domain of %s is %s", (name, zone) => {
  expect(registrableDomain(name)).toBe(zone);
});

test.each([
  ["_wpeproperty", "_wpeproperty.acme.co.uk"],
  ["_wpeproperty.acme.co.uk", "_wpeproperty.acme.co.uk"],
  ["_WPEproperty.Acme.co.uk.", "_wpeproperty.acme.co.uk"],
  ["@", "acme.co.uk"],
  ["acme.co.uk", "acme.co.uk"],
  ["_wpe.notacme.co.uk", "_wpe.notacme.co.uk.acme.co.uk"],
])("the key %s of www.acme.co.uk names the record %s", (key, name) => {
  expect(ownershipRecordName(key, "www.acme.co.uk")).toBe(name);
});
