/** Who may import whom; see docs/architecture.md. */

const features = ["organisers", "letters", "members", "signatures", "demands", "places"];
const anyOf = (names) => `^app/(${names.join("|")})/`;
const bases = "^app/(keys|config)\\.server\\.ts$";

/** A feature may look down the list, never up. */
const downward = features.slice(1).map((feature, index) => ({
  name: `${feature}-looks-down`,
  severity: "error",
  from: { path: `^app/${feature}/` },
  to: { path: anyOf(features.slice(0, index + 1)) },
}));

export default {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "db-imports-nothing-of-ours",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^(app|emails|tests)/" },
    },
    {
      name: "emails-import-words-and-db",
      severity: "error",
      from: { path: "^emails/" },
      to: { path: "^(app|tests)/", pathNot: "^app/words/" },
    },
    {
      name: "features-import-db-outbox-and-features",
      severity: "error",
      from: { path: anyOf(features) },
      to: {
        path: "^(app|emails|tests)/",
        pathNot: [
          anyOf(features),
          bases,
          "^app/words/",
          "^emails/(outbox|message|pause|send-unknown-again)\\.ts$",
        ],
      },
    },
    ...downward,
    {
      name: "routes-import-no-db-values",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^db/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "routes-import-no-emails",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^emails/" },
    },
    {
      name: "components-are-pure",
      severity: "error",
      from: { path: "^app/components/" },
      to: { path: "\\.server\\.ts$|^db/|^emails/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "noun-files-are-pure",
      severity: "error",
      from: { path: anyOf(features), pathNot: "\\.server\\.ts$" },
      to: { path: "\\.server\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-imports-the-top",
      severity: "error",
      from: { path: "^(app|db|emails)/", pathNot: "^app/(entry\\.|routes\\.ts)" },
      to: { path: "^app/(routes/|entry\\.)|^tests/|^(server|start)\\.js$" },
    },
    {
      name: "context-is-given-not-fetched",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/[^/]+$" },
      to: { path: "^app/context\\.server\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-unlisted-packages",
      severity: "error",
      from: { path: "^(app|db|emails)/|^(server|start)\\.js$" },
      to: {
        dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/(vite|@remix-run/(dev|route-config))/",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^build/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types"] },
  },
};
