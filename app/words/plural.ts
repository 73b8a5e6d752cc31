/** Numbers in sentences: the form that a word takes beside one (Unicode CLDR plural rules), and which are worth saying. */

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const rules = new Map<string, Intl.PluralRules>();

export function plural(locale: string, count: number, forms: Forms): string {
  let rule = rules.get(locale);
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  return forms[rule.select(count)] ?? forms.other;
}

/** What is said of things that are counted, without those of which there is none. */
export const ofWhichThereAre = (
  things: readonly (readonly [count: number, said: string])[],
): string[] => things.filter(([count]) => count > 0).map(([, said]) => said);
