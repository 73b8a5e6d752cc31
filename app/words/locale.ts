/** Which language a reader gets: the one in the address, else the one their browser asks for. */
import type { LocaleCode } from "#db/schema.ts";

export const locales = ["en", "uk", "kk", "ru"] as const satisfies readonly LocaleCode[];

export const isLocale = (code: string): code is LocaleCode =>
  (locales as readonly string[]).includes(code);

/** Splits "/uk/demands/x" into the prefix "/uk" and the path "/demands/x". */
export function splitPath(pathname: string): { locale?: LocaleCode; prefix: string; path: string } {
  const [, typed = "", ...rest] = pathname.split("/");
  const first = typed.toLowerCase();
  if (!isLocale(first)) return { prefix: "", path: pathname };
  return { locale: first, prefix: `/${first}`, path: `/${rest.join("/")}` };
}

/** The best of our languages for an Accept-Language header (RFC 9110, section 12.5.4); English by default. */
export function preferredLocale(header: string | null): LocaleCode {
  const wishes = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((wish) => {
      const [tag = "", ...parameters] = wish.trim().toLowerCase().split(";");
      const q = parameters.find((parameter) => parameter.trim().startsWith("q="));
      return { language: tag.split("-")[0]!, q: q ? Number(q.trim().slice(2)) || 0 : 1 };
    })
    .filter((wish) => wish.q > 0)
    .sort((a, b) => b.q - a.q);
  return wishes.map((wish) => wish.language).find(isLocale) ?? "en";
}
