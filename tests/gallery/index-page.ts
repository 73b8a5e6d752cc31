/** The page to leaf through the pictures: each is a choice away, and nothing is asked elsewhere. */
import type { Picture } from "./pictures.ts";

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const filters = ["page", "state", "locale", "width", "theme"] as const;

const style = `body { font: 1rem/1.4 system-ui, sans-serif; margin: 1rem; }
form { position: sticky; top: 0; background: Canvas; padding-block: .5rem; display: flex; flex-wrap: wrap; gap: .75rem; }
main { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; }
figure { margin: 0; max-width: 24rem; } figure[hidden] { display: none; }
img { width: 100%; max-height: 40rem; object-fit: cover; object-position: top; border: 1px solid; }
li { color: #b3261e; }`;

/** Shows what fits every choice; without it everything is shown. */
const script = `const form = document.querySelector("form");
const choose = () => {
  let shown = 0;
  for (const figure of document.querySelectorAll("figure")) {
    const fits = [...new FormData(form)].every(([name, value]) =>
      name === "found" ? figure.querySelector("li") : !value || figure.dataset[name] === value);
    figure.hidden = !fits;
    shown += fits;
  }
  document.querySelector("output").textContent = shown;
};
form.addEventListener("change", choose);
choose();`;

export function indexPage(pictures: readonly Picture[]): string {
  const choices = filters.map((name) => {
    const values = [...new Set(pictures.map((picture) => String(picture[name])))];
    const options = values.map((value) => `<option>${escaped(value)}</option>`).join("");
    return `<label>${name} <select name="${name}"><option value="">any</option>${options}</select></label>`;
  });
  const figures = pictures.map((picture) => {
    const data = filters.map((name) => `data-${name}="${escaped(String(picture[name]))}"`);
    const said = filters.map((name) => picture[name]).join(", ");
    const found = picture.findings.map((finding) => `<li>${escaped(finding)}</li>`).join("");
    return `<figure ${data.join(" ")}><a href="${picture.file}"><img loading="lazy" src="${picture.file}" alt=""></a>
<figcaption>${escaped(said)}${found && `<ul>${found}</ul>`}</figcaption></figure>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>
<form>${choices.join(" ")}<label><input type="checkbox" name="found"> with findings</label><output></output></form>
<main>${figures.join("\n")}</main><script>${script}</script></html>
`;
}
