import { z } from "zod";
import { type Backup } from "../api";
import { argument, defineListFunction, id, output, type Shape } from "../define";
import { fromNewerApi } from "./newer";

const backup: Shape<Backup> = {
  type: "BackupResult",
  description: "What the API says of one backup.",
  fields: {
    id: output(z.string(), "Its id.", { isAlwaysThere: true }),
    status: output(z.string(), "`requested`, `in_progress`, `completed` or `aborted`."),
    description: output(z.string(), "What the User Portal shows of the backup."),
    createdAt: output(z.string(), "When somebody asked for the backup: a date and time in UTC."),
    completedAt: output(z.string(), "When the backup was complete: a date and time in UTC."),
    wordpressVersion: output(z.string(), "The version of WordPress in the backup."),
  },
  say: ({ id, status, description, create_time, complete_time, wordpress_version }) => ({
    id,
    status,
    description,
    createdAt: create_time,
    completedAt: complete_time,
    wordpressVersion: wordpress_version,
  }),
};

export const getBackups = defineListFunction("getBackups", "backups", {
  description: ["The backups of an install.", "Fails where the API is too old to list them."],
  operations: "GET `/installs/{install_id}/backups`",
  example: ["const { backups } = await getBackups({ installId: production.id });"],
  arguments: { installId: argument(id("an install"), "The id of the install.") },
  result: backup,
  run: (api, { installId }) => fromNewerApi("getBackups", "backups", installId, api.backups.list(installId)),
});
