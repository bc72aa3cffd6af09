import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** The layers, innermost first. A layer imports itself and what stands before it, nothing else of the product. */
const arrows = [
  { layer: "provider/api", mayImport: ["provider/api"] },
  { layer: "provider/lifecycle", mayImport: ["provider/api", "provider/lifecycle"] },
  { layer: "provider/resources", mayImport: ["provider/api", "provider/lifecycle", "provider/resources"] },
  { layer: "simulator", mayImport: ["simulator"] },
  { layer: "sdk", mayImport: ["provider", "sdk"] },
  { layer: "cli", mayImport: ["provider/api", "simulator", "cli"] },
];

const folders = ["provider", "sdk", "cli", "simulator", "tools", "examples", "test"];

const zones = [
  ...arrows.map(({ layer, mayImport }) => ({
    target: `./${layer}`,
    from: ".",
    except: ["./node_modules", ...mayImport.map((folder) => `./${folder}`)],
    message: `${layer} may import only from ${mayImport.join(", ")}.`,
  })),
  {
    target: "./provider",
    from: folders.filter((folder) => folder !== "provider").map((folder) => `./${folder}`),
    message: "The provider imports nothing but itself.",
  },
];

export default tseslint.config(
  // The quickstart is a project of its own, type-checked when a test installs and runs it.
  {
    ignores: ["dist/", "coverage/", "examples/quickstart/", "test/engine/recorded/", "test/*/projects/"],
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
