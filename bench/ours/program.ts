import { AccountUser, Domain, Install, Site, SshKey } from "../../sdk/nodejs";
import { declareEstate } from "../declare";

declareEstate({ Site, Install, Domain, SshKey, AccountUser });
