import { startSimulator } from "pulumi-wpengine/simulator";

/** A simulator with the accounts of both agencies. Each has credentials that see that account alone. */
async function simulate(): Promise<void> {
  const { estate, url } = await startSimulator({ port: 8080, accounts: [{ name: "north" }, { name: "south" }] });
  console.log(`The simulated API answers at ${url} until Ctrl-C. To use it:\n\n  export WPENGINE_BASE_URL=${url}`);
  for (const { id, name } of estate.accounts.all()) {
    const [username, password] = [`${name}-api`, `${name}-password`];
    const user = { id: `${name}-user`, firstName: "Api", lastName: name, email: `api@${name}.example` };
    estate.addCredentials({ username, password, user, accountIds: [id] });
    const variable = `WPENGINE_${name.toUpperCase()}`;
    console.log(`  export ${variable}_USERNAME=${username}\n  export ${variable}_PASSWORD=${password}`);
  }
}

void simulate();
