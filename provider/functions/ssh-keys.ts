import { defineListFunction, shapeOf } from "../define";
import { sshKey } from "../resources";

export const getSshKeys = defineListFunction("getSshKeys", "sshKeys", {
  description: ["The SSH keys of the user to whom the credentials belong."],
  operations: "GET `/ssh_keys`",
  example: ["const { sshKeys } = await getSshKeys();"],
  arguments: {},
  result: shapeOf(sshKey),
  run: (api) => api.sshKeys.list(),
});
