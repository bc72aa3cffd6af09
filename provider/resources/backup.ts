import { z } from "zod";
import { type Backup, isProvenDenied } from "../api";
import { defineAction, input, output, text, wordOf } from "../define";
import { installInput } from "./install-input";

/** Backup: a snapshot of an install's files and database. API: /installs/{install_id}/backups. */
export const backup = defineAction("Backup", {
  documentation: {
    noun: "backup",
    description: [
      "A backup of an install, made once, and again whenever `triggers` or another argument changes.",
      "The `up` waits until the backup is complete, which takes 2 to 10 minutes. If WP Engine aborts the backup, the `up` " +
        "fails before it touches anything that depends on the backup. The next `up` makes another backup.",
      "The wait ends after `customTimeouts.create`, else after `wpengine:timeout` (default 30 minutes). Then the `up` " +
        "fails. The state keeps the backup, and the next `pulumi up` goes on waiting.",
      "The API cannot delete a backup. A destroy drops the backup from the state.",
    ],
    operations: "POST and GET of `/installs/{install_id}/backups`, and GET of one backup",
    example: [
      'const backup = new Backup("before-deployment", {',
      '  install: production, description: "before deployment", notificationEmails: ["ops@example.com"], triggers: version,',
      "});",
    ],
  },
  inputs: {
    installId: installInput("to back up"),
    description: input(text("a description of the backup"), {
      description: "What the User Portal shows of the backup.",
    }),
    notificationEmails: input(
      z
        .array(text('an e-mail address such as "jo@example.com"'), { error: "must be a list of e-mail addresses" })
        .min(1, {
          error: "must hold at least one e-mail address: the API sends the result there",
        }),
      {
        description: "The e-mail addresses to which the API sends the result, at least one. The order does not matter.",
        sameAs: (emails: string[]) => [...new Set(emails.map((one) => one.trim().toLowerCase()))].sort(),
      },
    ),
  },
  outputs: {
    backupId: output(z.string(), "The id of the backup.", { isAlwaysThere: true }),
    status: output(z.string(), "`completed`, once the backup can be restored in the User Portal."),
    completedAt: output(z.string(), "When the backup was complete: a date and time in UTC. Older APIs do not say."),
  },
  label: ({ installId }) => `of install ${String(installId)}`,

  send: ({ api }, { installId, description, notificationEmails }) =>
    api.backups.create(installId, { description, notification_emails: notificationEmails }),
  recall: {
    // Older APIs list no backups.
    all: ({ api }, { installId }) =>
      api.backups.list(installId).catch((error: unknown) => {
        if (isProvenDenied(error)) return undefined;
        throw error;
      }),
    // The API may rewrite blanks.
    isLike: (one, { description }) => plain(one.description ?? "") === plain(description),
  },
  completion: {
    look: ({ api }, { backupId }, { installId }) => api.backups.get(installId, String(backupId)),
    isNew: () => true,
    isDone: ({ status }) => wordOf(status) === "completed",
    failed: ({ status }) => (wordOf(status) === "aborted" ? 'its status is "aborted"' : undefined),
    meanwhile: ({ status }) => `its status is still ${JSON.stringify(status)}`,
  },

  id: ({ id }) => id,
  state: (found: Backup) => ({
    backupId: found.id,
    status: found.status,
    completedAt: found.complete_time,
  }),
});

const plain = (text: string): string => text.trim().replace(/\s+/g, " ");
