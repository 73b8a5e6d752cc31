/** What organisers are told of the settings, of first steps and of closing; English, as all of their pages. */

export const settingsFlashes = {
  "settings-kept": "The settings are kept. Pages and emails have them within seconds.",
  "settings-same": "That is what is kept already. Nothing was changed.",
  "settings-stale":
    "Another organiser has changed the settings since you opened the page. Yours are not kept yet.",
  "keys-kept": "It is written down that you have kept a copy.",
  "keys-stale":
    "The keys are others than those that the page showed. Nothing was written down; compare your copy with what stands here now.",
  "steps-put-away": "First steps are no longer shown on the overview. They stay on this page.",
  "steps-shown": "First steps are shown on the overview again.",
  "test-mailed": "A test email is on its way to you.",
  "test-waits":
    "Only sign-in emails leave before it is said who writes: give the name, the postal and the reply address first.",
  "letter-unsigned":
    "A letter has to say who signs it, their telephone number and the campaign’s postal address. An owner gives them in the settings. Nothing was approved or sent.",
  "domain-looked": "The records are looked up anew.",
};

export const settingsWords = {
  labels: {
    name_en: "Name in English",
    name_uk: "Name in Ukrainian",
    name_kk: "Name in Kazakh",
    name_ru: "Name in Russian",
    address: "Postal address, in one line",
    sender: "Who signs letters",
    telephone: "Telephone",
    email: "Reply address",
  },
  hints: {
    name_en: "On every page and in every email, and in the data for programs.",
    others: "Left empty, the English name stands there, marked as English.",
    address: "Below every email, and on the page about privacy.",
    sender:
      "A person’s name, below every letter to a member and on its page. Offices ask who writes.",
    telephone: "Below every letter, beside that name. It is not shown on pages.",
    email:
      "Where answers to every email go, and what pages give as the way to ask. Somebody has to read it. To change it you must have signed in within ten minutes.",
  },
  nameEmpty: "Write the campaign’s name in English.",
  addressEmpty: "Write the postal address: emails have to say where post reaches the campaign.",
  long: (most: number) => `This is longer than ${most} characters. Shorten it.`,
  odd: "Write this in one line of plain characters.",
  telephone: "Write a telephone number of digits and spaces, such as 020 7946 0123.",
  notKept: "The settings were not kept yet",
};
