import { z } from "zod";
import { type Api, deleted, id, path, text } from "./api";
import { PagedList, pageOf } from "./http/pages";

const sshKeySchema = z.looseObject({
  uuid: id,
  comment: text,
  created_at: text,
  /** The MD5 of the key's blob, in hexadecimal with colons. */
  fingerprint: text,
});
export type SshKey = z.infer<typeof sshKeySchema>;

export interface NewSshKey {
  /** One line: type, blob and an optional comment. */
  public_key: string;
}

const sshKeysPage = pageOf(sshKeySchema);

/** The SSH keys of the user to whom the credentials belong. */
export class SshKeys {
  constructor(private readonly api: Api) {}

  /** GET /ssh_keys */
  list(): Promise<SshKey[]> {
    return this.pages().putTogether();
  }

  /** GET /ssh_keys, a page at a time. */
  pages(): PagedList<SshKey> {
    return new PagedList(this.api, "/ssh_keys", sshKeysPage, ({ uuid }) => uuid);
  }

  /** POST /ssh_keys */
  create(key: NewSshKey): Promise<SshKey> {
    return this.api.request({ method: "POST", path: "/ssh_keys", body: key }, sshKeySchema);
  }

  /** DELETE /ssh_keys/{ssh_key_id} */
  async delete(uuid: string): Promise<void> {
    await this.api.request({ method: "DELETE", path: path`/ssh_keys/${uuid}` }, deleted);
  }
}
