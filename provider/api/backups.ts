import { z } from "zod";
import { type Api, id, path, text } from "./api";
import { PagedList, pageOf } from "./http/pages";

const backupSchema = z.looseObject({
  id,
  /** `requested`, then `initiated` or `in_progress`, then `completed` or `aborted`. */
  status: text,
  description: text,
  create_time: text,
  complete_time: text,
  wordpress_version: text,
});
export type Backup = z.infer<typeof backupSchema>;

export interface NewBackup {
  description: string;
  /** At least one address. */
  notification_emails: string[];
}

const backupsPage = pageOf(backupSchema);

/** Backups of an install. The API cannot delete a backup. */
export class Backups {
  constructor(private readonly api: Api) {}

  /** POST /installs/{install_id}/backups */
  create(installId: string, backup: NewBackup): Promise<Backup> {
    const request = { method: "POST", path: path`/installs/${installId}/backups`, body: backup } as const;
    return this.api.request(request, backupSchema);
  }

  /** GET /installs/{install_id}/backups. Older versions of the API have no such list. */
  list(installId: string): Promise<Backup[]> {
    return new PagedList(this.api, path`/installs/${installId}/backups`, backupsPage, ({ id }) => id).putTogether();
  }

  /** GET /installs/{install_id}/backups/{backup_id} */
  get(installId: string, id: string): Promise<Backup> {
    return this.api.request({ method: "GET", path: path`/installs/${installId}/backups/${id}` }, backupSchema);
  }
}
