/** What organisers are told of the settings, of first steps and of closing; English, as all of their pages. */

export const settingsFlashes = {
  "settings-kept": "The settings are kept. Pages and mails have them within seconds.",
  "settings-same": "That is what is kept already. Nothing was changed.",
  "settings-stale":
    "Another organiser has changed the settings since you opened the page. Yours are not kept yet.",
};
