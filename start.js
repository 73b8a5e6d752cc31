/** `npm start`. What it runs is loaded once this Node is known to read it. */
import "./needs-node.js";

await import("./run.js");
