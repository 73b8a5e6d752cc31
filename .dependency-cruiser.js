/** Who may import whom; docs/architecture.md draws it. */

/** A feature may look down the list, never up. */
const features = [
  "organisers",
  "review",
  "updates",
  "supporters",
  "answers",
  // letters of signers
  "write",
  "letters",
  "members",
  "signatures",
  "demands",
  // what the campaign says of itself, which those above may ask
  "campaign",
  "places",
];
const anyOf = (names) => `^app/(${names.join("|")})/`;

/** Pure, and of everybody: the table of paths, the words, the vocabulary of forms. */
const shared = ["^app/paths(\\.ts$|/)", "^app/words/", "^app/pages/read-form\\.ts$"];
const bases = ["^app/(keys|config|fault)\\.server\\.ts$", "^app/(limits|environment)\\.ts$"];
/** How imports read a CSV file. */
const readingLists = "^app/imports/(csv-found|file-kind|read-csv\\.server)\\.ts$";
const values = { dependencyTypesNot: ["type-only"] };

const rule = (name, from, to) => ({ name, severity: "error", from, to });

export default {
  forbidden: [
    rule("no-circles", {}, { circular: true }),
    rule("db-imports-nothing-of-ours", { path: "^db/" }, { path: "^(app|emails|tests)/" }),
    rule(
      "emails-import-words-paths-and-db",
      { path: "^emails/" },
      { path: "^(app|tests)/", pathNot: ["^app/words/", "^app/paths(\\.ts$|/)"] },
    ),
    rule(
      "words-and-paths-know-nobody",
      { path: ["^app/words/", "^app/paths(\\.ts$|/)", "^app/limits\\.ts$"] },
      { path: "^(app|emails|tests)/", pathNot: ["^app/words/", "^app/paths/"] },
    ),
    rule(
      "the-vocabulary-of-forms-knows-nobody",
      { path: "^app/pages/read-form\\.ts$" },
      { path: "^(app|db|emails|tests)/", pathNot: "^app/words/storable\\.ts$" },
    ),
    rule(
      "the-host-knows-no-feature",
      { path: "^app/host/" },
      {
        path: "^(app|emails|tests)/",
        pathNot: [
          "^app/host/",
          "^app/paths(\\.ts$|/)",
          "^app/fault\\.server\\.ts$",
          "^app/words/(locale|typed/query)\\.ts$",
          "^app/process/finish-build\\.ts$",
        ],
      },
    ),
    rule(
      "features-import-db-the-outbox-and-features",
      { path: anyOf(features) },
      {
        path: "^(app|emails|tests)/",
        pathNot: [
          anyOf(features),
          ...bases,
          ...shared,
          readingLists,
          "^app/mail/seal-to\\.server\\.ts$",
          "^emails/(outbox|message|hearer|figures|signing-mails|update-mails|link-mail|kept|suppression|forget-signer|dispatch/leaving|pause|send-unknown-again|sender|mail-state|blocked-domain)\\.ts$",
        ],
      },
    ),
    ...features
      .slice(1)
      .map((feature, index) =>
        rule(
          `${feature}-looks-down`,
          { path: `^app/${feature}/` },
          { path: anyOf(features.slice(0, index + 1)) },
        ),
      ),
    rule(
      "imports-fill-places-and-members",
      { path: "^app/imports/" },
      {
        path: "^(app|emails|tests)/",
        pathNot: [
          "^app/imports/",
          anyOf(["places", "members", "signatures"]),
          "^app/organisers/audit\\.server\\.ts$",
          ...bases,
          ...shared,
        ],
      },
    ),
    rule(
      "no-feature-imports",
      { path: ["^emails/", anyOf(features), "^app/(host|mail|seed|process|live|styles)/"] },
      { path: "^app/imports/", pathNot: readingLists },
    ),
    rule(
      "only-supporters-read-lists-as-imports-do",
      { path: anyOf(features), pathNot: "^app/supporters/" },
      { path: readingLists },
    ),
    rule(
      "pages-know-imports-as-records",
      { path: "^app/(pages|routes|components|jobs)/" },
      {
        path: "^app/imports/",
        pathNot: ["^app/imports/(runs|undo)/", "^app/imports/report\\.ts$"],
      },
    ),
    rule(
      "jobs-hold-no-sql",
      { path: "^app/jobs/" },
      { path: "^node_modules/(kysely|pg)/", ...values },
    ),
    rule(
      "jobs-run-the-rooms-own-functions",
      { path: "^app/jobs/" },
      { path: "^app/(host|pages|routes|components|commands|seed|process)/", ...values },
    ),
    rule("routes-import-no-db-values", { path: "^app/routes/" }, { path: "^db/", ...values }),
    rule("routes-import-no-emails", { path: "^app/routes/" }, { path: "^emails/" }),
    rule(
      "routes-import-no-host",
      { path: "^app/routes/" },
      { path: "^app/(host|jobs|process|commands)/", ...values },
    ),
    rule(
      "pages-know-no-route-and-no-component",
      { path: "^app/pages/" },
      { path: "^app/(routes|components|jobs|process|commands|seed)/" },
    ),
    rule(
      "components-are-pure",
      { path: "^app/components/" },
      { path: "\\.server\\.ts$|^db/|^emails/", ...values },
    ),
    rule(
      "components-declare-what-they-show",
      { path: "^app/components/" },
      { path: "^app/(pages/.*\\.server\\.ts|host/|routes/|context)" },
    ),
    rule(
      "noun-files-are-pure",
      { path: anyOf(features), pathNot: "\\.server\\.ts$" },
      { path: "\\.server\\.ts$", ...values },
    ),
    rule(
      "nothing-imports-the-top",
      { path: "^(app|db|emails)/", pathNot: "^app/(entry\\.|routes\\.ts)" },
      { path: "^app/(routes/|entry\\.)|^tests/|^(server|start|run)\\.js$" },
    ),
    rule(
      "context-is-given-not-fetched",
      { path: "^app/", pathNot: "^app/[^/]+$" },
      { path: "^app/context\\.server\\.ts$", ...values },
    ),
    rule(
      "no-unlisted-packages",
      { path: "^(app|db|emails)/|^(server|start|run)\\.js$" },
      {
        dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"],
        pathNot: "node_modules/(vite|@remix-run/(dev|route-config))/",
        ...values,
      },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^build/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types"] },
  },
};
