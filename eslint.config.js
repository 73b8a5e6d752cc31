/** What the linter asks for beyond the types. */
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig([
  globalIgnores(["build", ".data", "node_modules", "eslint.config.js"]),
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "react-hooks": hooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      // Kysely hands out its expression builder to be taken apart
      "@typescript-eslint/unbound-method": "off",
      // answers and redirects are thrown by design
      "@typescript-eslint/only-throw-error": "off",
      // widening a framework's interface needs an interface
      "@typescript-eslint/no-empty-object-type": [
        "error",
        { allowInterfaces: "with-single-extends" },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: "The environment is read by parseConfig alone.",
        },
      ],
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["app/config.server.ts", "run.js", "tests/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: [
      "db/schema.ts",
      "db/migrations/**",
      "app/words/**",
      "app/seed/demo-members.ts",
      "tests/**",
    ],
    rules: { "max-lines": "off" },
  },
  { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
]);
