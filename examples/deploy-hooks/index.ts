import * as pulumi from "@pulumi/pulumi";
import { Backup, CachePurge, getInstallOutput } from "pulumi-wpengine";
import { Deployment } from "./deployment";

const config = new pulumi.Config();
const version = config.require("version");
const installId = getInstallOutput({ name: config.require("install") }).id;

const backup = new Backup("before-deployment", {
  installId,
  description: `before ${version}`,
  notificationEmails: [config.require("notify")],
  triggers: version,
});

const deployment = new Deployment("deployment", { command: config.require("command"), version }, { dependsOn: backup });

new CachePurge("after-deployment", { installId, types: ["page"], triggers: version }, { dependsOn: deployment });

export const backupOfTheLastVersion = backup.backupId;
