import { declareEstate } from "../declare";
import { AccountUser } from "./account-user";
import { Domain } from "./domain";
import { Install } from "./install";
import { Site } from "./site";
import { SshKey } from "./ssh-key";

declareEstate({ Site, Install, Domain, SshKey, AccountUser });
