import { randomUUID } from "node:crypto";
import { z } from "zod";
import { notFound } from "../http/errors";
import { type BackupRecord } from "./records";
import { bodyOf, type Route } from "../http/route";
import { visibleInstall, type World } from "../world/world";

const newBackup = z.object({
  description: z.string().min(1, { error: "can't be blank" }),
  notification_emails: z.array(z.string().regex(/^[^@\s]+@[^@\s]+$/)).min(1),
});

export const backupRoutes: Route[] = [
  {
    method: "POST",
    path: "/installs/:installId/backups",
    listed: [400, 401, 403, 404, 429, 503],
    handle: (request) => {
      const install = visibleInstall(request);
      const { description } = bodyOf(request, "Backup", newBackup);
      const backup = { id: randomUUID(), installId: install.id, description, requestedAt: Date.now() };
      request.world.estate.backups.set(backup.id, backup);
      return { status: 202, body: { id: backup.id, status: "requested" } };
    },
  },
  {
    method: "GET",
    path: "/installs/:installId/backups/:backupId",
    listed: [400, 401, 404, 429, 503],
    handle: (request) => {
      const install = visibleInstall(request);
      const backup = request.world.estate.backups.get(request.params.backupId ?? "");
      if (backup?.installId !== install.id) throw notFound("Backup");
      return { status: 200, body: backupAnswer(request.world, backup) };
    },
  },
];

function backupAnswer(
  { shape, durations }: World,
  { id, requestedAt, description }: BackupRecord,
): Record<string, unknown> {
  const age = Date.now() - requestedAt;
  const underWay = shape === "1.17.0" ? "in_progress" : "initiated";
  const status = age >= durations.backup ? "completed" : age * 2 >= durations.backup ? underWay : "requested";
  if (shape !== "1.17.0") return { id, status };
  const completed = status === "completed" ? new Date(requestedAt + durations.backup).toISOString() : null;
  return {
    id,
    status,
    description,
    create_time: new Date(requestedAt).toISOString(),
    complete_time: completed,
    wordpress_version: "6.8.1",
  };
}
