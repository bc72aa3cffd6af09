export { getOrInsert } from "./get-or-insert";
export { type Change, completed, type Declared, type Kept, keptOf, type Observed, type Written } from "./kinds";
export { onlyControls, onlyInputs, withoutNothing, withoutNull, withoutUndefined } from "./parts";
export { isPrivateKey, privateKeyRefused, privateKeysIn } from "./private-key";
export { agrees, isSame, meaningOf, textOf } from "./same";
export { partialInputs, type Schema, schemaWithout, type Values } from "./schema";
export { holdsUnknown, Unknown } from "./unknown";
