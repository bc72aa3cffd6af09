/*
 * The API documents `pending` and `active`. Nobody knows its other words, so that what one of them means depends on what was
 * done before.
 */

const wordOf = (status: unknown): string | undefined =>
  typeof status === "string" ? status.trim().toLowerCase() : undefined;

const failures = ["failed", "error", "aborted", "suspended"];

export const isPending = (status: unknown): boolean => wordOf(status) === "pending";

const hasFailed = (status: unknown): boolean => failures.includes(wordOf(status) ?? "");

/** Why it will not become active, if the API says so. */
export const failureIn = (status: unknown): string | undefined =>
  hasFailed(status) ? `its status is ${JSON.stringify(status)}` : undefined;

const removedWords = ["deleted", "removed", "terminated"];
const leavingWords = ["deleting", "removing", "terminating", ...removedWords];

/** Whether the API still shows what is gone. */
export const isRemoved = (status: unknown): boolean => removedWords.includes(wordOf(status) ?? "");

/** Whether somebody deleted it, though the API still shows it. */
export const isLeaving = (status: unknown): boolean => leavingWords.includes(wordOf(status) ?? "");

/**
 * Whether it can be used after a creation or a change of ours. A read that leaves the status out means that there is nothing
 * to wait for; null and unknown words are waited out, but for the word that was there `before`.
 */
export const isActive = (status: unknown, before?: unknown): boolean =>
  status === undefined || wordOf(status) === "active" || (isKept(before) && wordOf(status) === wordOf(before));

const isKept = (before: unknown): boolean => wordOf(before) !== undefined && !isPending(before) && !hasFailed(before);
