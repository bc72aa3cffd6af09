export { getOrInsert } from "./get-or-insert";
export { privateKeyRefused, privateKeysIn } from "./private-key";
export { agrees, isSame, meaningOf } from "./same";
export { partialInputs, type Schema, schemaWithout, type Values } from "./schema";
export { holdsUnknown, Unknown } from "./unknown";
