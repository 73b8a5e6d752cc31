import { expect, test } from "vitest";

import { findUnknownFields } from "#app/letters/fields.ts";

const refused: readonly string[] = [
  // ours, mistyped
  ..."{{member.nam}} {{ name }} {{Member.Name}} {{{member.name}}} {{{name}}} {{member.name} {member.name}} {{member.name"
    .split(" {")
    .map((one, index) => (index === 0 ? one : `{${one}`)),
  "{member.name}",
  "{total}",
  "{ member.name }",
  "{{ member . name }}",
  "{{member.name|upper}}",
  "{{#if name}}",
  "{{\nname\n}}",
  // others' marks
  "{name}",
  "{Name}",
  "{first_name}",
  "{firstName}",
  "{FIRST NAME}",
  "{MP name}",
  "{custom_3}",
  "{name|friend}",
  '{first_name|default:"Friend"}',
  "{contact.first-name}",
  "{!Contact.Name}",
  "{$name}",
  "{%name%}",
  "*|FNAME|*",
  "*|IF:FNAME|*",
  "%recipient.name%",
  "%recipient_name%",
  "%FIRSTNAME%",
  "%name%",
  "%%first_name%%",
  "%%=v(@name)=%%",
  "%(name)s",
  "%{name}",
  "${name}",
  "$name",
  "$first_name",
  "#{name}",
  "##name##",
  "#NAME#",
  "<%= name %>",
  "<% if name %>",
  "<?= $name ?>",
  "{% if member %}",
  "{% endif %}",
  "{# comment #}",
  "[% name %]",
  "@@name@@",
  "||name||",
  "((name))",
  "((first name))",
  "((name??show))",
  "<<Name>>",
  "<<First Name>>",
  "<<name>>",
  "«Name»",
  "«First_Name»",
  "«MP_Name»",
  "[[Name]]",
  "[[first_name]]",
  "__NAME__",
  "__FIRST_NAME__",
  "__first_name__",
  "-name-",
  // words in brackets
  "[Name]",
  "[name]",
  "[NAME]",
  "[FIRST NAME]",
  "[First name]",
  "[your name]",
  "[Your Name Here]",
  "[MP name]",
  "[MP’s name]",
  "[MP's name]",
  "[name of MP]",
  "[MP]",
  "[your MP]",
  "[constituency]",
  "[CONSTITUENCY]",
  "[postcode]",
  "[your address]",
  "[date]",
  "[Party]",
  "[number]",
  "[INSERT NAME]",
  "[insert your own story]",
  "[INSERT REASON]",
  "[enter a figure]",
  "[add your reasons]",
  "[your story here]",
  "[TBC]",
  "[TODO]",
  "[XX]",
  "[ім’я]",
  "[имя]",
  "<Name>",
  "<name>",
  "<MP name>",
  "<first name>",
  "<insert name>",
  "[Name](MP)",
  "____",
  // the same in disguise
  "｛｛name｝｝",
  "｛name｝",
  "［Name］",
  "&#123;&#123;name&#125;&#125;",
  "&#x7b;&#x7B;member.name&#x7d;&#x7d;",
  "&lbrace;&lcub;name&rcub;&rbrace;",
  "&lt;name&gt;",
  "&laquo;Name&raquo;",
  "\\{\\{member.name\\}\\}",
  "\\[Name\\]",
  "{\u200b{member.name}\u200b}",
  "｛{member.name}｝",
  "{\u2060name}",
];

test("what was to be filled in and would not be is named as it is written", () => {
  for (const one of refused) {
    const found = findUnknownFields(`Dear ${one}, we write.`);
    expect([one, found.length > 0]).toEqual([one, true]);
    expect([one, found.some((each) => each.includes(one) || one.includes(each))]).toEqual([
      one,
      true,
    ]);
  }
});

const honest: readonly string[] = [
  "Dear {{member.name}}, {{ mp.name }} of {{constituency}} ({{total.constituency}})",
  "[{{constituency}}](https://example.org) and **{{total}}** and __{{rank}}__",
  "See [the petition](https://example.org/p), [your MP](https://example.org/?name=x) and [email us](mailto:a@example.org).",
  "[Name](https://example.org) and [link](/letters)",
  "He said “we was [sic] there” [emphasis added], and “[the MP] is right” [1], [2, 3] [a].",
  "“The minister […] told [Parliament]”, [...] [our translation], [name withheld], [address supplied]",
  "“[The government] has [not] answered [yet]”, [John McDonnell], [Labour], [member for Hayes]",
  "A set {1, 2, 3}, a smile :-}, and {sic}; {so} it goes {…}.",
  "«Соціальний рух» and «Имя» and «Дім» and « Le Monde »",
  "<<цитата>> and <https://example.org/x_y> and <a@example.org>",
  "5 < 6 and 7 > 6, a -> b, <b>bold</b>, I <3 you",
  "From 50% to 60%, 100%, £80 million, $100, US$5, #1, #freedom, @name, C#",
  "__very__ *much* **so** _yes_ and snake_case and a - b - c and well-known-facts",
  "https://uk.wikipedia.org/wiki/%D0%9A%D0%B0%D0%B7 and https://x.org/?a=%5Bname%5D&b=__init__",
  "A rule:\n\n___\n\n---\n\n***\n\nand | a | table | of | names |",
  "((see above)) (MP) (name) (your MP) and the first name, last name and address",
  "R&D, AT&T; &amp; &copy; &#8212; C:\\name",
  "[ ] to do, [x] done; [2022] UKSC 5; [2024] EWCA Civ 1",
];

test("honest words are left alone", () => {
  for (const text of honest) expect([text, findUnknownFields(text)]).toEqual([text, []]);
});

test("a long text of marks is read in no time that grows faster than it", () => {
  for (const mark of [
    "{",
    "}",
    "[",
    "<",
    "«",
    "%",
    "$",
    "_",
    "-",
    "#",
    "*|",
    "((",
    "{%",
    "a_",
    "\\",
  ]) {
    const text = mark.repeat(20_000 / mark.length);
    findUnknownFields(text);
    findUnknownFields(text.replaceAll(mark, `${mark} `).slice(0, 20_000));
    expect(findUnknownFields(`${text}{{x}}`.slice(-20_000))).not.toEqual([]);
  }
});
