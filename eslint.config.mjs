import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** The rooms, innermost first. A room imports itself and the rooms that it names, nothing else of the product. */
const arrows = [
  { room: "provider/api", mayImport: [] },
  { room: "provider/configuration", mayImport: ["api"] },
  { room: "provider/values", mayImport: [] },
  { room: "provider/dns", mayImport: [] },
  { room: "provider/report", mayImport: ["values", "configuration", "api"] },
  { room: "provider/run", mayImport: ["values", "report", "configuration", "api"] },
  { room: "provider/define", mayImport: ["run", "values", "report", "configuration", "api"] },
  { room: "provider/lifecycle", mayImport: ["define", "run", "values", "report", "configuration", "api"] },
  {
    room: "provider/resources",
    mayImport: ["lifecycle", "define", "dns", "run", "values", "report", "configuration", "api"],
  },
  {
    room: "provider/functions",
    mayImport: ["resources", "lifecycle", "define", "dns", "run", "values", "report", "configuration", "api"],
  },
  {
    room: "provider/estate",
    mayImport: ["resources", "lifecycle", "define", "run", "values", "report", "configuration", "api"],
  },
  {
    room: "provider/adapters",
    mayImport: ["resources", "functions", "lifecycle", "define", "run", "values", "report", "configuration", "api"],
  },
].map(({ room, mayImport }) => ({ room, mayImport: [room, ...mayImport.map((inner) => `provider/${inner}`)] }));

const doors = [
  { room: "sdk", mayImport: ["sdk", "provider/functions", "provider/estate", "provider/dns"] },
  { room: "cli", mayImport: ["cli", "provider/api", "simulator"] },
  { room: "simulator/world", mayImport: ["simulator/world"] },
  { room: "simulator/http", mayImport: ["simulator/world", "simulator/http"] },
  { room: "simulator/nouns", mayImport: ["simulator/world", "simulator/http", "simulator/nouns"] },
  { room: "simulator", mayImport: ["simulator"] },
  // The package is a link to this folder: an example imports it by its name, as a user's program does.
  { room: "examples", mayImport: ["examples", "dist"] },
  // The generator reads the definitions.
  {
    room: "tools",
    mayImport: ["tools", "simulator", "provider/resources", "provider/functions", "provider/define", "provider/estate"],
  },
  { room: "bench", mayImport: ["bench", "tools", "simulator", "sdk", "provider", "test/support"] },
];

/** What the engine asks of a resource. What two of them need stands beside them. */
const steps = ["check.ts", "diff.ts", "create", "read.ts", "update.ts", "delete.ts", "act.ts"];

const zones = [
  ...steps.map((step) => ({
    target: `./provider/lifecycle/${step}`,
    from: steps.filter((other) => other !== step).map((other) => `./provider/lifecycle/${other}`),
    message: "A step imports no other step.",
  })),
  ...[...arrows, ...doors].map(({ room, mayImport }) => ({
    target: `./${room}`,
    from: ".",
    except: ["./node_modules", ...mayImport.map((folder) => `./${folder}`)],
    message: `${room} may import only from ${mayImport.join(", ")}.`,
  })),
];

export default tseslint.config(
  {
    ignores: ["dist/", "coverage/", "test/engine/recorded/", "test/*/projects/", "bench/projects/"],
  },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.mjs"] } } },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // An async function without await turns a thrown error into a rejection, which its callers rely on.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["**/*.mjs", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: ["test/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  prettier,
);
