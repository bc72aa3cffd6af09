import { z } from "zod";
import { notFound, Refusal } from "../http/errors";
import { page } from "../http/pages";
import { type Answer, bodyOf, type Noun } from "../http/route";
import { Collection } from "../world/collection";
import { moment } from "../world/time";
import { type World } from "../world/world";
import { Installs, standingInstall, visibleInstall } from "./install";

export interface BackupRecord {
  id: string;
  installId: string;
  description: string;
  requestedAt: number;
  /** Whether the backup ends as `aborted`. */
  isAborted?: boolean;
}

export class Backups extends Collection<BackupRecord> {
  constructor(world: World) {
    super(world);
    world.of(Installs).beforeRemoving((installId) => {
      for (const backup of this.values()) if (backup.installId === installId) this.remove(backup.id);
    });
  }

  add(backup: Pick<BackupRecord, "installId" | "description">): BackupRecord {
    const record = { id: this.world.newId(), requestedAt: this.world.clock.now(), ...backup };
    return this.insert(record.id, record);
  }
}

const newBackup = z.object({
  description: z.string().min(1, { error: "can't be blank" }),
  notification_emails: z.array(z.string().regex(/^[^@\s]+@[^@\s]+$/)).min(1),
});

export const backupNoun: Noun = {
  records: Backups,
  routes: [
    {
      method: "POST",
      path: "/installs/:installId/backups",
      listed: [400, 401, 403, 404, 429, 503],
      handle: (request) => {
        const { id: installId } = standingInstall(request);
        const { description } = bodyOf(request, "Backup", newBackup);
        const { id } = request.world.of(Backups).add({ installId, description });
        return { status: 202, body: { id, status: "requested" } };
      },
    },
    {
      method: "GET",
      path: "/installs/:installId/backups",
      listed: [400, 401, 403, 404, 429, 502, 503],
      handle: (request) => {
        const { world } = request;
        // Older versions of the API have no such list.
        if (world.shape !== "1.17.0") throw new Refusal(403, "Missing Authentication Token");
        const install = visibleInstall(request);
        const backups = world
          .of(Backups)
          .all()
          .filter(({ installId }) => installId === install.id);
        return page(request, `/installs/${install.id}/backups`, backups, (one) => backupAnswer(world, one));
      },
    },
    {
      method: "GET",
      path: "/installs/:installId/backups/:backupId",
      listed: [400, 401, 404, 429, 503],
      short: ["id", "status"],
      handle: (request) => {
        const install = visibleInstall(request);
        const backup = request.world.of(Backups).get(request.params.backupId ?? "");
        if (backup?.installId !== install.id) throw notFound("Backup");
        return { status: 200, body: backupAnswer(request.world, backup) };
      },
    },
  ],
};

function backupAnswer({ shape, durations, clock }: World, record: BackupRecord): Answer {
  const { id, requestedAt, description, isAborted = false } = record;
  const age = clock.now() - requestedAt;
  const underWay = shape === "1.17.0" ? "in_progress" : "initiated";
  const end = isAborted ? "aborted" : "completed";
  const status = age >= durations.backup ? end : age * 2 >= durations.backup ? underWay : "requested";
  if (shape !== "1.17.0") return { id, status };
  const completed = status === "completed" ? moment(requestedAt + durations.backup) : null;
  return {
    id,
    status,
    description,
    create_time: moment(requestedAt),
    complete_time: completed,
    wordpress_version: "6.8.1",
  };
}
