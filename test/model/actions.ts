export const actionTypes = ["Backup", "CachePurge", "DomainCheck"];

/** Whether a resource does something instead of standing for something: no adoption, and nothing to find afterwards. */
export const isAction = (type: string): boolean => actionTypes.includes(type);
