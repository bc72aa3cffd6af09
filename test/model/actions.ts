/** Whether a resource does something instead of standing for something: no adoption, and nothing to find afterwards. */
export const isAction = (type: string): boolean => ["Backup", "CachePurge", "DomainCheck"].includes(type);
